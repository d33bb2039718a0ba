// A git work tree as a source sees it: where its top level is, and which of its files are tracked.
import { lstatSync } from "node:fs";
import { dirname, join } from "node:path";
import { shown } from "./file-path.ts";
import { git, GitError } from "./git.ts";

/** Files and directories that git tracks, by path below the top level. */
export interface Tracked {
  has(path: string): boolean;
  /** True when a tracked file lies below the directory. */
  hasBelow(directory: string): boolean;
}

/** The git top level that `directory` lies in; nothing outside of git. */
export function topLevelOf(directory: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    if (hasGit(at)) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** True for a directory that is a work tree's top level: `.git` is a directory, or a file in work trees and submodules. */
function hasGit(directory: string): boolean {
  try {
    lstatSync(join(directory, ".git"));
    return true;
  } catch {
    return false;
  }
}

const whyNot: Readonly<Record<GitError["reason"], string>> = {
  missing: "git is not installed",
  refused: "git refuses to read this repository (does it belong to another user?)",
  stuck: "git gave no answer about this repository",
};

/** The names in a list that NUL separates, as the walk shows them. */
export function namesIn(list: Buffer): string[] {
  const text = list.toString("utf8");
  if (!text.includes("\ufffd")) return text.split("\0");
  const names: string[] = [];
  for (let start = 0, end = list.indexOf(0); end >= 0; start = end + 1, end = list.indexOf(0, start)) {
    names.push(shown(list.subarray(start, end)));
  }
  return names;
}

/** Asks git for the tracked files of the work tree at `top`; a sentence where it cannot say. */
export async function trackedFiles(top: string): Promise<Tracked | string> {
  let output: Buffer;
  try {
    output = await git(top, "ls-files", ["-z", "--cached", "--"]);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return `${whyNot[error.reason]}, so .gitignore is not considered: everything is scanned`;
  }
  const files = new Set(namesIn(output));
  files.delete("");
  const directories = new Set<string>();
  for (const file of files) {
    for (let at = file.lastIndexOf("/"); at > 0; at = file.lastIndexOf("/", at - 1)) {
      const directory = file.slice(0, at);
      if (directories.has(directory)) break;
      directories.add(directory);
    }
  }
  return { has: (path) => files.has(path), hasBelow: (directory) => directories.has(directory) };
}
