/**
 * Elements of XML and HTML that hold a name in one attribute and its value in another, with others between or the value first:
 * `<add key="DbPassword" xdt:Transform="Insert" value="x"/>`; of settings of Visual Studio the value in an element within. Where name
 * and value stand side by side, the detector of names reads them.
 */
import type { Span } from "../../model/text.ts";
import { fileKind } from "../generic/file-kind.ts";
import { genericRules } from "../generic/generic.ts";
import { secretName } from "../judge/names.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { sightingOf, windowAt } from "./window.ts";

const before = 600;
const behind = 900;
const mostAttributes = 24;
const longestName = 160;

const opening = /<[A-Za-z][\w:.-]{0,80}/uy;
const attribute = /\s{1,80}(?<key>[A-Za-z_][\w:.-]{0,60})\s{0,4}=\s{0,4}(?<quote>["'])/uy;
const naming = /^(?:(?:x:)?key|name|id|n|property|parameter)$/iu;
const holding = /^(?:android:)?(?:value|default|defaultvalue|val|v)$/iu;
// `<Value Profile="(Default)">x</Value>` within.
const valueWithin = /\s{0,4}>\s{0,80}<value(?:\s[^<>]{0,80})?>(?<value>[^<>\n]{1,400})<\/value>/iuy;

interface Attribute extends Span {
  readonly key: string;
}

/** The attributes of the tag that opens at `open`, and where the last of them ends. */
function attributesAt(text: string, open: number): { readonly attributes: Attribute[]; readonly end: number } {
  opening.lastIndex = open;
  const attributes: Attribute[] = [];
  if (!opening.test(text)) return { attributes, end: open };
  let next = opening.lastIndex;
  while (attributes.length < mostAttributes) {
    attribute.lastIndex = next;
    const { key, quote } = attribute.exec(text)?.groups ?? {};
    if (key === undefined || quote === undefined) break;
    const start = attribute.lastIndex;
    const end = text.indexOf(quote, start);
    if (end < 0) break;
    attributes.push({ key, start, end });
    next = end + 1;
  }
  return { attributes, end: next };
}

interface Given {
  readonly name: string;
  readonly value: Span;
  /** An element within holds it. Texts of a user interface stand so in .resx files, and the judge knows them by that. */
  readonly isWithin: boolean;
}

/** What the element at `open` gives to the name around `at`, unless both stand side by side. */
function givenAt(text: string, open: number, at: number): Given | undefined {
  const { attributes, end } = attributesAt(text, open);
  const named = attributes.findIndex(({ start, end: last }) => start <= at && at < last);
  const own = attributes[named];
  if (!own || own.end - own.start > longestName) return undefined;
  const name = text.slice(own.start, own.end);
  // Of a form: `<input value="x" class="y" type="password">`.
  const isType = /^type$/iu.test(own.key) && name === "password";
  if (!isType && !naming.test(own.key)) return undefined;
  const held = attributes.findIndex(({ key }) => holding.test(key));
  const value = attributes[held];
  if (value) return !isType && Math.abs(held - named) === 1 ? undefined : { name, value, isWithin: false };
  valueWithin.lastIndex = end;
  const inner = valueWithin.exec(text)?.groups?.["value"];
  if (inner === undefined) return undefined;
  const last = valueWithin.lastIndex - "</value>".length;
  return { name, value: { start: last - inner.length, end: last }, isWithin: true };
}

const words = ["password", "passwd", "pwd", "pass", "passphrase", "secret", "token", "key", "credential"];
// What a name ends before: the end of its attribute, and there the next one or the end of the tag.
const ends = ['" ', '"\n', '"\r\n', "' ", '"/', '">'];

export const xmlAttributesDetector: TextDetector = judged(
  genericRules,
  words.flatMap((word) => ends.map((end) => word + end)),
  (source, at, context) => {
    if (fileKind(source.path).generated) return undefined;
    const window = windowAt(source, at, before, behind);
    const { text } = window;
    const open = text.lastIndexOf("<", window.at);
    const given = open < 0 ? undefined : givenAt(text, open, window.at);
    const nameKind = given && secretName(given.name);
    if (!given || !nameKind) return undefined;
    return sightingOf(
      window,
      {
        ruleId: nameKind === "password" ? "generic/password" : "generic/secret",
        ...given.value,
        name: given.name,
        nameKind,
        syntax: given.isWithin ? "element" : "pair",
        quoted: true,
      },
      context,
    );
  },
  { begins: "part", reach: behind, where: { what: "look", look: "attribute" } },
);
