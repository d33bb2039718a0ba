import type { Candidate, Part } from "./model/candidate.ts";
import type { Finding, Related, Suggestion, Verified } from "./model/finding.ts";
import { fingerprint, lineHashes } from "./model/fingerprint.ts";
import { maskLine, masksOf } from "./model/masks.ts";
import { Secret } from "./model/secret.ts";
import { linesOf, type SourceText, type Span } from "./model/text.ts";
import { utf8 } from "./model/slice.ts";

/** Of a line with more than this many bytes around a secret, only the closest count for its fingerprint. */
const longest = 2000;
/** So many characters on either side, once the secrets there are masked. */
const around = 500;

/** The line, or lines, of a span. */
function lineOf(text: SourceText, span: Span): Span {
  const lines = linesOf(text);
  const line = lines.lineSpan(span.start);
  return span.end <= line.end
    ? line
    : { start: line.start, end: lines.lineSpan(Math.max(span.start, span.end - 1)).end };
}

/** The masked line of a span; of a very long one the surroundings. Else each secret of a minified file costs its whole length. */
function maskedLineOf(text: SourceText, span: Span, masks: readonly Span[]): string {
  const line = lineOf(text, span);
  if (span.start - line.start + (line.end - span.end) <= longest) return maskLine(text.bytes, line, masks);
  const before = { start: Math.max(line.start, span.start - longest), end: span.start };
  const after = { start: span.end, end: Math.min(line.end, span.end + longest) };
  return `${maskLine(text.bytes, before, masks).slice(-around)}*${maskLine(text.bytes, after, masks).slice(0, around)}`;
}

/** The value of a candidate, or of a part, that stands at a span. */
function valueAt({ bytes }: SourceText, { start, end }: Span): Secret {
  return new Secret(utf8(bytes, start, end));
}

/** Tells candidates of one text apart. */
function keyOf(ruleId: string, { start }: Span): string {
  return `${ruleId}\0${String(start)}`;
}

/** Places the other parts of credentials, with the values of those that rules found: `verified` holds what the text writes otherwise. */
function partsPlacer(text: SourceText, verified: readonly Verified[]): (parts: readonly Part[]) => Related[] {
  const built = new Map(
    verified.flatMap(({ candidate: { ruleId, span, built: value } }) =>
      value ? [[keyOf(ruleId, span), value] as const] : [],
    ),
  );
  return (parts) =>
    parts.map((part) => ({
      ...part,
      region: linesOf(text).region(text.path, part.span),
      ...(part.ruleId !== undefined && {
        secret: built.get(keyOf(part.ruleId, part.span)) ?? valueAt(text, part.span),
      }),
    }));
}

/** The hash of a line of a piece, whose own number counts from the piece's beginning: lines of one text differ, here as in the whole. */
function distinct(lineHash: string, line: number, seen: Map<string, number>): string {
  const [hash = "", own] = lineHash.split(":");
  if (own === undefined) return lineHash;
  const [lineKey, numberKey] = [`\0line\0${hash}`, `\0number\0${hash}`];
  const last = seen.get(numberKey) ?? 0;
  const number = seen.get(lineKey) === line ? last : Math.max(last + 1, Number(own));
  seen.set(lineKey, line).set(numberKey, number);
  return `${hash}:${String(number)}`;
}

/**
 * Gives every verified candidate of one text its place: lines and columns, the masked line, fingerprints that hold no hash
 * of the value. The value is taken out of the bytes here and nowhere else. `seen` counts what is alike over all pieces of a text.
 */
export function place(
  text: SourceText,
  verified: readonly Verified[],
  titleOf: (ruleId: string) => string | undefined,
  seen: Map<string, number> = new Map<string, number>(),
): Finding[] {
  const lines = linesOf(text);
  const spans = verified.map(({ candidate }) => candidate.span);
  const masks = masksOf(spans);
  const hashes = lineHashes(text.bytes, spans, lines);
  const placedParts = partsPlacer(text, verified);
  return verified.map(({ candidate, verification }) => {
    const related = candidate.related && placedParts(candidate.related);
    const own: Omit<Candidate, "related"> = candidate;
    const region = lines.region(text.path, candidate.span);
    const maskedLine = maskedLineOf(text, candidate.span, masks);
    const key = `${candidate.ruleId}\0${maskedLine}`;
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    const hash = hashes.get(region.line) ?? "";
    return {
      ...own,
      title: titleOf(candidate.ruleId) ?? candidate.ruleId,
      region,
      ...(text.archive && { archive: text.archive }),
      secret: candidate.built ?? valueAt(text, candidate.span),
      maskedLine,
      verification,
      ...(related && { related }),
      fingerprint: fingerprint(candidate.ruleId, text.path, maskedLine, occurrence),
      lineHash: text.piece ? distinct(hash, region.line, seen) : hash,
    };
  });
}

/** Fills in the regions of a suggestion's edits, which reports need. */
export function placeEdits(text: SourceText, suggestion: Suggestion): Suggestion {
  // Whoever replaces something needs the whole text.
  if (text.piece) return { ...suggestion, edits: [] };
  const lines = linesOf(text);
  return {
    ...suggestion,
    edits: suggestion.edits.map((edit) => ({ ...edit, region: lines.region(text.path, edit.span) })),
  };
}

/** Report order: path, line, column, rule. */
export function byPlace(a: Finding, b: Finding): number {
  if (a.region.path !== b.region.path) return a.region.path < b.region.path ? -1 : 1;
  return a.region.line - b.region.line || a.region.column - b.region.column || (a.ruleId < b.ruleId ? -1 : 1);
}
