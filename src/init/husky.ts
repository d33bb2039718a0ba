// husky: a line in .husky/pre-commit, and the "prepare" script that makes git find it.
import { valueAt, withValue } from "./json-file.ts";
import { hookCommand, runsVaultlint, type Plan, type Planned, type ReadFile } from "./planned.ts";

const hook = ".husky/pre-commit";
const manifest = "package.json";

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

export function husky(read: ReadFile): Plan {
  const before = read(hook);
  const isThere = before !== undefined && runsVaultlint(before);
  const separator = before === undefined || before === "" || before.endsWith("\n") ? "" : "\n";
  const line: Planned = {
    path: hook,
    content: `${before ?? ""}${separator}${hookCommand}\n`,
    replaces: before !== undefined,
    added: [hookCommand],
    executable: true,
  };
  const json = read(manifest);
  const prepare = json === undefined ? undefined : withPrepare(json);
  return {
    files: [...(isThere ? [] : [line]), ...(prepare ? [prepare] : [])],
    ...(isThere && { already: `${hook} runs vaultlint already` }),
    next: ["npm install --save-dev husky vaultlint   (runs the prepare script)"],
  };
}
