// What the benchmarks share: the tables of bench/README.md, each between two markers, with date and machine.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";

/** The command line as it was built. */
export const bin = fileURLToPath(new URL("../bin/vaultlint.js", import.meta.url));

/** A path as the user meant it: npm runs scripts in the package's directory. @param {string} path */
export function userPath(path) {
  return resolve(process.env["INIT_CWD"] ?? process.cwd(), path);
}

/** What else the machine did when the benchmark began. */
const loadBefore = loadavg()[0] ?? 0;

/** Said where other programs took more than a core: wall clock counts for nothing then. @param {number} load average */
export function besides(load) {
  return load < 1 ? "" : `, with other work beside it (load average ${load.toFixed(1)})`;
}

/** The day and the machine, as every table begins. */
export function occasion() {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const memory = Math.round(totalmem() / 1e9);
  return `${new Date().toISOString().slice(0, 10)}, ${model}, ${String(cpus().length)} cores, ${String(memory)} GB, Node ${process.version}${besides(loadBefore)}`;
}

/** A table whose first column holds names and whose others hold figures. @param {readonly string[]} heads @param {readonly (readonly string[])[]} rows */
export function figures(heads, rows) {
  const rule = heads.map((_, column) => (column === 0 ? "---" : "--:"));
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/**
 * The text with another content between the two markers of that name.
 * @param {string} text
 * @param {string} name
 * @param {string} content
 */
export function withSection(text, name, content) {
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The text has no place for "${name}": ${start} and, behind it, ${end}.`);
  return `${text.slice(0, from)}${start}\n\n${content}\n\n${text.slice(to)}`;
}

/**
 * Puts a table into bench/README.md in place of the last one of that name.
 * @param {string} name
 * @param {string} table
 */
export async function keepTable(name, table) {
  const readme = fileURLToPath(new URL("README.md", import.meta.url));
  const text = withSection(readFileSync(readme, "utf8"), name, `${occasion()}\n\n${table}`);
  writeFileSync(readme, await format(text, { ...(await resolveConfig(readme)), filepath: readme }));
}
