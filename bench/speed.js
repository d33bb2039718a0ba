// `npm run bench`: CPU, wall clock and memory of vaultlint and other scanners over the same trees, one after the other on one machine.
// `npm run bench -- --scanners vaultlint,kingfisher` compares with some of them only.
// The table goes into bench/README.md with date and machine, the chart into bench/speed.svg. Takes a while; needs python3, go, cargo.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chart } from "./chart.js";
import { prepare, scanners } from "./peers.js";

const repetitions = 3;
/** A scan that takes longer than this many seconds is not repeated. */
const longScan = 120;

// One process's time and memory with those of its children, which Node does not tell.
const measureScript = `
import json, os, sys, time
out = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
start = time.monotonic()
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out, 1)])
_, status, used = os.wait4(pid, 0)
print(json.dumps({"wall": time.monotonic() - start, "cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024, "code": os.waitstatus_to_exitcode(status)}))
`;
// Without network, where the system lets a user take it away.
const offline = spawnSync("unshare", ["-rn", "true"]).status === 0 ? ["unshare", "-rn"] : [];

/** @typedef {{ wall: number, cpu: number, memory: number, code: number }} Measure */

/** @param {string[]} command @param {string} output file for standard output @returns {Measure} */
function measure(command, output) {
  const [program = "", ...args] = [...offline, "python3", "-c", measureScript, output, ...command];
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 64_000_000 });
  if (status !== 0) throw new Error(`${command.join(" ")} cannot be measured: ${stderr}`);
  return JSON.parse(stdout);
}

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Scans once to warm caches, then measures. @param {import("./peers.js").Scanner} scanner @param {string} tree */
function bench(scanner, tree) {
  const folder = mkdtempSync(join(tmpdir(), "vaultlint-bench-"));
  const report = join(folder, "report.json");
  const output = join(folder, "output");
  const once = () => {
    rmSync(report, { force: true });
    const measured = measure(scanner.command(tree, report), output);
    if (!scanner.codes.includes(measured.code))
      throw new Error(`${scanner.name} ended with ${String(measured.code)} over ${tree}.`);
    return measured;
  };
  const first = once();
  const measures = first.wall > longScan ? [first] : Array.from({ length: repetitions }, once);
  const findings = scanner.findings(existsSync(report) ? report : output);
  rmSync(folder, { recursive: true });
  return {
    scanner: scanner.name,
    cpu: median(measures.map(({ cpu }) => cpu)),
    wall: median(measures.map(({ wall }) => wall)),
    memory: median(measures.map(({ memory }) => memory)),
    runs: measures.length,
    findings,
  };
}

const { values: chosen } = parseArgs({ options: { scanners: { type: "string" } } });
const names = chosen.scanners?.split(",");
const unknown = names?.find((name) => !scanners.some((scanner) => scanner.name === name));
if (unknown !== undefined) {
  process.stderr.write(
    `There is no scanner ${unknown}: name some of ${scanners.map(({ name }) => name).join(", ")}.\n`,
  );
  process.exit(2);
}
const compared = scanners.filter(({ name }) => names?.includes(name) ?? true);

const trees = prepare();
const versions = new Map(compared.map(({ name, version }) => [name, version()]));
const results = trees.map((tree) => ({
  tree,
  rows: compared.map((scanner) => {
    process.stderr.write(`${scanner.name} over ${tree.name} ...`);
    const row = bench(scanner, tree.path);
    process.stderr.write(` ${row.cpu.toFixed(2)} s\n`);
    return row;
  }),
}));

const seconds = (/** @type {number} */ value) => value.toFixed(value < 10 ? 2 : 1);
const sections = results.map(({ tree, rows }) => {
  const own = rows[0]?.cpu ?? 1;
  const lines = rows.map(({ scanner, cpu, wall, memory, findings, runs }) =>
    [
      `${scanner} ${String(versions.get(scanner))}${runs === 1 ? " (one run)" : ""}`,
      ...[
        seconds(cpu),
        `${(cpu / own).toFixed(1)}x`,
        seconds(wall),
        memory.toFixed(0),
        findings.toLocaleString("en-US"),
      ],
    ].join(" | "),
  );
  const size = `${tree.files.toLocaleString("en-US")} files, ${(tree.bytes / 1e6).toFixed(0)} MB`;
  return `### ${tree.title} (${size})\n\n| Scanner | CPU s | against vaultlint | Wall s | Memory MB | Findings |\n|---|--:|--:|--:|--:|--:|\n${lines.map((line) => `| ${line} |`).join("\n")}`;
});
const network = offline.length > 0 ? "without network" : "verification off";
const machine = `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${String(cpus().length)} cores, ${String(Math.round(totalmem() / 1e9))} GB, Node ${process.version}, ${network}`;
const date = new Date().toISOString().slice(0, 10);

writeFileSync(new URL("speed.svg", import.meta.url), chart(results, `${date}, ${machine}`));
const readme = new URL("README.md", import.meta.url);
const text = readFileSync(readme, "utf8");
const start = "<!-- speed:start -->";
const end = "<!-- speed:end -->";
const block = `${start}\n\n${date}, ${machine}\n\n${sections.join("\n\n")}\n\n![CPU seconds of each scanner](speed.svg)\n\n${end}`;
writeFileSync(readme, text.slice(0, text.indexOf(start)) + block + text.slice(text.indexOf(end) + end.length));
process.stdout.write(`${sections.join("\n\n")}\n`);
