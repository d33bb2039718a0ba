// husky: a line in .husky/pre-commit, and the "prepare" script that makes git find it.
import { applyEdits, modify, parseTree, findNodeAtLocation } from "jsonc-parser";
import { UserError } from "../model/error.ts";
import { hookCommand, runsVaultlint, type Plan, type Planned, type ReadFile } from "./planned.ts";

const hook = ".husky/pre-commit";
const manifest = "package.json";

/** package.json with husky in its "prepare" script; nothing where it is there already. */
function withPrepare(before: string): Planned | undefined {
  const root = parseTree(before);
  const scripts = root && findNodeAtLocation(root, ["scripts"]);
  if (root?.type !== "object" || (scripts && scripts.type !== "object"))
    throw new UserError(`${manifest} is no JSON object with scripts: repair it.`);
  const node = findNodeAtLocation(root, ["scripts", "prepare"]);
  const prepare: unknown = node?.value;
  if (typeof prepare === "string" && /\bhusky\b/u.test(prepare)) return undefined;
  const isEmpty = typeof prepare !== "string" || prepare.trim() === "";
  const indent = /\n([ \t]+)"/u.exec(before)?.[1] ?? "  ";
  const formattingOptions = {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.startsWith("\t") ? 1 : indent.length,
    eol: before.includes("\r\n") ? "\r\n" : "\n",
  };
  const value = isEmpty ? "husky" : `${prepare} && husky`;
  const content = applyEdits(before, modify(before, ["scripts", "prepare"], value, { formattingOptions }));
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
