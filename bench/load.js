// `npm run bench:load [-- SCALE]`: time and memory of a tree of very many files, of a very large one and of a very long history, and
// whether a report is ever half-written when the scan is killed. SCALE 1 is 100,000 files, 5 GB and 100,000 commits, of the text of a
// real tree. The table goes into bench/README.md. Needs git, python3 and go (for the text).
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { generateHistory, generateTree, randomKey, randomNumbers, someFiles } from "./generate.js";
import { measure } from "./measure.js";
import { bin, figures, keepTable } from "./readme.js";
import { seconds } from "./statistics.js";
import { tree } from "./trees.js";

const scale = Number(process.argv[2] ?? 1);
const folder = mkdtempSync(join(tmpdir(), "vaultlint-load-"));
const kills = 50;
const random = randomNumbers();

/** @param {string} cwd @param {string[]} args */
function scan(cwd, ...args) {
  const report = join(folder, "report");
  const options = ["--quiet", "--fail-on", "none", "--output", `json=${report}`];
  const { code, wall, cpu, memory, said } = measure([process.execPath, bin, "scan", ...args, ...options], { cwd });
  if (code !== 0) throw new Error(`The scan of ${cwd} ended with ${String(code)}: ${said}`);
  const { findings, stats } = JSON.parse(readFileSync(report, "utf8"));
  return [
    ...[stats.files.toLocaleString("en-US"), (stats.bytes / 1e6).toFixed(0)],
    ...[seconds(wall), seconds(cpu), memory.toFixed(0), findings.length.toLocaleString("en-US")],
  ];
}

/** How often the report was neither the old nor a whole new one. @param {string} cwd */
async function killed(cwd) {
  const report = join(cwd, "report.json");
  const args = [bin, "scan", "--quiet", "--fail-on", "none", "--output", "json=report.json"];
  const started = performance.now();
  spawnSync(process.execPath, args, { cwd });
  const whole = performance.now() - started;
  let halves = 0;
  for (let kill = 0; kill < kills; kill++) {
    writeFileSync(report, "old");
    const child = spawn(process.execPath, args, { cwd, stdio: "ignore" });
    const ended = once(child, "close");
    await delay(random() * whole * 1.1);
    child.kill("SIGKILL");
    await ended;
    const content = readFileSync(report, "utf8");
    try {
      if (content !== "old") JSON.parse(content);
    } catch {
      halves++;
    }
  }
  return halves;
}

const count = (/** @type {number} */ value) => value.toLocaleString("en-US");
try {
  const some = someFiles(tree("kubernetes").path, 2000);
  const text = some.map(({ content }) => content).join("\n");
  /** @type {string[][]} */
  const rows = [];
  const add = (/** @type {string} */ name, /** @type {string[]} */ cells) => {
    process.stderr.write(`${name}: ${cells.join(" ")}\n`);
    rows.push([name, ...cells]);
  };
  const many = join(folder, "many");
  generateTree(many, { files: Math.round(100_000 * scale), bytes: 2000, text });
  add("many files", scan(many));
  rmSync(many, { recursive: true });
  const large = join(folder, "large");
  generateTree(large, { files: Math.round(5000 * scale), bytes: 1_000_000, text });
  add("a large tree", scan(large));
  rmSync(large, { recursive: true });
  const long = join(folder, "long");
  const commits = Math.round(100_000 * scale);
  await generateHistory(long, commits, some);
  add(`a history of ${count(commits)} commits`, scan(long, "--history"));
  rmSync(long, { recursive: true });
  const small = join(folder, "small");
  generateTree(small, { files: 500, bytes: 2000, text });
  // Findings make the report long: where writing it takes time, a kill can meet it.
  for (let file = 0; file < 200; file++)
    writeFileSync(
      join(small, `secret${String(file)}.py`),
      Array.from({ length: 50 }, () => `api_key = "${randomKey(random, 32)}"\n`).join(""),
    );
  const halves = await killed(small);
  const table = figures(["Scanned", "Texts", "MB", "Wall s", "CPU s", "Memory MB", "Findings"], rows);
  const of = `Killed at ${String(kills)} random moments while it scanned and wrote: ${String(halves)} reports were half-written.`;
  process.stdout.write(`${table}\n\n${of}\n`);
  await keepTable("load", `Scale ${String(scale)}.\n\n${table}\n\n${of}`);
} finally {
  rmSync(folder, { recursive: true });
}
