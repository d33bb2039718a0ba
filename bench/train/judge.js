// `node bench/train/judge.js CORPUS [--repos a,b,...] [--out FILE] [--folds N]`: fits the judge's weights (src/detect/judge/weights.json).
// CORPUS holds data/ with texts and meta/*.csv with labelled lines, one file a repository; it is no part of this project. The fit is
// a logistic regression with L2, by Newton's method: deterministic, no random start. `--folds` reports how well weights do on
// repositories that they were not fitted on; only that says whether a feature is worth having.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "tsdown";
import { peoplePassword } from "./people.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repos: { type: "string" },
    out: { type: "string", default: fileURLToPath(new URL("../../src/detect/judge/weights.json", import.meta.url)) },
    folds: { type: "string", default: "0" },
    ridge: { type: "string", default: "2" },
  },
});
const corpus = positionals[0];
if (corpus === undefined) {
  process.stderr.write("Name the directory of the corpus: node bench/train/judge.js CORPUS\n");
  process.exit(2);
}

/** The detectors and the features as they are in the sources now. */
async function load() {
  const directory = mkdtempSync(join(tmpdir(), "vaultlint-train-"));
  const source = (/** @type {string} */ name) =>
    JSON.stringify(fileURLToPath(new URL(`../../src/detect/${name}`, import.meta.url)));
  writeFileSync(
    join(directory, "entry.ts"),
    `export { textDetectors } from ${source("text-detectors.ts")};\nexport { featureVector } from ${source("judge/judge.ts")};\nexport { features } from ${source("judge/features.ts")};\nexport { OpenQuotes } from ${source("generic/open-quotes.ts")};\nexport { JudgedLines } from ${source("generic/judged-lines.ts")};\nexport { Reach } from ${source("version-search.ts")};\n`,
  );
  await build({
    entry: join(directory, "entry.ts"),
    outDir: join(directory, "out"),
    format: "esm",
    platform: "node",
    dts: false,
    clean: false,
    logLevel: "error",
    config: false,
  });
  const file = readdirSync(join(directory, "out")).find((name) => /^entry\.m?js$/u.test(name)) ?? "";
  const code = await import(pathToFileURL(join(directory, "out", file)).href);
  rmSync(directory, { recursive: true });
  return code;
}

/** Categories that are identifiers or no secrets by themselves: neither right nor wrong. */
const soft = new Set(["UUID", "AWS S3 Bucket", "Firebase Domain", "Tencent WeChat API App ID", "Nonce", "Salt"]);

/** @typedef {{ file: string, start: number, end: number, truth: string, from: number, to: number, soft: boolean }} Label */
/** @returns {Map<string, Label[]>} labels by repository */
function readLabels() {
  /** @type {Map<string, Label[]>} */
  const repos = new Map();
  for (const name of readdirSync(join(corpus ?? "", "meta")).sort()) {
    const [head = "", ...rows] = readFileSync(join(corpus ?? "", "meta", name), "utf8")
      .trim()
      .split(/\r?\n/u);
    const column = Object.fromEntries(head.split(",").map((title, index) => [title, index]));
    const labels = rows.map((row) => {
      const cells = row.split(",");
      const cell = (/** @type {string} */ title) => cells[column[title] ?? -1] ?? "";
      return {
        file: cell("FilePath"),
        start: Number(cell("LineStart")),
        end: Number(cell("LineEnd")),
        truth: cell("GroundTruth"),
        from: Number(cell("ValueStart") || -1),
        to: Number(cell("ValueEnd") || -1),
        soft: cell("Category")
          .split(":")
          .every((category) => soft.has(category)),
      };
    });
    repos.set(name.replace(/\.csv$/u, ""), labels);
  }
  return repos;
}

const { textDetectors, featureVector, features, JudgedLines, OpenQuotes, Reach } = await load();

/** Every sighting of one text. @param {string} path @param {Buffer} bytes */
function sightings(path, bytes) {
  const text = { path, bytes, binary: false, encoding: "utf-8" };
  const reach = new Reach();
  /** @type {import("../../src/detect/structure/text-detector.ts").TextContext} */
  const context = {
    seen: new Set(),
    named: new Set(),
    passOver: () => undefined,
    lines: new JudgedLines(),
    isReference: () => false,
    marks: new Set(),
    add: () => undefined,
    encoded: { runs: [], signs: [], joined: [] },
    explain: false,
    quotes: new OpenQuotes(bytes, reach),
    asked: new Map(),
    reach,
  };
  const folded = bytes.toString("latin1").toLowerCase();
  const found = [];
  for (const { anchors, sight } of textDetectors) {
    if (!sight) continue;
    const places = new Set();
    for (const anchor of anchors) {
      const literal = anchor.toLowerCase();
      for (let at = folded.indexOf(literal); at >= 0; at = folded.indexOf(literal, at + 1)) places.add(at);
    }
    for (const at of [...places].sort((a, b) => a - b)) {
      const sighting = sight(text, at, context);
      if (sighting) found.push(sighting);
    }
  }
  return found;
}

// The weight of a password as people choose them, in place of a true one that the corpus made random.
const peopleWeight = 0.2;

