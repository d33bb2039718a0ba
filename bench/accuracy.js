// `npm run bench:accuracy -- DIR`: recall and false positives on the rule examples of other scanners, and what is flagged at high
// confidence although its checksum is wrong. DIR holds run.py and dev.jsonl.xz; neither is part of this repository. The table goes into
// bench/README.md with date and machine.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bin, keepTable, userPath } from "./readme.js";

const directory = process.argv[2] ?? process.env["VAULTLINT_RULETESTS"];
if (directory === undefined) {
  process.stderr.write("Name the directory that holds run.py and dev.jsonl.xz: npm run bench:accuracy -- DIR\n");
  process.exit(2);
}
const data = userPath(directory);

/** The table of one run over all examples; a failure ends the benchmark. @param {string} confidence The least that counts. */
function run(confidence) {
  const scan = `"${process.execPath}" "${bin}" scan {dir} --output sarif={out} --format json --fail-on none --quiet --min-confidence ${confidence}`;
  const { status, stdout, stderr } = spawnSync(
    "python3",
    [join(data, "run.py"), "vaultlint", scan, "--data", join(data, "dev.jsonl.xz"), ...process.argv.slice(3)],
    { encoding: "utf8", maxBuffer: 64_000_000 },
  );
  process.stderr.write(stderr);
  if (status !== 0) process.exit(2);
  const table = stdout.replace(/, [\d.]+s, exit/u, ", exit").trimEnd();
  if (!/, exit 0$/mu.test(table)) {
    process.stdout.write(`${table}\n`);
    process.stderr.write("vaultlint did not end with 0; the table was not kept.\n");
    process.exit(2);
  }
  return table;
}

/** Of the last row, how many examples with a wrong checksum there are and what share of them was flagged. @param {string} table */
function wrongChecksums(table) {
  const [flagged = "", count = ""] = (table.split("\n").at(-1) ?? "").trim().split(/\s+/u).reverse();
  return { count, flagged };
}

const table = run("medium");
const { count, flagged } = wrongChecksums(run("high"));
const summary = `Wrong checksums flagged at high confidence: ${flagged} % of ${count}.`;
process.stdout.write(`${table}\n${summary}\n`);
await keepTable("accuracy", `\`\`\`text\n${table}\n\`\`\`\n\n${summary}`);
