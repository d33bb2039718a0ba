// Parsers count UTF-16 units, edits count bytes. Both views of one text, kept for the text that was asked for last: a file with many
// findings is decoded and parsed once.
import { isUtf8 } from "node:buffer";
import type { SourceText, Span } from "../model/text.ts";

export interface Positions {
  readonly string: string;
  /** UTF-16 offset of a byte offset. */
  readonly index: (offset: number) => number;
  /** Byte span of a range of UTF-16 units. */
  readonly span: (start: number, end: number) => Span;
}

/** A larger file is not parsed: the suggestion then comes without an edit. */
const largestParsed = 1_000_000;

let last: Positions | undefined;

/** Nothing for what is no UTF-8 text, or too large to be parsed. The same object for the same text, so that parsers can keep results by it. */
export function positionsOf({ bytes, binary }: SourceText): Positions | undefined {
  if (binary || bytes.length > largestParsed || !isUtf8(bytes)) return undefined;
  const string = bytes.toString("utf8");
  // Compared by content: a source writes the next file into the same bytes.
  if (last?.string === string) return last;
  const offset = (index: number): number =>
    string.length === bytes.length ? index : Buffer.byteLength(string.slice(0, index));
  // Over the string alone, since the bytes do not last.
  const index = (at: number): number => {
    if (string.length === bytes.length) return at;
    let low = 0;
    let high = Math.min(at, string.length);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (offset(middle) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  last = { string, index, span: (start, end) => ({ start: offset(start), end: offset(end) }) };
  return last;
}
