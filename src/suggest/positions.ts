// Parsers count UTF-16 units, edits count bytes. Both views of one text, kept for the text that was asked for last: a file with many
// findings is decoded once.
import { isUtf8 } from "node:buffer";
import type { SourceText, Span } from "../model/text.ts";

export interface Positions {
  /** The text as parsers take it; a byte order mark is a line end here, which no format minds. */
  readonly string: string;
  /** UTF-16 offset of a byte offset. */
  readonly index: (offset: number) => number;
  /** Byte span of a range of UTF-16 units. */
  readonly span: (start: number, end: number) => Span;
}

/** A larger file is not parsed: the suggestion then comes without an edit. */
const largestParsed = 1_000_000;

let last: { readonly bytes: Buffer; readonly positions: Positions } | undefined;

/** Nothing for what is no UTF-8 text, or too large to be parsed. */
export function positionsOf({ bytes, binary }: SourceText): Positions | undefined {
  if (binary || bytes.length > largestParsed || !isUtf8(bytes)) return undefined;
  const string = bytes.toString("utf8").replace(/^\uFEFF/u, "\n");
  // The source may have written another text into the same bytes.
  if (last?.bytes === bytes && last.positions.string === string) return last.positions;
  const byteOffset = (index: number): number =>
    // The mark has three bytes, the line end that stands for it has one.
    Buffer.byteLength(string.slice(0, index)) + (index > 0 && bytes[0] === 0xef && string.startsWith("\n") ? 2 : 0);
  const positions: Positions = {
    string,
    index: (offset) => bytes.toString("utf8", 0, offset).length,
    span: (start, end) => ({ start: byteOffset(start), end: byteOffset(end) }),
  };
  last = { bytes, positions };
  return positions;
}
