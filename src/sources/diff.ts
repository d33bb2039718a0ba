// What a branch adds: the commit that it ends in, compared with the one where it left its base. Only what is committed counts.
import { UserError } from "../model/error.ts";
import { changeSource, type ChangeOptions, type ChangeSource } from "./change.ts";
import { allOf, openClone, partedAt } from "./clone.ts";
import { gitStream } from "./git.ts";
import { namedPaths } from "./named-paths.ts";
import { rawDiff } from "./raw-diff.ts";
import { rawOptions } from "./staged.ts";

/** The two ends of `BASE...HEAD`; of `BASE` alone, HEAD is the other. */
export function endsOf(range: string): { readonly base: string; readonly head: string } {
  const [base = "", head = "HEAD", more] = range.split("...");
  if (base === "" || more !== undefined || base.includes("..") || head.includes(".."))
    throw new UserError("--diff takes BASE or BASE...HEAD, with three dots, e.g. --diff origin/main...HEAD.");
  return { base, head: head === "" ? "HEAD" : head };
}

/** The texts that a range adds. A UserError where the clone does not hold both ends and where they part. */
export async function diff(range: string, options: ChangeOptions): Promise<ChangeSource> {
  const { workingDirectory } = options;
  const { base, head } = endsOf(range);
  const clone = await openClone(workingDirectory);
  const { from, to } = await partedAt(clone, base, head);
  const stream = gitStream(workingDirectory, "diff-tree", ["-r", ...rawOptions, from, to, "--"], [], { inherit: true });
  const changes = (await allOf(rawDiff(stream))).filter((each) => "path" in each);
  const named = namedPaths(options.paths, clone.prefix, workingDirectory);
  const words = { nothing: `nothing differs from where the branch left ${base}`, verb: "changed" };
  return changeSource({ repository: clone, changes, named, words }, options);
}
