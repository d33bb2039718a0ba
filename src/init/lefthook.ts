// lefthook: a command, or a job where the file has jobs, of its pre-commit hook.
import { isMap, isSeq } from "yaml";
import { UserError } from "../model/error.ts";
import { hookCommand, linesOf, type Plan, type ReadFile } from "./planned.ts";
import { shownEntry, yamlDocument, yamlText } from "./yaml-file.ts";

export const lefthookFiles: readonly string[] = ["lefthook.yml", "lefthook.yaml", ".lefthook.yml", ".lefthook.yaml"];
const fresh = `pre-commit:
  commands:
    vaultlint:
      run: ${hookCommand}
`;
const next = ["npm install --save-dev lefthook vaultlint", "npx lefthook install"];

export function lefthook(read: ReadFile): Plan {
  const path = lefthookFiles.find((name) => read(name) !== undefined) ?? "lefthook.yml";
  const before = read(path);
  if (before === undefined || before.trim() === "") {
    for (const other of ["lefthook.toml", "lefthook.json"]) {
      if (read(other) === undefined) continue;
      throw new UserError(`${other} is there, which init does not change: add a pre-commit command "${hookCommand}".`);
    }
    return { files: [{ path, content: fresh, replaces: before !== undefined, added: linesOf(fresh) }], next };
  }
  const document = yamlDocument(path, before);
  const hook = document.get("pre-commit");
  if ((document.contents !== null && !isMap(document.contents)) || (hook !== undefined && !isMap(hook)))
    throw new UserError(`${path}: pre-commit is no mapping: repair it.`);
  if (isMap(hook) && JSON.stringify(hook.toJSON()).includes("vaultlint"))
    return { files: [], already: `${path} names vaultlint already`, next };
  const jobs = isMap(hook) ? hook.get("jobs") : undefined;
  const job = { name: "vaultlint", run: hookCommand };
  const commands = { vaultlint: { run: hookCommand } };
  if (isSeq(jobs)) jobs.add(document.createNode(job));
  else document.setIn(["pre-commit", "commands", "vaultlint"], document.createNode(commands.vaultlint));
  const content = yamlText(before, document);
  return { files: [{ path, content, replaces: true, added: shownEntry(isSeq(jobs) ? [job] : commands) }], next };
}
