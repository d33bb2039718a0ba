// What tells a finding apart from run to run without a hash of its value, by which a guess could be confirmed.
import { crypto } from "./crypto.ts";
import { lineHashesAt } from "./line-hash.ts";
import { inOrder, masksOf } from "./masks.ts";
import { LineMap, type Span } from "./text.ts";

/** Tells a finding apart by rule, path, masked line and how many like it stood before in the file. 32 hex digits. */
export function fingerprint(ruleId: string, path: string, maskedLine: string, occurrence: number): string {
  return crypto()
    .hash("sha256", JSON.stringify([ruleId, path, maskedLine, occurrence]), "hex")
    .slice(0, 32);
}

/**
 * GitHub's `primaryLocationLineHash` of every line on which a span starts, over the text with all spans masked. A secret of many
 * lines is one `*` there: what follows it stands on the line on which it starts. `lines` are those of the bytes.
 */
export function lineHashes(
  bytes: Buffer,
  spans: readonly Span[],
  lines: LineMap = new LineMap(bytes),
): Map<number, string> {
  const masks = masksOf(spans);
  /** On which line each mask stands in the masked text. They rise. */
  const begins: number[] = [];
  const wanted: number[] = [];
  let end = -1;
  let begin = 0;
  for (const mask of masks) {
    const line = lines.line(mask.start);
    if (lines.lineStart(line) > end) wanted.push((begin = line));
    begins.push(begin);
    end = mask.end;
  }
  const hashes = lineHashesAt(bytes, lines, wanted, masks);
  const byLine = new Map<number, string>();
  let index = 0;
  for (const span of inOrder(spans)) {
    while ((masks[index]?.end ?? Infinity) <= span.start) index++;
    byLine.set(lines.line(span.start), hashes.get(begins[index] ?? 0) ?? "");
  }
  return byLine;
}
