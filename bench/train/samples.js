// What the weights are fitted on: sightings whose truth is known, by labels or because somebody read them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { peoplePassword } from "./people.js";
import { featureVector, sightings } from "./sightings.js";

/** @typedef {import("./fit.js").Sample & { group: string, where: string, made?: boolean, unread?: boolean }} GroupedSample */

/** Categories that are identifiers or no secrets by themselves: neither right nor wrong. */
const soft = new Set(["UUID", "AWS S3 Bucket", "Firebase Domain", "Tencent WeChat API App ID", "Nonce", "Salt"]);

/** @typedef {{ file: string, start: number, end: number, truth: string, from: number, to: number, soft: boolean }} Label */

/** @param {string} corpus @returns {Map<string, Label[]>} labels by repository */
export function readLabels(corpus) {
  /** @type {Map<string, Label[]>} */
  const repos = new Map();
  for (const name of readdirSync(join(corpus, "meta")).sort()) {
    const [head = "", ...rows] = readFileSync(join(corpus, "meta", name), "utf8")
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

/** The place of a sighting: its line, and the columns from which and to which it reaches. @param {Buffer} bytes */
function placesIn(bytes) {
  const starts = [0];
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 10) starts.push(i + 1);
  return (/** @type {import("../../src/model/text.ts").Span} */ span) => {
    const line = starts.findLastIndex((start) => start <= span.start) + 1;
    const from = bytes.toString("utf8", starts[line - 1] ?? 0, span.start).length;
    return { line, from, to: from + bytes.toString("utf8", span.start, span.end).length };
  };
}

/** Large groups count for less a sample than small ones do. @template {{ weight: number }} S @param {S[]} samples */
function evened(samples) {
  const share = samples.length ** -0.25;
  return samples.map((sample) => ({ ...sample, weight: sample.weight * share }));
}

// The weight of a password as people choose them, in place of a true one that the corpus made random.
const peopleWeight = 0.2;

/** The samples of one repository of the corpus. @param {string} corpus @param {string} group @param {Label[]} labels */
export function labelledSamples(corpus, group, labels) {
  /** @type {GroupedSample[]} */
  const samples = [];
  for (const file of [...new Set(labels.map((label) => label.file))].sort()) {
    const bytes = readFileSync(join(corpus, file));
    const placeOf = placesIn(bytes);
    const here = labels.filter((label) => label.file === file);
    for (const { span, evidence } of sightings(file, bytes)) {
      const { line, from, to } = placeOf(span);
      const on = here.filter(({ start, end }) => start <= line && line <= end);
      const truths = on.filter(({ truth }) => truth === "T");
      const hit = truths.some((label) => label.from < 0 || label.to < 0 || (label.from < to && from < label.to));
      if (truths.length > 0 ? !hit || truths.every((label) => label.soft) : false) continue;
      const where = `${file}:${String(line)}`;
      if (hit && evidence.nameKind === "password" && evidence.syntax !== "header") {
        const x = featureVector({ ...evidence, value: peoplePassword(samples.length) });
        samples.push({ group, x, y: 1, weight: peopleWeight, where, made: true });
      }
      const weight = on.length > 0 ? 1 : 0.3;
      samples.push({ group, x: featureVector(evidence), y: hit ? 1 : 0, weight, where });
    }
  }
  return evened(samples);
}

/** @typedef {{ path: string, line: number, column: number, right: boolean }} Reading */

/** Findings that somebody read, by tree. @param {string} file @returns {Map<string, Reading[]>} */
export function readReadings(file) {
  /** @type {Map<string, Reading[]>} */
  const trees = new Map();
  const [, ...rows] = readFileSync(file, "utf8").trim().split(/\r?\n/u);
  for (const row of rows) {
    const [tree = "", path = "", line = "", column = "", verdict = ""] = row.split("\t");
    const readings = trees.get(tree) ?? [];
    readings.push({ path, line: Number(line), column: Number(column), right: verdict === "T" });
    trees.set(tree, readings);
  }
  return trees;
}

/**
 * The samples of one tree that was read, and those beside them that were not, since nobody saw them. A value that stands there many
 * times counts for little more than one.
 * @param {string} tree
 * @param {Reading[]} readings
 */
export function readSamples(tree, readings) {
  /** @type {(GroupedSample & { value: string })[]} */
  const samples = [];
  for (const path of [...new Set(readings.map((reading) => reading.path))].sort()) {
    const bytes = readFileSync(join(tree, path));
    const placeOf = placesIn(bytes);
    const here = readings.filter((reading) => reading.path === path);
    for (const { span, evidence } of sightings(path, bytes)) {
      const { line, from, to } = placeOf(span);
      const reading = here.find((one) => one.line === line && from < one.column && one.column <= to);
      const { value } = evidence;
      const where = `${path}:${String(line)}`;
      const y = reading?.right === true ? 1 : 0;
      samples.push({ group: tree, x: featureVector(evidence), y, weight: 1, where, value, unread: !reading });
    }
  }
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const { value } of samples) times.set(value, (times.get(value) ?? 0) + 1);
  return evened(
    samples.map(({ value, ...sample }) => ({ ...sample, weight: sample.weight * (times.get(value) ?? 1) ** -0.75 })),
  );
}
