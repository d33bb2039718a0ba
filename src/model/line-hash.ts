import { utf8 } from "./slice.ts";
import type { LineMap, Span } from "./text.ts";

// GitHub tells alerts apart across pushes by a hash of each line and the text after it. Code scanning computes it where a report has
// none, but from the file as it is, secrets included; computing it here, over masked text, keeps every hash of a value out of reports.

/** Characters that a line's hash covers, from its first on. */
const covered = 100;
const factor = 37;
const word = 2 ** 32;

/** A character has so many bytes behind its first one at most. */
const bytesBehind = 3;
const coveredBytes = (1 + bytesBehind) * covered;
const space = 32;
const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const asterisk = 42;
/** Stands for the end of the file. */
const endMark = "\uffff";

/** What the hash of a line covers, while it is put together. No value is in it, since those are masked. */
const gathered = Buffer.alloc(coveredBytes);

/**
 * What the hash of the line at `start` covers: the text from there on without spaces and tabs, where CR and CRLF count as LF and a mask
 * as one `*`; `next` is the first mask behind `start`.
 */
function coveredAt(bytes: Buffer, start: number, masks: readonly Span[], next: number): string {
  let count = 0;
  let room = covered;
  let from = start;
  for (let index = next; count < room; index++) {
    const mask = masks[index];
    const end = mask ? mask.start : bytes.length;
    for (let at = from; at < end && count < room; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === space || byte === tab) continue;
      if (byte === lineFeed && at > from && bytes[at - 1] === carriageReturn) continue;
      if (byte > 0xbf) room = Math.min(room + bytesBehind, coveredBytes);
      gathered[count++] = byte === carriageReturn ? lineFeed : byte;
    }
    if (!mask) break;
    if (count < room) gathered[count++] = asterisk;
    from = mask.end;
  }
  const text = utf8(gathered, 0, count);
  return (count < room ? text + endMark : text).slice(0, covered);
}

/** The 64-bit hash of what is covered, as hex; short texts count as if zeros stood behind. Numbers instead of BigInt: no product passes 2^53. */
function hashOf(units: string): string {
  let high = 0;
  let low = 0;
  for (let i = 0; i < covered; i++) {
    const sum = factor * low + (i < units.length ? units.charCodeAt(i) : 0);
    low = sum >>> 0;
    high = (factor * high + (sum - low) / word) >>> 0;
  }
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, "0");
}

/** What is known of bytes: which begin what a wanted hash covers, and which stand second there. */
const isFirst = 1;
const isSecond = 2;

/** Notes a character by its first byte. Bytes that are no character are all hashed alike. */
function note(known: Uint8Array, code: number, place: number): void {
  if (code > 127) for (let byte = 128; byte < known.length; byte++) known[byte] = (known[byte] ?? 0) | place;
  else known[code] = (known[code] ?? 0) | place;
  if (code === lineFeed) known[carriageReturn] = (known[carriageReturn] ?? 0) | place;
}

/** The first two bytes at `at` say of most lines that no wanted one equals them. */
function mayBegin(known: Uint8Array, bytes: Buffer, at: number): boolean {
  const first = bytes[at] ?? 255;
  if (((known[first] ?? 0) & isFirst) === 0) return false;
  const second = bytes[at + 1] ?? 0;
  return first > 127 || second <= space || ((known[second] ?? 0) & isSecond) !== 0;
}

/** So many characters are looked at before all that a hash covers is put together. */
const beginning = 32;
const multiplier = 31;

/** A number for the first characters of what is covered, up to one beyond ASCII or the end of the file. */
function beginningOf(units: string): number {
  let sum = 0;
  for (let i = 0; i < beginning && i < units.length; i++) {
    const code = units.charCodeAt(i);
    if (code > 127) break;
    sum = (Math.imul(sum, multiplier) + code) | 0;
  }
  return sum;
}

/** The same for the line at `start`; nothing where a mask stands so far in front that it may be among them. */
function beginningAt(bytes: Buffer, start: number, mask: Span): number | undefined {
  let sum = 0;
  for (let at = start, count = 0; count < beginning; at++) {
    if (at >= mask.start) return undefined;
    const byte = bytes[at] ?? 255;
    if (byte > 127) break;
    if (byte === space || byte === tab || (byte === lineFeed && at > start && bytes[at - 1] === carriageReturn))
      continue;
    sum = (Math.imul(sum, multiplier) + (byte === carriageReturn ? lineFeed : byte)) | 0;
    count++;
  }
  return sum;
}

/** A text that the hashes of lines cover. */
interface Seen {
  readonly hash: string;
  count: number;
}

/**
 * The hash of each wanted line (1-based), and behind a colon how many lines had it so far, where the text has one `*` in the place of
 * each mask. `lines` are those of the bytes; wanted lines and masks come in order and once, masks stand apart, and no wanted line
 * begins within one or at its end.
 */
export function lineHashesAt(
  bytes: Buffer,
  lines: LineMap,
  wanted: readonly number[],
  masks: readonly Span[] = [],
): Map<number, string> {
  const hashes = new Map<number, string>();
  const last = wanted.at(-1);
  if (last === undefined) return hashes;
  const { first } = lines;
  const starts = lines.startsUpTo(last);
  const seen = new Map<string, Seen>();
  const own: Seen[] = [];
  const known = new Uint8Array(256);
  const beginnings = new Set<number>();
  const behind: Span = { start: bytes.length + 1, end: bytes.length + 1 };
  let next = 0;
  let mask = masks[0] ?? behind;
  for (const line of wanted) {
    const start = starts[line - first] ?? bytes.length;
    while (mask.end < start) mask = masks[++next] ?? behind;
    const units = coveredAt(bytes, start, masks, next);
    let same = seen.get(units);
    if (!same) {
      seen.set(units, (same = { hash: hashOf(units), count: 0 }));
      beginnings.add(beginningOf(units));
      note(known, units.charCodeAt(0), isFirst);
      if (units.length > 1) note(known, units.charCodeAt(1), isSecond);
    }
    own.push(same);
  }
  // What stands behind the last of the lines does not matter. Keeping count of every line would need more memory than the text.
  let left = 0;
  next = 0;
  mask = masks[0] ?? behind;
  for (let line = first; line <= last; line++) {
    const start = starts[line - first] ?? bytes.length;
    while (mask.end < start) mask = masks[++next] ?? behind;
    if (mask.start < start) continue;
    const isWanted = line === wanted[left];
    let at = start;
    while (bytes[at] === space || bytes[at] === tab) at++;
    // A mask may stand there.
    if (!isWanted && at + 1 < mask.start) {
      if (!mayBegin(known, bytes, at)) continue;
      const begins = beginningAt(bytes, at, mask);
      if (begins !== undefined && !beginnings.has(begins)) continue;
    }
    const found = isWanted ? own[left++] : seen.get(coveredAt(bytes, start, masks, next));
    if (found) found.count++;
    if (found && isWanted) hashes.set(line, `${found.hash}:${String(found.count)}`);
  }
  return hashes;
}
