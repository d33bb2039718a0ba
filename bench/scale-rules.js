// How much CPU time the search for some of the shipped rules takes: node bench/scale-rules.js TREE COUNT prints milliseconds. A process
// for each count, so that none profits from what the JavaScript engine learned from another.
import { register } from "node:module";

register("../tools/typescript-hooks.js", import.meta.url);
const { compileTables } = await import("../src/detect/compile/tables.ts");
const { createDetector } = await import("../src/detect/detector.ts");
const { search } = await import("../src/detect/kernel/kernel.ts");
const { literalOwners } = await import("../src/detect/literals.ts");
const { searched } = await import("../src/detect/searched.ts");
const { shippedRules } = await import("../src/detect/shipped-rules.ts");
const { worktree } = await import("../src/sources/worktree.ts");

const [tree = ".", wanted = "100"] = process.argv.slice(2);
const count = Number(wanted);

/** Spread evenly over all rules, whose order is that of their names. @param {number} rule @param {number} all */
const isChosen = (rule, all) => Math.floor((rule * count) / all) !== Math.floor(((rule - 1) * count) / all);

/** @type {NonNullable<Parameters<typeof createDetector>[1]>} */
const plan = () => {
  const rules = shippedRules();
  const literals = literalOwners(rules, searched)
    .map(({ literal, owners }) => ({
      literal,
      owners: owners.filter((owner) => owner >= rules.length || isChosen(owner, rules.length)),
    }))
    .filter(({ owners }) => owners.length > 0);
  const tables = compileTables(literals.map(({ literal }) => literal));
  return {
    count: literals.length,
    literal: (number) => [literals[number]?.literal.text.length ?? 0, ...(literals[number]?.owners ?? [])],
    search: (bytes, files, hit, encoded) => {
      search(bytes, tables, files, hit, encoded);
    },
  };
};

const detector = createDetector({}, plan);
let candidates = 0;
const scan = async () => {
  const options = { paths: [tree], workingDirectory: tree, ignore: () => false, noIgnore: true, maxFileSize: 1e8 };
  for await (const item of worktree(options))
    if ("kind" in item && item.kind === "text") candidates += detector.detect(item.text).length;
};
// The first pass reads the files into the system's cache and lets the JavaScript engine compile.
await scan();
candidates = 0;
const before = process.cpuUsage();
await scan();
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ cpu: (user + system) / 1000, candidates }));
