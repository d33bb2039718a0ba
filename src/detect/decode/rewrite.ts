// A text with some pieces replaced by what they stand for, in the lines around them: so a value is judged under its name.
import type { Span } from "../../model/text.ts";

/** A piece of a text and what it stands for. */
export interface Replacement {
  readonly span: Span;
  readonly bytes: Buffer;
  /** Where in the original text a part of `bytes` is written. */
  readonly place: (part: Span) => Span;
}

export interface Rewritten {
  readonly bytes: Buffer;
  /** Where in the original text a span of the new one stands, and whether a replaced piece has part in it. */
  place(span: Span): { readonly span: Span; readonly isReplaced: boolean };
}

interface Segment {
  /** Offset in the new text. */
  readonly at: number;
  readonly length: number;
  readonly from: number;
  readonly replacement?: Replacement;
}

const lineFeed = 10;
const gap = Buffer.from("\n\n");

/** The line of a piece and the one before, at most `reach` bytes on either side. */
function windowOf(bytes: Buffer, { start, end }: Span, reach: number): Span {
  const least = Math.max(0, start - reach);
  let from = start;
  for (let ends = 0; from > least; from--) if (bytes[from - 1] === lineFeed && ++ends === 2) break;
  const most = Math.min(bytes.length, end + reach);
  let to = end;
  while (to < most && bytes[to] !== lineFeed) to++;
  return { start: from, end: to };
}

/** Windows of a text around the replacements, which are in order and do not overlap. */
export function rewrite(bytes: Buffer, replacements: readonly Replacement[], reach: number): Rewritten {
  const segments: Segment[] = [];
  const pieces: Buffer[] = [];
  let at = 0;
  const add = (piece: Buffer, from: number, replacement?: Replacement): void => {
    if (piece.length === 0) return;
    segments.push({ at, length: piece.length, from, ...(replacement && { replacement }) });
    pieces.push(piece);
    at += piece.length;
  };
  let copied = 0;
  let limit = 0;
  for (const replacement of replacements) {
    const { span } = replacement;
    const window = windowOf(bytes, span, reach);
    if (window.start > limit) {
      add(bytes.subarray(copied, limit), copied);
      add(gap, limit);
      copied = window.start;
    }
    limit = Math.max(limit, window.end);
    add(bytes.subarray(copied, span.start), copied);
    add(replacement.bytes, span.start, replacement);
    copied = span.end;
  }
  add(bytes.subarray(copied, Math.max(copied, limit)), copied);

  const indexAt = (offset: number): number => {
    let low = 0;
    let high = segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((segments[middle]?.at ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const placeIn = (segment: Segment | undefined, start: number, end: number): Span => {
    if (!segment) return { start: 0, end: 0 };
    const part = { start: Math.max(0, start - segment.at), end: Math.min(segment.length, end - segment.at) };
    if (segment.replacement) return segment.replacement.place(part);
    return { start: segment.from + part.start, end: segment.from + part.end };
  };
  return {
    bytes: Buffer.concat(pieces),
    place({ start, end }) {
      const first = indexAt(start);
      const last = indexAt(Math.max(start, end - 1));
      // Between two segments something is replaced, be it by nothing.
      let isReplaced = first !== last;
      for (let i = first; i <= last; i++) isReplaced ||= segments[i]?.replacement !== undefined;
      return {
        span: { start: placeIn(segments[first], start, end).start, end: placeIn(segments[last], start, end).end },
        isReplaced,
      };
    },
  };
}
