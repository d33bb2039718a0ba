// `npm run bench:accuracy -- DIR`: recall and false positives on the rule examples of other scanners. DIR holds run.py and
// dev.jsonl.xz; neither is part of this repository. The table goes into bench/README.md with date and machine.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bin, keepTable, userPath } from "./readme.js";

const directory = process.argv[2] ?? process.env["VAULTLINT_RULETESTS"];
if (directory === undefined) {
  process.stderr.write("Name the directory that holds run.py and dev.jsonl.xz: npm run bench:accuracy -- DIR\n");
  process.exit(2);
}
const scan = `"${process.execPath}" "${bin}" scan {dir} --output sarif={out} --format json --fail-on none --quiet`;
const data = userPath(directory);
const { status, stdout, stderr } = spawnSync(
  "python3",
  [join(data, "run.py"), "vaultlint", scan, "--data", join(data, "dev.jsonl.xz"), ...process.argv.slice(3)],
  { encoding: "utf8", maxBuffer: 64_000_000 },
);
process.stderr.write(stderr);
if (status !== 0) process.exit(2);

const table = stdout.replace(/, [\d.]+s, exit/u, ", exit").trimEnd();
process.stdout.write(`${table}\n`);
if (!/, exit 0$/mu.test(table)) {
  process.stderr.write("vaultlint did not end with 0; the table was not kept.\n");
  process.exit(2);
}
await keepTable("accuracy", `\`\`\`text\n${table}\n\`\`\``);
