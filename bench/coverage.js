// `npm run bench:coverage -- DIR`: which providers of other scanners, and which kinds of secrets that GitHub scans for, a rule
// finds here. DIR holds providers.csv and github-secret-types.csv; neither is part of this repository. What has another name here, or
// no format, stands in coverage.yml with the reason. Ends with 1 if something stands in neither.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { bin, userPath } from "./readme.js";

/** The columns of providers.csv whose scanners name a format for most of what they find. */
const leading = ["gitleaks", "betterleaks", "kingfisher3", "noseyparker", "secretlint", "detect-secrets", "github"];

/**
 * @typedef {Record<string, string | string[]>} ByRule
 * @typedef {{ providers: ByRule, withoutFormat: Record<string, string>, github: ByRule, githubWithoutFormat: Record<string, string> }} Known
 */

/** @param {string} file @returns {Record<string, string>[]} the rows; no field of these files holds a comma */
function readRows(file) {
  const [head = "", ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/u);
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((field, i) => [names[i] ?? "", field])));
}

/** @param {string} name */
const plain = (name) => name.toLowerCase().replaceAll(/[^a-z0-9]/gu, "");

/**
 * @param {string} title
 * @param {string[]} names
 * @param {(name: string) => boolean} isFound
 * @param {Record<string, string>} reasons
 * @returns {number} how many are neither found nor explained
 */
function report(title, names, isFound, reasons) {
  const rest = names.filter((name) => !isFound(name));
  const open = rest.filter((name) => !Object.hasOwn(reasons, name));
  const explained = rest.length - open.length;
  process.stdout.write(
    `${title}: ${String(names.length)}, found ${String(names.length - rest.length)}, no format ${String(explained)}, uncovered ${String(open.length)}\n`,
  );
  for (const name of open) process.stdout.write(`  ${name}\n`);
  return open.length;
}

const directory = process.argv[2] ?? process.env["VAULTLINT_RULETESTS"];
if (directory === undefined) {
  process.stderr.write(
    "Name the directory that holds providers.csv and github-secret-types.csv: npm run bench:coverage -- DIR\n",
  );
  process.exit(2);
}

const listed = spawnSync(process.execPath, [bin, "rules", "list", "--json"], {
  encoding: "utf8",
  maxBuffer: 64_000_000,
});
/** @type {{ id: string }[]} */
const rules = JSON.parse(listed.stdout);
const ids = new Set(rules.map(({ id }) => id));
const ours = new Set([...ids].map((id) => plain(id.slice(0, id.indexOf("/")))));

/** @type {Known} */
const known = parse(readFileSync(new URL("coverage.yml", import.meta.url), "utf8"));
const unknown = [...Object.values(known.providers), ...Object.values(known.github)].flat().filter((id) => !ids.has(id));
for (const id of unknown) process.stderr.write(`coverage.yml names the rule ${id}, which does not exist.\n`);

const rows = readRows(join(userPath(directory), "providers.csv"));
const kinds = readRows(join(userPath(directory), "github-secret-types.csv"));
/** @param {string} name */
const hasRule = (name) => ours.has(plain(name)) || Object.hasOwn(known.providers, name);
/** @param {Record<string, string>} row */
const isLeading = (row) => leading.some((scanner) => Number(row[`${scanner}_rules`]) > 0);
/** @param {Record<string, string>[]} some */
const providers = (some) => some.map((row) => row["provider"] ?? "");

process.stdout.write(`${String(ids.size)} rules of ${String(ours.size)} providers\n`);
const uncovered =
  report(`providers of ${leading.join(", ")}`, providers(rows.filter(isLeading)), hasRule, known.withoutFormat) +
  report("other providers", providers(rows.filter((row) => !isLeading(row))), hasRule, known.withoutFormat) +
  report(
    "kinds of GitHub",
    kinds.map((row) => row["secret_type"] ?? ""),
    (name) => Object.hasOwn(known.github, name),
    known.githubWithoutFormat,
  );
process.exitCode = uncovered + unknown.length > 0 ? 1 : 0;
