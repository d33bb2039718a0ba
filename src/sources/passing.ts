// What the commits of a branch bring, whether its last one still holds it or not: whoever fetches the branch has all of it.
import { allOf, type Clone } from "./clone.ts";
import { git, gitStream } from "./git.ts";
import { rawDiff, rawOptions } from "./raw-diff.ts";

/** A content at a path. */
export interface Version {
  readonly id: string;
  readonly path: string;
}

/** A version with the first commit that has it there. */
export interface Brought extends Version {
  readonly commit: string;
  /** Rises from older to newer commits. */
  readonly order: number;
}

/** What commits bring and take away. */
export interface PassingVersions {
  /** From the oldest to the newest. */
  readonly brought: readonly Brought[];
  /** What they take away and none of them has brought before. */
  readonly removed: readonly Version[];
  /** Commits are missing, since the clone is shallow. */
  readonly isCut: boolean;
}

/** git says nothing until it has sorted the commits. */
const options = { timeout: 600_000, inherit: true };

/** Lists what the commits of `head` that `base` has not bring. Of merges, what differs from all parents: the rest is another commit's. */
export async function passingVersions(clone: Clone, base: string, head: string): Promise<PassingVersions> {
  const { directory, isShallow } = clone;
  const range = [head, `^${base}`];
  const ids = await git(directory, "rev-list", ["--date-order", "--reverse", ...range], options);
  if (ids.length === 0) return { brought: [], removed: [], isCut: false };
  // Where a shallow clone ends, a commit seems to be the first of all, and to bring every file.
  const isCut = isShallow && (await git(directory, "rev-list", ["--max-parents=0", ...range], options)).length > 0;
  const args = ["--stdin", "-r", "-c", ...(isShallow ? [] : ["--root"]), ...rawOptions];
  const brought = new Map<string, Brought>();
  const removed = new Map<string, Version>();
  let commit = "";
  let order = 0;
  for (const each of await allOf(rawDiff(gitStream(directory, "diff-tree", args, [ids], options)))) {
    if ("commit" in each) {
      commit = each.commit;
      order++;
      continue;
    }
    const { path, added } = each;
    for (const id of each.removed) {
      const key = `${id}${path}`;
      if (!brought.has(key)) removed.set(key, { id, path });
    }
    if (added !== undefined && !brought.has(`${added}${path}`))
      brought.set(`${added}${path}`, { id: added, path, commit, order });
  }
  // Of a commit that is not there nobody knows what it brought, so nothing counts as taken away.
  return { brought: [...brought.values()], removed: isCut ? [] : [...removed.values()], isCut };
}
