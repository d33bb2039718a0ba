// Measures `scan --history` on a generated repository: node bench/history.js [COMMITS] [DIRECTORY]. Needs a built dist/ and git.
// On Linux with GNU time it says how much memory the scan and the git processes took.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";

const commits = Number(process.argv[2] ?? 20_000);
const named = process.argv[3];
const directory = named ?? mkdtempSync(join(tmpdir(), "vaultlint-history-"));
mkdirSync(directory, { recursive: true });

/** Numbers that are the same in every run (mulberry32). */
let state = 20_260_302;
const random = () => {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

const files = 2000;
const words = "account amount buffer cache client config count data entry error field file handle index item key".split(
  " ",
);
const word = () => words[Math.floor(random() * words.length)] ?? "";
const line = () => `export const ${word()}${word()} = ${word()}(${word()}, ${String(Math.floor(random() * 1000))});\n`;
/** The lines of each file. @type {string[][]} */
const contents = Array.from({ length: files }, () => Array.from({ length: 40 + Math.floor(random() * 160) }, line));
const nameOf = (/** @type {number} */ file) => `src/part${String(file % 50)}/module${String(file)}.ts`;

/** One commit that edits up to five files; every hundredth adds a secret to one of them. */
function commit(/** @type {number} */ number) {
  const edited = new Set(Array.from({ length: 1 + Math.floor(random() * 5) }, () => Math.floor(random() * files)));
  let text = `commit refs/heads/main\ncommitter t <t@example.invalid> ${String(1_600_000_000 + number * 600)} +0000\ndata 2\nc\n`;
  for (const file of edited) {
    const lines = contents[file] ?? [];
    lines[Math.floor(random() * lines.length)] = line();
    if (number % 100 === 0) lines.push(`const apiKey = "${randomBytes(24).toString("base64url")}";\n`);
    const content = lines.join("");
    text += `M 100644 inline ${nameOf(file)}\ndata ${String(content.length)}\n${content}\n`;
  }
  return text;
}

if (!existsSync(join(directory, ".git"))) {
  spawnSync("git", ["init", "-q", "-b", "main", directory]);
  const started = performance.now();
  const importer = spawn("git", ["fast-import", "--quiet"], { cwd: directory, stdio: ["pipe", "ignore", "inherit"] });
  for (let number = 1; number <= commits; number++)
    if (!importer.stdin.write(commit(number))) await once(importer.stdin, "drain");
  importer.stdin.end();
  await once(importer, "close");
  // fast-import stores each file as a difference from whatever came before it; a server packs anew.
  spawnSync("git", ["repack", "-adfq"], { cwd: directory });
  console.log(`generated ${String(commits)} commits in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

// bench/load.js measures by itself.
if (process.env["VAULTLINT_GENERATE_ONLY"] !== undefined) process.exit();
const bin = fileURLToPath(new URL("../bin/vaultlint.js", import.meta.url));
const time = "/usr/bin/time";
const scan = [process.execPath, bin, "scan", "--history", "--format", "json"];
const [program = "", ...args] = existsSync(time) ? [time, "-v", ...scan] : scan;
const started = performance.now();
const result = spawnSync(program, args, { cwd: directory, encoding: "utf8", maxBuffer: 1e9 });
console.log(`scanned in ${((performance.now() - started) / 1000).toFixed(1)} s, exit code ${String(result.status)}`);
const { findings, stats } = JSON.parse(result.stdout);
console.log(
  `${String(findings.length)} findings in ${String(stats.files)} versions, ${(stats.bytes / 1e6).toFixed(0)} MB`,
);
for (const [said] of result.stderr.matchAll(/.*(?:Maximum resident|User time|System time|CPU this job).*/gu))
  console.log(said.trim());
if (named === undefined) rmSync(directory, { recursive: true });
