// husky: a line in .husky/pre-commit, and the "prepare" script that makes git find it.
import { valueAt, withValue } from "./json-file.ts";
import { hookCommand, runsVaultlint, type Plan, type Planned, type ReadFile } from "./planned.ts";

export const huskyHook = ".husky/pre-commit";
export const manifest = "package.json";

/** package.json with husky in its "prepare" script; nothing where it is there already. */
function withPrepare(before: string): Planned | undefined {
  valueAt(manifest, before, ["scripts"], "object");
  const prepare = valueAt(manifest, before, ["scripts", "prepare"]);
  if (typeof prepare === "string" && /\bhusky\b/u.test(prepare)) return undefined;
  const isEmpty = typeof prepare !== "string" || prepare.trim() === "";
  const content = withValue(before, ["scripts", "prepare"], isEmpty ? "husky" : `${prepare} && husky`);
  // What the script runs so far is not shown.
  const added = [isEmpty ? '"prepare": "husky"' : '"prepare": "... && husky"'];
  return { path: manifest, content, replaces: true, added };
}

/** What makes husky run a line before a commit; `isThere` says whether a script runs what the line does. */
export function huskyFiles(read: ReadFile, line: string, isThere: (script: string) => boolean): Planned[] {
  const before = read(huskyHook);
  const separator = before === undefined || before === "" || before.endsWith("\n") ? "" : "\n";
  const hook: Planned = {
    path: huskyHook,
    content: `${before ?? ""}${separator}${line}\n`,
    replaces: before !== undefined,
    added: [line],
    executable: true,
  };
  const json = read(manifest);
  const prepare = json === undefined ? undefined : withPrepare(json);
  return [...(before !== undefined && isThere(before) ? [] : [hook]), ...(prepare ? [prepare] : [])];
}

export function husky(read: ReadFile): Plan {
  const isThere = runsVaultlint(read(huskyHook) ?? "");
  return {
    files: huskyFiles(read, hookCommand, runsVaultlint),
    ...(isThere && { already: `${huskyHook} runs vaultlint already` }),
    next: ["npm install --save-dev husky vaultlint   (runs the prepare script)"],
  };
}
