// Searches the versions of a file one after the other: of each only what the version before does not have.
import { loadTables, piece, startKernel, type Take, takeHits } from "./kernel.ts";
import { LOOKS_AHEAD, LOOKS_BACK, MARGIN, SAME, VERSIONS, VERSION_SIZE } from "./layout.ts";

/** What both versions have around a hit, by the offsets of the later one. */
export interface Unchanged {
  /** Without an end on a side where both texts end with it. */
  readonly from: number;
  readonly to: number;
  /** How much farther behind it stands than before. */
  readonly shift: number;
}

/** Takes a hit: the number of a literal, or ENCODED, and its offset. One that the version before has, too, with its number among the hits there. */
type TakeHit = (literal: number, at: number, number?: number, unchanged?: Unchanged) => void;

/** What both versions have. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  /** The part of it in which the hits of the version before hold: literals in there are told by nothing that differs. It may be empty. */
  readonly from: number;
  readonly to: number;
  readonly around: Unchanged;
}

const lineFeed = 10;
const largest = VERSION_SIZE - 2 * MARGIN;

/** Counts the searches of versions: the one whose text lies in the kernel's memory is known by its number; 0 where none does. */
let searches = 0;
let held = 0;

const nowhere = { start: Number.POSITIVE_INFINITY, around: { from: 0, to: 0, shift: 0 } };

/** True for a hit that stands before the one of that place and literal. */
function isBefore(hits: readonly number[], index: number, at: number, literal: number): boolean {
  const here = hits[index] ?? 0;
  return here < at || (here === at && (hits[index + 1] ?? 0) < literal);
}

function slotAt(slot: number): number {
  return VERSIONS + slot * VERSION_SIZE + MARGIN;
}

/** Where the first line behind `from` begins, at most `most`. To call for it costs more than to look. */
function lineBehind(bytes: Buffer, from: number, most: number): number {
  let at = from;
  while (at < most && bytes[at] !== lineFeed) at++;
  return Math.min(at + 1, most);
}

/** What a text has in common with the version before, in order. */
function stretchesOf(bytes: Buffer, beforeLength: number, count: number, same: Uint32Array): Stretch[] {
  const stretches: Stretch[] = [];
  for (let i = 0; i < 3 * count; i += 3) {
    const before = same[i] ?? 0;
    const start = same[i + 1] ?? 0;
    const end = start + (same[i + 2] ?? 0);
    const shift = start - before;
    const begins = before === 0 && start === 0;
    const ends = end - shift === beforeLength && end === bytes.length;
    // What stands before a literal is read back over any number of blanks, but not over the end of a line.
    const from = begins ? 0 : lineBehind(bytes, start + LOOKS_BACK, start + MARGIN);
    const to = ends ? bytes.length : end - LOOKS_AHEAD;
    const around = {
      from: begins ? Number.NEGATIVE_INFINITY : start,
      to: ends ? Number.POSITIVE_INFINITY : end,
      shift,
    };
    stretches.push({ start, end, from, to, around });
  }
  return stretches;
}

/** Of one search. The kernel's memory holds the versions of the one that searched last. */
export class Versions {
  #slot = 0;
  #length = 0;
  /** Offsets and literals, in pairs. */
  #hits: number[] = [];
  /** The number of its last search. */
  #number = 0;

  /**
   * Hands on the hits of a text, as `search` of kernel.ts does; `isNext` where it is the next version of what was searched before. False,
   * and nothing is handed on, where the text is too large.
   */
  search(bytes: Buffer, tables: Uint8Array, files: number, isNext: boolean, take: TakeHit): boolean {
    const isKnown = isNext && held !== 0 && held === this.#number;
    // Until the end: what takes the hits may throw.
    held = 0;
    if (bytes.length > largest) return false;
    const { memory, findSame } = startKernel();
    loadTables(tables);
    const earlier = slotAt(this.#slot);
    this.#slot = 1 - this.#slot;
    const text = slotAt(this.#slot);
    memory.set(bytes, text);
    memory.fill(0, text + bytes.length, text + bytes.length + MARGIN);
    const before = this.#hits;
    const hits: number[] = [];
    const count = isKnown ? findSame(earlier, this.#length, text, bytes.length) : 0;
    const stretches = stretchesOf(bytes, this.#length, count, new Uint32Array(memory.buffer, SAME, 3 * count));
    let stretch = 0;
    let next = 0;
    const takeNew: Take = (literal, at) => {
      hits.push(at, literal);
      while (stretch < stretches.length && at >= (stretches[stretch]?.end ?? 0)) stretch++;
      const { start, around } = stretches[stretch] ?? nowhere;
      if (at < start) {
        take(literal, at);
        return;
      }
      // The same literal may have stood there before.
      const was = at - around.shift;
      while (next < before.length && isBefore(before, next, was, literal)) next += 2;
      if (before[next] === was && before[next + 1] === literal) take(literal, at, next >> 1, around);
      else take(literal, at);
    };
    const searchPart = (start: number, end: number): void => {
      let size = piece;
      for (let from = start; from < end;) {
        const to = Math.min(end, from + size);
        // More hits than memory.
        if (takeHits(text, from, to, files, takeNew)) from = to;
        else size >>= 1;
      }
    };
    let done = 0;
    for (const { from, to, around } of stretches) {
      if (from >= to) continue;
      searchPart(done, from);
      while (next < before.length && (before[next] ?? 0) < from - around.shift) next += 2;
      for (; next < before.length && (before[next] ?? 0) < to - around.shift; next += 2) {
        const at = (before[next] ?? 0) + around.shift;
        const literal = before[next + 1] ?? 0;
        hits.push(at, literal);
        take(literal, at, next >> 1, around);
      }
      done = to;
    }
    searchPart(done, bytes.length);
    this.#hits = hits;
    this.#length = bytes.length;
    held = this.#number = ++searches;
    return true;
  }
}
