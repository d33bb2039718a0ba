// What the next commit adds: the index, compared with the commit that is checked out. Inside a hook this is the index that git names
// there, which is another one for `git commit FILE`.
import { changeSource, type ChangeOptions, type ChangeSource } from "./change.ts";
import { allOf, openClone, treeBeforeIndex } from "./clone.ts";
import { gitStream } from "./git.ts";
import { namedPaths } from "./named-paths.ts";
import { rawDiff, type Change } from "./raw-diff.ts";
import { commitFiles, indexFiles } from "./tree-files.ts";

/** How the differences between trees are asked for: everything that a repository's own settings could change is said. */
export const rawOptions: readonly string[] = [
  ...["--raw", "-z", "--no-abbrev", "--no-renames", "--no-relative", "-O/dev/null"],
  ...["--no-ext-diff", "--no-textconv", "--ignore-submodules=none"],
];

async function indexChanges(workingDirectory: string, tree: string): Promise<Change[]> {
  const args = ["--cached", ...rawOptions, tree, "--"];
  const stream = gitStream(workingDirectory, "diff-index", args, [], { inherit: true });
  return (await allOf(rawDiff(stream))).filter((each): each is Change => "path" in each);
}

/** True where the next commit would change anything. A UserError where there is no repository. */
export async function isAnythingStaged(workingDirectory: string): Promise<boolean> {
  const tree = await treeBeforeIndex(await openClone(workingDirectory));
  return (await indexChanges(workingDirectory, tree)).length > 0;
}

/** The texts that are staged. A UserError where there is no repository. */
export async function staged(options: ChangeOptions): Promise<ChangeSource> {
  const { workingDirectory } = options;
  const clone = await openClone(workingDirectory);
  const tree = await treeBeforeIndex(clone);
  const changes = await indexChanges(workingDirectory, tree);
  const named = namedPaths(options.paths, clone.prefix, workingDirectory);
  const words = { nothing: "nothing is staged", verb: "staged" };
  const sides = {
    before: commitFiles(clone, workingDirectory, tree),
    after: indexFiles(clone, workingDirectory),
  };
  return changeSource({ repository: clone, changes, named, words, sides }, options);
}
