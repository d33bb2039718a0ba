// Whether the config of lint-staged makes a commit run vaultlint for every staged file.
import { join } from "node:path";
import { lintStagedData, lintStagedKey, lintStagedPrograms } from "../init/lint-staged.ts";
import { fitsAll } from "../init/planned.ts";
import { judged, type Verdict } from "../init/shell.ts";
import { git } from "../sources/git.ts";
import { unproven, type Check } from "./check.ts";
import { commandChecks, forSomeFiles, type Configured } from "./command.ts";
import { dataOf, list, mapping, type Look } from "./read.ts";

const alone = "keep one config of lint-staged";
/** Configs of folders that are looked at. */
const mostBelow = 1000;

/** What a config that is data makes lint-staged run; nothing where the file holds no config. */
function configured(top: string, file: string, look: Look): Configured | undefined {
  const text = look(join(top, file));
  if (text === undefined) return undefined;
  const data = dataOf(file, text)?.data;
  const [key] = lintStagedKey(file);
  const config = key === undefined ? data : mapping(data)[key];
  if (config === undefined && key !== undefined) return undefined;
  const found = Object.entries(mapping(config)).flatMap(([glob, commands]) =>
    [commands, ...list(commands)]
      .map((command) => ({ glob, verdict: judged(typeof command === "string" ? command : "") }))
      .filter(({ verdict }) => verdict.state !== "absent"),
  );
  const best = found.find(({ glob, verdict }) => fitsAll(glob) && verdict.state === "decides") ?? found[0];
  if (!best) return { file, runs: false, problems: [] };
  const narrow = fitsAll(best.glob) ? [] : [forSomeFiles(file, `the pattern "${best.glob}"`)];
  return { file, runs: true, problems: [...commandChecks(file, best.verdict), ...narrow] };
}

function program(file: string, text: string): Configured {
  const why = { state: "unclear", why: "it is a program, which doctor does not run" } as const;
  const runs = text.includes("vaultlint");
  return { file, runs, problems: runs ? commandChecks(file, why) : [] };
}

/** What lint-staged runs by the config at the top; nothing where no config there names vaultlint. */
export function lintStaged(top: string, look: Look): Configured | undefined {
  const all = [
    ...lintStagedData.flatMap((file) => configured(top, file, look) ?? []),
    ...lintStagedPrograms.flatMap((file) => {
      const text = look(join(top, file));
      return text === undefined ? [] : [program(file, text)];
    }),
  ];
  const used = all.find(({ runs }) => runs);
  if (!used) return undefined;
  const others = all.filter((each) => each !== used).map(({ file }) => file);
  const two = `${used.file} is not the only config of lint-staged, which takes one of them: ${others.join(", ")} may count`;
  return {
    ...used,
    byLintStaged: true,
    problems: [...used.problems, ...(others.length > 0 ? [unproven("hook", two, alone)] : [])],
  };
}

/** What the options of lint-staged leave out. */
export function flagChecks(file: string, verdict: Verdict): Check[] {
  const args = verdict.state === "decides" ? verdict.args : [];
  const flag = args.find((arg) => /^(?:-c|--(?:config|cwd|diff|diff-filter))(?:=|$)/u.test(arg))?.split("=", 1)[0];
  if (flag === undefined) return [];
  return [
    unproven("hook", `${file} gives lint-staged ${flag}, so doctor does not know what it looks at`, `take ${flag} out`),
  ];
}

/** The configs of folders, which lint-staged takes for the files below them in place of the one at the top. */
export async function belowChecks(top: string, look: Look): Promise<Check[]> {
  const names = [...lintStagedData, ...lintStagedPrograms].map((name) => `:(glob)*/**/${name}`);
  const listed = await git(top, "ls-files", ["-z", "--cached", "--others", "--exclude-standard", "--", ...names]);
  const files = [...new Set(listed.toString("utf8").split("\0"))].filter((file) => file !== "").sort();
  const found = files.slice(0, mostBelow).flatMap((file): string[] => {
    const isProgram = lintStagedPrograms.some((name) => file.endsWith(`/${name}`));
    const config = isProgram ? program(file, "") : configured(top, file, look);
    return config && !(config.runs && config.problems.length === 0) ? [file] : [];
  });
  const [first] = found;
  if (first === undefined && files.length <= mostBelow) return [];
  const more = found.length > 1 ? `, as do ${String(found.length - 1)} more` : "";
  const message =
    first === undefined
      ? `more than ${String(mostBelow)} files may be configs of lint-staged for a folder`
      : `${first} is lint-staged's config for its own folder, and is not proven to run vaultlint there${more}`;
  return [unproven("hook", message, 'add "vaultlint scan --staged" there, or to .husky/pre-commit')];
}
