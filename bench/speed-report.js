// The part of bench/README.md that says how fast the scanners are, from what bench/speed.js measured.
import { figures } from "./readme.js";
import { ratio, seconds } from "./statistics.js";

/** The scanner itself, the same without parsing programs, and a program that only reads the same files. */
export const ours = "vaultlint";
export const withoutAst = "vaultlint --ast off";
export const reading = "reading the files in Node";
/** The fastest scanners besides. */
const rivals = ["kingfisher", "betterleaks"];

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} [version]
 * @property {number} cpu seconds
 * @property {number} wall seconds
 * @property {number} memory megabytes
 * @property {number} runs
 * @property {boolean} [isStopped] it took too long, so that the rest is what it had taken by then
 * @property {number} [findings]
 */

/** The row with the least of a measure, of those that `names` names. @param {readonly Row[]} rows @param {readonly string[]} names @param {"cpu" | "wall"} measure */
function least(rows, names, measure) {
  return rows.filter(({ name }) => names.includes(name)).sort((a, b) => a[measure] - b[measure])[0];
}

/** What the rows say of vaultlint, in a sentence or two. @param {readonly Row[]} rows */
export function verdict(rows) {
  const own = rows.find(({ name }) => name === ours);
  if (!own) return "";
  const cpu = least(rows, rivals, "cpu");
  const wall = least(rows, rivals, "wall");
  const read = rows.find(({ name }) => name === reading);
  const bare = rows.find(({ name }) => name === withoutAst);
  const parts = [
    cpu && `${ratio(own.cpu, cpu.cpu)} the CPU time of ${cpu.name}`,
    wall && `${ratio(own.wall, wall.wall)} the wall clock of ${wall.name}`,
    read && `${ratio(own.cpu, read.cpu)} the CPU time of ${reading}`,
  ].filter((part) => part !== undefined);
  const share = bare && Math.max(0, own.cpu - bare.cpu);
  const ast =
    share === undefined
      ? ""
      : ` Parsing programs (\`--ast auto\`) is ${seconds(share)} s of its CPU time, ${((100 * share) / own.cpu).toFixed(0)}%.`;
  return parts.length === 0 ? ast.trim() : `vaultlint takes ${parts.join(", ")}.${ast}`;
}

/** @param {{ title: string, files: number, bytes: number }} tree @param {readonly Row[]} rows */
export function section({ title, files, bytes }, rows) {
  const own = rows.find(({ name }) => name === ours);
  const lines = rows.map(({ name, version, cpu, wall, memory, findings, runs, isStopped }) => [
    `${name}${version === undefined ? "" : ` ${version}`}${isStopped ? " (stopped)" : runs === 1 ? " (one run)" : ""}`,
    seconds(cpu),
    own ? ratio(cpu, own.cpu) : "",
    seconds(wall),
    own ? ratio(wall, own.wall) : "",
    memory.toFixed(0),
    findings?.toLocaleString("en-US") ?? "",
  ]);
  const heads = ["Scanner", "CPU s", "to vaultlint's", "Wall s", "to vaultlint's", "Memory MB", "Findings"];
  const size = `${files.toLocaleString("en-US")} files, ${(bytes / 1e6).toFixed(0)} MB`;
  return `### ${title} (${size})\n\n${figures(heads, lines)}\n\n${verdict(rows)}`;
}
