// husky with lint-staged: .husky/pre-commit runs lint-staged, whose config runs vaultlint for every staged file.
import { isMap, isSeq, type Document } from "yaml";
import { UserError } from "../model/error.ts";
import { huskyFiles, huskyHook, manifest } from "./husky.ts";
import { valueAt, withValue } from "./json-file.ts";
import { everyFile, runsVaultlint, type Plan, type ReadFile } from "./planned.ts";
import { judged } from "./shell.ts";
import { yamlDocument, yamlText } from "./yaml-file.ts";

/** Configs that are data: what lint-staged reads of them stands under the key `lint-staged` in those of a package. */
const packages: readonly string[] = [manifest, "package.yaml", "package.yml"];
export const lintStagedData: readonly string[] = [
  ...packages,
  ...[".lintstagedrc", ".lintstagedrc.json", ".lintstagedrc.yaml", ".lintstagedrc.yml"],
];
/** Configs that are programs. */
export const lintStagedPrograms: readonly string[] = ["mjs", "mts", "js", "ts", "cjs", "cts"].flatMap((end) => [
  `.lintstagedrc.${end}`,
  `lint-staged.config.${end}`,
]);

/** What the hook of husky runs. */
const hookLine = "npx --no-install lint-staged";
/** lint-staged puts the names of the files behind it, and looks in node_modules/.bin first. */
const command = "vaultlint scan --staged";

function runsLintStaged(script: string): boolean {
  return judged(script, {}, "lint-staged").state !== "absent";
}

/** Where in the file the config stands. */
export function lintStagedKey(file: string): readonly string[] {
  return packages.includes(file.replace(/^.*\//u, "")) ? ["lint-staged"] : [];
}

function isJson(file: string, text: string): boolean {
  return file.endsWith(".json") || /^\s*\{/u.test(text);
}

/** What a file says to lint-staged; nothing where it says nothing. */
function configIn(file: string, text: string): unknown {
  const path = [...lintStagedKey(file)];
  if (isJson(file, text)) return valueAt(file, text, path, "object");
  const document = yamlDocument(file, text);
  const found: unknown = path.length === 0 ? (document.contents ?? {}) : document.getIn(path, true);
  if (found !== undefined && !isMap(found) && document.contents !== null)
    throw new UserError(`${file}: the config of lint-staged is no mapping: repair it.`);
  return isMap(found) ? found.toJSON() : found;
}

/** Puts the command behind those that are there for every file. */
function changeYaml(document: Document, path: readonly string[], key: string): void {
  const there: unknown = document.getIn([...path, key]);
  if (isSeq(there)) there.add(document.createNode(command));
  else document.setIn([...path, key], there === undefined ? command : document.createNode([there, command]));
}

function withCommand(file: string, text: string, key: string, there: unknown): string {
  const path = [...lintStagedKey(file)];
  if (isJson(file, text)) {
    if (Array.isArray(there)) return withValue(text, [...path, key, -1], command);
    return withValue(text, [...path, key], there === undefined ? command : [there, command]);
  }
  const document = yamlDocument(file, text);
  changeYaml(document, path, key);
  return yamlText(text, document);
}

/** A config with the command in it; nothing where it is there. */
function configured(file: string, text: string): { content: string; added: string } | undefined {
  const config = configIn(file, text);
  const all =
    typeof config === "object" && config !== null ? new Map<string, unknown>(Object.entries(config)) : new Map();
  const commands = (glob: string): unknown[] => [all.get(glob)].flat();
  const runs = (glob: string): boolean =>
    commands(glob).some((each) => typeof each === "string" && runsVaultlint(each));
  if (everyFile.some(runs)) return undefined;
  const key = everyFile.find((glob) => all.has(glob)) ?? "*";
  const there: unknown = all.get(key);
  if (!commands(key).every((each) => each === undefined || typeof each === "string"))
    throw new UserError(
      `${file}: what lint-staged runs for "${key}" is neither a command nor a list of them: repair it.`,
    );
  const added = there === undefined ? `"${command}"` : `[..., "${command}"]`;
  return { content: withCommand(file, text, key, there), added: `"${key}": ${added}` };
}

/** The one config of lint-staged at the top; nothing where there is none. Of two, the version of lint-staged decides which counts. */
function usedConfig(read: ReadFile): string | undefined {
  const data = lintStagedData.filter((file) => {
    const text = read(file);
    return text !== undefined && (lintStagedKey(file).length === 0 || configIn(file, text) !== undefined);
  });
  const all = [...data, ...lintStagedPrograms.filter((file) => read(file) !== undefined)];
  if (all.length > 1)
    throw new UserError(`lint-staged has more than one config, and takes one of them: keep one of ${all.join(", ")}.`);
  return all[0];
}

/** True where a commit runs vaultlint through lint-staged already. */
export function usesLintStaged(read: ReadFile): boolean {
  if (!runsLintStaged(read(huskyHook) ?? "")) return false;
  const isSet = (file: string): boolean => {
    const text = read(file);
    return text !== undefined && configured(file, text) === undefined;
  };
  return lintStagedData.some(isSet) || lintStagedPrograms.some((file) => read(file)?.includes("vaultlint") === true);
}

export function lintStaged(read: ReadFile): Plan {
  const next = ["npm install --save-dev husky lint-staged vaultlint   (runs the prepare script)"];
  const hook = huskyFiles(read, hookLine, runsLintStaged);
  const used = usedConfig(read) ?? (read(manifest) === undefined ? ".lintstagedrc.json" : manifest);
  if (lintStagedPrograms.includes(used))
    return {
      files: hook,
      next: [`${used} is a program, which init does not change: let it run "${command}" for "*"`, ...next],
    };
  const text = hook.find(({ path }) => path === used)?.content ?? read(used);
  const change = configured(used, text ?? "{}\n");
  if (!change) return { files: hook, already: `${used} runs vaultlint already`, next };
  const before = hook.find(({ path }) => path === used);
  const file = {
    path: used,
    content: change.content,
    replaces: text !== undefined,
    added: [...(before?.added ?? []), change.added],
  };
  return { files: [...hook.filter((each) => each !== before), file], next };
}
