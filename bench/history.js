// `npm run bench:history [-- COMMITS]`: CPU, wall clock and memory of a scan of a git history, by vaultlint and by the scanners that read
// one, on a repository that is generated from real text; and whether vaultlint finds in commits what it finds in their checkouts.
// The table goes into bench/README.md. Needs git and what bench/peers.js installs.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateHistory, packAnew, someFiles } from "./generate.js";
import { measure, network } from "./measure.js";
import { install, scanners } from "./peers.js";
import { bin, figures, keepTable } from "./readme.js";
import { verdict } from "./speed-report.js";
import { median, ratio, seconds } from "./statistics.js";
import { tree } from "./trees.js";

const commits = Number(process.argv[2] ?? 20_000);
const repetitions = 3;
/** Commits whose checkout is compared with what the history says of them. */
const samples = 25;
const compared = ["vaultlint", "kingfisher", "betterleaks"];

/** @param {string} cwd @param {string[]} args */
function git(cwd, ...args) {
  const { status, stdout, stderr } = spawnSync("git", args, { cwd, encoding: "utf8", maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  return stdout.trimEnd();
}

/** @typedef {{ ruleId: string, path: string, region: { line: number, column: number, length: number }, history?: { commit: string } }} Finding */

/** @param {string} cwd @param {string[]} args @returns {Finding[]} */
function findings(cwd, ...args) {
  const scan = [bin, "scan", ...args, "--fail-on", "none", "--quiet", "--format", "json"];
  const { status, stdout, stderr } = spawnSync(process.execPath, scan, { cwd, encoding: "utf8", maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`The scan of ${args.join(" ")} ended with ${String(status)}: ${stderr}`);
  return JSON.parse(stdout).findings;
}

/** @param {Finding[]} list */
const places = (list) =>
  list
    .map(({ ruleId, path, region }) => [path, region.line, region.column, region.length, ruleId].join(":"))
    .sort()
    .join("\n");

/** In how many of some commits the scan of the history finds what the scan of the files that they changed finds. @param {string} repository @param {readonly string[]} ids */
function sameAsCheckout(repository, ids) {
  const checkout = join(repository, "checkout");
  git(repository, "worktree", "add", "-q", "--detach", checkout, ids[0] ?? "HEAD");
  let same = 0;
  let found = 0;
  for (const id of ids) {
    git(checkout, "checkout", "-q", "--detach", id);
    const changed = git(checkout, "diff-tree", "-r", "--name-only", "--no-commit-id", id).split("\n");
    const files = findings(checkout, ...changed);
    found += files.length;
    if (places(files) === places(findings(checkout, "--history", "--range", `${id}~1..${id}`))) same++;
  }
  return { same, found };
}

const folder = mkdtempSync(join(tmpdir(), "vaultlint-history-"));
try {
  const chosen = scanners.filter(({ name }) => compared.includes(name));
  install(chosen);
  const repository = join(folder, "repository");
  const planted = await generateHistory(repository, commits, someFiles(tree("kubernetes").path, 2000));
  // kingfisher takes half as long again where fast-import packed.
  packAnew(repository);
  const ids = git(repository, "rev-list", "--reverse", "HEAD").split("\n");
  const report = join(folder, "report.json");
  const states = chosen.map((scanner) => ({
    scanner,
    findings: 0,
    /** @type {import("./measure.js").Measure[]} */
    measures: [],
  }));
  // The first round warms caches.
  for (let round = 0; round <= repetitions; round++) {
    for (const state of states) {
      const { name, history, codes, findings: count } = state.scanner;
      rmSync(report, { force: true });
      const measured = measure(history?.(repository, report) ?? [], { cwd: repository });
      if (!codes.includes(measured.code))
        throw new Error(`${name} ended with ${String(measured.code)}: ${measured.said}`);
      process.stderr.write(`${name}: ${seconds(measured.cpu)} s\n`);
      if (round === 0) state.findings = count(readFileSync(report, "latin1"));
      else state.measures.push(measured);
    }
  }
  const rows = states.map(({ scanner: { name, version }, findings: count, measures }) => ({
    name,
    version: version(),
    cpu: median(measures.map(({ cpu }) => cpu)),
    wall: median(measures.map(({ wall }) => wall)),
    memory: median(measures.map(({ memory }) => memory)),
    runs: measures.length,
    findings: count,
  }));
  const own = rows[0];
  const table = figures(
    ["Scanner", "CPU s", "to vaultlint's", "Wall s", "Memory MB", "Findings"],
    rows.map(({ name, version, cpu, wall, memory, findings: count }) => [
      `${name} ${version}`,
      seconds(cpu),
      own ? ratio(cpu, own.cpu) : "",
      ...[seconds(wall), memory.toFixed(0), count.toLocaleString("en-US")],
    ]),
  );

  const all = findings(repository, "--history");
  const known = new Set(all.map(({ path, history }) => `${history?.commit ?? ""} ${path}`));
  const attributed = planted.filter(({ path, commit }) => known.has(`${ids[commit - 1] ?? ""} ${path}`)).length;
  const step = ids.length / samples;
  const { same, found } = sameAsCheckout(
    repository,
    Array.from({ length: samples }, (_, index) => ids[Math.min(ids.length, Math.floor((index + 1) * step)) - 1] ?? ""),
  );
  const count = (/** @type {number} */ value) => value.toLocaleString("en-US");
  const packed = readPackSize(repository);
  const text = [
    `${count(ids.length)} commits, ${(packed / 1e6).toFixed(0)} MB packed; scanned ${network}.`,
    table,
    verdict(rows),
    `Of ${count(planted.length)} keys that commits brought, ${count(attributed)} are reported with their path and that very commit. ` +
      `In ${String(same)} of ${String(samples)} commits the history holds the findings of a checkout of the files that changed (${count(found)} in all), at the same places.`,
  ].join("\n\n");
  process.stdout.write(`${text}\n`);
  await keepTable("history", text);
  if (same < samples || attributed < planted.length) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** @param {string} repository */
function readPackSize(repository) {
  const packs = git(repository, "count-objects", "-v");
  return Number(/^size-pack: (\d+)/mu.exec(packs)?.[1] ?? 0) * 1024;
}
