/**
 * The later values of a list whose first one a name was read to be given: `- x` lines of YAML, `["x", "y"]` of any language, cells below
 * it in a table.
 */
import { neverSecret } from "../judge/shape.ts";
import type { Sighting, TextContext } from "../structure/text-detector.ts";
import type { SourceText, Span } from "../../model/text.ts";
import type { Reach } from "../version-search.ts";
import {
  isBlank,
  isFirstInBrackets,
  isQuote,
  isSpace,
  lineEnds,
  literal,
  skip,
  trimmedLine,
  unquotedEnd,
} from "./literal.ts";
import { laterCells } from "./table.ts";
import { isText } from "./translation.ts";
import { latin1 } from "../../model/slice.ts";

const mostItems = 64;
const windowBefore = 400;
const windowAfter = 8000;
const prefixes = Buffer.from("bruBRU@");
const dash = /^(?<indent>[ \t]{0,60})-[ \t]{1,8}["']?$/u;
// Of an array in a shell: `passwords=("x" "y")`.
const inArray = /[\w\]]\+?=\(\s{0,40}["']$/u;

/** The items of a bracketed list behind the literal that ends at `end`. */
function inBrackets(text: string, end: number): Span[] {
  const found: Span[] = [];
  for (let at = end + 1; found.length < mostItems;) {
    at = skip(text, at, isSpace, 40);
    if (text[at] !== ",") break;
    at = skip(text, at + 1, isSpace, 60);
    if (/[bru@]/iu.test(text.charAt(at)) && isQuote(text[at + 1])) at++;
    const item = literal(text, at, undefined);
    if (!item) break;
    found.push(item);
    at = item.end + 1;
  }
  return found;
}

/** The same without commas. */
function inParentheses(text: string, end: number): Span[] {
  const found: Span[] = [];
  for (let at = end + 1; found.length < mostItems;) {
    const start = skip(text, at, isSpace, 40);
    const item = start === at || !isQuote(text[start]) ? undefined : literal(text, start, undefined);
    if (!item) break;
    found.push(item);
    at = item.end + 1;
  }
  return found;
}

/** The value of a YAML item that stands from `start` to the end of its line; nothing where a mapping begins there. */
function scalar(text: string, start: number): Span | undefined {
  if (isQuote(text[start])) return literal(text, start, undefined);
  const end = trimmedLine(text, start, unquotedEnd(text, start, lineEnds));
  return end === start || /^[&*!|>[{]|:(?:\s|$)/u.test(text.slice(start, end)) ? undefined : { start, end };
}

/** The items on the lines below the one that holds `end`, each behind a dash in the column of the first one's. */
function onLines(text: string, indent: string, end: number): Span[] {
  const found: Span[] = [];
  let line = text.indexOf("\n", end) + 1;
  while (line > 0 && found.length < mostItems && text.startsWith(`${indent}-`, line)) {
    const dashEnd = line + indent.length + 1;
    const start = skip(text, dashEnd, isBlank, 8);
    const item = start === dashEnd ? undefined : scalar(text, start);
    if (!item) break;
    found.push(item);
    line = text.indexOf("\n", item.end) + 1;
  }
  return found;
}

/** A quick look: a dash or bracket stands in front of the value, with white space, a quote and its prefix at most between. */
function mayBeItem(bytes: Buffer, start: number): boolean {
  let i = start - 1;
  const byte = bytes[i];
  if (byte === 34 || byte === 39 || byte === 96) i -= prefixes.includes(bytes[i - 1] ?? 0) ? 2 : 1;
  const least = start - 90;
  while (i > least && ((bytes[i] ?? 0) <= 32 || bytes[i] === 160)) i--;
  return bytes[i] === 45 || bytes[i] === 91 || bytes[i] === 123 || bytes[i] === 40;
}

/** Offsets in the text of the cells below the one at `span` in its table. */
function cellsBelow({ bytes }: SourceText, { start, end }: Span, reach: Reach): Span[] {
  reach.readsAll();
  const from = Math.max(0, start - windowBefore);
  const cells = laterCells(latin1(bytes, from, end + windowAfter), start - from);
  return cells.map((cell) => ({ start: from + cell.start, end: from + cell.end }));
}

/** Offsets in the text of the values that follow the one at `span` in its list. */
function laterItems({ bytes }: SourceText, { start, end }: Span, reach: Reach): Span[] {
  const closing = bytes[end];
  const isQuoted = closing === 34 || closing === 39 || closing === 96;
  if (!isQuoted && closing !== 10 && closing !== 13 && closing !== 32) return [];
  if (!mayBeItem(bytes, start)) return [];
  const from = Math.max(0, start - windowBefore);
  const before = latin1(bytes, from, start);
  const lead = before.slice(before.lastIndexOf("\n") + 1);
  const indent = dash.exec(lead)?.groups?.["indent"];
  const isArray = indent === undefined && isQuoted && inArray.test(before);
  if (indent === undefined && !isArray && !(isQuoted && isFirstInBrackets(before, before.length))) return [];
  reach.readsAll();
  const text = latin1(bytes, end, end + windowAfter);
  const items = isArray
    ? inParentheses(text, 0)
    : indent === undefined
      ? inBrackets(text, 0)
      : onLines(text, indent, 0);
  return items.map((item) => ({ start: end + item.start, end: end + item.end }));
}

/** What the same list gives to the name besides the first value. */
export function laterSightings(text: SourceText, first: Sighting, { isReference, reach }: TextContext): Sighting[] {
  const { name, nameKind, file, syntax } = first.evidence;
  const later = syntax === "list" ? cellsBelow(text, first.span, reach) : laterItems(text, first.span, reach);
  return later.flatMap((span) => {
    const value = latin1(text.bytes, span.start, span.end);
    const quoted = isQuote(String.fromCharCode(text.bytes[span.end] ?? 0));
    if (file.manifest || (file.locale && isText(value))) return [];
    if (neverSecret(value, name, nameKind, quoted) !== undefined || isReference(value)) return [];
    return [{ ruleId: first.ruleId, span, evidence: { ...first.evidence, value, quoted, after: "" } }];
  });
}
