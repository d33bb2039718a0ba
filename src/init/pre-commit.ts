// pre-commit and prek: a repository more in .pre-commit-config.yaml.
import { isMap, isSeq } from "yaml";
import { UserError } from "../model/error.ts";
import { version } from "../version.ts";
import type { Plan, ReadFile } from "./planned.ts";
import { linesOf } from "./planned.ts";
import { shownEntry, yamlDocument, yamlText } from "./yaml-file.ts";

const path = ".pre-commit-config.yaml";
const repository = "https://github.com/vaultlint/vaultlint";
const entry = { repo: repository, rev: `v${version}`, hooks: [{ id: "vaultlint" }] };
const fresh = `repos:
  - repo: ${entry.repo}
    rev: ${entry.rev}
    hooks:
      - id: vaultlint
`;

export function preCommit(read: ReadFile): Plan {
  const next = ["pre-commit install   (or: prek install)"];
  const before = read(path);
  if (before === undefined || before.trim() === "") {
    return { files: [{ path, content: fresh, replaces: before !== undefined, added: linesOf(fresh) }], next };
  }
  const document = yamlDocument(path, before);
  if (document.contents !== null && !isMap(document.contents)) throw new UserError(`${path} is no mapping: repair it.`);
  const repos = document.get("repos");
  if (repos !== undefined && !isSeq(repos)) throw new UserError(`${path}: repos is no list: repair it.`);
  const known: unknown = isSeq(repos) ? repos.toJSON() : [];
  if (JSON.stringify(known).includes('"vaultlint'))
    return { files: [], already: `${path} names vaultlint already`, next };
  if (isSeq(repos) && repos.items.length === 0) repos.flow = false;
  if (isSeq(repos)) repos.add(document.createNode(entry));
  else document.set("repos", document.createNode([entry]));
  const content = yamlText(before, document);
  return { files: [{ path, content, replaces: true, added: shownEntry([entry]) }], next };
}
