// Chooses the bytes of a literal that the scan looks for: at the beginning of runs or words where it can, else its rarest trigram.
import { frequency } from "./frequency.ts";
import { RUN_STARTS } from "../kernel/layout.ts";
import type { Literal } from "./rule-literals.ts";

export interface Placed {
  /** Where the gram stands: at the beginning of a run; of a word or a part of one; or anywhere. */
  readonly lane: "run" | "word" | "short" | "inner";
  /** Offset of the gram in the literal. */
  readonly offset: number;
  /** Six bytes of a word; four or three of a shorter one or a run; three anywhere. */
  readonly gram: string;
}

const tooCommon = 1e-3;

function isLetter(char: string): boolean {
  return /[a-z]/iu.test(char);
}

/** True when the byte at `offset` begins a word or a part of one, whatever stands around the literal. */
function beginsPart({ text, begins }: Literal, offset: number): boolean {
  const char = text.charAt(offset);
  if (offset === 0) return begins === "word" ? /\w/u.test(char) : begins === "part" && isLetter(char);
  const before = text.charAt(offset - 1);
  return isLetter(char) ? !isLetter(before) : /\d/u.test(char) && !/\w/u.test(before);
}

/** The rarest usable gram; nothing where none is rare enough. */
export function placeLiteral(literal: Literal): Placed | undefined {
  const { condition } = literal;
  // Grams are compared without case.
  const text = literal.text.toLowerCase();
  if (text.length < 3) return undefined;
  if (condition === RUN_STARTS && beginsPart(literal, 0)) return { lane: "run", offset: 0, gram: text.slice(0, 4) };
  let best: Placed | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let offset = 0; offset + 3 <= text.length; offset++) {
    const rest = text.length - offset;
    const placed: Placed =
      rest > 3 && beginsPart(literal, offset)
        ? { lane: rest < 6 ? "short" : "word", offset, gram: text.slice(offset, offset + (rest < 6 ? 4 : 6)) }
        : { lane: "inner", offset, gram: text.slice(offset, offset + 3) };
    // A look at the beginning of a word is nearly free; a trigram costs at every byte.
    const weight = placed.lane === "inner" ? 1 : 1e-6;
    const cost = frequency(placed.gram) * weight;
    if (cost < least) [best, least] = [placed, cost];
  }
  return least < tooCommon ? best : undefined;
}
