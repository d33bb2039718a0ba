import type { Notice } from "../model/finding.ts";

/** What the search of one text, with all that is encoded in it, may cost: every part of it counts down the same bounds. */
export interface Bounds {
  /** When it must be done, by the clock of model/clock.ts. */
  readonly until: number;
  /** How many more candidates may be found. */
  candidates: number;
  /** What ended the search before the text did. */
  ended?: "time" | "candidates";
}

/** Bounds that hold nothing up. */
export function noBounds(): Bounds {
  return { until: Number.POSITIVE_INFINITY, candidates: Number.POSITIVE_INFINITY };
}

/** Says of a text that its time was over: of `deadline` milliseconds. */
export function overdueNotice(path: string, deadline: number): Notice {
  const message = `took longer than ${String(deadline / 1000)} s: the rest of it was not searched (limits.secondsPerFile)`;
  return { kind: "incomplete", path, message };
}

/** Says of a text that it gave more than `most` candidates. */
export function fullNotice(path: string, most: number): Notice {
  const message = `more than ${String(most)} findings, unsure ones included: the rest of it was not searched (limits.findingsPerFile)`;
  return { kind: "incomplete", path, message };
}
