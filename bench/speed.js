// `npm run bench`: CPU, wall clock and memory of vaultlint and other scanners over the same trees, in turn on one machine.
// The tables go into bench/README.md with date and machine, the chart into bench/speed.svg. Takes a while; needs python3, go, cargo.
// `npm run bench -- --scanners vaultlint,kingfisher --trees kubernetes` measures a part of it, and prints it only.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chart } from "./chart.js";
import { measure, network, stopped } from "./measure.js";
import { install, scanners } from "./peers.js";
import { keepTable, occasion } from "./readme.js";
import { ours, reading, section, withoutAst } from "./speed-report.js";
import { median, seconds } from "./statistics.js";
import { tree, treeNames } from "./trees.js";

const repetitions = 3;
/** A scan that takes longer than this many seconds is not repeated. */
const longScan = 30;
/** After so many seconds a scan is stopped. */
const limit = 120;

/** @typedef {Pick<import("./peers.js").Scanner, "name" | "command" | "codes"> & { findings?: (report: string) => number, version?: string }} Contender */

/** What an option names of `all`; ends the program where it names something else. @param {string | undefined} option @param {readonly string[]} all */
function chosen(option, all) {
  const names = option?.split(",") ?? all;
  const unknown = names.find((name) => !all.includes(name));
  if (unknown === undefined) return names;
  process.stderr.write(`There is no ${unknown}: name some of ${all.join(", ")}.\n`);
  process.exit(2);
}

/** vaultlint is followed by what tells its parts apart. @param {readonly string[]} names @returns {Contender[]} */
function contenders(names) {
  const script = fileURLToPath(new URL("read.js", import.meta.url));
  return scanners
    .filter(({ name }) => names.includes(name))
    .flatMap((scanner) =>
      scanner.name === ours
        ? [
            { ...scanner, version: scanner.version() },
            {
              name: withoutAst,
              command: (path, report) => [...scanner.command(path, report), "--ast", "off"],
              codes: scanner.codes,
              findings: scanner.findings,
            },
            { name: reading, command: (path) => [process.execPath, script, path], codes: [0] },
          ]
        : [{ ...scanner, version: scanner.version() }],
    );
}

/** Each once to warm caches, then all in turn, there and back, so that what else the machine does, and who went before, meets all alike. @param {readonly Contender[]} all @param {string} path */
function bench(all, path) {
  const folder = mkdtempSync(join(tmpdir(), "vaultlint-bench-"));
  const report = join(folder, "report.json");
  const output = join(folder, "output");
  const once = (/** @type {Contender} */ { name, command, codes }) => {
    process.stderr.write(`${name} over ${path} ...`);
    rmSync(report, { force: true });
    const measured = measure(command(path, report), { output, limit });
    if (measured.code !== stopped && !codes.includes(measured.code))
      throw new Error(`${name} ended with ${String(measured.code)} over ${path}: ${measured.said}`);
    process.stderr.write(` ${seconds(measured.cpu)} s\n`);
    return measured;
  };
  const states = all.map((contender) => {
    const first = once(contender);
    const isStopped = first.code === stopped;
    const findings = isStopped
      ? undefined
      : contender.findings?.(readFileSync(existsSync(report) ? report : output, "latin1"));
    return { contender, findings, isStopped, measures: first.wall > longScan ? [first] : [] };
  });
  const repeated = states.filter(({ measures }) => measures.length === 0);
  for (let run = 0; run < repetitions; run++)
    for (const { contender, measures } of run % 2 === 0 ? repeated : repeated.toReversed())
      measures.push(once(contender));
  rmSync(folder, { recursive: true });
  return states.map(({ contender: { name, version }, findings, isStopped, measures }) => ({
    name,
    ...(version !== undefined && { version }),
    cpu: median(measures.map(({ cpu }) => cpu)),
    wall: median(measures.map(({ wall }) => wall)),
    memory: median(measures.map(({ memory }) => memory)),
    runs: measures.length,
    isStopped,
    ...(findings !== undefined && { findings }),
  }));
}

const { values: options } = parseArgs({ options: { scanners: { type: "string" }, trees: { type: "string" } } });
const allScanners = scanners.map(({ name }) => name);
const compared = chosen(options.scanners, allScanners);
const treesToScan = chosen(options.trees, treeNames);
install(scanners.filter(({ name }) => compared.includes(name)));
const all = contenders(compared);
const results = treesToScan.map(tree).map((scanned) => ({ tree: scanned, rows: bench(all, scanned.path) }));

const sections = results.map(({ tree: scanned, rows }) => section(scanned, rows)).join("\n\n");
process.stdout.write(`${sections}\n`);
if (compared.length === allScanners.length && treesToScan.length === treeNames.length) {
  writeFileSync(new URL("speed.svg", import.meta.url), chart(results, `${occasion()}, ${network}`));
  await keepTable("speed", `Scanned ${network}.\n\n${sections}\n\n![CPU seconds of each scanner](speed.svg)`);
}
