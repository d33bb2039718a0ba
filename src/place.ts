import type { Finding, Suggestion, Verified } from "./model/finding.ts";
import { fingerprint, lineHashes, maskLine } from "./model/fingerprint.ts";
import type { RuleInfo } from "./model/rule.ts";
import { Secret } from "./model/secret.ts";
import { LineMap, type SourceText } from "./model/text.ts";

/**
 * Gives every verified candidate of one text its place: lines and columns, the masked line, fingerprints that hold no hash
 * of the value. The value is taken out of the bytes here and nowhere else.
 */
export function place(
  text: SourceText,
  verified: readonly Verified[],
  rules: ReadonlyMap<string, RuleInfo>,
): Finding[] {
  const lines = new LineMap(text.bytes);
  const spans = verified.map(({ candidate }) => candidate.span);
  const hashes = lineHashes(text.bytes, spans);
  const seen = new Map<string, number>();
  return verified.map(({ candidate, verification }) => {
    const region = lines.region(text.path, candidate.span);
    const first = lines.lineSpan(candidate.span.start);
    const whole = {
      start: first.start,
      end: Math.max(first.end, lines.lineSpan(Math.max(candidate.span.start, candidate.span.end - 1)).end),
    };
    const inLine = spans
      .filter(({ start, end }) => start < whole.end && end > whole.start)
      .map(({ start, end }) => ({
        start: Math.max(0, start - whole.start),
        end: Math.min(end, whole.end) - whole.start,
      }));
    const maskedLine = maskLine(text.bytes.subarray(whole.start, whole.end), inLine);
    const key = `${candidate.ruleId}\0${maskedLine}`;
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return {
      ...candidate,
      title: rules.get(candidate.ruleId)?.title ?? candidate.ruleId,
      region,
      secret: candidate.built ?? new Secret(text.bytes.toString("utf8", candidate.span.start, candidate.span.end)),
      maskedLine,
      verification,
      fingerprint: fingerprint(candidate.ruleId, text.path, maskedLine, occurrence),
      lineHash: hashes.get(region.line) ?? "",
    };
  });
}

/** Fills in the regions of a suggestion's edits, which reports need. */
export function placeEdits(text: SourceText, suggestion: Suggestion): Suggestion {
  const lines = new LineMap(text.bytes);
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
