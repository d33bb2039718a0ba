// The secrets of a text as what stands in their place: one `*` each, however long they are.
import type { Span } from "./text.ts";
import { utf8 } from "./slice.ts";

/** Spans in the order of the text, in which most are found. */
export function inOrder(spans: readonly Span[]): readonly Span[] {
  for (let i = 1; i < spans.length; i++)
    if ((spans[i]?.start ?? 0) < (spans[i - 1]?.start ?? 0)) return [...spans].sort((a, b) => a.start - b.start);
  return spans;
}

/** What spans cover, in the order of the text; those that overlap as one. */
export function masksOf(spans: readonly Span[]): Span[] {
  const masks: Span[] = [];
  let open: Span | undefined;
  for (const span of inOrder(spans)) {
    if (open && span.start < open.end) {
      open = { start: open.start, end: Math.max(open.end, span.end) };
      masks[masks.length - 1] = open;
    } else masks.push((open = span));
  }
  return masks;
}

/** The number of the first mask that ends behind `offset`. */
function firstBehind(masks: readonly Span[], offset: number): number {
  let low = 0;
  let high = masks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((masks[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A line (or lines) of a text with one `*` in the place of each of its masks, and without white space. */
export function maskLine(bytes: Buffer, { start, end }: Span, masks: readonly Span[]): string {
  let text = "";
  let from = start;
  let index = firstBehind(masks, start);
  for (let mask = masks[index]; mask && mask.start < end; mask = masks[++index]) {
    if (mask.start > from) text += utf8(bytes, from, mask.start);
    text += "*";
    from = mask.end;
  }
  if (from < end) text += utf8(bytes, from, end);
  return text.replaceAll(/\s+/gu, "");
}
