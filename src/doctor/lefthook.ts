// Whether the config of lefthook makes a commit run vaultlint.
import { join } from "node:path";
import { lefthookFiles } from "../init/lefthook.ts";
import { fitsAll, runsVaultlint } from "../init/planned.ts";
import { judged } from "../init/shell.ts";
import { problem, unproven, type Check } from "./check.ts";
import { dataOf, list, mapping, said, type Look } from "./read.ts";
import { commandChecks, forSomeFiles, type Configured } from "./command.ts";

type Data = Readonly<Record<string, unknown>>;

const files = [...lefthookFiles, "lefthook.toml", ".lefthook.toml", "lefthook.json", ".lefthook.json"];
const localFiles = files.map((name) => name.replace("lefthook.", "lefthook-local."));
/** Groups within groups. */
const mostGroups = 8;

/** A command or job, with the hook and the groups around it. */
interface Step {
  readonly name: string;
  readonly own: Data;
  readonly around: readonly Data[];
}

function jobs(all: unknown, around: readonly Data[]): Step[] {
  if (around.length > mostGroups) return [];
  return list(all)
    .map(mapping)
    .flatMap((job) => [
      { name: String(job["name"]), own: job, around },
      ...jobs(mapping(job["group"])["jobs"], [...around, job, mapping(job["group"])]),
    ]);
}

function steps(hook: Data): Step[] {
  const commands = Object.entries(mapping(hook["commands"])).map(([name, own]) => ({
    name,
    own: mapping(own),
    around: [hook],
  }));
  return [...commands, ...jobs(hook["jobs"], [hook])];
}

/** What keeps a command from running for every commit. */
function narrowed(file: string, { own, around }: Step): Check[] {
  const tags = [own, ...around].flatMap(({ tags: some }) => (typeof some === "string" ? [some] : list(some)));
  return [own, ...around].flatMap((data): Check[] => {
    const { skip, only, glob } = data;
    if (skip === true || only === false)
      return [problem("hook", `${file} skips the command that runs vaultlint`, "remove skip and only")];
    const sometimes = [
      ...(skip === undefined || skip === false ? [] : ["skip"]),
      ...(only === undefined || only === true ? [] : ["only"]),
    ];
    const excluded = typeof data["exclude_tags"] === "string" ? [data["exclude_tags"]] : list(data["exclude_tags"]);
    const globs = typeof glob === "string" ? [glob] : list(glob);
    const filters = [
      ...(globs.length === 0 || globs.some(fitsAll) ? [] : ["glob"]),
      ...["exclude", "files", "file_types", "root"].filter((name) => data[name] !== undefined),
    ];
    return [
      ...(excluded.some((tag) => tags.includes(tag))
        ? [problem("hook", `${file} excludes the command that runs vaultlint by its tag`, "change exclude_tags")]
        : []),
      ...sometimes.map((name) =>
        unproven("hook", `${file} does not run vaultlint for every commit: ${name}`, `take ${name} out`),
      ),
      ...filters.map((name) => forSomeFiles(file, name)),
    ];
  });
}

/** lefthook's config; nothing where there is none. */
export function lefthookConfig(top: string, look: Look): Configured | undefined {
  const file = files.find((name) => look(join(top, name)) !== undefined);
  if (file === undefined) return undefined;
  const text = look(join(top, file)) ?? "";
  const read = dataOf(file, text);
  const unread = (name: string): Check[] =>
    commandChecks(name, { state: "unclear", why: "it cannot be read without aliases and tags, or is broken" });
  if (!read) return { file, runs: text.includes("vaultlint"), problems: unread(file) };
  const hook = mapping(mapping(read.data)["pre-commit"]);
  const ours = steps(hook).filter(({ own }) => runsVaultlint(String(own["run"])));
  const found = ours.map((step) => [
    ...narrowed(file, step),
    ...commandChecks(file, judged(String(step.own["run"]))),
    ...overlaid(top, look, step),
  ]);
  return { file, runs: ours.length > 0, problems: found.find((checks) => checks.length === 0) ?? found[0] ?? [] };
}

/** What lefthook-local.yml, which is laid over the config, changes of the step. */
function overlaid(top: string, look: Look, step: Step): Check[] {
  return localFiles.flatMap((file) => {
    const text = look(join(top, file));
    if (text === undefined) return [];
    const read = dataOf(file, text);
    if (!read) return commandChecks(file, { state: "unclear", why: "it cannot be read" });
    const hook = mapping(mapping(read.data)["pre-commit"]);
    const [same] = steps(hook).filter(({ name }) => name === step.name && name !== "undefined");
    const tags = { tags: [step.own, ...step.around].flatMap((data) => [data["tags"] ?? []].flat()) };
    const run = same?.own["run"];
    return [
      ...narrowed(file, { ...step, own: { ...same?.own, ...tags }, around: same?.around ?? [hook] }),
      ...(run === undefined || judged(said(run)).state === "decides"
        ? []
        : [problem("hook", `${file} puts another command in the place of vaultlint`, "remove its run")]),
    ];
  });
}
