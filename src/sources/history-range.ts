// Which commits a user means by a range.
import { UserError } from "../model/error.ts";
import { commitOf, type Clone } from "./clone.ts";

export interface HistoryRange {
  /** `A..B`: what B has and A has not. Every ref and HEAD where there is none. */
  readonly range?: string;
  /** A day, or a moment: commits that were made later. */
  readonly since?: string;
}

/** The two ends of `BASE...HEAD`; of `BASE` alone, HEAD is the other. */
export function endsOf(range: string): { readonly base: string; readonly head: string } {
  const [base = "", head = "HEAD", more] = range.split("...");
  if (base === "" || more !== undefined || base.includes("..") || head.includes(".."))
    throw new UserError("--diff takes BASE or BASE...HEAD, with three dots, e.g. --diff origin/main...HEAD.");
  return { base, head: head === "" ? "HEAD" : head };
}

const day = /^\d{4}-\d{2}-\d{2}$/u;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?$/u;

/** Seconds since 1970. git itself takes any words for a date, and of a day the present time of it. */
function secondsOf(since: string): number {
  const seconds = day.test(since) || moment.test(since) ? Date.parse(since) / 1000 : Number.NaN;
  if (Number.isNaN(seconds)) throw new UserError("--since takes a date like 2026-03-02 (UTC) or 2026-03-02T12:00:00Z.");
  return Math.max(0, Math.floor(seconds));
}

/** Arguments of rev-list for the range. A UserError where it names no commits. */
export async function rangeArguments(clone: Clone, { range, since }: HistoryRange): Promise<string[]> {
  const after = since === undefined ? [] : [`--since=@${String(secondsOf(since))}`];
  if (range === undefined) return [...after, "--all"];
  const [from = "", to, more] = range.split("..");
  if (to === undefined || more !== undefined || to.startsWith(".") || (from === "" && to === ""))
    throw new UserError("--range takes A..B, with two dots, e.g. --range v1.0..HEAD.");
  const excluded = await commitOf(clone, from === "" ? "HEAD" : from);
  return [...after, await commitOf(clone, to === "" ? "HEAD" : to), `^${excluded}`];
}
