// A file that is too large to be held whole, as texts that follow one another. Each holds what stands around its own part, too, so that
// a secret at a border is seen whole.
import { linesOf, type SourceText } from "../model/text.ts";
import { decode, decodeAs, markLength, unitBytes } from "./encoding.ts";
import type { FileAt, SourceItem } from "./source-item.ts";

/** Sizes in bytes. */
export interface PieceSizes {
  /** Of one piece, with what stands around it. */
  readonly piece: number;
  /** Of what stands around it, on either side: more than any detector looks at around a secret. */
  readonly around: number;
}

const usual: PieceSizes = { piece: 16_777_216, around: 262_144 };

/** Reads the next bytes of a whole into a buffer and says how many; none at the end. */
export type ReadNext = (into: Buffer) => number | Promise<number>;

/** The last border of characters at or before `at`. */
function borderBefore(bytes: Buffer, at: number, encoding: SourceText["encoding"]): number {
  const unit = unitBytes(encoding);
  let border = at - (at % unit);
  // A character of UTF-8 has three bytes behind its first at most; what has more is none.
  if (encoding === "utf-8") for (let left = 3; left > 0 && ((bytes[border] ?? 0) & 0xc0) === 0x80; left--) border--;
  if (unit === 2) {
    const high = bytes[encoding === "utf-16be" ? border : border + 1] ?? 0;
    // The second half of a pair.
    if ((high & 0xfc) === 0xdc) border -= unit;
  }
  return border;
}

/** Fills the buffer from `at` on, as far as there is something; gives where it ends. */
async function fill(buffer: Buffer, at: number, next: ReadNext): Promise<number> {
  let end = at;
  while (end < buffer.length) {
    const count = await next(buffer.subarray(end));
    if (count === 0) break;
    end += count;
  }
  return end;
}

/** The pieces of what `next` reads. A piece's bytes are valid until the next one is asked for. */
export async function* piecesOf(
  next: ReadNext,
  at: FileAt,
  { piece, around }: PieceSizes = usual,
): AsyncGenerator<SourceItem> {
  const buffer = Buffer.allocUnsafe(piece);
  let end = await fill(buffer, 0, next);
  const { encoding, binary } = decode(buffer.subarray(0, end), at.path);
  // Offsets in the buffer: where its text begins, and the part of it that no piece had before.
  let begin = markLength(buffer.subarray(0, end), encoding);
  let from = begin;
  let place = { offset: 0, line: 1, column: 1 };
  for (;;) {
    const isLast = end < buffer.length;
    const until = isLast ? end : borderBefore(buffer, end - around, encoding);
    const bytes = decodeAs(buffer.subarray(begin, end), encoding);
    /** Where in `bytes` that stands. */
    const decoded = (offset: number): number =>
      unitBytes(encoding) === 1 ? offset - begin : decodeAs(buffer.subarray(begin, offset), encoding).length;
    const own = { start: decoded(from), end: isLast ? Infinity : decoded(until) };
    const nuls = unitBytes(encoding) === 1 && bytes.includes(0);
    const text: SourceText = { ...at, bytes, binary, encoding, piece: { ...place, own }, ...(nuls && { nuls }) };
    yield { kind: "text", text };
    if (isLast) return;
    const start = borderBefore(buffer, until - around, encoding);
    const skipped = decoded(start);
    place = { offset: place.offset + skipped, ...linesOf(text).position(skipped) };
    buffer.copyWithin(0, start, end);
    from = until - start;
    begin = 0;
    end = await fill(buffer, end - start, next);
  }
}
