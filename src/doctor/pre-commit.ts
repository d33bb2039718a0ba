// Whether the config of pre-commit or prek makes a commit run vaultlint.
import { join } from "node:path";
import { judged } from "../init/shell.ts";
import { problem, unproven, type Check } from "./check.ts";
import { dataOf, list, mapping, said, type Look } from "./read.ts";
import { commandChecks, forSomeFiles, type Configured } from "./command.ts";

const usual = ".pre-commit-config.yaml";
/** prek takes its own file before the one of pre-commit. */
const ofPrek = ["prek.toml", usual, ".pre-commit-config.yml"];

type Data = Readonly<Record<string, unknown>>;

/** A hook of ours with the repository that it comes from. */
interface Hook extends Data {
  readonly repo: unknown;
}

/** The command that a hook runs, as a shell would have it. */
function commandOf({ id, entry, args }: Hook): string {
  const isOurs = /^vaultlint(?:-tree)?$/u.test(String(id));
  const command = typeof entry === "string" ? entry : isOurs ? "vaultlint scan" : "";
  const quoted = list(args).map((arg) => `'${String(arg).replaceAll("'", "")}'`);
  return [command, ...quoted].join(" ");
}

/** What of the config decides whether the hook runs at all. */
function narrowed(file: string, hook: Hook, config: Data): Check[] {
  if (hook["always_run"] === true) return [];
  return [hook, config].flatMap((data) => {
    const { files, exclude, types } = data;
    const never = files === "^$" || [".*", ".", "", ".+", "^.*$", "^"].includes(String(exclude));
    if (never) return [problem("hook", `${file} runs vaultlint for no file`, "take files and exclude out of the hook")];
    const isOpen = files === undefined || ["", ".*", "."].includes(said(files));
    const found = [
      ...(isOpen ? [] : ["files"]),
      ...(exclude === undefined || exclude === "^$" ? [] : ["exclude"]),
      ...(types === undefined || list(types).every((type) => type === "file") ? [] : ["types"]),
      ...["types_or", "exclude_types"].filter((name) => list(data[name]).length > 0),
    ];
    return found.map((name) => forSomeFiles(file, name));
  });
}

function hookChecks(file: string, hook: Hook, config: Data): Check[] {
  const stages = list(hook["stages"] ?? config["default_stages"]).map(String);
  const isLate = stages.length > 0 && !stages.some((stage) => stage === "pre-commit" || stage === "commit");
  const late = `${file} runs vaultlint in the stages ${stages.join(", ")} only, not before a commit`;
  const isForeign = !/^local$|[/:]vaultlint\/vaultlint(?:\.git)?\/?$/u.test(String(hook.repo));
  return [
    ...(isLate ? [problem("hook", late, "leave stages out of the hook")] : []),
    ...(isForeign
      ? [unproven("hook", `${file} takes the hook from a repository that is not vaultlint/vaultlint`, "check its repo")]
      : []),
    ...narrowed(file, hook, config),
    ...commandChecks(file, judged(commandOf(hook))),
  ];
}

/** The config that the hook with this text reads (prek writes another than pre-commit); nothing where there is none. */
export function preCommitConfig(top: string, look: Look, hookText = ""): Configured | undefined {
  const names = /\bprek\b/u.test(hookText) || hookText === "" ? ofPrek : [usual];
  const file = names.find((name) => look(join(top, name)) !== undefined);
  if (file === undefined) return undefined;
  const text = look(join(top, file)) ?? "";
  const read = dataOf(file, text);
  if (!read) {
    const why = { state: "unclear", why: "it cannot be read without aliases and tags, or is broken" } as const;
    const runs = /^\s*(?:-\s*)?id\s*[:=]\s*["']?vaultlint\b/mu.test(text);
    return { file, runs, problems: runs ? commandChecks(file, why) : [] };
  }
  const config = mapping(read.data);
  const hooks = list(config["repos"]).flatMap((repo) =>
    list(mapping(repo)["hooks"]).map((hook): Hook => ({ ...mapping(hook), repo: mapping(repo)["repo"] })),
  );
  const found = hooks
    .filter((hook) => judged(commandOf(hook)).state !== "absent")
    .map((hook) => hookChecks(file, hook, config));
  // One that stops the commit is enough.
  return { file, runs: found.length > 0, problems: found.find((checks) => checks.length === 0) ?? found[0] ?? [] };
}
