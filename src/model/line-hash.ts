import type { LineMap, Span } from "./text.ts";

// GitHub tells alerts apart across pushes by a hash of each line and the text after it. Code scanning computes it where a report has
// none, but from the file as it is, secrets included; computing it here, over masked text, keeps every hash of a value out of reports.

/** Characters that a line's hash covers, from its first on. */
const covered = 100;
const factor = 37;
const word = 2 ** 32;

/** A character has four bytes at most. */
const coveredBytes = 4 * covered;
const space = 32;
const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
const asterisk = 42;
/** Stands for the end of the file. */
const endMark = "\uffff";

/**
 * Puts what a hash covers into `into`: the bytes from `start` on without spaces and tabs, where CR and CRLF count as LF and a mask as
 * one `*`; `next` is the first mask behind `start`. Gives how many bytes there are: fewer than fit where the text ends.
 */
function gather(bytes: Buffer, start: number, masks: readonly Span[], next: number, into: Buffer): number {
  let count = 0;
  let from = start;
  for (let index = next; count < into.length; index++) {
    const mask = masks[index];
    const end = mask ? mask.start : bytes.length;
    for (let at = from; at < end && count < into.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === space || byte === tab) continue;
      if (byte === lineFeed && at > from && bytes[at - 1] === carriageReturn) continue;
      into[count++] = byte === carriageReturn ? lineFeed : byte;
    }
    if (!mask) break;
    if (count < into.length) into[count++] = asterisk;
    from = mask.end;
  }
  return count;
}

/** The 64-bit hash of what is covered, as hex; short texts count as if zeros stood behind. Numbers instead of BigInt: no product passes 2^53. */
function hashOf(units: string): string {
  let high = 0;
  let low = 0;
  for (let i = 0; i < covered; i++) {
    const newLow = factor * low + (i < units.length ? units.charCodeAt(i) : 0);
    const carry = Math.floor(newLow / word);
    low = newLow - carry * word;
    high = (factor * high + carry) % word;
  }
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, "0");
}

/** A text has few lines with findings: more would cost more to clear than they save. */
const mostBeginnings = 1024;
const beginningBytes = 4;

/** A number of the first bytes that the hash of a line covers; lines with different ones have different hashes. */
function beginning(gathered: Buffer, count: number): number {
  let all = 0;
  // Bytes that are no character are all written alike.
  for (let i = 0; i < count && (gathered[i] ?? 0) < 128; i++) all = (all * 31 + (gathered[i] ?? 0)) % mostBeginnings;
  return all;
}

/**
 * The hash of each wanted line (1-based), and behind a colon how many lines had it so far, where the text has one `*` in the place of
 * each mask. `lines` are those of the bytes; masks stand in order and apart, and no wanted line begins within one or at its end.
 */
export function lineHashesAt(
  bytes: Buffer,
  lines: LineMap,
  wanted: ReadonlySet<number>,
  masks: readonly Span[] = [],
): Map<number, string> {
  const gathered = Buffer.alloc(coveredBytes);
  const first = gathered.subarray(0, beginningBytes);
  const beginningOf = (start: number, next: number): number =>
    beginning(first, gather(bytes, start, masks, next, first));
  const covers = (start: number, next: number): string => {
    const count = gather(bytes, start, masks, next, gathered);
    return (gathered.toString("utf8", 0, count) + (count < coveredBytes ? endMark : "")).slice(0, covered);
  };
  const beginnings = new Uint8Array(mostBeginnings);
  const seen = new Map<string, { hash: string; count: number }>();
  const sorted = [...wanted].sort((a, b) => a - b);
  let next = 0;
  for (const line of sorted) {
    const start = lines.lineStart(line);
    while ((masks[next]?.end ?? Infinity) < start) next++;
    const units = covers(start, next);
    if (!seen.has(units)) seen.set(units, { hash: hashOf(units), count: 0 });
    beginnings[beginningOf(start, next)] = 1;
  }
  // What stands behind the last of the lines does not matter. Keeping count of every line would need more memory than the text.
  const hashes = new Map<number, string>();
  const last = sorted.at(-1) ?? 0;
  next = 0;
  for (let line = lines.first; line <= last; line++) {
    const start = lines.lineStart(line);
    while ((masks[next]?.end ?? Infinity) < start) next++;
    if ((masks[next]?.start ?? Infinity) < start || beginnings[beginningOf(start, next)] !== 1) continue;
    const found = seen.get(covers(start, next));
    if (!found) continue;
    found.count++;
    if (wanted.has(line)) hashes.set(line, `${found.hash}:${String(found.count)}`);
  }
  return hashes;
}
