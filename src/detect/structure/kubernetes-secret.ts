import { isText } from "../decode/content.ts";
import { fileKind } from "../generic/file-kind.ts";
import { secretName } from "../judge/names.ts";
import { neverSecret } from "../judge/shape.ts";
import type { Candidate } from "../../model/candidate.ts";
import type { RuleInfo } from "../../model/rule.ts";
import { Secret } from "../../model/secret.ts";
import type { SourceText } from "../../model/text.ts";
import { objectEdge } from "./object.ts";
import { candidateOf, type TextContext, type TextDetector } from "./text-detector.ts";

/** Values of Kubernetes Secrets, in YAML and JSON: the kind says that they are secret, whatever their keys are. */
export const kubernetesRules: readonly RuleInfo[] = [
  {
    id: "kubernetes/secret-value",
    title: "Value of a Kubernetes Secret",
    kind: "structural",
    severity: "high",
    opens: "whatever the workloads that read the Secret sign in to",
    rotate: "Revoke it where it was issued, then let an ExternalSecret fill the Secret from the vault.",
    cwe: [798, 312],
    source: "https://kubernetes.io/docs/concepts/configuration/secret/",
  },
];

const reach = 16_384;
const sign = /^(?:kind: (?<quote>["']?)Secret\k<quote>[ \t]{0,20}(?:#[^\n]{0,200})?(?=\r?\n|$)|"kind":\s?"Secret")/u;
/** Behind the sign a comment may stand. */
const longestSign = 260;
/** Keys of what stands in a Secret beside its secrets; what their names promise, the detector of names judges. */
const otherKey =
  /(?:^|[._-])(?:user(?:_?name)?|login|host(?:_?name)?|port|db|database|name|namespace|email|region|endpoint|server|url|uri|id|type|version|bucket|ca|crt|cert|certificate|pub|public)$/iu;
/** What is read as a text of its own: sentences, objects, URLs, settings, what is packed. */
const otherText = /[\s{}"';,]|:\/\/|^[\w.-]{1,60}=[^=]|^H4sI/u;

/** One entry, by the offsets of its value in the window. */
interface Entry {
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly isEncoded: boolean;
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly indentation: number;
}

/** Lines that say something, without line ends and the directives of templates. A dash counts as white space: the item of a list begins behind it. */
function linesOf(text: string): Line[] {
  return [...text.matchAll(/^(?<lead>[ \t]*(?:- )?)(?=[^\s#{])[^\r\n]*/gmu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    indentation: match.groups?.["lead"]?.length ?? 0,
  }));
}

const field = /^(?:string)?[dD]ata:[ \t]*$/u;
const beginsFlow = /^(?:string)?[dD]ata:[ \t]*\{/u;
const entry =
  /^(?<key>["']?[\w.-]{1,253}["']?):[ \t]{1,20}(?:(?<quote>["'])(?<quoted>[^"'\n]{1,4000})\k<quote>|(?<block>[|>][+-]?)|(?<plain>[^\s"'|>&*!{[][^\n]{0,4000}?))(?:[ \t]{1,20}#[^\n]*)?$/u;

const flowField = /(?:^|[{,\s])(?<field>data|stringData):[ \t]{0,4}\{(?<entries>[^{}]{0,16000})\}/gu;
const flowEntry =
  /(?:^|,)\s{0,60}(?<key>["']?[\w.-]{1,253}["']?)\s{0,4}:\s{1,8}(?:(?<quote>["'])(?<quoted>[^"'\\\n]{1,4000})\k<quote>|(?<plain>[^\s"'|>&*![\],][^\s[\],]{0,4000}))(?=\s{0,60}(?:,|$))/gu;

/** Entries of the flow mappings in `text`, which begins at `from` in the window: `data: {key: value}`. */
function flowEntries(text: string, from: number): Entry[] {
  return [...text.matchAll(flowField)].flatMap((match) => {
    const { field: name, entries = "" } = match.groups ?? {};
    const start = from + match.index + match[0].length - 1 - entries.length;
    return [...entries.matchAll(flowEntry)].map(({ 0: whole, index, groups }) => {
      const { key = "", quote = "", quoted, plain = "" } = groups ?? {};
      const end = start + index + whole.length - quote.length;
      const { length } = quoted ?? plain;
      return { key: key.replaceAll(/["']/gu, ""), start: end - length, end, isEncoded: name === "data" };
    });
  });
}

/** Entries of the mapping whose `kind` stands at `at` in `text`. */
function yamlEntries(text: string, at: number): Entry[] {
  const own = at - (text.lastIndexOf("\n", at - 1) + 1);
  const lead = text.slice(at - own, at);
  if (/[{,][ \t]{0,20}$/u.test(lead)) {
    const start = objectEdge(text, at, -1);
    return flowEntries(text.slice(start, objectEdge(text, at, 1)), start);
  }
  if (!/^[ \t]*(?:- )?$/u.test(lead)) return [];
  const lines = linesOf(text);
  const here = lines.findIndex(({ end }) => end >= at);
  const isOutside = ({ start, indentation }: Line): boolean => indentation < own || text.startsWith("---", start);
  const isItem = ({ start, indentation }: Line): boolean => text.slice(start, start + indentation).endsWith("- ");
  const beginsItem = (line: Line | undefined): boolean => line?.indentation === own && isItem(line);
  let first = here;
  // The line with the dash is the first of its item.
  while (!beginsItem(lines[first])) {
    const before = lines[first - 1];
    if (!before || isOutside(before)) break;
    first--;
  }
  const found: Entry[] = [];
  let isEncoded: boolean | undefined;
  let inner: number | undefined;
  for (let i = first; i < lines.length; i++) {
    const line = lines[i];
    if (!line || (i > here && (isOutside(line) || beginsItem(line)))) break;
    const content = text.slice(line.start + line.indentation, line.end);
    if (line.indentation === own) {
      if (beginsFlow.test(content)) {
        const close = text.indexOf("}", line.start);
        if (close >= 0) found.push(...flowEntries(text.slice(line.start, close + 1), line.start));
      }
      isEncoded = field.test(content) ? content.startsWith("data") : undefined;
      inner = undefined;
      continue;
    }
    if (isEncoded === undefined) continue;
    inner ??= line.indentation;
    const groups = line.indentation === inner ? entry.exec(content)?.groups : undefined;
    if (!groups) continue;
    const key = (groups["key"] ?? "").replaceAll(/["']/gu, "");
    const value = groups["quoted"] ?? groups["plain"];
    if (value !== undefined) {
      const start = line.start + line.indentation + content.indexOf(value, (groups["key"] ?? "").length + 1);
      found.push({ key, start, end: start + value.length, isEncoded });
      continue;
    }
    // A block of one line.
    const [below, after] = [lines[i + 1], lines[i + 2]];
    if (!below || below.indentation <= inner || (after && after.indentation >= below.indentation)) continue;
    found.push({ key, start: below.start + below.indentation, end: below.end, isEncoded });
  }
  return found;
}

const member = /"(?<field>data|stringData)"\s{0,20}:\s{0,20}\{(?<entries>[^{}]{0,16000})\}/gu;
const pair = /"(?<key>[\w.-]{1,253})"\s{0,20}:\s{0,20}"(?<value>[^"\\\n]{1,4000})"/gu;

/** Entries of the object that `"kind"` at `at` in `text` is a member of. */
function jsonEntries(text: string, at: number): Entry[] {
  const start = objectEdge(text, at, -1);
  const object = text.slice(start, objectEdge(text, at, 1));
  return [...object.matchAll(member)].flatMap((match) => {
    const { field: name, entries = "" } = match.groups ?? {};
    const from = start + match.index + match[0].length - 1 - entries.length;
    return [...entries.matchAll(pair)].map(({ 0: whole, index, groups }) => {
      const { key = "", value = "" } = groups ?? {};
      const end = from + index + whole.length - 1;
      return { key, start: end - value.length, end, isEncoded: name === "data" };
    });
  });
}

/** Keys in bytes: those of AES, of HMAC. Fewer are no key, more are files. */
const keyBytes = { least: 16, most: 64 };

/** What an entry holds; nothing where that is read as a text of its own, or cannot be a secret. */
function valueOf(written: string, isEncoded: boolean): { value: string; isDecoded: boolean } | undefined {
  if (!isEncoded) return otherText.test(written) ? undefined : { value: written, isDecoded: false };
  if (!/^[A-Za-z\d+/]{4,4000}={0,2}$/u.test(written)) return undefined;
  const bytes = Buffer.from(written, "base64");
  if (!isText(bytes)) {
    const isKey = bytes.length >= keyBytes.least && bytes.length <= keyBytes.most;
    return isKey ? { value: written, isDecoded: false } : undefined;
  }
  const value = bytes.toString("latin1").trimEnd();
  return otherText.test(value) ? undefined : { value, isDecoded: true };
}

/** The text around a hit, up to the next hit on both sides: where one follows the other, each byte is read twice. */
function windowOf(bytes: Buffer, at: number, hit: string): { text: string; from: number } {
  const least = Math.max(0, at - reach);
  const before = bytes.subarray(least, at).lastIndexOf(hit);
  const from = before < 0 ? least : least + before + hit.length;
  const behind = bytes.subarray(at + hit.length, at + reach).indexOf(hit);
  const to = behind < 0 ? Math.min(bytes.length, at + reach) : at + hit.length + behind;
  return { text: bytes.toString("latin1", from, to), from };
}

function candidates(source: SourceText, at: number, context: TextContext): Candidate[] {
  const head = source.bytes.toString("latin1", at, at + longestSign);
  const hit = sign.exec(head)?.[0].trimEnd();
  if (hit === undefined) return [];
  const { text, from } = windowOf(source.bytes, at, hit);
  const entries = hit.startsWith('"') ? jsonEntries(text, at - from) : yamlEntries(text, at - from);
  return entries.flatMap(({ key, start, end, isEncoded }) => {
    const span = { start: from + start, end: from + end };
    if (secretName(key) || otherKey.test(key) || context.seen.has(span.start)) return [];
    const held = valueOf(text.slice(start, end), isEncoded);
    if (!held || neverSecret(held.value, key, "token", true) !== undefined || context.isReference(held.value))
      return [];
    context.seen.add(span.start);
    const evidence = {
      value: held.value,
      name: "secret",
      nameKind: "token",
      syntax: "colon",
      quoted: true,
      inString: false,
      inComment: false,
      file: fileKind(source.path),
      before: "",
      after: "",
    } as const;
    const reason = "a value of a Kubernetes Secret";
    const candidate = candidateOf(
      { ruleId: "kubernetes/secret-value", span, evidence, reason },
      kubernetesRules,
      context,
    );
    if (!candidate) return [];
    return [held.isDecoded ? { ...candidate, encoding: "base64", built: new Secret(held.value) } : candidate];
  });
}

export const kubernetesSecretDetector: TextDetector = {
  rules: kubernetesRules,
  anchors: ["kind: secret", 'kind: "secret"', "kind: 'secret'", '"kind": "secret"', '"kind":"secret"'],
  format: false,
  confirm(text, at, context) {
    const [first, ...others] = candidates(text, at, context);
    for (const other of others) context.add(other);
    return first;
  },
};
