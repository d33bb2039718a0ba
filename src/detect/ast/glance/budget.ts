import type { Tokens } from "./tokens.ts";

/** Thrown where a glance takes too long or goes too deep: the program is parsed then. */
export class TooMuch extends Error {}

const stepsByToken = 30;
const least = 20_000;

/** Counts the steps of a glance, so that no text makes it slow: it throws when there are too many for the number of tokens. */
export function createBudget({ codes }: Tokens): () => void {
  let left = Math.max(least, codes.length * stepsByToken);
  return () => {
    if (--left < 0) throw new TooMuch();
  };
}
