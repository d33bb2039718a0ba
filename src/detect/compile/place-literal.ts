// Chooses the bytes of a literal that the scan looks for: at the beginning of runs or words where it can, else its rarest trigram.
import { frequency } from "./frequency.ts";
import { RUN_STARTS } from "../kernel/layout.ts";
import type { Literal } from "./rule-literals.ts";

export interface Placed {
  /** Where the gram stands: at the beginning of a run; of a word or a part of one; behind or before a rare sign, which belongs to it; or anywhere. */
  readonly lane: "run" | "long" | "word" | "short" | "behind-sign" | "before-sign" | "inner";
  /** Offset of the gram in the literal. */
  readonly offset: number;
  /** Eight bytes of a word, or six; four or three of a shorter one or a run; three anywhere. */
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

/** A look at the beginning of a word is nearly free, and one at a rare sign; a trigram costs at every byte. */
const weights: Readonly<Record<Placed["lane"], number>> = {
  run: 1e-6,
  long: 1e-6,
  word: 1e-6,
  short: 1e-6,
  "behind-sign": 1e-5,
  "before-sign": 1e-5,
  inner: 1,
};

/** What the kernel looks at wherever it stands. */
const rareSign = /[$%&+\\|]/u;

/** Three token characters or more, as the kernel asks of whatever begins a word. */
const goesOnAsToken = /^[\w+/-]{3}/u;

/** Where the gram that begins at `offset` is looked for. */
function placeAt(literal: Literal, text: string, offset: number): Placed {
  const rest = text.slice(offset);
  if (rest.length > 3 && goesOnAsToken.test(rest) && beginsPart(literal, offset)) {
    if (rest.length < 6) return { lane: "short", offset, gram: rest.slice(0, 4) };
    return rest.length < 8
      ? { lane: "word", offset, gram: rest.slice(0, 6) }
      : { lane: "long", offset, gram: rest.slice(0, 8) };
  }
  const gram = rest.slice(0, 3);
  if (rareSign.test(gram.charAt(0))) return { lane: "behind-sign", offset, gram };
  return { lane: rareSign.test(gram.charAt(2)) ? "before-sign" : "inner", offset, gram };
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
    const placed = placeAt(literal, text, offset);
    const cost = frequency(placed.gram) * weights[placed.lane];
    if (cost < least) [best, least] = [placed, cost];
  }
  return least < tooCommon ? best : undefined;
}
