// What host and worker say to each other: bytes lie in shared memory, answers hold places and rule numbers, never a value.
import type { Candidate } from "../../model/candidate.ts";
import type { UserRule } from "./user-rule.ts";

export interface WorkerStart {
  readonly rules: readonly UserRule[];
  /** Of one text, one candidate more than this is given at most. */
  readonly mostCandidates: number;
  /** Number of the rule that is looking, and number of the last request that was answered. */
  readonly state: SharedArrayBuffer;
}

export const RULE = 0;
export const DONE = 1;

/** The number of the answer that says: the rules are prepared. */
export const READY = 0;

export interface Request {
  /** From 1 on. */
  readonly number: number;
  readonly path: string;
  readonly binary: boolean;
  readonly bytes: SharedArrayBuffer;
  readonly length: number;
}

/** A candidate without what can be read from the text again. */
export type Found = Pick<
  Candidate,
  "kind" | "span" | "severity" | "confidence" | "checksum" | "reasons" | "holdsValue"
> & {
  readonly ruleId: string;
};

export interface Answer {
  readonly number: number;
  readonly found: readonly Found[];
  /** A regex that the engine refused to run. */
  readonly failed?: true;
}
