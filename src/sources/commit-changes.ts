// Which contents the commits of a history brought, and to which paths: told by their trees where packs hold them, else by git. Merges are
// left to git, and what it cannot read stops the scan.
import type { Clone } from "./clone.ts";
import type { CommitList } from "./commit-list.ts";
import { gitStream } from "./git.ts";
import { bring, type Contents } from "./history-contents.ts";
import type { ObjectTable } from "./object-table.ts";
import type { Trees } from "./packs/trees.ts";
import { type Change, type CommitLine, rawDiffs, rawOptions } from "./raw-diff.ts";

/** git may have to unpack long chains of large trees before it says something. */
const timeout = 600_000;
/** Ids are handed to git in portions. */
const portion = 500;

function* linesOf(ids: ObjectTable, commits: readonly number[]): Generator<string> {
  for (let at = 0; at < commits.length; at += portion)
    yield commits
      .slice(at, at + portion)
      .map((index) => `${ids.id(index)}\n`)
      .join("");
}

/** What git says that some commits brought, by their indexes. */
async function bringByGit(clone: Clone, commits: readonly number[], contents: Contents): Promise<void> {
  if (commits.length === 0) return;
  const args = ["--stdin", "-r", "-c", "--root", ...rawOptions];
  let current = 0;
  const put = (each: Change | CommitLine): void => {
    if ("commit" in each) current = contents.commits.put(each.commit) + 1;
    else if (each.added !== undefined)
      bring(contents, contents.table.put(each.added), current, contents.paths.number(each.path));
  };
  const input = linesOf(contents.commits, commits);
  const stream = gitStream(clone.directory, "diff-tree", args, input, { timeout, inherit: true });
  for await (const several of rawDiffs(stream)) for (const each of several) put(each);
}

/** What can be told of commits by the trees in packs; the others stay in `left`, by their indexes. */
async function bringByTrees(
  trees: Trees,
  { ids, trees: treeIds, parents }: CommitList,
  contents: Contents,
  left: Set<number>,
): Promise<void> {
  const { Steps, walkTrees } = await import("./tree-walk.ts");
  const { idBytes } = trees;
  const steps = new Steps();
  const places = Float64Array.from({ length: ids.size }, (_, index) => trees.find(treeIds, index * idBytes) ?? -1);
  for (let index = ids.size - 1; index >= 0; index--) {
    const parent = parents.get(index);
    const now = places[index] ?? -1;
    const before = parent === 0 ? 0 : (places[parent - 1] ?? -1);
    if (now < 0 || before < 0) continue;
    left.delete(index);
    steps.add(index, before, now);
  }
  await walkTrees(trees, steps, left, {
    bring: (bytes, at, index, number) => {
      bring(contents, contents.table.putBytes(bytes, at), index + 1, number);
    },
    numberOf: (path) => contents.paths.number(path),
  });
}

/** Notes what commits brought. `trees` are those in packs, where it is worth it to read them. */
export async function bringAll(
  clone: Clone,
  commits: CommitList,
  trees: Trees | undefined,
  contents: Contents,
): Promise<void> {
  const left = new Set(Array.from({ length: commits.ids.size }, (_, index) => index));
  if (trees) await bringByTrees(trees, commits, contents, left);
  await bringByGit(
    clone,
    [...left].sort((a, b) => a - b),
    contents,
  );
}