/** @typedef {{ repo: string, x: Float64Array, y: number, weight: number, where: string, made?: boolean }} Sample */
/** @param {string} repo @param {Label[]} labels @returns {Sample[]} */
function samplesOf(repo, labels) {
  /** @type {Sample[]} */
  const samples = [];
  for (const file of [...new Set(labels.map((label) => label.file))].sort()) {
    const bytes = readFileSync(join(corpus ?? "", file));
    const starts = [0];
    for (let i = 0; i < bytes.length; i++) if (bytes[i] === 10) starts.push(i + 1);
    const here = labels.filter((label) => label.file === file);
    for (const { span, evidence } of sightings(file, bytes)) {
      const line = starts.findLastIndex((start) => start <= span.start) + 1;
      const lineStart = starts[line - 1] ?? 0;
      const from = bytes.toString("utf8", lineStart, span.start).length;
      const to = from + bytes.toString("utf8", span.start, span.end).length;
      const on = here.filter(({ start, end }) => start <= line && line <= end);
      const truths = on.filter(({ truth }) => truth === "T");
      const hit = truths.some((label) => label.from < 0 || label.to < 0 || (label.from < to && from < label.to));
      if (truths.length > 0 ? !hit || truths.every((label) => label.soft) : false) continue;
      if (hit && evidence.nameKind === "password" && evidence.syntax !== "header") {
        const x = featureVector({ ...evidence, value: peoplePassword(samples.length) });
        samples.push({ repo, x, y: 1, weight: peopleWeight, where: `${file}:${line}`, made: true });
      }
      samples.push({
        repo,
        x: featureVector(evidence),
        y: hit ? 1 : 0,
        weight: on.length > 0 ? 1 : 0.3,
        where: `${file}:${line}`,
      });
    }
  }
  const share = samples.length ** -0.25;
  for (const sample of samples) sample.weight *= share;
  return samples;
}

const size = features.length + 1;

/** Solves A x = b for a positive definite A by Cholesky. @param {Float64Array[]} a @param {Float64Array} b */
function solve(a, b) {
  const l = a.map((row) => Float64Array.from(row));
  const n = b.length;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = l[i][j];
      for (let k = 0; k < j; k++) sum -= l[i][k] * l[j][k];
      l[i][j] = i === j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / l[j][j];
    }
  }
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= l[i][k] * y[k];
    y[i] = sum / l[i][i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i];
    for (let k = i + 1; k < n; k++) sum -= l[k][i] * y[k];
    y[i] = sum / l[i][i];
  }
  return y;
}

/** @param {Sample[]} samples */
function fit(samples) {
  const ridge = Number(values.ridge);
  let weights = new Float64Array(size);
  const mean = samples.reduce((sum, { weight }) => sum + weight, 0) / samples.length;
  for (let round = 0; round < 25; round++) {
    const gradient = Float64Array.from(weights, (weight, index) => (index === 0 ? 0 : -ridge * weight));
    const hessian = Array.from({ length: size }, (_, index) => {
      const row = new Float64Array(size);
      row[index] = index === 0 ? 1e-6 : ridge;
      return row;
    });
    for (const { x, y, weight } of samples) {
      const chance = predict(weights, x);
      const scale = weight / mean;
      const curve = scale * Math.max(1e-6, chance * (1 - chance));
      const active = [0];
      for (let i = 0; i < x.length; i++) if (x[i] !== 0) active.push(i + 1);
      for (const i of active) {
        const xi = i === 0 ? 1 : x[i - 1];
        gradient[i] += scale * (y - chance) * xi;
        for (const j of active) hessian[i][j] += curve * xi * (j === 0 ? 1 : x[j - 1]);
      }
    }
    const step = solve(hessian, gradient);
    weights = weights.map((weight, index) => weight + step[index]);
    if (step.every((change) => Math.abs(change) < 1e-6)) break;
  }
  return weights;
}

/** @param {Float64Array} weights @param {Float64Array} x */
function predict(weights, x) {
  let sum = weights[0];
  for (let i = 0; i < x.length; i++) sum += weights[i + 1] * x[i];
  return 1 / (1 + Math.exp(-sum));
}

/** @param {{ y: number, chance: number, labelled: boolean }[]} results */
function report(results) {
  const hits = results.filter(({ y, chance }) => y === 1 && chance >= 0.5).length;
  const all = results.filter(({ y }) => y === 1).length;
  const wrong = results.filter(({ y, chance }) => y === 0 && chance >= 0.5).length;
  const precision = hits / (hits + wrong);
  const recall = hits / all;
  return `precision ${precision.toFixed(3)} recall ${recall.toFixed(3)} F1 ${((2 * precision * recall) / (precision + recall)).toFixed(3)} of ${all} true and ${results.length - all} false sightings`;
}

const labels = readLabels();
const wanted = values.repos === undefined ? [...labels.keys()] : values.repos.split(",");
const samples = wanted.flatMap((repo) => samplesOf(repo, labels.get(repo) ?? []));

const folds = Number(values.folds);
if (folds > 1) {
  const fold = new Map(wanted.map((repo, index) => [repo, index % folds]));
  const results = [];
  for (let part = 0; part < folds; part++) {
    const weights = fit(samples.filter(({ repo }) => fold.get(repo) !== part));
    for (const { repo, x, y, weight, where, made } of samples) {
      if (fold.get(repo) === part && made !== true)
        results.push({ y, chance: predict(weights, x), labelled: weight >= 0.3, where });
    }
  }
  process.stdout.write(`${folds} folds by repository: ${report(results)}\n`);
  if (process.env["TRAIN_DUMP"])
    writeFileSync(process.env["TRAIN_DUMP"], results.map((r) => `${r.y} ${r.chance.toFixed(2)} ${r.where}`).join("\n"));
}
const weights = fit(samples);
process.stdout.write(
  `fitted on ${wanted.length} repositories: ${report(samples.filter(({ made }) => made !== true).map(({ x, y }) => ({ y, chance: predict(weights, x), labelled: true })))}\n`,
);
const rounded = { bias: Number(weights[0].toFixed(3)) };
features.forEach((/** @type {{ name: string }} */ { name }, /** @type {number} */ index) => {
  rounded[name] = Number(weights[index + 1].toFixed(3));
});
writeFileSync(values.out, `${JSON.stringify(rounded, null, 2)}\n`);
