// Searches the versions of a file one after the other: of each only what the version before does not have.
import { piece, loadTables, startKernel, takeHits } from "./kernel.ts";
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

interface Kept {
  readonly from: number;
  readonly to: number;
  readonly around: Unchanged;
}

const lineFeed = 10;
const largest = VERSION_SIZE - 2 * MARGIN;

/** Counts the searches of versions: the one whose text lies in the kernel's memory is known by its number; 0 where none does. */
let searches = 0;
let held = 0;

function slotAt(slot: number): number {
  return VERSIONS + slot * VERSION_SIZE + MARGIN;
}

/** The parts of a text in which the hits of the version before hold: literals in them are told by nothing that differs. */
function keptParts(bytes: Buffer, beforeLength: number, count: number, same: Uint32Array): Kept[] {
  const kept: Kept[] = [];
  for (let i = 0; i < count; i++) {
    const [before = 0, now = 0, length = 0] = same.subarray(3 * i, 3 * i + 3);
    const begins = before === 0 && now === 0;
    const ends = before + length === beforeLength && now + length === bytes.length;
    // What stands before a literal is read back over any number of blanks, but not over the end of a line.
    const line = bytes.indexOf(lineFeed, now + LOOKS_BACK) + 1;
    const from = begins ? 0 : line === 0 ? now + MARGIN : Math.min(line, now + MARGIN);
    const to = ends ? bytes.length : now + length - LOOKS_AHEAD;
    if (from >= to) continue;
    const around = {
      from: begins ? Number.NEGATIVE_INFINITY : now,
      to: ends ? Number.POSITIVE_INFINITY : now + length,
      shift: now - before,
    };
    kept.push({ from, to, around });
  }
  return kept;
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
    const hits: number[] = [];
    const searchPart = (start: number, end: number): void => {
      let size = piece;
      for (let from = start; from < end;) {
        const to = Math.min(end, from + size);
        const isTaken = takeHits(text, from, to, files, (literal, at) => {
          hits.push(at, literal);
          take(literal, at);
        });
        // More hits than memory.
        if (isTaken) from = to;
        else size >>= 1;
      }
    };
    const count = isKnown ? findSame(earlier, this.#length, text, bytes.length) : 0;
    const same = new Uint32Array(memory.buffer, SAME, 3 * count);
    let done = 0;
    let next = 0;
    for (const { from, to, around } of keptParts(bytes, this.#length, count, same)) {
      searchPart(done, from);
      const before = this.#hits;
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
