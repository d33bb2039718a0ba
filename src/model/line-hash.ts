// GitHub tells alerts apart across pushes by a hash of each line and the text after it. Code scanning computes it where a report has
// none, but from the file as it is, secrets included; computing it here, over masked text, keeps every hash of a value out of reports.

/** Characters that a line's hash covers, from its first on. */
const covered = 100;
const factor = 37;
const word = 2 ** 32;

const space = 32;
const tab = 9;
const lineFeed = 10;
const carriageReturn = 13;
/** Stands for the end of the file. */
const endMark = "\uffff";

/** What the hash of the line at `start` covers: UTF-16 units without spaces and tabs, where CR and CRLF count as LF. */
function coveredBy(text: string, start: number): string {
  let units = "";
  for (let i = start; units.length < covered;) {
    // Pieces without blanks and line ends are taken as a whole.
    let end = i;
    while (end < text.length && end - i < covered && !isBlankOrEnd(text.charCodeAt(end))) end++;
    units += text.slice(i, end);
    if (end === text.length) {
      units += endMark;
      break;
    }
    const unit = text.charCodeAt(end);
    if (unit === lineFeed || unit === carriageReturn) units += "\n";
    const isPair = unit === carriageReturn && text.charCodeAt(end + 1) === lineFeed;
    i = end + (isPair ? 2 : isBlankOrEnd(unit) ? 1 : 0);
  }
  return units.slice(0, covered);
}

function isBlankOrEnd(unit: number): boolean {
  return unit === space || unit === tab || unit === lineFeed || unit === carriageReturn;
}

/** The end of what the hash of a line covers that stands before `from`, or somewhat behind that end. */
export function coveredEnd(bytes: Buffer, from: number): number {
  // A character has four bytes at most.
  let left = 4 * covered;
  let at = from;
  for (; at < bytes.length && left > 0; at++) if (!isBlankOrEnd(bytes[at] ?? 0)) left--;
  return at;
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

/** The line end at `at` or behind it; -1 where none follows. `hasReturns`: not every line ends with LF. */
function lineEnd(text: string, at: number, hasReturns: boolean): number {
  const end = text.indexOf("\n", at);
  if (!hasReturns) return end;
  const limit = end < 0 ? text.length : end;
  let i = at;
  while (i < limit && text.charCodeAt(i) !== carriageReturn) i++;
  return i < limit && i + 1 !== end ? i : end;
}

/** Where the line begins that holds the place. */
function lineStart(text: string, place: number, hasReturns: boolean): number {
  if (!hasReturns) return place === 0 ? 0 : text.lastIndexOf("\n", place - 1) + 1;
  let start = place;
  const isEnd = (unit: number): boolean => unit === lineFeed || unit === carriageReturn;
  // Between CR and LF no line begins.
  const isInPair = (at: number): boolean =>
    text.charCodeAt(at - 1) === carriageReturn && text.charCodeAt(at) === lineFeed;
  while (start > 0 && (!isEnd(text.charCodeAt(start - 1)) || isInPair(start))) start--;
  return start;
}

/** Where the lines of places begin. A minified line may hold thousands, and is looked at once. */
function startsOf(text: string, places: ReadonlySet<number>, hasReturns: boolean): Map<number, number> {
  const starts = new Map<number, number>();
  let start = 0;
  let end = -1;
  for (const place of [...places].sort((a, b) => a - b)) {
    if (place > end) {
      start = lineStart(text, place, hasReturns);
      end = lineEnd(text, place, hasReturns);
      if (end < 0) end = text.length;
    }
    starts.set(place, start);
  }
  return starts;
}

/** A text has few lines with findings: more would cost more to clear than they save. */
const mostBeginnings = 1024;

/** A number of the first characters that the hash of a line covers; lines with different ones have different hashes. */
function beginning(text: string, start: number): number {
  let all = 0;
  let count = 0;
  for (let i = start; i < text.length && count < 4; i++) {
    const unit = text.charCodeAt(i);
    if (unit === space || unit === tab) continue;
    if (unit === lineFeed || unit === carriageReturn) break;
    all = (all * 31 + unit) % mostBeginnings;
    count++;
  }
  return all;
}

/** The hash of the line at each of these places, and behind a colon how many lines had it so far. */
export function lineHashesAt(text: string, places: ReadonlySet<number>): Map<number, string> {
  const hasReturns = text.includes("\r");
  if (places.size === 0) return new Map();
  const starts = startsOf(text, places, hasReturns);
  const beginnings = new Uint8Array(mostBeginnings);
  const wanted = new Map<string, { hash: string; count: number }>();
  const asked = new Set(starts.values());
  // What stands behind the last of the lines does not matter. Keeping count of every line would need more memory than the text.
  let last = 0;
  for (const start of asked) {
    const units = coveredBy(text, start);
    if (!wanted.has(units)) wanted.set(units, { hash: hashOf(units), count: 0 });
    beginnings[beginning(text, start)] = 1;
    last = Math.max(last, start);
  }
  const hashes = new Map<number, string>();
  for (let start = 0; start <= last;) {
    const seen = beginnings[beginning(text, start)] === 1 ? wanted.get(coveredBy(text, start)) : undefined;
    if (seen) seen.count++;
    if (seen && asked.has(start)) hashes.set(start, `${seen.hash}:${String(seen.count)}`);
    const end = lineEnd(text, start, hasReturns);
    if (end < 0) break;
    start = end + 1;
  }
  return new Map([...starts].map(([place, start]) => [place, hashes.get(start) ?? ""]));
}
