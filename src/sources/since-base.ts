// What is newer than the commit whose policy judges a scan of files or of a history: a comment that only the scanned side has is not
// to accept anything there.
import type { Origin } from "../model/text.ts";
import { UserError } from "../model/error.ts";
import { bytesOf, type ChangeOptions, type Sides } from "./change.ts";
import { allOf, commitOf, openClone, partedAt, type Clone } from "./clone.ts";
import { git, gitStream } from "./git.ts";
import { rawDiff, type Change, rawOptions } from "./raw-diff.ts";
import { commitFiles } from "./tree-files.ts";
import { treeList } from "./tree-list.ts";

/** A scanned tree or history beside the commit whose policy judges it. */
export interface SinceBase {
  /** The policy's commit, or where HEAD left it, and HEAD. */
  readonly sides: Sides;
  /** Every path that differs between them. */
  readonly changed: ReadonlySet<string>;
  /** The bytes that the base has at these paths, and those that are not there any more. */
  before(paths: ReadonlySet<string>): AsyncIterable<Buffer>;
  /** Tells which versions of a history the base's own history does not hold. */
  newVersions(): Promise<(origin: Origin) => boolean>;
}

/** Where HEAD left the base; the base itself where no clone knows. */
async function startOf(clone: Clone, base: string, head: string): Promise<string> {
  try {
    return (await partedAt(clone, base, head)).from;
  } catch (error) {
    if (error instanceof UserError) return base;
    throw error;
  }
}

/** The comparison; nothing before the first commit. `base` names a commit: a UserError where there is none. */
export async function sinceBase(base: string, options: ChangeOptions): Promise<SinceBase | undefined> {
  const { workingDirectory, ignore } = options;
  const clone = await openClone(workingDirectory);
  const { head } = clone;
  if (head === undefined) return undefined;
  const other = await commitOf(clone, base);
  const from = await startOf(clone, other, head);
  const stream = gitStream(workingDirectory, "diff-tree", ["-r", ...rawOptions, from, head, "--"], [], {
    inherit: true,
  });
  const changes = (await allOf(rawDiff(stream))).filter((each): each is Change => "path" in each);

  async function* before(paths: ReadonlySet<string>): AsyncGenerator<Buffer> {
    const ids = new Map<string, string>();
    const put = (path: string, id: string): void => {
      // What nobody looked at accepts nothing.
      if (!ignore(path)) ids.set(id, path);
    };
    for (const { path, removed } of changes) for (const id of removed) put(path, id);
    for (const { path, id } of await allOf(treeList(clone, from))) if (paths.has(path)) put(path, id);
    yield* bytesOf(clone, ids, options);
  }

  return {
    sides: {
      before: commitFiles(clone, workingDirectory, from),
      after: commitFiles(clone, workingDirectory, head),
    },
    changed: new Set(changes.map(({ path }) => path)),
    before,
    async newVersions() {
      const args = ["--all", head, `^${other}`];
      const list = await git(workingDirectory, "rev-list", args, { timeout: 600_000, inherit: true });
      const commits = new Set(list.toString("latin1").split("\n"));
      return ({ commit }) => commit === undefined || commits.has(commit);
    },
  };
}
