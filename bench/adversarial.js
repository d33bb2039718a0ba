// `npm run bench:adversarial`: how fast texts are scanned that were made to be slow. The table goes into bench/README.md. Needs python3.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomKey, randomNumbers } from "./generate.js";
import { measure } from "./measure.js";
import { bin, figures, keepTable } from "./readme.js";
import { seconds } from "./statistics.js";

const repetitions = 5;
/** A scan that takes longer than this many seconds is not repeated. */
const longScan = 20;
const random = randomNumbers();

/** `part` again and again, up to so many megabytes. @param {string} part @param {number} megabytes */
const repeated = (part, megabytes) => part.repeat(Math.ceil((megabytes * 1e6) / part.length)).slice(0, megabytes * 1e6);

/** What is made anew again and again, `count` times. @param {number} count @param {(index: number) => string} make */
function many(count, make) {
  const pieces = [];
  for (let index = 0; index < count; index++) pieces.push(make(index));
  return pieces.join("");
}

/** @param {number} bytes */
const base64 = (bytes) =>
  Buffer.from(Array.from({ length: bytes }, () => Math.floor(random() * 256))).toString("base64");

// In two parts, so that no scanner takes this file for one with secrets in it.
const header = `-----BEGIN ${"PRIVATE"} KEY-----\n`;
const prefixes = [
  "AKIA",
  "ghp_",
  "glpat-",
  "xoxb-",
  "sk_live_",
  "AIza",
  "eyJ",
  "SG.",
  "npm_",
  "dop_v1_",
  "hf_",
  "ya29.",
];
const words =
  "the of and account name please enter your new login session expired again must be longer than what you had wrong".split(
    " ",
  );
const word = () => words[Math.floor(random() * words.length)] ?? "";

/** The endings are those of files in which such text stands. @type {readonly { name: string, file: string, text: () => string }[]} */
const inputs = [
  { name: "nothing but the letter a", file: "a.txt", text: () => repeated("a", 50) },
  {
    name: "dense candidates: beginnings of tokens of twelve providers, each with too few characters behind it",
    file: "dense.txt",
    text: () => {
      const part = (/** @type {number} */ index) =>
        `${prefixes[index % prefixes.length] ?? ""}${randomKey(random, 1 + (index % 8))} `;
      return repeated(many(4096, part), 20);
    },
  },
  {
    name: "dense findings: the same with tokens that may be real",
    file: "tokens.txt",
    text: () => {
      const part = (/** @type {number} */ index) =>
        `${prefixes[index % prefixes.length] ?? ""}${randomKey(random, 36)}\n`;
      return repeated(many(4096, part), 2);
    },
  },
  {
    name: "nested quotes",
    file: "quotes.js",
    text: () => repeated(`x = "'\`\\"'"'\`'"\\\\"'\`"'${"\"'".repeat(8)};`, 20),
  },
  {
    name: "1,000,000 assignments of words to names of passwords",
    file: "words.py",
    text: () => many(1e6, (index) => `password_${String(index)} = "${word()} ${word()} ${word()}"\n`),
  },
  {
    name: "1,000,000 assignments of what may be a password, none of it sure enough to report",
    file: "unsure.py",
    text: () => many(1e6, (index) => `password_${String(index)} = "some words ${String(index % 977)}"\n`),
  },
  {
    name: "1,000,000 assignments, each hundredth of a key",
    file: "keys.py",
    text: () =>
      many(
        1e6,
        (index) => `value_${String(index)} = "${index % 100 === 0 ? randomKey(random, 32) : "name of a thing"}"\n`,
      ),
  },
  {
    name: "1,000,000 PEM headers with nothing behind them",
    file: "headers.pem",
    text: () => header.repeat(1e6),
  },
  {
    name: "100,000 PEM headers, three lines of a key behind every second one, and no end line",
    file: "keys.pem",
    text: () => many(1e5, (index) => header + (index % 2 === 0 ? "" : `${randomKey(random, 64)}\n`.repeat(3))),
  },
  { name: "random base64 in lines of 76", file: "lines.b64", text: () => base64(30e6).replaceAll(/.{76}/gu, "$&\n") },
  { name: "random base64 in one line", file: "line.b64", text: () => base64(30e6) },
  {
    name: "one line of 100 MB of minified code",
    file: "line.js",
    text: () =>
      repeated(
        many(5000, (index) => `function f${String(index)}(e,t){return e.${randomKey(random, 3)}+t[${String(index)}]};`),
        100,
      ),
  },
];

const folder = mkdtempSync(join(tmpdir(), "vaultlint-adversarial-"));

/** @param {string} file */
function scan(file) {
  const command = [process.execPath, bin, "scan", file, "--fail-on", "none", "--quiet", "--output", "json=report.json"];
  const first = measure(command, { cwd: folder });
  const runs = first.wall > longScan ? 1 : repetitions;
  const measures = [first, ...Array.from({ length: runs - 1 }, () => measure(command, { cwd: folder }))];
  const failed = measures.find(({ code }) => code !== 0);
  const { findings, notices } = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
  return {
    // What else the machine does only adds.
    cpu: Math.min(...measures.map(({ cpu }) => cpu)),
    wall: Math.min(...measures.map(({ wall }) => wall)),
    memory: Math.max(...measures.map(({ memory }) => memory)),
    code: failed?.code ?? 0,
    // The limit at which the scan gave up on the text: a speed of what was not done would be none.
    limit: /\(limits\.(?<name>\w+)\)/u.exec(JSON.stringify(notices))?.groups?.["name"],
    findings: findings.length,
  };
}

try {
  writeFileSync(join(folder, "empty.txt"), "");
  const start = scan("empty.txt");
  const rows = inputs.map(({ name, file, text }) => {
    const path = join(folder, file);
    writeFileSync(path, text(), "latin1");
    const megabytes = statSync(path).size / 1e6;
    const { cpu, wall, memory, code, limit, findings } = scan(file);
    rmSync(path);
    const ended = limit === undefined ? `ended with ${String(code)}` : `ended at ${limit}`;
    const speed = code === 0 ? (megabytes / Math.max(0.001, cpu - start.cpu)).toFixed(0) : ended;
    process.stderr.write(`${name}: ${speed}\n`);
    return [
      name,
      megabytes.toFixed(0),
      seconds(cpu),
      seconds(wall),
      speed,
      memory.toFixed(0),
      findings.toLocaleString("en-US"),
    ];
  });
  const table = figures(["Text", "MB", "CPU s", "Wall s", "MB a CPU second", "Memory MB", "Findings"], rows);
  const said = `The best of ${String(repetitions)} runs; a scan of more than ${String(longScan)} s is run once. The start of the program (${seconds(start.cpu)} s of CPU, ${start.memory.toFixed(0)} MB) is left out of the speed.`;
  process.stdout.write(`${table}\n\n${said}\n`);
  await keepTable("adversarial", `${said}\n\n${table}`);
} finally {
  rmSync(folder, { recursive: true });
}
