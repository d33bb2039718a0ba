// Whether a shell script that git or a tool calls for a commit stops it, by itself or through lint-staged.
import { join } from "node:path";
import { judged, type Shell, type Verdict } from "../init/shell.ts";
import { problem, unproven, type Check } from "./check.ts";
import { dataOf, list, mapping, type Look } from "./read.ts";

/** What a tool's config says: its file, and what is wrong with it. */
export interface Configured {
  readonly file: string;
  readonly runs: boolean;
  readonly problems: readonly Check[];
}

const dataFiles = [".lintstagedrc", ".lintstagedrc.json", ".lintstagedrc.yaml", ".lintstagedrc.yml", "package.json"];
const programFiles = ["js", "mjs", "cjs", "ts", "mts", "cts"].flatMap((end) => [
  `.lintstagedrc.${end}`,
  `lint-staged.config.${end}`,
]);

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

/** A pattern that fits every file. */
export function fitsAll(glob: unknown): boolean {
  return ["*", "**", "**/*"].includes(String(glob));
}

/** A check of a command that runs for some files only. */
export function forSomeFiles(file: string, what: string): Check {
  return unproven("hook", `${file} runs vaultlint for some files only: ${what}`, `take ${what} out`);
}

/** What lint-staged runs; nothing where no config of it names vaultlint. */
function lintStaged(top: string, look: Look): Configured | undefined {
  for (const file of dataFiles) {
    const text = look(join(top, file));
    if (text?.includes("vaultlint") !== true) continue;
    const all = mapping(dataOf(file, text)?.data);
    const found = Object.entries(mapping(file === "package.json" ? all["lint-staged"] : all)).flatMap(
      ([glob, commands]) =>
        [commands, ...list(commands)]
          .map((command) => ({ glob, verdict: judged(typeof command === "string" ? command : "") }))
          .filter(({ verdict }) => verdict.state !== "absent"),
    );
    const best = found.find(({ glob, verdict }) => fitsAll(glob) && verdict.state === "decides") ?? found[0];
    if (!best) continue;
    const narrow = fitsAll(best.glob) ? [] : [forSomeFiles(file, `the pattern "${best.glob}"`)];
    return { file, runs: true, problems: [...commandChecks(file, best.verdict), ...narrow] };
  }
  const program = programFiles.find((name) => look(join(top, name))?.includes("vaultlint"));
  if (program === undefined) return undefined;
  const why = { state: "unclear", why: "it is a program, which doctor does not run" } as const;
  return { file: program, runs: true, problems: commandChecks(program, why) };
}

/** A shell script that git or husky calls; lint-staged is looked up where the script calls it. */
export function script(top: string, file: string, text: string, look: Look, shell: Shell = {}): Configured {
  const own = judged(text, shell);
  const through = own.state === "decides" ? own : judged(text, shell, "lint-staged");
  const staged = own.state === "decides" || through.state === "absent" ? undefined : lintStaged(top, look);
  if (staged) return { ...staged, problems: [...commandChecks(file, through), ...staged.problems] };
  if (own.state !== "absent") return { file, runs: true, problems: commandChecks(file, own) };
  return { file: through.state === "absent" ? file : `${file} (through lint-staged)`, runs: false, problems: [] };
}
