// What a branch adds: the commit that it ends in, compared with the one where it left its base, and what its commits bring and take away
// again. Only what is committed counts.
import { changeSource, type ChangeOptions, type ChangeSource } from "./change.ts";
import { allOf, openClone, partedAt } from "./clone.ts";
import { gitStream } from "./git.ts";
import { endsOf } from "./history-range.ts";
import { namedPaths } from "./named-paths.ts";
import { passingVersions } from "./passing.ts";
import { rawDiff, rawOptions } from "./raw-diff.ts";
import { commitFiles } from "./tree-files.ts";

/** The texts that a range adds. A UserError where the clone does not hold both ends and where they part. */
export async function diff(range: string, options: ChangeOptions): Promise<ChangeSource> {
  const { workingDirectory } = options;
  const { base, head } = endsOf(range);
  const clone = await openClone(workingDirectory);
  const { from, to, other } = await partedAt(clone, base, head);
  const stream = gitStream(workingDirectory, "diff-tree", ["-r", ...rawOptions, from, to, "--"], [], { inherit: true });
  const changes = (await allOf(rawDiff(stream))).filter((each) => "path" in each);
  const named = namedPaths(options.paths, clone.prefix, workingDirectory);
  const words = { nothing: `nothing differs from where the branch left ${base}`, verb: "changed" };
  const sides = {
    before: commitFiles(clone, workingDirectory, from),
    after: commitFiles(clone, workingDirectory, to),
  };
  const passing = await passingVersions(clone, other, to);
  return changeSource({ repository: clone, changes, passing, named, words, sides }, options);
}
