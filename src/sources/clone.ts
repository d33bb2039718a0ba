// What a scan of git objects has to know of a repository before it starts, and its sentences for what git cannot do.
import { resolve } from "node:path";
import { UserError } from "../model/error.ts";
import { emptyTree, type Repository } from "./blobs.ts";
import { git, GitError, type Plumbing } from "./git.ts";

/** The repository that git means in a directory. */
export interface Clone extends Repository {
  /** Where the directory lies below the top level, with `/` at its end; empty at the top. */
  readonly prefix: string;
  /** Its history ends where it was cut off. */
  readonly isShallow: boolean;
  /** The commit that is checked out; nothing before the first one. */
  readonly head: string | undefined;
}

const why: Readonly<Record<GitError["reason"], string>> = {
  missing: "git is not installed, or not in PATH: install it",
  refused:
    "git finds no repository here or refuses to read it: go to a checkout, and if it belongs to another user whom you trust, run git config --global --add safe.directory DIRECTORY",
  stuck: "git gives no answer about this repository: try git rev-parse HEAD there",
};

/** What to do about a shallow clone. */
export const unshallow = "fetch it whole (git fetch --unshallow, or fetch-depth: 0 for actions/checkout)";

/** Why a scan that began could not be ended. */
export const whyStopped: Readonly<Record<GitError["reason"], string>> = {
  missing: "git is not installed any more",
  refused:
    "git could not read an object: this clone is damaged, or partial (fetch everything with git fetch --refetch --filter=blob:limit=10g)",
  stuck: "git gave no answer",
};

/** Everything that a stream of git hands over. A UserError where git stops before its end. */
export async function allOf<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  try {
    for await (const each of stream) all.push(each);
  } catch (error) {
    throw error instanceof GitError
      ? new UserError(`Cannot read this repository: ${whyStopped[error.reason]}.`)
      : error;
  }
  return all;
}

async function ask(directory: string, command: Plumbing, args: readonly string[]): Promise<string> {
  return (await git(directory, command, args, { inherit: true })).toString("utf8").replace(/\n$/u, "");
}

/** What `ask` gives, or nothing where git refuses: the thing asked for is not there. */
async function maybe(directory: string, command: Plumbing, args: readonly string[]): Promise<string | undefined> {
  return ask(directory, command, args).catch((error: unknown) => {
    if (error instanceof GitError && error.reason === "refused") return undefined;
    throw error;
  });
}

/** Whether it is shallow; the directory; where objects are; the commit, if there is one. */
const clonePattern =
  /^(?<shallow>true|false)\n(?<prefix>(?:[^\n]*\/)?)\n(?<objects>[^\n]+)(?:\n(?<head>[\da-f]{40,64}))?$/u;
/** The same without the objects: of names that hold line ends only one can be told. */
const withoutObjects = /^(?<shallow>true|false)\n(?<prefix>(?:.*\/)?)(?:\n(?<head>[\da-f]{40,64}))?$/su;

async function askForClone(directory: string, pattern: RegExp): Promise<Clone | undefined> {
  // One call for all: where HEAD has no commit yet, `--revs-only` keeps silent of it.
  const place = pattern === clonePattern ? ["--git-path", "objects"] : [];
  const args = ["--is-shallow-repository", "--show-prefix", ...place, "--revs-only", "HEAD^{commit}"];
  const groups = pattern.exec(await ask(directory, "rev-parse", args))?.groups;
  if (!groups) return undefined;
  const { shallow, prefix = "", objects, head } = groups;
  const isShallow = shallow === "true";
  return {
    directory,
    prefix,
    isShallow,
    head,
    objects: objects === undefined ? undefined : resolve(directory, objects),
  };
}

/** The repository of a directory. A UserError where there is none. */
export async function openClone(directory: string): Promise<Clone> {
  try {
    const clone = (await askForClone(directory, clonePattern)) ?? (await askForClone(directory, withoutObjects));
    return clone ?? { directory, prefix: "", isShallow: false, head: undefined };
  } catch (error) {
    throw error instanceof GitError ? new UserError(`${why[error.reason]}.`) : error;
  }
}

/** The commit that `name` means. A UserError that says what to do where there is none. */
export async function commitOf(clone: Clone, name: string): Promise<string> {
  // A name that starts with a hyphen would be an option; git allows no such name.
  const id = name.startsWith("-")
    ? undefined
    : await maybe(clone.directory, "rev-parse", ["--verify", "--quiet", `${name}^{commit}`]);
  if (id !== undefined) return id;
  const fetched = clone.isShallow
    ? `this clone is shallow: ${unshallow}`
    : "check its spelling, and fetch it if it is on a remote";
  throw new UserError(`There is no commit "${name}" in this repository: ${fetched}.`);
}

/** Where a branch left another one. */
export interface Parting {
  /** The newest commit that both come from. */
  readonly from: string;
  /** The end of the branch. */
  readonly to: string;
  /** The end of the other one. */
  readonly other: string;
}

/** The commit where `head` left `base`, and the ends of both. A UserError where the clone has none. */
export async function partedAt(clone: Clone, base: string, head: string): Promise<Parting> {
  const to = await commitOf(clone, head);
  const other = await commitOf(clone, base);
  const from = await maybe(clone.directory, "merge-base", [other, to]);
  if (from !== undefined) return { from, to, other };
  const reason = clone.isShallow
    ? `this clone is shallow and ends before it: ${unshallow}`
    : "their histories are unrelated: name another base";
  throw new UserError(`No commit is found that "${base}" and "${head}" both come from: ${reason}.`);
}

/** The tree to compare the index with. */
export async function treeBeforeIndex(clone: Clone): Promise<string> {
  return clone.head ?? (await emptyTree(clone));
}
