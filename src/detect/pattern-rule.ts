import type { Candidate } from "../model/candidate.ts";
import type { DetectorRule } from "../model/rule.ts";
import type { Confidence } from "../model/severity.ts";
import type { SourceText, Span } from "../model/text.ts";
import { shannon } from "./entropy.ts";
import { familiarity } from "./judge/language.ts";
import { placeholder } from "./judge/placeholder.ts";
import { isDocumented } from "./judge/samples.ts";
import { validators } from "./validate/validators.ts";
import { mismatch } from "./validate/verdict.ts";
import { latin1 } from "../model/slice.ts";

const edges = {
  word: { before: /\w/u, after: /\w/u },
  base64: { before: /[\w+/-]/u, after: /[\w+/=-]/u },
  none: undefined,
};

const origin = /^https?:\/\/(?!example\.)[^/?#]{1,253}(?=\/)/iu;

const regexes = new Map<DetectorRule, RegExp>();

/** A rule's regex, made on first use: most rules never fire in a scan. */
export function ruleRegex(rule: DetectorRule, flags: string): RegExp {
  let regex = regexes.get(rule);
  if (!regex) {
    regex = new RegExp(rule.pattern ?? rule.value ?? "(?!)", rule.ignoreCase ? `${flags}i` : flags);
    regexes.set(rule, regex);
  }
  return regex;
}

/** True when a match of `rule` may begin at `start` and end at `end`, by the characters that touch it. */
export function atBoundary(rule: DetectorRule, window: string, start: number, end: number): boolean {
  const edge = edges[rule.boundary];
  if (!edge) return true;
  return (
    !(start > 0 && edge.before.test(window.charAt(start - 1))) &&
    !(end < window.length && edge.after.test(window.charAt(end)))
  );
}

/** True where a match ends with its window and the text goes on with what no match may be followed by. */
function isCut(rule: DetectorRule, { bytes }: SourceText, end: number): boolean {
  return !atBoundary(rule, latin1(bytes, end, end + 1), 0, 0);
}

/** Where the value stands: the first of the groups `secret`, `secret2`, ... that took part, else the whole match. */
export function valueOf(match: RegExpExecArray): readonly [start: number, end: number] {
  const { groups } = match.indices ?? {};
  // Types say that every group took part.
  for (const [name, place] of Object.entries<[number, number] | undefined>(groups ?? {}))
    if (place && place[1] > place[0] && name.startsWith("secret")) return place;
  return [match.index, match.index + match[0].length];
}

// Behind the prefix nothing but small letters, which drawn ones are not by chance.
const smallLetters = /^[A-Za-z\d]{1,12}[._-](?<rest>[a-z]{16,120})$/u;
// Drawn letters read worse than an even draw, words better.
const leastFamiliar = 0.3;
const fewestLetters = 8;

/** True for words in place of a token: `abc_thetokenofthistest`. */
function isWords(value: string): boolean {
  const rest = smallLetters.exec(value)?.groups?.["rest"];
  return rest !== undefined && familiarity(rest) >= leastFamiliar && new Set(rest).size >= fewestLetters;
}

/** Turns a match into a candidate: entropy floor, checksum, placeholders. Nothing where the value cannot be one. */
export function judgeMatch(
  rule: DetectorRule,
  value: string,
  span: { start: number; end: number },
  name: string | undefined,
): Candidate | undefined {
  const verdict = rule.checksum ? (validators[rule.checksum]?.(value, rule.parameters) ?? "unknown") : "unknown";
  const reasons = [`format of ${rule.title}`];
  let confidence: Confidence = rule.confidence;
  if (verdict === "valid") {
    confidence = isDocumented(value) ? "low" : "high";
    reasons.push("checksum valid", ...(confidence === "low" ? ["a value from a vendor's documentation"] : []));
  } else {
    if (rule.entropy > 0 && shannon(value) < rule.entropy) return undefined;
    // The host of a webhook may be hidden (`chat.example.org`) where the token behind it is real.
    const held = placeholder(value.replace(origin, "")) ?? (isWords(value) ? "it reads like words" : undefined);
    if (verdict === "invalid") {
      confidence = confidence === "high" ? "medium" : "low";
      reasons.push(mismatch);
    }
    if (held) {
      confidence = "low";
      reasons.push(held);
    }
  }
  return {
    ruleId: rule.id,
    kind: rule.kind,
    span,
    severity: rule.severity,
    confidence,
    ...(name === undefined ? {} : { name }),
    ...(verdict === "unknown" ? {} : { checksum: verdict }),
    reasons,
    also: [],
  };
}

const blobReach = 160;
const leastBlob = 96;

const wrappedLine = /^[A-Za-z\d+/]{58,76}={0,2}\r?$/u;

/** True in the lines of a mail's attachment, of an image or of a certificate: more Base64 on the line, and on the one above or below. */
function isInWrapped(lead: string, match: string, tail: string): boolean {
  const above = lead.split("\n");
  const below = tail.split("\n");
  const line = `${above.pop() ?? ""}${match}${below.shift() ?? ""}`;
  if (line.trimEnd().length === match.length || !wrappedLine.test(line)) return false;
  return wrappedLine.test(above.pop() ?? "") || wrappedLine.test(below.shift() ?? "");
}

/** True for a line between two of the same length, in one of which stand signs that no such token has: so no list of tokens. */
function isLineOfWrapped(lead: string, match: string, tail: string): boolean {
  if (!lead.endsWith("\n") || !/^\r?\n/u.test(tail)) return false;
  const around = [lead.split("\n").at(-2), tail.split("\n")[1]].map((line) => line?.trimEnd() ?? "");
  const isWrapped = around.every((line) => line.length === match.length && wrappedLine.test(line));
  return isWrapped && around.some((line) => /[+/]/u.test(line));
}

/** True where a match is a piece of a longer run of Base64, as of an image or a font: any short format occurs there by chance. */
function isInBlob({ bytes }: SourceText, start: number, end: number): boolean {
  const before = bytes[start - 1];
  const after = bytes[end];
  // A line of its own.
  if (before === 10 && (after === 10 || after === 13)) {
    const above = latin1(bytes, Math.max(0, start - blobReach), start);
    return isLineOfWrapped(above, latin1(bytes, start, end), latin1(bytes, end, end + blobReach));
  }
  // + and /. Other formats end where these touch them, too.
  if (before !== 43 && before !== 47 && after !== 43 && after !== 47) return false;
  const lead = latin1(bytes, Math.max(0, start - blobReach), start);
  const tail = latin1(bytes, end, end + blobReach);
  if (isInWrapped(lead, latin1(bytes, start, end), tail)) return true;
  const around = `${/[A-Za-z\d+/]*$/u.exec(lead)?.[0] ?? ""}${/^[A-Za-z\d+/]*/u.exec(tail)?.[0] ?? ""}`;
  return around.length >= leastBlob && /\d/u.test(around) && /[A-Z]/u.test(around) && /[a-z]/u.test(around);
}

/** Says of a value and its whole match whether it may be a candidate. A match that may not hides those that begin inside it. */
export type Accept = (value: Span, match: Span) => boolean;

/** How many bytes on either side of a hit decide on it. */
export function patternReach({ before, length }: DetectorRule): number {
  return Math.max(before, length) + blobReach + 2;
}

/** Confirms a `pattern` rule at one hit of its anchor: the regex runs on a small window, never on the text. */
export function patternCandidate(
  rule: DetectorRule,
  text: SourceText,
  at: number,
  anchorLength: number,
  accept: Accept = () => true,
): Candidate | undefined {
  const from = Math.max(0, at - rule.before - 1);
  const window = latin1(text.bytes, from, at + rule.length + 1);
  const anchorAt = at - from;
  const regex = ruleRegex(rule, "dg");
  regex.lastIndex = at > 0 && rule.before === 0 ? anchorAt : 0;
  for (let match = regex.exec(window); match; match = regex.exec(window)) {
    const end = match.index + match[0].length;
    if (match.index > anchorAt) return undefined;
    regex.lastIndex = match.index + 1;
    if (end < anchorAt + anchorLength || !atBoundary(rule, window, match.index, end)) continue;
    if (end === window.length && isCut(rule, text, from + end)) continue;
    if (!/[^A-Za-z\d+/=]/u.test(match[0]) && isInBlob(text, from + match.index, from + end)) continue;
    const [start, stop] = valueOf(match);
    const span = { start: from + start, end: from + stop };
    if (!accept(span, { start: from + match.index, end: from + end })) return undefined;
    const candidate = judgeMatch(rule, window.slice(start, stop), span, match.groups?.["name"]);
    if (candidate) return candidate;
  }
  return undefined;
}
