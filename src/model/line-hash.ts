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

/** Calls `visit` with the number and the start of each line up to `last`. */
function eachLine(text: string, last: number, visit: (line: number, start: number) => void): void {
  const hasReturns = text.includes("\r");
  let start = 0;
  for (let line = 1; line <= last; line++) {
    visit(line, start);
    let end = text.indexOf("\n", start);
    if (hasReturns) {
      const limit = end < 0 ? text.length : end;
      let i = start;
      while (i < limit && text.charCodeAt(i) !== carriageReturn) i++;
      if (i < limit && i + 1 !== end) end = i;
    }
    if (end < 0) return;
    start = end + 1;
  }
}

/** A number of the first characters that the hash of a line covers; lines with different ones have different hashes. */
function beginning(text: string, start: number): number {
  let all = 0;
  let count = 0;
  for (let i = start; i < text.length && count < 4; i++) {
    const unit = text.charCodeAt(i);
    if (unit === space || unit === tab) continue;
    if (unit === lineFeed || unit === carriageReturn) break;
    all = (all * 31 + unit) & 0xffff;
    count++;
  }
  return all;
}

/** The hash of each of these lines (1-based), and behind a colon how many lines had it so far. */
export function lineHashesOf(text: string, lines: ReadonlySet<number>): Map<number, string> {
  // What stands behind the last of the lines does not matter. Keeping count of every line would need more memory than the text.
  let last = 0;
  for (const line of lines) last = Math.max(last, line);
  const wanted = new Map<string, { hash: string; count: number }>();
  const beginnings = new Uint8Array(0x10000);
  eachLine(text, last, (line, start) => {
    if (!lines.has(line)) return;
    const units = coveredBy(text, start);
    if (!wanted.has(units)) wanted.set(units, { hash: hashOf(units), count: 0 });
    beginnings[beginning(text, start)] = 1;
  });
  const hashes = new Map<number, string>();
  eachLine(text, last, (line, start) => {
    if (beginnings[beginning(text, start)] !== 1) return;
    const seen = wanted.get(coveredBy(text, start));
    if (!seen) return;
    seen.count++;
    if (lines.has(line)) hashes.set(line, `${seen.hash}:${String(seen.count)}`);
  });
  return hashes;
}
