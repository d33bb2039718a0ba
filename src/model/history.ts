import type { History } from "./finding.ts";

/** What to do about a value of which is known since when it can be read: a step, without full stop. */
export function rotateSince({ commit, date, inHead }: History): string {
  const where = inHead ? "" : "; HEAD does not hold it any more";
  return `rotate it: readable since commit ${commit.slice(0, 10)} (${date.slice(0, 10)})${where}`;
}
