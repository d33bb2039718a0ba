// Files as a commit or the index holds them, asked for by the place where they lie in the working tree: what steers a scan can so be
// read where the scanned change has no say.
import { dirname, posix, resolve, sep } from "node:path";
import { blobs, emptyTree, type Repository } from "./blobs.ts";
import { allOf, commitOf, openClone, whyStopped, type Clone } from "./clone.ts";
import { shown } from "./file-path.ts";
import { git, GitError } from "./git.ts";
import { endsOf } from "./history-range.ts";
import { belowTop } from "./named-paths.ts";
import { UserError } from "../model/error.ts";

/** A file's bytes, or why they are not there. */
export type TreeFile = { readonly bytes: Buffer } | { readonly failure: "missing" | "not-a-file" | "too-large" };

/** One tree of a repository. */
export interface TreeFiles {
  /** What messages call it: an abbreviated commit, or `index`. */
  readonly label: string;
  /** The directory and those above it, up to the top level. */
  above(directory: string): string[];
  /** The file's path below the top level; nothing for a file that lies outside of the repository. */
  pathOf(file: string): string | undefined;
  /** True where a file or a link of that path is in the tree. */
  has(file: string): Promise<boolean>;
  /** The paths that are read for it: its own, and where that is a link inside the repository, what it leads to. */
  pathsOf(file: string): Promise<string[]>;
  /** The file's content. A link is followed inside the repository. */
  read(file: string, maxBytes: number): Promise<TreeFile>;
}

interface Entry {
  readonly mode: string;
  readonly id: string;
}

/** A link that leads to a link that ... leads nowhere. */
const mostLinks = 5;
const inherit = { inherit: true };

/** The entry before the tab of `ls-tree` (`mode type id`) or `ls-files --stage` (`mode id stage`), of this path alone. */
function entryOf(list: Buffer, path: string, idAt: 1 | 2): Entry | undefined {
  let start = 0;
  for (let end = list.indexOf(0); end >= 0; start = end + 1, end = list.indexOf(0, start)) {
    const tab = list.indexOf(9, start);
    if (tab < 0 || shown(list.subarray(tab + 1, end)) !== path) continue;
    const fields = list.toString("latin1", start, tab).split(" ");
    const isMerged = idAt === 2 || fields[2] === "0";
    if (isMerged) return { mode: fields[0] ?? "", id: fields[idAt] ?? "" };
  }
  return undefined;
}

type Locate = (path: string) => Promise<Entry | undefined>;

function treeFiles(clone: Clone, workingDirectory: string, label: string, locate: Locate): TreeFiles {
  const known = new Map<string, Promise<Entry | undefined>>();
  const find = (path: string): Promise<Entry | undefined> => {
    const found =
      known.get(path) ??
      locate(path).catch((error: unknown) => {
        throw error instanceof GitError
          ? new UserError(`Cannot read this repository: ${whyStopped[error.reason]}.`)
          : error;
      });
    known.set(path, found);
    return found;
  };
  const pathOf = (file: string): string | undefined => belowTop(file, clone.prefix, workingDirectory);

  /** Where the link at `path` leads; nothing where that is outside. */
  async function targetOf(path: string, { id }: Entry): Promise<string | undefined> {
    const [blob] = await allOf(copies(clone, id, 4096));
    if (!blob || !("bytes" in blob)) return undefined;
    const link = blob.bytes.toString("utf8");
    const target = posix.join(posix.dirname(path), link);
    const isInside = !posix.isAbsolute(link) && target !== ".." && !target.startsWith("../");
    return isInside ? target : undefined;
  }

  /** The path, and those that it leads to. */
  async function followed(path: string): Promise<string[]> {
    const paths = [path];
    for (let at: string | undefined = path; at !== undefined && paths.length <= mostLinks;) {
      const entry: Entry | undefined = await find(at);
      at = entry?.mode === "120000" ? await targetOf(at, entry) : undefined;
      if (at !== undefined) paths.push(at);
    }
    return paths;
  }

  async function readPath(path: string, maxBytes: number): Promise<TreeFile> {
    const entry = await find((await followed(path)).at(-1) ?? path);
    if (!entry) return { failure: "missing" };
    if (!entry.mode.startsWith("100")) return { failure: "not-a-file" };
    const [blob] = await allOf(copies(clone, entry.id, maxBytes));
    return blob && "bytes" in blob ? blob : { failure: blob?.failure ?? "missing" };
  }

  return {
    label,
    above(directory) {
      const all = [resolve(directory)];
      for (const part of clone.prefix.split("/")) if (part !== "") all.push(dirname(all.at(-1) ?? sep));
      return all;
    },
    pathOf,
    async has(file) {
      const path = pathOf(file);
      return path !== undefined && (await find(path)) !== undefined;
    },
    async pathsOf(file) {
      const path = pathOf(file);
      return path === undefined ? [] : followed(path);
    },
    async read(file, maxBytes) {
      const path = pathOf(file);
      return path === undefined ? { failure: "missing" } : readPath(path, maxBytes);
    },
  };
}

/** A stream of blobs reuses its bytes. */
async function* copies(repository: Repository, id: string, maxBytes: number): AsyncGenerator<TreeFile> {
  for await (const blob of blobs(repository, [id], maxBytes))
    yield "bytes" in blob ? { bytes: Buffer.from(blob.bytes) } : { failure: blob.failure };
}

/** The files of a commit or tree. */
export function commitFiles(clone: Clone, workingDirectory: string, commit: string): TreeFiles {
  return treeFiles(clone, workingDirectory, commit.slice(0, 10), async (path) =>
    entryOf(await git(workingDirectory, "ls-tree", ["-z", "--full-tree", commit, "--", path], inherit), path, 2),
  );
}

/** The files of the index. */
export function indexFiles(clone: Clone, workingDirectory: string): TreeFiles {
  return treeFiles(clone, workingDirectory, "index", async (path) => {
    const args = ["--stage", "-z", "--full-name", "--", `:(top,literal)${path}`];
    return entryOf(await git(workingDirectory, "ls-files", args, inherit), path, 1);
  });
}

/**
 * The tree that a scan takes its policy from: that of the commit `from`; of a `diff` without one, its base. Not where the branch left it:
 * whoever makes a branch chooses that, and could choose a commit from before the policy.
 * Nothing for `worktree`, the files that lie there. A UserError where the clone has no such commit.
 */
export async function policyTree(
  workingDirectory: string,
  from: string | undefined,
  range: string | undefined,
): Promise<TreeFiles | undefined> {
  if (from === "worktree" || (from === undefined && range === undefined)) return undefined;
  const clone = await openClone(workingDirectory);
  if (from === undefined) return commitFiles(clone, workingDirectory, await commitOf(clone, endsOf(range ?? "").base));
  // Before the first commit, HEAD holds nothing.
  const isUnborn = from === "HEAD" && clone.head === undefined;
  return commitFiles(clone, workingDirectory, isUnborn ? await emptyTree(clone) : await commitOf(clone, from));
}
