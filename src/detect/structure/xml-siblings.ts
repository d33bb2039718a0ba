/**
 * Elements of XML that name a secret and hold it side by side in another one, with a description or the like between, or the value
 * first, as Hadoop and Jenkins write them: `<name>db.password</name><description>y</description><value>x</value>`. Where the value
 * follows its name, the detector of names reads both.
 */
import type { Span } from "../../model/text.ts";
import { fileKind } from "../generic/file-kind.ts";
import { genericRules } from "../generic/generic.ts";
import { secretName } from "../judge/names.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { sightingOf, type Window, windowAt } from "./window.ts";

const before = 1200;
const behind = 1600;
const mostOthers = 6;

const naming = /<(?<tag>name|key|param-name)>\s{0,40}(?<name>[\w.:-]{1,100})$/iu;
const closing = /[\w-]{0,20}\s{0,40}<\/[\w-]{3,10}>/uy;
const other =
  /\s{0,80}(?:<!--(?:(?!-->)[\s\S]){0,400}-->|<(?!(?:name|key|param-name|value|param-value|defaultvalue)\b)(?<tag>[a-z][\w:.-]{0,40})(?:\s[^<>]{0,120})?(?:\/>|>[^<>]{0,800}<\/\k<tag>>))/iuy;
const holding =
  /\s{0,80}<(?<tag>value|param-value|defaultvalue)>\s{0,40}(?:<!\[CDATA\[)?(?<value>[^<>\n\]]{1,400})(?:\]\]>)?\s{0,40}<\/\k<tag>>/iuy;

/** Where the elements end that stand at `at` and neither name nor hold. */
function skipOthers(text: string, at: number): number {
  let end = at;
  for (let count = 0; count < mostOthers; count++) {
    other.lastIndex = end;
    if (!other.test(text)) break;
    end = other.lastIndex;
  }
  return end;
}

/** The value of the element at `at`, and where that ends. */
function heldAt(
  text: string,
  at: number,
): { readonly value: Span; readonly end: number; readonly isDefault: boolean } | undefined {
  holding.lastIndex = at;
  const match = holding.exec(text);
  const { tag, value: held } = match?.groups ?? {};
  if (!match || held === undefined) return undefined;
  const value = held.trimEnd();
  const start = match.index + match[0].lastIndexOf(held);
  const end = holding.lastIndex;
  return { value: { start, end: start + value.length }, end, isDefault: /^default/iu.test(tag ?? "") };
}

/** The value behind the name whose element ends at `end`. */
function valueBehind(text: string, end: number): Span | undefined {
  const first = skipOthers(text, end);
  const held = heldAt(text, first);
  return held && (first > end || held.isDefault) ? held.value : undefined;
}

/** The value in front of the name whose element opens at `open`. */
function valueBefore(text: string, open: number): Span | undefined {
  const lead = text.slice(0, open).toLowerCase();
  const first = Math.max(...["<value>", "<param-value>", "<defaultvalue>"].map((tag) => lead.lastIndexOf(tag)));
  const held = first < 0 ? undefined : heldAt(text, first);
  if (!held || held.end > open) return undefined;
  const gap = text.slice(skipOthers(text, held.end), open);
  return gap.trim() === "" ? held.value : undefined;
}

function givenAt({ text, at }: Window, wordEnd: number): { readonly name: string; readonly value: Span } | undefined {
  const match = naming.exec(text.slice(Math.max(0, at - 160), wordEnd));
  const { tag, name } = match?.groups ?? {};
  if (!match || tag === undefined || name === undefined) return undefined;
  closing.lastIndex = wordEnd;
  if (!closing.test(text)) return undefined;
  const open = Math.max(0, at - 160) + match.index;
  const value = valueBehind(text, closing.lastIndex) ?? valueBefore(text, open);
  return value && { name, value };
}

const words = ["password", "passwd", "pwd", "pass", "passphrase", "secret", "token", "key", "credential"];

export const xmlSiblingsDetector: TextDetector = judged(
  genericRules,
  words.flatMap((word) => ["name", "key", "param-name"].map((tag) => `${word}</${tag}>`)),
  (source, at, context) => {
    if (fileKind(source.path).generated) return undefined;
    const window = windowAt(source, at, before, behind);
    const given = givenAt(window, window.text.indexOf("<", window.at));
    const nameKind = given && secretName(given.name);
    if (!given || !nameKind) return undefined;
    return sightingOf(
      window,
      {
        ruleId: nameKind === "password" ? "generic/password" : "generic/secret",
        ...given.value,
        name: given.name,
        nameKind,
        syntax: "element",
        quoted: true,
      },
      context,
    );
  },
  { begins: "part", reach: behind },
);
