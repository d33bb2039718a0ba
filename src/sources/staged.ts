// What the next commit adds: the index, compared with the commit that is checked out.
import { changeSource, type ChangeOptions, type ChangeSource } from "./change.ts";
import { namedPaths } from "./named-paths.ts";
import { stagedChanges } from "./staged-changes.ts";
import { commitFiles, indexFiles } from "./tree-files.ts";

/** The texts that are staged. A UserError where there is no repository. */
export async function staged(options: ChangeOptions): Promise<ChangeSource> {
  const { workingDirectory } = options;
  const { clone, tree, changes } = await stagedChanges(workingDirectory);
  const named = namedPaths(options.paths, clone.prefix, workingDirectory);
  const words = { nothing: "nothing is staged", verb: "staged" };
  const sides = {
    before: commitFiles(clone, workingDirectory, tree),
    after: indexFiles(clone, workingDirectory),
  };
  return changeSource({ repository: clone, changes, named, words, sides }, options);
}
