// `npm run bench:scale`: how the cost of a scan grows with the size of a tree, with the number of rules and with the length of a history.
// The tables and their slopes go into bench/README.md. `npm run bench:scale -- --sizes 1,2` measures these sizes of the tree, and prints
// them only. Needs git, python3 and go (for the tree).
import { spawnSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { generateHistory, someFiles } from "./generate.js";
import { measure } from "./measure.js";
import { bin, figures, keepTable } from "./readme.js";
import { growth, line, median, ratio, seconds } from "./statistics.js";
import { sizeOf, tree } from "./trees.js";

const repetitions = 3;
const { sizes } = parseArgs({ options: { sizes: { type: "string" } } }).values;
const copies = (sizes ?? "1,2,4,8,16").split(",").map(Number);
if (copies.some((times, index) => !Number.isInteger(times) || times <= (copies[index - 1] ?? 0))) {
  process.stderr.write(`--sizes ${sizes ?? ""}: name whole numbers that rise.\n`);
  process.exit(2);
}
const ruleCounts = [100, 220, 450, 900, 1000];
const commitCounts = [1250, 2500, 5000, 10_000, 20_000];

const { path: source } = tree("kubernetes");
// Beside the tree, since links reach no other file system.
const folder = mkdtempSync(join(dirname(source), ".scale-"));

/** Keeps a program on one core, where the system can. */
const oneCore = spawnSync("taskset", ["-c", "0", "true"]).status === 0 ? ["taskset", "-c", "0"] : [];

/** @param {string} cwd @param {string[]} args @param {readonly string[]} [within] a program that runs the scan */
function scan(cwd, args, within = []) {
  const command = [
    ...within,
    process.execPath,
    bin,
    "scan",
    ...args,
    "--fail-on",
    "none",
    "--quiet",
    "--format",
    "json",
  ];
  const measured = measure(command, { cwd });
  if (measured.code !== 0) throw new Error(`The scan of ${cwd} ended with ${String(measured.code)}: ${measured.said}`);
  process.stderr.write(`${cwd}: ${seconds(measured.cpu)} s\n`);
  return measured;
}

/** @param {() => import("./measure.js").Measure} run */
function middle(run) {
  const measures = Array.from({ length: repetitions }, run);
  return {
    cpu: median(measures.map(({ cpu }) => cpu)),
    wall: median(measures.map(({ wall }) => wall)),
    memory: Math.max(...measures.map(({ memory }) => memory)),
  };
}

/** The same files once more, which take no space. @param {string} from @param {string} to */
function linkTree(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) linkTree(join(from, entry.name), join(to, entry.name));
    else if (entry.isFile()) linkSync(join(from, entry.name), join(to, entry.name));
  }
}

function bySize() {
  const root = join(folder, "tree");
  let made = 0;
  const measured = copies.map((times) => {
    for (; made < times; made++) linkTree(source, join(root, `copy${String(made)}`));
    const { files, bytes } = sizeOf(root);
    return { times, files, bytes, ...middle(() => scan(root, [])), alone: middle(() => scan(root, [], oneCore)) };
  });
  rmSync(root, { recursive: true });
  const table = figures(
    ["Tree", "Files", "MB", "CPU s", "Wall s", "Memory MB", "CPU s on one core", "Wall s on one core"],
    measured.map(({ times, files, bytes, cpu, wall, memory, alone }) => [
      `${String(times)}x`,
      ...[files.toLocaleString("en-US"), (bytes / 1e6).toFixed(0), seconds(cpu), seconds(wall), memory.toFixed(0)],
      ...[seconds(alone.cpu), seconds(alone.wall)],
    ]),
  );
  const { slope, start } = line(measured.map(({ bytes, cpu }) => [bytes / 1e6, cpu]));
  const power = growth(measured.map(({ bytes, cpu }) => [bytes, cpu]));
  const memory = line(measured.map(({ files, memory }) => [files / 1000, memory])).slope;
  return `${table}\n\nSlope: ${(slope * 1000).toFixed(1)} ms of CPU for each MB, and ${seconds(Math.max(0, start))} s in any case; the cost grows with the power ${power.toFixed(2)} of the size. ${(memory * 1000).toFixed(0)} KB of memory for each 1,000 files.`;
}

function byRules() {
  const script = fileURLToPath(new URL("scale-rules.js", import.meta.url));
  const once = (/** @type {number} */ count) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [script, source, String(count)], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(`The search for ${String(count)} rules ended with ${String(status)}: ${stderr}`);
    /** @type {{ cpu: number, candidates: number }} */
    const measured = JSON.parse(stdout);
    process.stderr.write(`${String(count)} rules: ${measured.cpu.toFixed(0)} ms\n`);
    return measured;
  };
  const rounds = Array.from({ length: repetitions }, () => ruleCounts.map(once));
  const rows = ruleCounts.map((count, index) => ({
    count,
    cpu: median(rounds.map((round) => round[index]?.cpu ?? NaN)),
    candidates: rounds[0]?.[index]?.candidates ?? NaN,
  }));
  const of = (/** @type {number} */ wanted) => rows.find(({ count }) => count === wanted)?.cpu ?? NaN;
  const table = figures(
    ["Rules", "CPU ms", "Candidates"],
    rows.map(({ count, cpu, candidates }) => [
      ...[count.toLocaleString("en-US"), cpu.toFixed(0), candidates.toLocaleString("en-US")],
    ]),
  );
  const { slope } = line(rows.map(({ count, cpu }) => [count / 100, cpu]));
  return `${table}\n\nSlope: ${slope.toFixed(1)} ms of CPU for each 100 rules; 900 rules cost ${ratio(of(900), of(220))} what 220 cost.`;
}

async function byHistory() {
  const files = someFiles(source, 2000);
  const measured = [];
  for (const commits of commitCounts) {
    const repository = join(folder, `history${String(commits)}`);
    await generateHistory(repository, commits, files);
    const one = scan(repository, ["--history"]);
    measured.push({ commits, ...one });
    rmSync(repository, { recursive: true });
  }
  const table = figures(
    ["Commits", "CPU s", "Wall s", "Memory MB"],
    measured.map(({ commits, cpu, wall, memory }) => [
      ...[commits.toLocaleString("en-US"), seconds(cpu), seconds(wall), memory.toFixed(0)],
    ]),
  );
  const { slope } = line(measured.map(({ commits, cpu }) => [commits / 1000, cpu]));
  const power = growth(measured.map(({ commits, cpu }) => [commits, cpu]));
  return `${table}\n\nSlope: ${seconds(slope)} s of CPU for each 1,000 commits; the cost grows with the power ${power.toFixed(2)} of their number.`;
}

try {
  const trees = [
    `Copies of the kubernetes tree, on all cores and on one, median of ${String(repetitions)} runs:`,
    bySize(),
  ];
  if (sizes !== undefined) process.stdout.write(`${trees.join("\n\n")}\n`);
  else {
    const text = [
      ...trees,
      `Detection alone over the kubernetes tree with some of the shipped rules, median of ${String(repetitions)} processes:`,
      byRules(),
      "Generated repositories of 2,000 files of the kubernetes tree, one run:",
      await byHistory(),
    ].join("\n\n");
    process.stdout.write(`${text}\n`);
    await keepTable("scale", text);
  }
} finally {
  rmSync(folder, { recursive: true });
}
