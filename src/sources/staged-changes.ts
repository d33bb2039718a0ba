// What differs between the index and the commit that is checked out. Inside a hook this is the index that git names there, which is
// another one for `git commit FILE`. It can be asked for ahead: git then works while the program is loaded.
import { allOf, openClone, treeBeforeIndex, type Clone } from "./clone.ts";
import { git } from "./git.ts";
import { rawDiff, rawOptions, type Change } from "./raw-diff.ts";

/** What is staged, by object. */
export interface StagedChanges {
  readonly clone: Clone;
  /** The tree that the index is compared with. */
  readonly tree: string;
  readonly changes: readonly Change[];
}

/** How the index differs from a tree, or from the commit of a name. */
async function changesSince(workingDirectory: string, tree: string): Promise<readonly Change[]> {
  // As a whole: the streams of Node take as much time to begin as git takes to answer.
  async function* answer(): AsyncGenerator<Buffer> {
    yield await git(workingDirectory, "diff-index", ["--cached", ...rawOptions, tree, "--"], { inherit: true });
  }
  return (await allOf(rawDiff(answer()))).filter((each): each is Change => "path" in each);
}

async function ask(workingDirectory: string): Promise<StagedChanges> {
  // Both questions at once: to wait for the answer to the first one takes as long as that answer.
  const sinceHead = changesSince(workingDirectory, "HEAD").catch(() => undefined);
  const clone = await openClone(workingDirectory);
  const tree = await treeBeforeIndex(clone);
  // git refuses where there is no commit yet, and where it was not told that the user trusts this directory.
  const early = tree === clone.head ? await sinceHead : undefined;
  return { clone, tree, changes: early ?? (await changesSince(workingDirectory, tree)) };
}

let ahead: { readonly workingDirectory: string; readonly answer: Promise<StagedChanges> } | undefined;

/** Asks now for what `stagedChanges` gives later; that is where the caller hears of a failure. */
export function askAhead(workingDirectory: string): void {
  const answer = ask(workingDirectory);
  answer.catch(() => undefined);
  ahead = { workingDirectory, answer };
}

/** What is staged in the repository of a directory. A UserError where there is none. */
export function stagedChanges(workingDirectory: string): Promise<StagedChanges> {
  const asked = ahead?.workingDirectory === workingDirectory ? ahead.answer : undefined;
  ahead = undefined;
  return asked ?? ask(workingDirectory);
}
