// What a thread answers: of each batch the texts in which it saw something, without any value.
import type { Candidate } from "../../model/candidate.ts";
import type { Searched } from "../search.ts";

/** Where a thread starts: its number, and what its search is made from. */
export interface JobStart {
  readonly thread: number;
  readonly data: unknown;
}

/** What was seen in a text. A `Secret` is not posted, and an error not told: such a text is searched again by whoever asked. */
export type Answered = { readonly index: number } & ({ readonly searched: Searched } | { readonly again: true });

export interface Answer {
  readonly number: number;
  /** Texts that are not named hold nothing. */
  readonly texts: readonly Answered[];
}

/** True where a candidate holds a value that is not written in the text. */
export function holdsSecret(candidates: readonly Candidate[]): boolean {
  return candidates.some(({ built }) => built !== undefined);
}
