// What tells a finding apart from run to run without a hash of its value, by which a guess could be confirmed.
import { crypto } from "./crypto.ts";
import { lineHashesAt } from "./line-hash.ts";
import { LineMap, type Span } from "./text.ts";

/** What the spans cover, in order; those that overlap as one. */
function united(spans: readonly Span[]): Span[] {
  const masks: Span[] = [];
  let open: Span | undefined;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (open && span.start < open.end) {
      open = { start: open.start, end: Math.max(open.end, span.end) };
      masks[masks.length - 1] = open;
    } else masks.push((open = span));
  }
  return masks;
}

/** A line (or lines) with every secret replaced by one `*`, however long it is, and white space removed. Spans are offsets within it. */
export function maskLine(line: Buffer, spans: readonly Span[]): string {
  let text = "";
  let end = 0;
  for (const mask of united(spans)) {
    text += line.toString("utf8", end, mask.start) + "*";
    end = mask.end;
  }
  return (text + line.toString("utf8", end)).replaceAll(/\s+/gu, "");
}

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
  const masks = united(spans);
  /** Where each mask's line begins, in the masked text. */
  const begins: number[] = [];
  for (const [index, mask] of masks.entries()) {
    const line = lines.line(mask.start);
    const before = masks[index - 1];
    begins.push(
      before && lines.lineStart(line) <= before.end && line !== lines.line(before.start)
        ? (begins[index - 1] ?? line)
        : line,
    );
  }
  const hashes = lineHashesAt(bytes, lines, new Set(begins), masks);
  const byLine = new Map<number, string>();
  let index = 0;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    while ((masks[index]?.end ?? Infinity) <= span.start) index++;
    byLine.set(lines.line(span.start), hashes.get(begins[index] ?? 0) ?? "");
  }
  return byLine;
}
