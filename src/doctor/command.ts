// What is said of a command of a hook, and of a file that names one.
import type { Verdict } from "../init/shell.ts";
import { problem, unproven, type Check } from "./check.ts";

/** What a tool's config says: its file, and what is wrong with it. */
export interface Configured {
  readonly file: string;
  readonly runs: boolean;
  readonly problems: readonly Check[];
  /** True where lint-staged runs it. */
  readonly byLintStaged?: true;
}

/** What a verdict says of a file whose command should stop the commit; nothing where it does. */
export function commandChecks(file: string, verdict: Verdict): Check[] {
  if (verdict.state === "silenced")
    return [
      problem(
        "hook",
        `${file} lets the commit pass whatever vaultlint finds: ${verdict.why}`,
        'let the command end the script: "vaultlint scan --staged || exit $?"',
      ),
    ];
  if (verdict.state === "unclear")
    return [
      unproven(
        "hook",
        `${file} is not proven to stop a commit: ${verdict.why}`,
        'put "npx --no-install vaultlint scan --staged || exit $?" on a line of its own, before everything else',
      ),
    ];
  return [];
}

/** A check of a command that runs for some files only. */
export function forSomeFiles(file: string, what: string): Check {
  return unproven("hook", `${file} runs vaultlint for some files only: ${what}`, `take ${what} out`);
}
