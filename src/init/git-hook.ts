// A plain hook of git, without any tool. It is not part of the repository, so every clone needs it anew.
import { relative, sep } from "node:path";
import { UserError } from "../model/error.ts";
import type { HooksPlace } from "../sources/hooks.ts";
import { hookCommand, linesOf, runsVaultlint, type Plan, type ReadFile } from "./planned.ts";

const line = `${hookCommand} || exit $?`;
const fresh = `#!/bin/sh
# Stops a commit that adds a secret.
${line}
`;
const shell = /^#!\s*(?:\/usr\/bin\/env +)?\S*\b(?:sh|bash|dash|zsh|ksh)\b/u;
const next = ["npm install --save-dev vaultlint"];

export function gitHook(read: ReadFile, top: string, { directory, setBy }: HooksPlace): Plan {
  const inside = relative(top, directory).split(sep).join("/");
  if (inside.startsWith("..") && setBy !== undefined && setBy !== "this repository's git config") {
    throw new UserError(
      `core.hooksPath is set in ${setBy} to ${directory}, which serves all repositories: unset it, or add "${hookCommand}" to the pre-commit hook there.`,
    );
  }
  // In a linked work tree the hooks lie outside of it.
  const path = inside.startsWith("..") ? `${directory}/pre-commit` : `${inside}/pre-commit`;
  const before = read(path);
  if (before === undefined || before.trim() === "") {
    const file = { path, content: fresh, replaces: before !== undefined, added: linesOf(fresh), executable: true };
    return { files: [file], next };
  }
  if (runsVaultlint(before)) return { files: [], already: `${path} runs vaultlint already`, next };
  if (!shell.test(before)) {
    throw new UserError(
      `${path} is there and is no shell script: make it run "${hookCommand}" and fail when that fails.`,
    );
  }
  // Right after the first line, so that no "exit" or "exec" of the script comes before it.
  const content = before.replace("\n", () => `\n${line}\n`);
  return { files: [{ path, content, replaces: true, added: [line], executable: true }], next };
}
