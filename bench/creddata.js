// `npm run bench:creddata -- DIR [--folds N] [--readings FILE]`: precision and recall on labelled lines of real code. DIR holds unpack.py,
// score.py and dev.jsonl.xz; none is part of this repository. The judge's weights are fitted on the same lines, so that the row that
// counts is the one where each repository is scanned with weights that were fitted without it: on the other ones, and on the readings
// in FILE (bench/train/judge.js). The table goes into bench/README.md.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "tsdown";
import { bin, keepTable, userPath } from "./readme.js";

// Measured by those who keep the lines, on the same split.
const peers = [
  ["detect-secrets", 0.46, 0.51, 0.49],
  ["betterleaks 2", 0.6, 0.55, 0.57],
  ["titus", 0.74, 0.39, 0.51],
  ["gitleaks", 0.93, 0.26, 0.41],
  ["kingfisher", 0.97, 0.13, 0.23],
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { folds: { type: "string", default: "5" }, readings: { type: "string" } },
});
const directory = positionals[0] ?? process.env["VAULTLINT_CREDDATA"];
if (directory === undefined) {
  process.stderr.write(
    "Name the directory that holds unpack.py, score.py and dev.jsonl.xz: npm run bench:creddata -- DIR\n",
  );
  process.exit(2);
}
const data = userPath(directory);
const root = fileURLToPath(new URL("../", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "vaultlint-creddata-"));
const corpus = join(work, "corpus");

/** Runs a program; its failure ends the benchmark. @param {string} program @param {string[]} parameters @param {string} cwd */
function run(program, parameters, cwd = corpus) {
  const { status, stdout, stderr } = spawnSync(program, parameters, { cwd, encoding: "utf8", maxBuffer: 256_000_000 });
  if (status !== 0) throw new Error(`${program} ${parameters[0] ?? ""}: ${stderr}`);
  return stdout;
}

/**
 * @typedef {{ line: number, endLine: number }} Lines
 * @typedef {{ path: string, ruleId: string, region: Lines, related?: { role: string, ruleId?: string, region: Lines }[] }} Finding
 */

/** The lines that a finding names: its own, and that of an id which stands in it, since ids are labelled too. @param {Finding} finding */
function linesOf({ path, ruleId, region, related = [] }) {
  const ids = related.flatMap((part) => (part.ruleId === undefined || part.role === "key" ? [] : [part]));
  return [{ ruleId, region }, ...ids].map(({ ruleId: rule, region: { line, endLine } }) =>
    JSON.stringify({ file: path, line, end_line: endLine, rule }),
  );
}

/** Scans everything with the command line at `cli`. @param {string} cli @param {string} report */
function scan(cli, report) {
  const parameters = [cli, "scan", "data", "--format", "json", "--fail-on", "none", "--quiet"];
  /** @type {{ findings: Finding[] }} */
  const { findings } = JSON.parse(run(process.execPath, parameters));
  writeFileSync(report, findings.flatMap(linesOf).join("\n"));
  return report;
}

/** Counts of one report, over all repositories or some. @param {string} report @param {string[]} repositories */
function score(report, repositories = []) {
  const only = repositories.length > 0 ? ["--only", repositories.join(",")] : [];
  const table = run("python3", [
    join(data, "score.py"),
    "table",
    "--corpus",
    ".",
    "--profile",
    "core",
    ...only,
    `vaultlint=jsonl:${report}`,
  ]);
  const cells = (table.trim().split("\n").at(-1) ?? "").split("|").map((cell) => cell.trim());
  const [found = 0, all = 0] = (cells[2] ?? "").split("/").map(Number);
  // Strictly, findings on lines without a label are wrong too.
  return { found, all, wrong: Number(cells[3]), strict: Number(cells[3]) + Number(cells[4]) };
}

/** Recall of the categories with the most lines missed, the worst first. @param {string} report */
function worstCategories(report) {
  const parameters = ["score", "--corpus", ".", "--profile", "core", "--findings", report, "--json"];
  /** @type {{ categories: Record<string, { true: number, found: number }> }} */
  const { categories } = JSON.parse(run("python3", [join(data, "score.py"), ...parameters]));
  const rows = Object.entries(categories)
    .filter(([, counts]) => counts.true > counts.found)
    .sort(([, a], [, b]) => b.true - b.found - (a.true - a.found))
    .slice(0, 10)
    .map(([name, counts]) => {
      const cells = [String(counts.true).padStart(5), String(counts.found).padStart(5)];
      return `| ${name.padEnd(24)} | ${cells.join(" | ")} | ${(counts.found / counts.true).toFixed(2)}   |`;
    });
  return [
    "| Category                 | Lines | Found | Recall |",
    "| ------------------------ | ----: | ----: | ------ |",
    ...rows,
  ];
}

