// Searches the versions of a file one after the other. What a look at a hit came to is kept for the next one: where nothing that it read
// is different there, it comes to the same.
import type { Candidate } from "../model/candidate.ts";
import type { SourceText, Span } from "../model/text.ts";
import { ENCODED } from "./kernel/layout.ts";
import type { Unchanged, Versions } from "./kernel/versions.ts";
import type { Look } from "./look.ts";
import { kindsOf } from "./text-kind.ts";

/** How much of a text a look reads before and behind its hit. */
export class Reach {
  before = 0;
  ahead = 0;

  /** Says that so many bytes are read. */
  reads(before: number, ahead: number): void {
    this.before = Math.max(this.before, before);
    this.ahead = Math.max(this.ahead, ahead);
  }

  /** Says that what is found depends on more of the text than can be told. */
  readsAll(): void {
    this.reads(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  }

  /** Begins with another look. */
  start(bytes: number): void {
    this.before = this.ahead = bytes;
  }
}

/** What one look found, and what it read for that. */
interface Outcome {
  readonly before: number;
  readonly ahead: number;
  readonly candidates: readonly Candidate[];
}

/** How one text is looked at. */
export interface Looking {
  readonly looksOf: (literal: number) => readonly Look[];
  readonly look: (look: Look, at: number) => void;
  readonly add: (candidate: Candidate) => void;
  /** What was found so far. */
  readonly found: readonly Candidate[];
  readonly reach: Reach;
  readonly encoded: (at: number) => void;
}

const nothing: readonly Candidate[] = [];

function holds({ before, ahead }: Outcome, at: number, { from, to }: Unchanged): boolean {
  return at - before >= from && at + ahead <= to;
}

function moved(outcome: Outcome, shift: number): Outcome {
  if (shift === 0 || outcome.candidates.length === 0) return outcome;
  const place = ({ start, end }: Span): Span => ({ start: start + shift, end: end + shift });
  const candidates = outcome.candidates.map((candidate) => ({
    ...candidate,
    span: place(candidate.span),
    ...(candidate.related && { related: candidate.related.map((part) => ({ ...part, span: place(part.span) })) }),
  }));
  return { ...outcome, candidates };
}

/** Of one detector. */
export class VersionSearch {
  readonly #versions: Versions;
  readonly #tables: Uint8Array;
  /** Of the version that was searched last: by hit, then by look. */
  #outcomes: (Outcome | undefined)[][] = [];
  #last: Pick<SourceText, "path" | "binary"> | undefined;

  constructor(versions: Versions, tables: Uint8Array) {
    this.#versions = versions;
    this.#tables = tables;
  }

  /** False, and nothing is looked at, where the text is too large for it. */
  search(text: SourceText, { looksOf, look, add, found, reach, encoded }: Looking): boolean {
    const { path, binary, bytes } = text;
    const isNext = this.#last?.path === path && this.#last.binary === binary;
    const earlier = this.#outcomes;
    const outcomes: (Outcome | undefined)[][] = [];
    const lookAt = (literal: number, at: number, number?: number, unchanged?: Unchanged): void => {
      const known = number === undefined ? undefined : earlier[number];
      const now: (Outcome | undefined)[] = [];
      outcomes.push(now);
      if (literal === ENCODED) {
        encoded(at);
        return;
      }
      for (const [index, each] of looksOf(literal).entries()) {
        const before = known?.[index];
        if (before && unchanged && holds(before, at, unchanged)) {
          const same = moved(before, unchanged.shift);
          now[index] = same;
          for (const candidate of same.candidates) add(candidate);
          continue;
        }
        const count = found.length;
        reach.start(each.reach ?? Number.POSITIVE_INFINITY);
        look(each, at);
        if (reach.before === Number.POSITIVE_INFINITY) continue;
        const candidates = found.length === count ? nothing : found.slice(count);
        now[index] = { before: reach.before, ahead: reach.ahead, candidates };
      }
    };
    // Until the end: the search may end at a bound.
    this.#last = undefined;
    const isSearched = this.#versions.search(bytes, this.#tables, kindsOf(text), isNext, lookAt);
    if (!isSearched) return false;
    this.#outcomes = outcomes;
    this.#last = { path, binary };
    return true;
  }
}
