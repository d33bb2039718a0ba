// `npm run bench:startup [-- --node PATH ...]`: how much longer than Node itself a commit hook takes that scans 20 staged files, with each
// Node that is named, or with the one that runs this. The table goes into bench/README.md. Needs git and python3.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measure } from "./measure.js";
import { bin, figures, keepTable, userPath } from "./readme.js";
import { median } from "./statistics.js";

const repetitions = 21;
const staged = 20;
const source = fileURLToPath(new URL("../src/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "vaultlint-startup-"));

/** @param {string} cwd @param {string[]} args */
function git(cwd, ...args) {
  const { status, stderr } = spawnSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.invalid", ...args], {
    cwd,
  });
  if (status !== 0) throw new Error(`git ${args.join(" ")}: ${String(stderr)}`);
}

/** A repository with this project's source committed and 20 of its files changed in the index; `addition` stands in one of them. @param {string} name @param {string} addition */
function repository(name, addition) {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  git(cwd, "init", "-q");
  for (const part of ["model", "reports", "sources"]) cpSync(join(source, part), join(cwd, part), { recursive: true });
  git(cwd, "add", "-A");
  git(cwd, "commit", "-q", "-m", "source");
  const paths = ["sources", "reports"].flatMap((part) =>
    readdirSync(join(cwd, part), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name: file }) => join(part, file)),
  );
  for (const [index, path] of paths.slice(0, staged).entries())
    writeFileSync(join(cwd, path), `// ${String(index)}\n${index === 0 ? addition : ""}`, { flag: "a" });
  git(cwd, "add", "-A");
  return cwd;
}

const { values: options } = parseArgs({ options: { node: { type: "string", multiple: true } } });
const nodes = options.node?.map(userPath) ?? [process.execPath];

try {
  const plain = repository("plain", "");
  const parsed = repository("parsed", 'console.log(password ? "set" : "unset");\n');
  const glanced = repository("glanced", 'import jwt from "jsonwebtoken";\njwt.sign({}, process.env.KEY);\n');
  const scan = [bin, "scan", "--staged", "--quiet"];
  const cases = [
    { name: "node -e 0", args: ["-e", "0"], cwd: plain },
    { name: `${String(staged)} staged files`, args: scan, cwd: plain },
    { name: `${String(staged)} staged files, one of them with a trigger`, args: scan, cwd: glanced },
    { name: `${String(staged)} staged files, one of them parsed`, args: scan, cwd: parsed },
  ];
  const rows = nodes.flatMap((node) => {
    const version = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
    const states = cases.map((each) => ({ ...each, measures: /** @type {import("./measure.js").Measure[]} */ ([]) }));
    // All in turn: what else the machine does meets all alike. The first round warms caches.
    for (let round = 0; round <= repetitions; round++) {
      for (const { name, args, cwd, measures } of states) {
        const measured = measure([node, ...args], { cwd });
        if (measured.code !== 0)
          throw new Error(`${name} ended with ${String(measured.code)} under Node ${version}: ${measured.said}`);
        if (round > 0) measures.push(measured);
      }
    }
    const milliseconds = (/** @type {number} */ value) => (1000 * value).toFixed(0);
    const wallOf = (/** @type {typeof states[number] | undefined} */ state) =>
      median(state?.measures.map(({ wall }) => wall) ?? []);
    const bare = wallOf(states[0]);
    return states.map((state) => [
      `Node ${version}: ${state.name}`,
      milliseconds(wallOf(state)),
      state === states[0] ? "" : `+${milliseconds(wallOf(state) - bare)}`,
      milliseconds(Math.min(...state.measures.map(({ wall }) => wall))),
      milliseconds(median(state.measures.map(({ cpu }) => cpu))),
      Math.max(...state.measures.map(({ memory }) => memory)).toFixed(0),
    ]);
  });
  const table = figures(["", "Wall ms", "beyond Node", "fastest", "CPU ms", "Memory MB"], rows);
  const said = `Median of ${String(repetitions)} runs, git included.`;
  process.stdout.write(`${table}\n\n${said}\n`);
  await keepTable("startup", `${said}\n\n${table}`);
} finally {
  rmSync(folder, { recursive: true });
}
