// Whether a shell script that git or a tool calls for a commit stops it, by itself or through lint-staged.
import { judged, type Shell } from "../init/shell.ts";
import { commandChecks, type Configured } from "./command.ts";
import { flagChecks, lintStaged } from "./lint-staged.ts";
import type { Look } from "./read.ts";

/** A shell script that git or husky calls; lint-staged is looked up where the script calls it. */
export function script(top: string, file: string, text: string, look: Look, shell: Shell = {}): Configured {
  const own = judged(text, shell);
  const through = own.state === "decides" ? own : judged(text, shell, "lint-staged");
  const staged = own.state === "decides" || through.state === "absent" ? undefined : lintStaged(top, look);
  if (staged)
    return { ...staged, problems: [...commandChecks(file, through), ...flagChecks(file, through), ...staged.problems] };
  if (own.state !== "absent") return { file, runs: true, problems: commandChecks(file, own) };
  return { file: through.state === "absent" ? file : `${file} (through lint-staged)`, runs: false, problems: [] };
}
