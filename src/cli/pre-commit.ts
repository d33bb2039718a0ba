// What `scan --staged` looks at when pre-commit (or prek) runs it for something else than the next commit: then nothing is staged, and
// the hook would pass whatever is there.
import type { RunOptions } from "../run.ts";
import { escapeText } from "../reports/escape.ts";
import { stagedChanges } from "../sources/staged-changes.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** What to scan in place of what is staged, and how that is said. */
export interface Instead {
  readonly options: Pick<RunOptions, "diff">;
  readonly notice: string;
}

/** Nothing where the next commit is meant. `pre-commit run` with two refs, and the pre-push hook, name them; with all files it runs the hook though nothing is staged. */
export async function insteadOfStaged(env: Env, workingDirectory: string): Promise<Instead | undefined> {
  const { PRE_COMMIT_FROM_REF: from = "", PRE_COMMIT_TO_REF: to = "", PRE_COMMIT: isRun = "" } = env;
  if (from !== "" && to !== "") {
    const notice = `pre-commit names two commits: what ${escapeText(to)} adds to ${escapeText(from)} is scanned, not what is staged`;
    return { options: { diff: `${from}...${to}` }, notice };
  }
  if (isRun !== "1" || (await stagedChanges(workingDirectory)).changes.length > 0) return undefined;
  return { options: {}, notice: "pre-commit runs where nothing is staged: the files are scanned" };
}
