// `npm run bench:gates`: ways to get a secret past a gate, tried on vaultlint and on other scanners as they would guard a pull request.
// The table goes into bench/README.md. Needs what bench/peers.js installs, git and a POSIX system.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { crc32 } from "node:zlib";
import { gates } from "./gate-commands.js";
import { detectSecrets, install, scanners } from "./peers.js";
import { keepTable } from "./readme.js";

/** Of each scenario with each scanner. */
const attempts = 3;
const programs = [...scanners, detectSecrets];
const folder = mkdtempSync(join(tmpdir(), "vaultlint-gates-"));
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const identity = ["-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "init.defaultBranch=main"];
const calm = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")));
const environment = { ...calm, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", HOME: folder };

/** A GitHub token, whose last six characters are a checksum: every scanner here knows it. */
function token() {
  const body = Array.from(randomBytes(30), (byte) => digits[byte % 62]).join("");
  let sum = "";
  for (let rest = crc(body); sum.length < 6; rest = Math.floor(rest / 62)) sum = (digits[rest % 62] ?? "") + sum;
  return `ghp_${body}${sum}`;
}

/** CRC-32, which Node 20 lacks. @param {string} text */
function crc(text) {
  if (typeof crc32 === "function") return crc32(text);
  let sum = 0xffffffff;
  for (const byte of Buffer.from(text)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

const line = (/** @type {string} */ value) => `github_token = "${value}"\n`;

/** A branch `topic` that is checked out and left `main`. */
class Repository {
  constructor() {
    this.cwd = mkdtempSync(join(folder, "r"));
    this.git("init", "-q");
    this.commit({ readme: "x\n" });
    this.git("checkout", "-q", "-b", "topic");
  }
  /** @param {string[]} args */
  git(...args) {
    const { status, stderr } = spawnSync("git", [...identity, ...args], { cwd: this.cwd, env: environment });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${String(stderr)}`);
  }
  /** @param {Record<string, string | Buffer>} files */
  commit(files) {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.cwd, path)), { recursive: true });
      writeFileSync(join(this.cwd, path), content);
    }
    this.git("add", "-A");
    this.git("commit", "-q", "--allow-empty", "-m", "x");
  }
  /** Those of the checkout, read without git, which could run what its settings name. */
  files() {
    return readdirSync(this.cwd, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(this.cwd, join(entry.parentPath, entry.name)))
      .filter((path) => !path.startsWith(".git/"));
  }
}

/** @typedef {{ code: number | null, found: boolean, output: string, report: string }} Result */

// Some must begin a comment.
const others = ["gitleaks:allow", "kingfisher:ignore", "pragma: allowlist secret", "secretlint-disable-line"];
const own = `${["vaultlint", "ignore"].join("-")} github/personal-access-token -- demo`;
const comment = [own, ...others].map((each) => ` # ${each}`).join("");
/** Said by whoever found the token, if not the token itself: a program that fails may end with the same code. */
const findingSaid = /github.{0,30}token/iu;

/**
 * Each prepares a branch and judges what a scanner made of it: true where the gate held.
 * @type {{ name: string, prepare: (repository: Repository, value: string) => void, holds?: (result: Result, value: string, cwd: string) => boolean | undefined }[]}
 */
const scenarios = [
  {
    name: "a file (for comparison)",
    prepare: (repository, value) => {
      repository.commit({ "a.py": line(value) });
    },
  },
  {
    name: "`* -diff` in .gitattributes",
    prepare: (repository, value) => {
      repository.commit({ ".gitattributes": "* -diff\n", "a.py": line(value) });
    },
  },
  {
    name: "in one commit, taken out in the next",
    prepare: (repository, value) => {
      repository.commit({ "a.py": line(value) });
      repository.commit({ "a.py": "1\n" });
    },
  },
  {
    name: "only in a merge commit",
    prepare: (repository, value) => {
      repository.commit({ "b.py": "1\n" });
      repository.git("checkout", "-q", "main");
      repository.commit({ "c.py": "1\n" });
      repository.git("checkout", "-q", "topic");
      repository.git("merge", "-q", "--no-commit", "main");
      repository.commit({ "evil.py": line(value) });
    },
  },
  {
    name: "UTF-16",
    prepare: (repository, value) => {
      repository.commit({ "a.py": Buffer.from(`\ufeff${line(value)}`, "utf16le") });
    },
  },
  {
    name: "a NUL byte at the start",
    prepare: (repository, value) => {
      repository.commit({ "a.py": `\0\n${line(value)}` });
    },
  },
  {
    name: "the change brings a config that allows all",
    prepare: (repository, value) => {
      const allow = "[extend]\nuseDefault = true\n[allowlist]\npaths = ['''.*''']\n";
      repository.commit({
        ...{ "a.py": line(value), ".gitleaks.toml": allow, ".betterleaks.toml": allow, ".secretlintignore": "**\n" },
        ...{ ".secretsignore": "**\n", "vaultlint.config.yml": "ignore: ['**']\n" },
      });
    },
  },
  {
    name: "the change adds an inline comment",
    prepare: (repository, value) => {
      repository.commit({ "a.py": line(value).trimEnd() + comment });
    },
  },
  {
    name: "another value on a line with an old comment",
    prepare: (repository, value) => {
      repository.git("checkout", "-q", "main");
      repository.commit({ "a.py": line(token()).trimEnd() + comment });
      repository.git("checkout", "-q", "-B", "topic");
      repository.commit({ "a.py": line(value).trimEnd() + comment });
    },
  },
  {
    name: "programs in .git/config are not run",
    prepare: (repository, value) => {
      repository.commit({ ".gitattributes": "* filter=x diff=x\n", "a.py": line(value) });
      const program = join(repository.cwd, ".git/trap");
      writeFileSync(program, `#!/bin/sh\necho x >> '${program}.ran'\n`, { mode: 0o755 });
      for (const name of ["core.fsmonitor", "diff.x.textconv", "diff.x.command", "filter.x.clean", "core.sshCommand"])
        repository.git("config", name, program);
      rmSync(`${program}.ran`, { force: true });
    },
    holds: ({ found }, _, cwd) => found && !existsSync(join(cwd, ".git/trap.ran")),
  },
  {
    name: "no base in the clone: not passed as clean",
    prepare: (repository, value) => {
      repository.commit({ "a.py": line(value) });
      repository.git("branch", "-q", "-D", "main");
    },
    holds: ({ code }) => code !== 0,
  },
  {
    name: "terminal sequences in a file name are escaped",
    prepare: (repository, value) => {
      repository.commit({ "a\u001b]0;x\u0007.py": line(value) });
    },
    // eslint-disable-next-line no-control-regex -- the escape is what is looked for
    holds: ({ found, output }) => (found ? !/\u001b\]0;x/u.test(output) : undefined),
  },
  {
    name: "a workflow command in a file name is not written",
    prepare: (repository, value) => {
      repository.commit({ "a\n::error::x.py": line(value) });
    },
    holds: ({ found, output }) => (found ? !/^::error::/mu.test(output) : undefined),
  },
  {
    name: "neither output nor report hold the value",
    prepare: (repository, value) => {
      repository.commit({ "a.py": line(value) });
    },
    holds: ({ found, output, report }, value) => (found ? !`${output}${report}`.includes(value) : undefined),
  },
];

/** @param {string} scanner @param {typeof scenarios[number]} scenario */
function attempt(scanner, { prepare, holds = ({ found }) => found }) {
  const { command, found: codes } = gates[scanner] ?? { command: () => [], found: [] };
  const repository = new Repository();
  const value = token();
  prepare(repository, value);
  const report = join(folder, "report.json");
  rmSync(report, { force: true });
  const { status, output } = call(command(needsOf(scanner), report, repository.files()), repository.cwd);
  const written = existsSync(report) ? readFileSync(report, "utf8") : "";
  const found = codes.includes(status ?? -1) && (findingSaid.test(output) || `${output}${written}`.includes(value));
  const held = holds({ code: status, found, output, report: written }, value, repository.cwd);
  rmSync(repository.cwd, { recursive: true });
  return held === undefined ? "not found" : held ? "yes" : "**no**";
}

/** @param {string} scanner */
function needsOf(scanner) {
  return programs.find(({ name }) => name === scanner)?.needs ?? "";
}

/** @param {string[]} command @param {string} cwd */
function call([program = "", ...args], cwd) {
  const options = { cwd, env: environment, encoding: /** @type {const} */ ("utf8"), timeout: 600_000 };
  for (let run = 1; ; run++) {
    const { status, stdout, stderr } = spawnSync(program, args, options);
    // secretlint 12.0.0 fails so in every second run or so, whatever it scans.
    if (run < 10 && stderr.includes("performance mark has not been set")) continue;
    return { status, stdout, output: `${stdout}\n${stderr}` };
  }
}

/** Whether what was accepted stays so where lines are added above it; else the exit code, where it is not that of a finding. @param {string} scanner */
function attemptMoved(scanner) {
  const gate = gates[scanner];
  const list = join(folder, "accepted");
  for (const path of [list, `${list}.json`]) rmSync(path, { force: true });
  if (!gate?.accepting) return "no list";
  const { accept, keep, scan } = gate.accepting(needsOf(scanner), list);
  const repository = new Repository();
  const held = line(token());
  repository.commit({ "a.py": held });
  const { stdout } = call(accept, repository.cwd);
  keep?.(list, stdout);
  const before = call(scan, repository.cwd);
  if (before.status !== 0) throw new Error(`Called wrongly: ${scan.join(" ")} (${String(before.status)})`);
  repository.commit({ "a.py": `x = 1\n\n${held}` });
  const { status } = call(scan, repository.cwd);
  rmSync(repository.cwd, { recursive: true });
  return status === 0 ? "yes" : gate.found.includes(status ?? -1) ? "**no**" : `**exit ${String(status)}**`;
}

/** What all attempts say, or how often each was said: not every scanner does the same each time. @param {() => string} once */
function several(once) {
  const said = Array.from({ length: attempts }, once);
  const different = [...new Set(said)].sort();
  if (different.length === 1) return different.join("");
  return different.map((each) => `${each} ${String(said.filter((one) => one === each).length)}x`).join(", ");
}

try {
  install(programs);
  const names = programs.map(({ name }) => name);
  const rows = scenarios.map((scenario) => [
    scenario.name,
    ...names.map((name) => several(() => attempt(name, scenario))),
  ]);
  rows.push([
    "what was accepted stays so when its line moves",
    ...names.map((name) => several(() => attemptMoved(name))),
  ]);
  const heads = ["The gate holds", ...programs.map(({ name, version }) => `${name} ${version()}`)];
  // A scanner that does not find the token where nothing hides it is called wrongly here.
  if (rows[0]?.slice(1).some((cell) => cell !== "yes")) throw new Error(`Called wrongly: ${String(rows[0])}`);
  const table = [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  await keepTable("gates", table);
  process.stdout.write(`${table}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
