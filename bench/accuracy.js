// `npm run bench:accuracy -- DIR`: recall and false positives on the rule examples of other scanners. DIR holds run.py and
// dev.jsonl.xz; neither is part of this repository. The table goes into bench/README.md with date and machine.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const directory = process.argv[2] ?? process.env["VAULTLINT_RULETESTS"];
if (directory === undefined) {
  process.stderr.write("Name the directory that holds run.py and dev.jsonl.xz: npm run bench:accuracy -- DIR\n");
  process.exit(2);
}
const bin = fileURLToPath(new URL("../bin/vaultlint.js", import.meta.url));
const scan = `"${process.execPath}" "${bin}" scan {dir} --output sarif={out} --format json --fail-on none --quiet`;
const data = join(process.env["INIT_CWD"] ?? process.cwd(), directory);
const { status, stdout, stderr } = spawnSync(
  "python3",
  [join(data, "run.py"), "vaultlint", scan, "--data", join(data, "dev.jsonl.xz"), ...process.argv.slice(3)],
  { encoding: "utf8", maxBuffer: 64_000_000 },
);
process.stderr.write(stderr);
if (status !== 0) process.exit(2);

const table = stdout.replace(/, [\d.]+s, exit/u, ", exit").trimEnd();
process.stdout.write(`${table}\n`);
const readme = new URL("README.md", import.meta.url);
const text = readFileSync(readme, "utf8");
const start = "<!-- accuracy:start -->";
const end = "<!-- accuracy:end -->";
const machine = `${cpus()[0]?.model ?? "unknown processor"}, ${String(cpus().length)} cores, ${String(Math.round(totalmem() / 1e9))} GB, Node ${process.version}`;
const block = `${start}\n\n${new Date().toISOString().slice(0, 10)}, ${machine}\n\n\`\`\`text\n${table}\n\`\`\`\n\n${end}`;
writeFileSync(readme, text.slice(0, text.indexOf(start)) + block + text.slice(text.indexOf(end) + end.length));
