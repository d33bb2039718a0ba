// A sparse checkout leaves out files that git tracks. A scan of the files that stand there cannot see them, and says so.
import { lstatSync, readFileSync, type Stats } from "node:fs";
import { join, resolve } from "node:path";
import { git, GitError } from "./git.ts";
import { namesIn } from "./repository.ts";

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

/** A `.git` that is a file holds one path. */
const longestPointer = 10_000;

/** The directory that `.git` is, or that it names in work trees and submodules. */
function gitDirectory(top: string): string {
  const path = join(top, ".git");
  const stats = statsOf(path);
  if (stats?.isFile() !== true || stats.size > longestPointer) return path;
  try {
    const [, named = "."] = /^gitdir: ([^\n]+)/u.exec(readFileSync(path, "utf8")) ?? [];
    return resolve(top, named);
  } catch {
    return path;
  }
}

/** True where a sparse checkout was ever made: most scans meet none, and need not ask git. */
function mayBeSparse(top: string): boolean {
  return statsOf(join(gitDirectory(top), "info/sparse-checkout")) !== undefined;
}

/**
 * What is to be said of the work tree at `top`, below `below` (with `/` at its end; empty for all of it): how many files are not there
 * because its checkout is sparse. Nothing where it is whole. `isLeftOut` tells which paths below the top level are not to be scanned.
 */
export async function sparseNotice(
  top: string,
  below: string,
  isLeftOut: (path: string) => boolean,
): Promise<string | undefined> {
  if (!mayBeSparse(top)) return undefined;
  let listed: Buffer;
  try {
    listed = await git(top, "ls-files", ["-z", "-t", "--cached", "--"]);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return "its checkout may be sparse, and git cannot say which files it leaves out";
  }
  let count = 0;
  for (const entry of namesIn(listed)) {
    const path = entry.slice(2);
    if (entry.startsWith("S ") && path.startsWith(below) && !isLeftOut(path) && !statsOf(join(top, path))) count++;
  }
  if (count === 0) return undefined;
  const files = count === 1 ? "1 tracked file is" : `${String(count)} tracked files are`;
  return `${files} not here, since the checkout is sparse, and not scanned: run "git sparse-checkout disable", or scan what git holds with --history`;
}
