// What the benchmarks share: the tables of bench/README.md, each between two markers, with date and machine.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The command line as it was built. */
export const bin = fileURLToPath(new URL("../bin/vaultlint.js", import.meta.url));

/** A path as the user meant it: npm runs scripts in the package's directory. @param {string} path */
export function userPath(path) {
  return resolve(process.env["INIT_CWD"] ?? process.cwd(), path);
}

/**
 * Puts a table into bench/README.md in place of the last one of that name.
 * @param {string} name
 * @param {string} table
 */
export function keepTable(name, table) {
  const readme = new URL("README.md", import.meta.url);
  const text = readFileSync(readme, "utf8");
  const start = `<!-- ${name}:start -->`;
  const end = `<!-- ${name}:end -->`;
  const machine = `${cpus()[0]?.model ?? "unknown processor"}, ${String(cpus().length)} cores, ${String(Math.round(totalmem() / 1e9))} GB, Node ${process.version}`;
  const block = `${start}\n\n${new Date().toISOString().slice(0, 10)}, ${machine}\n\n${table}\n\n${end}`;
  writeFileSync(readme, text.slice(0, text.indexOf(start)) + block + text.slice(text.indexOf(end) + end.length));
}
