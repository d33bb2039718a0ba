// `npm run bench:load [-- SCALE]`: time and memory of a tree of very many files, of a very large one and of a very long history, and
// what a scan leaves that is killed. SCALE 1 is 100,000 files, 5 GB and 100,000 commits, of the text of a real tree. The tables go into
// bench/README.md. `npm run bench:load -- SCALE commits kills` measures a part of it, and prints it only.
// Needs git, python3 and go (for the text).
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateHistory, generateTree, randomKey, randomNumbers, someFiles } from "./generate.js";
import { killed } from "./kill.js";
import { measure } from "./measure.js";
import { bin, figures, keepTable } from "./readme.js";
import { seconds } from "./statistics.js";
import { tree } from "./trees.js";

const [scaleText = "1", ...only] = process.argv.slice(2);
const scale = Number(scaleText);
const folder = mkdtempSync(join(tmpdir(), "vaultlint-load-"));
const kills = 50;

/** @param {number} value */
const count = (value) => value.toLocaleString("en-US");

/** @param {string} name @param {string} cwd @param {string[]} args */
function scan(name, cwd, ...args) {
  const report = join(folder, "report");
  const options = ["--quiet", "--fail-on", "none", "--output", `json=${report}`];
  const { code, wall, cpu, memory, said } = measure([process.execPath, bin, "scan", ...args, ...options], { cwd });
  if (code !== 0) throw new Error(`The scan of ${cwd} ended with ${String(code)}: ${said}`);
  const { findings, stats } = JSON.parse(readFileSync(report, "utf8"));
  rmSync(cwd, { recursive: true });
  const cells = [
    ...[name, count(stats.files), (stats.bytes / 1e6).toFixed(0)],
    ...[seconds(wall), seconds(cpu), memory.toFixed(0), count(findings.length)],
  ];
  process.stderr.write(`${cells.join(" ")}\n`);
  return cells;
}

/** Files with so many findings that a kill can meet the writing of the report. */
function manyFindings() {
  const random = randomNumbers();
  const key = () => `api_key = "${randomKey(random, 32)}"`;
  return Array.from({ length: 40 }, (_, file) => ({
    path: `secret${String(file)}.py`,
    content: Array.from({ length: 50 }, key).join("\n"),
  }));
}

/** @param {string} name @param {string} cwd @param {string[]} args */
async function kill(name, cwd, ...args) {
  const { before, half, whole, files, processes } = await killed(kills, { cwd, args, folder: `${cwd}-reports` });
  return [name, ...[kills, before, whole, half, files, processes].map(String)];
}

const some = someFiles(tree("kubernetes").path, 2000);
const text = some.map(({ content }) => content).join("\n");
/** Each makes what it scans. @type {Record<string, () => Promise<string[]> | string[]>} */
const scans = {
  files() {
    const many = join(folder, "many");
    generateTree(many, { files: Math.round(100_000 * scale), bytes: 2000, text });
    return scan("many files", many);
  },
  bytes() {
    const large = join(folder, "large");
    generateTree(large, { files: Math.round(5000 * scale), bytes: 1_000_000, text });
    return scan("a large tree", large);
  },
  async commits() {
    const long = join(folder, "long");
    const commits = Math.round(100_000 * scale);
    await generateHistory(long, commits, some);
    return scan(`a history of ${count(commits)} commits`, long, "--history");
  },
};

async function killAll() {
  const directory = join(folder, "small");
  generateTree(directory, { files: 500, bytes: 2000, text });
  for (const { path, content } of manyFindings()) writeFileSync(join(directory, path), content);
  const repository = join(folder, "repository");
  await generateHistory(repository, 40, manyFindings());
  return figures(
    [
      ...["Killed", "Times", "Old report", "New report", "Half a report"],
      ...["Files left beside it", "Processes left"],
    ],
    [await kill("a scan of 540 files", directory), await kill("a scan of 40 commits", repository, "--history")],
  );
}

try {
  const wanted = (/** @type {string} */ name) => only.length === 0 || only.includes(name);
  const rows = [];
  for (const [name, run] of Object.entries(scans)) if (wanted(name)) rows.push(await run());
  const table = figures(["Scanned", "Texts", "MB", "Wall s", "CPU s", "Memory MB", "Findings"], rows);
  const all = [
    `Scale ${String(scale)}.`,
    ...(rows.length > 0 ? [table] : []),
    ...(wanted("kills") ? [await killAll()] : []),
  ];
  process.stdout.write(`${all.join("\n\n")}\n`);
  if (only.length === 0) await keepTable("load", all.join("\n\n"));
} finally {
  rmSync(folder, { recursive: true });
}
