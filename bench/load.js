// `npm run bench:load [-- SCALE]`: time and memory of a tree of very many files, of a very large one and of a very long history, and
// whether a report is ever half-written when the scan is killed. SCALE 1 is 100,000 files, 5 GB and 100,000 commits. The table goes into
// bench/README.md. Needs git, and GNU time for the memory.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { bin, keepTable } from "./readme.js";

const scale = Number(process.argv[2] ?? 1);
const folder = mkdtempSync(join(tmpdir(), "vaultlint-load-"));
const time = "/usr/bin/time";
const kills = 50;

/** Numbers that are the same in every run (mulberry32). */
let state = 20_260_302;
const random = () => {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};
const words = "account amount buffer cache client config count data entry error field file handle index item key".split(
  " ",
);
const word = () => words[Math.floor(random() * words.length)] ?? "";
const line = () => `export const ${word()}${word()} = ${word()}(${word()}, ${String(Math.floor(random() * 1000))});\n`;
const text = (/** @type {number} */ bytes) => {
  let all = "";
  while (all.length < bytes) all += line();
  return all;
};

/** Writes files of `bytes` each. @param {string} name @param {number} files @param {number} bytes */
function tree(name, files, bytes) {
  const root = join(folder, name);
  const body = text(bytes);
  for (let file = 0; file < files; file++) {
    const directory = join(root, `part${String(Math.floor(file / 500))}`);
    if (file % 500 === 0) mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, `module${String(file)}.ts`), line() + body);
  }
  return root;
}

/** @param {string} cwd @param {string[]} args */
function measure(cwd, ...args) {
  const scan = [process.execPath, bin, "scan", ...args, "--quiet", "--fail-on", "none", "--format", "json"];
  const [program = "", ...rest] = existsSync(time) ? [time, "-f", "%e %U %S %M", ...scan] : scan;
  const started = performance.now();
  const { stdout, stderr, status } = spawnSync(program, rest, { cwd, encoding: "utf8", maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`The scan ended with ${String(status)}: ${stderr}`);
  const { stats } = JSON.parse(stdout);
  const wall = (performance.now() - started) / 1000;
  const [, user, system, memory] = /^\S+ (\S+) (\S+) (\S+)$/mu.exec(stderr) ?? [];
  const cpu = user === undefined ? "?" : (Number(user) + Number(system)).toFixed(1);
  return [
    `${stats.files.toLocaleString("en-US")} texts, ${(stats.bytes / 1e6).toFixed(0)} MB`,
    ...[wall.toFixed(1), cpu, memory === undefined ? "?" : (Number(memory) / 1024).toFixed(0)],
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

try {
  const rows = [];
  const many = tree("many", Math.round(100_000 * scale), 2000);
  rows.push(["many files", ...measure(many)]);
  rmSync(many, { recursive: true });
  const large = tree("large", Math.round(5000 * scale), 1_000_000);
  rows.push(["a large tree", ...measure(large)]);
  rmSync(large, { recursive: true });
  const long = join(folder, "long");
  const commits = String(Math.round(100_000 * scale));
  spawnSync(process.execPath, [fileURLToPath(new URL("history.js", import.meta.url)), commits, long], {
    env: { ...process.env, VAULTLINT_GENERATE_ONLY: "1" },
  });
  rows.push([`a history of ${Number(commits).toLocaleString("en-US")} commits`, ...measure(long, "--history")]);
  const small = tree("small", 500, 2000);
  // Findings make the report long: where writing it takes time, a kill can meet it.
  for (let file = 0; file < 200; file++)
    writeFileSync(
      join(small, `secret${String(file)}.py`),
      Array.from(
        { length: 50 },
        () => `api_key = "${String(random()).slice(2)}${word()}${String(random()).slice(2)}x"\n`,
      ).join(""),
    );
  const halves = await killed(small);
  const heads = ["Scanned", "Size", "Wall s", "CPU s", "Memory MB"];
  const table = [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  const of = `Killed at ${String(kills)} random moments while it scanned and wrote: ${String(halves)} reports were half-written.`;
  keepTable("load", `Scale ${String(scale)}.\n\n${table}\n\n${of}`);
  process.stdout.write(`${table}\n\n${of}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