/** The command line as built, with other weights of the judge. @param {string} weights @param {string} out */
async function withWeights(weights, out) {
  cpSync(join(root, "bin"), join(out, "bin"), { recursive: true });
  cpSync(join(root, "dist"), join(out, "dist"), { recursive: true });
  // Built from the sources as they are, it looks for its files where these have them.
  cpSync(join(root, "src/detect/generated"), join(out, "dist/generated"), { recursive: true });
  cpSync(join(root, "package.json"), join(out, "package.json"));
  await build({
    config: false,
    entry: {
      cli: join(root, "src/cli/start.ts"),
      "cli-base": join(root, "src/cli/main.ts"),
      "cli-git": join(root, "src/sources/staged-changes.ts"),
    },
    outDir: join(out, "dist"),
    format: "cjs",
    platform: "node",
    target: "node20.19",
    fixedExtension: false,
    hash: false,
    dts: false,
    clean: false,
    logLevel: "error",
    deps: { alwaysBundle: [/.*/], neverBundle: ["eslint"] },
    inputOptions: { resolve: { mainFields: ["module", "main"] } },
    outputOptions: { entryFileNames: "[name].cjs", chunkFileNames: "cli-[name].cjs", dynamicImportInCjs: false },
    plugins: [
      {
        name: "other-weights",
        resolveId: (id) => (id.endsWith("/parser.ts") ? { id: "./parser.cjs", external: true } : null),
        load: (id) =>
          basename(id) === "weights.json" ? { code: readFileSync(weights, "utf8"), moduleType: "json" } : null,
      },
    ],
  });
  return join(out, "bin/vaultlint.js");
}

/** @param {string} name @param {{ found: number, all: number, wrong: number }} counts */
function row(name, { found, all, wrong }) {
  const precision = found / (found + wrong);
  const recall = found / all;
  return rowOf(name, precision, recall, (2 * precision * recall) / (precision + recall));
}

/** @param {string} name @param {number} precision @param {number} recall @param {number} f1 */
function rowOf(name, precision, recall, f1) {
  return `| ${name.padEnd(36)} | ${precision.toFixed(2)}      | ${recall.toFixed(2)}   | ${f1.toFixed(2)} |`;
}

try {
  run("python3", [join(data, "unpack.py"), join(data, "dev.jsonl.xz"), corpus], root);
  const repositories = readdirSync(join(corpus, "meta"))
    .map((name) => basename(name, ".csv"))
    .sort();
  const shipped = scan(bin, join(work, "shipped.jsonl"));
  const counts = score(shipped);
  const rows = [row("vaultlint, as shipped", counts), row("vaultlint, strict", { ...counts, wrong: counts.strict })];
  const folds = Number(values.folds);
  if (folds > 1) {
    const total = { found: 0, all: 0, wrong: 0 };
    for (let fold = 0; fold < folds; fold++) {
      const held = repositories.filter((_, index) => index % folds === fold);
      const weights = join(work, "weights.json");
      const others = repositories.filter((name) => !held.includes(name));
      const read = values.readings === undefined ? [] : ["--readings", userPath(values.readings)];
      run(
        process.execPath,
        [join(root, "bench/train/judge.js"), corpus, "--repos", others.join(","), "--out", weights, ...read],
        root,
      );
      const cli = await withWeights(weights, join(work, `fold${String(fold)}`));
      const counts = score(scan(cli, join(work, `fold${String(fold)}.jsonl`)), held);
      total.found += counts.found;
      total.all += counts.all;
      total.wrong += counts.wrong;
    }
    rows.unshift(row(`**vaultlint, ${String(folds)} folds by repository**`, total));
  }
  const others = peers.map(([name, precision, recall, f1]) =>
    rowOf(String(name), Number(precision), Number(recall), Number(f1)),
  );
  const table = [
    `| ${"Scanner".padEnd(36)} | Precision | Recall | F1   |`,
    `| ${"-".repeat(36)} | --------- | ------ | ---- |`,
    ...rows,
    ...others,
    "",
    ...worstCategories(shipped),
  ].join("\n");
  process.stdout.write(`${table}\n`);
  await keepTable("creddata", table);
} finally {
  rmSync(work, { recursive: true });
}
