// Strings in UTF-16LE that stand among other bytes, as programs for Windows and .NET keep theirs, and as PowerShell appends lines to a
// file of another encoding: every other byte is NUL.
import { startAt } from "../../model/starts.ts";
import type { Span } from "../../model/text.ts";

/** Such strings in UTF-8, each in lines of its own. */
export interface WideStrings {
  readonly bytes: Buffer;
  /** Where a part of them stands in the bytes that they come from. */
  place(part: Span): Span;
}

/** Characters. No secret is shorter that is told by its format, nor a name with its value. */
const shortest = 12;
/** One of every so many bytes is looked at: in the shortest string two characters with their NULs begin at or behind such a place. */
const step = 16;
const gap = 2;
const lineFeed = 10;

function isText(byte: number | undefined): boolean {
  return byte !== undefined && ((byte > 31 && byte < 127) || byte === 9 || byte === lineFeed || byte === 13);
}

function isPair(bytes: Buffer, at: number): boolean {
  return bytes[at + 1] === 0 && isText(bytes[at]);
}

/** A buffer that takes more than was known before. */
class Growing {
  #bytes: Buffer = Buffer.allocUnsafe(4096);
  length = 0;

  /** Room for so many bytes more. */
  take(count: number): Buffer {
    const end = this.length + count;
    if (end > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], 2 * end);
    const room = this.#bytes.subarray(this.length, end);
    this.length = end;
    return room;
  }

  all(): Buffer {
    return this.#bytes.subarray(0, this.length);
  }
}

/** The strings of Latin letters, digits and signs in UTF-16LE; nothing where there are none. Of UTF-16BE the last character is lost. */
export function wideStrings(bytes: Buffer): WideStrings | undefined {
  const narrow = new Growing();
  // Of each string where it begins in UTF-8, and where in `bytes`: a file may hold a million.
  const starts: number[] = [];
  const origins: number[] = [];
  let behind = 0;
  for (let probe = 0; probe + 3 < bytes.length; probe += step) {
    const seen = bytes[probe] === 0 ? probe + 1 : probe;
    if (bytes[seen + 1] !== 0 || !isPair(bytes, seen) || !isPair(bytes, seen + 2)) continue;
    let from = seen;
    while (from - 2 >= behind && isPair(bytes, from - 2)) from -= 2;
    behind = seen + 4;
    while (isPair(bytes, behind)) behind += 2;
    probe = Math.max(probe, behind - step);
    const count = (behind - from) / 2;
    if (count < shortest) continue;
    starts.push(narrow.length);
    origins.push(from);
    const room = narrow.take(count + gap);
    for (let i = 0; i < count; i++) room[i] = bytes[from + 2 * i] ?? 0;
    room.fill(lineFeed, count);
  }
  if (starts.length === 0) return undefined;
  const placeOf = (offset: number): number => {
    const at = startAt(starts, offset);
    return (origins[at] ?? 0) + 2 * (offset - (starts[at] ?? 0));
  };
  return {
    bytes: narrow.all(),
    place: ({ start, end }) => ({ start: placeOf(start), end: placeOf(end - 1) + 2 }),
  };
}
