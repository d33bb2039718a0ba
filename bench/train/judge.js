// `node bench/train/judge.js CORPUS [--repos a,b,...] [--readings FILE] [--out FILE] [--folds N]`: fits the judge's weights
// (src/detect/judge/weights.json). CORPUS holds data/ with texts and meta/*.csv with labelled lines, one file a repository. FILE holds
// findings that somebody read, as tab-separated rows under a head: the directory of the tree, path in it, line, column, and T where
// the finding is right or F. Neither is part of this project. The corpus tells drawn values from words; the readings tell what
// trees hold that no corpus of secrets does. `--readings-weight` is what a reading counts beside a label. `--folds` reports how well
// weights do on repositories and trees that they were not fitted on; only that says whether a feature is worth having.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fit, predict } from "./fit.js";
import { labelledSamples, readLabels, readReadings, readSamples } from "./samples.js";
import { features } from "./sightings.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repos: { type: "string" },
    readings: { type: "string" },
    "readings-weight": { type: "string", default: "0.5" },
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

/** @param {{ y: number, chance: number }[]} results */
function report(results) {
  const hits = results.filter(({ y, chance }) => y === 1 && chance >= 0.5).length;
  const all = results.filter(({ y }) => y === 1).length;
  const wrong = results.filter(({ y, chance }) => y === 0 && chance >= 0.5).length;
  const precision = hits / (hits + wrong);
  const recall = hits / all;
  const f1 = (2 * precision * recall) / (precision + recall);
  const sightings = `${String(all)} true and ${String(results.length - all)} false sightings`;
  return `precision ${precision.toFixed(3)} recall ${recall.toFixed(3)} F1 ${f1.toFixed(3)} of ${sightings}`;
}

const labels = readLabels(corpus);
const repos = values.repos === undefined ? [...labels.keys()] : values.repos.split(",");
const labelled = repos.flatMap((repo) => labelledSamples(corpus, repo, labels.get(repo) ?? []));
/** @type {ReturnType<typeof readReadings>} */
const readings = values.readings === undefined ? new Map() : readReadings(values.readings);
const trees = [...readings.keys()];
const share = Number(values["readings-weight"]);
const seen = trees
  .flatMap((tree) => readSamples(tree, readings.get(tree) ?? []))
  .map((sample) => ({ ...sample, weight: sample.weight * share }));
const ridge = Number(values.ridge);

// Defaults are few in the corpus, and most of them placeholders, which other signs tell: that there is one says nothing.
const unfitted = features.findIndex(({ name }) => name === "syntax-fallback");
for (const { x } of [...labelled, ...seen]) x[unfitted] = 0;

/**
 * People read what was reported. What stands beside it and was not keeps the chance that the corpus gives it, or the fit would take from
 * what was read that all is right in trees.
 * @param {typeof labelled} corpusSamples
 * @param {typeof seen} treeSamples
 */
function fitBoth(corpusSamples, treeSamples) {
  const first = fit(corpusSamples, ridge);
  if (treeSamples.length === 0) return first;
  const others = treeSamples.map((sample) =>
    sample.unread === true ? { ...sample, y: predict(first, sample.x) } : sample,
  );
  return fit([...corpusSamples, ...others], ridge);
}

const read = seen.filter(({ unread }) => unread !== true);
const folds = Number(values.folds);
if (folds > 1) {
  const fold = new Map([...repos, ...trees].map((group, index) => [group, index % folds]));
  const parts = Array.from({ length: folds }, (_, part) => {
    const rest = (/** @type {typeof labelled} */ some) => some.filter(({ group }) => fold.get(group) !== part);
    const weights = fitBoth(rest(labelled), rest(seen));
    const held = (/** @type {typeof labelled} */ some) =>
      some
        .filter(({ group, made }) => fold.get(group) === part && made !== true)
        .map(({ x, y }) => ({ y, chance: predict(weights, x) }));
    return { labelled: held(labelled), read: held(read) };
  });
  process.stdout.write(`${String(folds)} folds by repository: ${report(parts.flatMap((part) => part.labelled))}\n`);
  if (read.length > 0)
    process.stdout.write(`and by tree that was read: ${report(parts.flatMap((part) => part.read))}\n`);
}
const weights = fitBoth(labelled, seen);
const known = [...labelled, ...read]
  .filter(({ made }) => made !== true)
  .map(({ x, y }) => ({ y, chance: predict(weights, x) }));
process.stdout.write(
  `fitted on ${String(repos.length)} repositories and ${String(trees.length)} trees: ${report(known)}\n`,
);
const rounded = Object.fromEntries(
  ["bias", ...features.map(({ name }) => name)].map((name, index) => [name, Number((weights[index] ?? 0).toFixed(3))]),
);
writeFileSync(values.out, `${JSON.stringify(rounded, null, 2)}\n`);
