// Whose config and baseline judge what an event is about, where it is not compared with a base: a change has no say in the gate that it
// has to pass, so they are those of a commit from before it, wherever one is known.
import { UserError } from "../model/error.ts";
import { commitOf, unshallow, type Clone } from "../sources/clone.ts";
import type { Event } from "./event.ts";

/** The refs that a branch of the repository may have in a clone, the one of actions/checkout first. */
export function refsOf(branch: string): readonly string[] {
  return [`refs/remotes/origin/${branch}`, `refs/heads/${branch}`];
}

/** The commits that may judge, best first. */
function candidates({ pullRequest, mergeGroup, push, defaultBranch, ref }: Event, base: string): readonly string[] {
  if (base !== "") return [base, `refs/remotes/origin/${base}`];
  const named = pullRequest?.base ?? mergeGroup?.base ?? push?.before;
  const isOther = push !== undefined && ref.startsWith("refs/heads/") && ref !== `refs/heads/${defaultBranch ?? ""}`;
  const branch = pullRequest?.baseBranch ?? (isOther ? defaultBranch : undefined);
  return [...(named === undefined ? [] : [named]), ...(branch === undefined ? [] : refsOf(branch))];
}

/** Where the policy of an event comes from, and the sentence that says so. */
export interface Policy {
  readonly policyFrom?: string;
  readonly words: string;
}

/**
 * The policy for an event, or of what the input `base` names; nothing where there is no such input and the event is about no change.
 * A UserError where that commit is not in the clone and cannot be replaced.
 */
export async function policyOf(event: Event, base: string, open: () => Promise<Clone>): Promise<Policy | undefined> {
  const { pullRequest, mergeGroup, push } = event;
  if (base === "" && !pullRequest && !mergeGroup && !push) return undefined;
  const clone = await open();
  for (const name of candidates(event, base)) {
    try {
      const policyFrom = await commitOf(clone, name);
      return { policyFrom, words: `Config and baseline are those of ${policyFrom.slice(0, 10)}.` };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  // In a whole clone the commit is gone; in a shallow one nobody knows.
  if (base !== "" || pullRequest || mergeGroup || (push?.before !== undefined && clone.isShallow))
    throw new UserError(`The base, whose config and baseline judge this change, is not in this clone: ${unshallow}.`);
  return {
    words:
      "Config and baseline are those of the scanned commit itself, since none from before it is known: this gate is weaker, as the push can change them.",
  };
}
