// Whether the config of a hook tool makes a commit run vaultlint.
import { join } from "node:path";
import { readDocument } from "../config/document.ts";
import { lefthookFiles } from "../init/lefthook.ts";
import { runsVaultlint } from "../init/planned.ts";
import { isSilenced, problem, type Check } from "./check.ts";
import { list, mapping, type Look } from "./read.ts";

/** What a tool's config says: its file, and what is wrong with it. */
export interface Configured {
  readonly file: string;
  readonly runs: boolean;
  readonly problems: readonly Check[];
}

const lintStagedFiles = [
  ...[".lintstagedrc", ".lintstagedrc.json", ".lintstagedrc.yaml", ".lintstagedrc.yml", "package.json"],
  ...["js", "mjs", "cjs", "ts", "mts"].flatMap((end) => [`.lintstagedrc.${end}`, `lint-staged.config.${end}`]),
];

/** .pre-commit-config.yaml, which prek reads too; nothing where there is none. */
export function preCommitConfig(top: string, look: Look): Configured | undefined {
  const file = ".pre-commit-config.yaml";
  const text = look(join(top, file));
  if (text === undefined) return undefined;
  const { data, mistakes } = readDocument(text);
  // With aliases or tags, which our reader refuses, the text has to do.
  if (mistakes.length > 0) return { file, runs: /^\s*(?:-\s*)?id:\s*["']?vaultlint\b/mu.test(text), problems: [] };
  const config = mapping(data);
  const hooks = list(config["repos"])
    .flatMap((repo) => list(mapping(repo)["hooks"]))
    .map(mapping)
    .filter(({ id, entry }) => /^vaultlint\b/u.test(String(id)) || runsVaultlint(String(entry)));
  const problems = hooks.flatMap((hook): Check[] => {
    const stages = list(hook["stages"] ?? config["default_stages"]).map(String);
    const isLate = stages.length > 0 && !stages.some((stage) => stage === "pre-commit" || stage === "commit");
    const late = `${file} runs vaultlint in the stages ${stages.join(", ")} only, not before a commit`;
    return [
      ...(isLate ? [problem("hook", late, "leave stages out of the hook")] : []),
      ...(isSilenced(String(hook["entry"])) ? [silenced(file)] : []),
    ];
  });
  return { file, runs: hooks.length > 0, problems };
}

/** lefthook's config; nothing where there is none. */
export function lefthookConfig(top: string, look: Look): Configured | undefined {
  const files = [...lefthookFiles, "lefthook.toml", "lefthook.json"];
  const file = files.find((name) => look(join(top, name)) !== undefined);
  if (file === undefined) return undefined;
  const text = look(join(top, file)) ?? "";
  const { data, mistakes } = readDocument(text);
  if (mistakes.length > 0)
    return { file, runs: runsVaultlint(text), problems: isSilenced(text) ? [silenced(file)] : [] };
  const hook = mapping(mapping(data)["pre-commit"]);
  const steps = [...Object.values(mapping(hook["commands"])), ...list(hook["jobs"])].map(mapping);
  const ours = steps.filter(({ run }) => runsVaultlint(String(run)));
  const skipped = [hook, ...ours].some(({ skip }) => skip === true);
  return {
    file,
    runs: ours.length > 0,
    problems: [
      ...(ours.some(({ run }) => isSilenced(String(run))) ? [silenced(file)] : []),
      ...(ours.length > 0 && skipped
        ? [problem("hook", `${file} skips the command that runs vaultlint`, "remove skip: true")]
        : []),
    ],
  };
}

/** A shell script that a tool calls, such as .husky/pre-commit; lint-staged is looked up where the script calls it. */
export function script(top: string, file: string, text: string, look: Look): Configured {
  if (runsVaultlint(text)) return { file, runs: true, problems: isSilenced(text) ? [silenced(file)] : [] };
  if (!/^[^#]*\blint-staged\b/mu.test(text)) return { file, runs: false, problems: [] };
  const config = lintStagedFiles.find((name) => {
    const content = look(join(top, name)) ?? "";
    return /\bvaultlint\b/u.test(name === "package.json" ? lintStagedPart(content) : content);
  });
  return { file: config ?? `${file} (through lint-staged)`, runs: config !== undefined, problems: [] };
}

/** What package.json says to lint-staged. */
function lintStagedPart(text: string): string {
  try {
    return JSON.stringify(mapping(JSON.parse(text))["lint-staged"] ?? "");
  } catch {
    return "";
  }
}

function silenced(file: string): Check {
  return problem(
    "hook",
    `${file} lets the commit pass whatever vaultlint finds`,
    'remove "|| true", "--fail-on none" and the like from the command',
  );
}
