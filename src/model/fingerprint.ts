// What tells a finding apart from run to run without a hash of its value, by which a guess could be confirmed.
import { crypto } from "./crypto.ts";
import { coveredEnd, lineHashesAt } from "./line-hash.ts";
import { LineMap, type Span } from "./text.ts";

const mark = "*";

interface Masked {
  readonly text: string;
  /** Where the mark of each span stands in the text; overlapping spans share one. */
  readonly marks: ReadonlyMap<Span, number>;
}

/** The text with every span replaced by one `*`, however long it is. */
function mask(bytes: Buffer, spans: readonly Span[]): Masked {
  const pieces: string[] = [];
  const marks = new Map<Span, number>();
  let length = 0;
  let end = -1;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start >= end) {
      const piece = bytes.toString("utf8", Math.max(0, end), span.start);
      pieces.push(piece, mark);
      length += piece.length + mark.length;
    }
    end = Math.max(end, span.end);
    marks.set(span, length - mark.length);
  }
  pieces.push(bytes.toString("utf8", Math.max(0, end)));
  return { text: pieces.join(""), marks };
}

/** A line (or lines) with every secret replaced by one `*` and white space removed. Spans are offsets within it. */
export function maskLine(line: Buffer, spans: readonly Span[]): string {
  return mask(line, spans).text.replaceAll(/\s+/gu, "");
}

/** Tells a finding apart by rule, path, masked line and how many like it stood before in the file. 32 hex digits. */
export function fingerprint(ruleId: string, path: string, maskedLine: string, occurrence: number): string {
  return crypto()
    .hash("sha256", JSON.stringify([ruleId, path, maskedLine, occurrence]), "hex")
    .slice(0, 32);
}

/**
 * GitHub's `primaryLocationLineHash` of every line on which a span starts, over the text with all spans masked. A secret of many
 * lines is one `*` there, so the hashes are looked up by its mark. `lines` are those of the bytes.
 */
export function lineHashes(
  bytes: Buffer,
  spans: readonly Span[],
  lines: LineMap = new LineMap(bytes),
): Map<number, string> {
  // What stands behind the last secret matters as far as its line's hash goes.
  const last = spans.reduce((most, { end }) => Math.max(most, end), 0);
  const { text, marks } = mask(bytes.subarray(0, coveredEnd(bytes, last)), spans);
  const hashes = lineHashesAt(text, new Set(marks.values()));
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  return new Map(sorted.map((span) => [lines.line(span.start), hashes.get(marks.get(span) ?? 0) ?? ""]));
}
