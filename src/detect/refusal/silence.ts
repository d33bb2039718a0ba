/** Where a text holds no clue to a refusal. Candidates that stand together ask about the same lines, each of them about many. */
import { clueAt, longestClue, mayRefuse } from "./clue.ts";
import { type Lines, linesJoined, type Range } from "./lines.ts";
import { linesBehind } from "./place.ts";

/** What of one text was looked at, by offsets in it. */
export class Silence {
  /** Nothing is in here. */
  #from = 0;
  #to = 0;
  /** The last clue lies in here. */
  #clueFrom = 0;
  #clueTo = Infinity;

  /** True where no clue is in this code, which stands at an offset of the text. */
  holds(code: string, from: number): boolean {
    const to = from + code.length;
    if (this.#clueFrom >= from && this.#clueTo <= to) return false;
    const isKnown = from >= this.#from && from < this.#to;
    if (isKnown && to <= this.#to) return true;
    // Where it ended last time, the beginning of a clue may stand.
    const start = isKnown ? Math.max(0, this.#to - longestClue - from) : 0;
    const at = clueAt(code.slice(start));
    if (at < 0) {
      this.#from = isKnown ? this.#from : from;
      this.#to = to;
      return true;
    }
    this.#clueFrom = from + start + at;
    this.#clueTo = Math.min(to, this.#clueFrom + longestClue);
    return false;
  }

  /** True where no line that anything is told by, around a statement with a value that ends at this offset, holds a clue. */
  isAround(lines: Lines, { first, last }: Range, end: number): boolean {
    const { indent } = lines.line(first);
    const furthest = last + 2 * linesBehind + linesJoined;
    let until = last;
    while (until < furthest && lines.has(until + 1) && lines.line(until + 1).indent >= indent) until++;
    const from = lines.remarkedFrom(first);
    if (!this.holds(lines.between(from, until, end), lines.offset(from))) return false;
    const header = lines.header(first);
    return header === undefined || !mayRefuse(lines.line(header).text);
  }
}
