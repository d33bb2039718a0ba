// The hook tools that people use, on real commits: each stops a staged leak and lets a clean commit pass. So do the hooks of coding
// agents with what is to be written. The package comes from this checkout: as a git repository for pre-commit and prek, packed for the
// tools of npm.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { expectNoPiece, plant } from "../cli/planted.ts";
import { temporaryDirectory, tree } from "../cli/run-cli.ts";
import { agentSettings } from "../../src/init/agent-settings.ts";
import { agentNames, type AgentName } from "../../src/model/agent.ts";
import { fill, seeded } from "../detect/generate.ts";
import { cached, npm, root } from "./install.ts";

const preCommit = "pre-commit==4.7.0";
const prek = "prek==0.5.11";
const [husky, lintStaged, lefthook] = ["husky@9.1.7", "lint-staged@16.4.0", "lefthook@2.2.2"];

const python = ["python3", "python"].find(
  (name) => spawnSync(name, ["-m", "pip", "--version"], { stdio: "ignore" }).status === 0,
);
const password = plant(fill("${alnum:16}!${alnum:15}", seeded("hooks")));
const leak = `export const dbPassword = "${password}";\n`;
const base = temporaryDirectory();
const identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
let made = 0;

interface Outcome {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program; no piece of the planted value may be in what it prints. */
function run(
  cwd: string,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = "",
): Outcome {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    input,
    encoding: "utf8",
    env: { ...process.env, HOME: base, GIT_CONFIG_GLOBAL: join(base, "none"), NO_COLOR: "1", CI: "", ...env },
  });
  expectNoPiece(stdout + stderr, `the output of ${program}`);
  return { code: status, output: stdout + stderr };
}

function git(cwd: string, ...args: string[]): Outcome {
  return run(cwd, "git", [...identity, ...args]);
}

function repository(files: Record<string, string> = {}): string {
  const cwd = tree(base, `repository-${String(made++)}`, { ".gitignore": "node_modules\n", ...files });
  git(cwd, "init", "-q");
  return cwd;
}

/** Commits a leak, which must fail for that reason, then the same file without it; an edit that is not staged stays out of both. */
function expectGate(cwd: string): void {
  git(cwd, "add", "-A");
  const first = git(cwd, "commit", "-q", "-m", "tools");
  expect(first.code, first.output).toBe(0);
  mkdirSync(join(cwd, "src"));
  writeFileSync(join(cwd, "src/a.ts"), leak);
  git(cwd, "add", "src/a.ts");
  const stopped = git(cwd, "commit", "-q", "-m", "leak");
  expect(stopped.code, stopped.output).not.toBe(0);
  expect(stopped.output).toMatch(/src\/a\.ts/u);
  expect(stopped.output).toMatch(/generic\/password|no-hardcoded-credential/u);
  writeFileSync(join(cwd, "src/a.ts"), "export const dbPassword = process.env.DB_PASSWORD;\n");
  git(cwd, "add", "src/a.ts");
  const passed = git(cwd, "commit", "-q", "-m", "clean");
  expect(passed.code, passed.output).toBe(0);
  expect(git(cwd, "log", "--format=%s").output.trim().split("\n")).toEqual(["clean", "tools"]);
}

/** What Debian's package installs; an older one than PyPI's. */
const debian = "/usr/bin/pre-commit";

interface PythonTool {
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A package of PyPI, in a folder of its own: its program, and the environment that it needs. */
function pythonTool(spec: string): PythonTool {
  const directory = cached(spec.replace("==", "_"), (path) => {
    execFileSync(python ?? "", ["-m", "pip", "install", "--quiet", "--target", path, spec], { stdio: "ignore" });
  });
  return { program: join(directory, "bin", spec.split("==")[0] ?? ""), env: { PYTHONPATH: directory } };
}

describe("pre-commit and prek, which install from git", () => {
  let source = "";
  let commit = "";

  beforeAll(() => {
    // The checkout as it is now, so that what is not committed yet is tested as well.
    source = join(base, "source");
    const names = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root })
      .toString("utf8")
      .split("\0")
      .filter((name) => name !== "" && existsSync(join(root, name)));
    for (const name of names) {
      mkdirSync(dirname(join(source, name)), { recursive: true });
      cpSync(join(root, name), join(source, name));
    }
    git(source, "init", "-q");
    git(source, "add", "-A", "-f");
    expect(git(source, "commit", "-q", "--no-verify", "-m", "source").code).toBe(0);
    commit = git(source, "rev-parse", "HEAD").output.trim();
  });

  /** What is committed already must not pass where pre-commit is asked for it: nothing is staged then. */
  function expectOtherRuns(cwd: string, program: string): void {
    writeFileSync(join(cwd, "src/b.ts"), leak);
    git(cwd, "add", "src/b.ts");
    expect(git(cwd, "commit", "-q", "--no-verify", "-m", "past the hook").code).toBe(0);
    for (const args of [["--all-files"], ["--from-ref", "HEAD~1", "--to-ref", "HEAD"]]) {
      const { code, output } = run(cwd, program, ["run", ...args]);
      expect(code, output).not.toBe(0);
      expect(output).toMatch(/src\/b\.ts/u);
    }
  }

  /** Installs our hook by the tool, whose cache is `home`, into a repository of its own. Installs from the registry and builds. */
  function expectHook({ program, env }: PythonTool, home: string): void {
    const config = `repos:\n  - repo: ${source}\n    rev: ${commit}\n    hooks:\n      - id: vaultlint\n`;
    const cwd = repository({ ".pre-commit-config.yaml": config });
    const all = { ...env, [home]: join(base, `home-${String(made)}`) };
    for (const [name, value] of Object.entries(all)) process.env[name] = value;
    try {
      const installed = run(cwd, program, ["install", "--install-hooks"]);
      expect(installed.code, installed.output).toBe(0);
      expectGate(cwd);
      expectOtherRuns(cwd, program);
    } finally {
      for (const name of Object.keys(all)) Reflect.deleteProperty(process.env, name);
    }
  }

  it.skipIf(python === undefined).each([
    ["pre-commit", preCommit, "PRE_COMMIT_HOME"],
    ["prek", prek, "PREK_HOME"],
  ])(
    "%s of PyPI (needs Python with pip)",
    (_, spec, home) => {
      expectHook(pythonTool(spec), home);
    },
    600_000,
  );

  it.skipIf(!existsSync(debian))(
    "pre-commit of Debian (needs apt-get install pre-commit)",
    () => {
      expectHook({ program: debian, env: {} }, "PRE_COMMIT_HOME");
    },
    600_000,
  );
});

describe("tools of npm, with the packed package", () => {
  let tarball = "";

  beforeAll(() => {
    if (!existsSync(join(root, "dist/cli.cjs"))) throw new Error('Run "npm run build" first.');
    const [packed] = JSON.parse(npm(["pack", "--ignore-scripts", "--json", "--pack-destination", base], root)) as {
      filename: string;
    }[];
    tarball = join(base, packed?.filename ?? "");
  });

  /** A repository with these tools installed (from the cache) beside vaultlint. */
  function withTools(files: Record<string, string>, ...specs: string[]): string {
    const cwd = repository({ "package.json": '{ "private": true }\n', ...files });
    const installed = cached(specs.join("_").replaceAll(/[@/]/gu, "-"), (path) => {
      writeFileSync(join(path, "package.json"), "{}");
      // The script of lefthook would write its hooks into the repository around it: this one.
      npm(["install", "--ignore-scripts", ...specs], path);
    });
    cpSync(join(installed, "node_modules"), join(cwd, "node_modules"), { recursive: true, verbatimSymlinks: true });
    npm(["install", "--no-save", "--ignore-scripts", "--omit=peer", "--no-prune", tarball, ...specs], cwd);
    return cwd;
  }
  const vaultlint = (cwd: string, ...args: string[]): Outcome =>
    run(cwd, process.execPath, [join(cwd, "node_modules/vaultlint/bin/vaultlint.js"), ...args]);
  const doctorSays = (cwd: string): string => /^.* hook .*$/mu.exec(vaultlint(cwd, "doctor").output)?.[0] ?? "";

  it("husky, as init sets it up", () => {
    const cwd = withTools({}, husky);
    expect(vaultlint(cwd, "init", "--hook", "husky", "--yes").code).toBe(0);
    expect(doctorSays(cwd)).toMatch(/^problem .*no hook is installed/u);
    expect(run(cwd, "npm", ["run", "prepare"]).code).toBe(0);
    expect(doctorSays(cwd)).toMatch(/^ok .*by \.husky\/pre-commit$/u);
    expectGate(cwd);
  });

  it("husky with lint-staged, as init sets it up", () => {
    const manifest = '{ "private": true, "lint-staged": { "*.md": "node --version" } }\n';
    const cwd = withTools({ "package.json": manifest }, husky, lintStaged);
    expect(vaultlint(cwd, "init", "--hook", "lint-staged").output).toContain("add --yes to agree");
    expect(vaultlint(cwd, "init", "--hook", "lint-staged", "--yes").code).toBe(0);
    expect(doctorSays(cwd)).toMatch(/^problem .*no hook is installed/u);
    expect(run(cwd, "npm", ["run", "prepare"]).code).toBe(0);
    expect(doctorSays(cwd)).toMatch(/^ok .*by package\.json$/u);
    expectGate(cwd);
    // A value that was there before stops nobody, as with the other hooks.
    writeFileSync(join(cwd, "old.ts"), leak);
    git(cwd, "add", "old.ts");
    expect(git(cwd, "commit", "-q", "--no-verify", "-m", "past the hook").code).toBe(0);
    writeFileSync(join(cwd, "old.ts"), `// moved\n${leak}`);
    const touched = git(cwd, "commit", "-q", "-a", "-m", "touched");
    expect(touched.code, touched.output).toBe(0);
    // lint-staged goes by the nearest config, which doctor sees.
    mkdirSync(join(cwd, "lib"));
    writeFileSync(join(cwd, "lib/.lintstagedrc"), "{ '*.md': 'node --version' }\n");
    expect(doctorSays(cwd)).toMatch(/^unproven .*lib\/\.lintstagedrc/u);
    writeFileSync(join(cwd, "lib/a.ts"), leak.replace("dbPassword", "otherPassword"));
    git(cwd, "add", "-A");
    expect(git(cwd, "commit", "-q", "-m", "below").code).toBe(0);
  });

  it("husky with lint-staged", () => {
    const manifest =
      '{ "private": true, "scripts": { "prepare": "husky" }, "lint-staged": { "*": "vaultlint scan" } }\n';
    const cwd = withTools({ "package.json": manifest, ".husky/pre-commit": "npx lint-staged\n" }, husky, lintStaged);
    expect(run(cwd, "npm", ["run", "prepare"]).code).toBe(0);
    expect(doctorSays(cwd)).toMatch(/^ok .*by package\.json$/u);
    expectGate(cwd);
  });

  it("lefthook, as init sets it up", () => {
    const cwd = withTools({}, lefthook);
    expect(vaultlint(cwd, "init", "--hook", "lefthook").code).toBe(0);
    expect(run(cwd, "npx", ["lefthook", "install"]).code).toBe(0);
    expect(doctorSays(cwd)).toMatch(/^ok .*by lefthook\.yml$/u);
    expectGate(cwd);
  });

  it.skipIf(process.platform === "win32")("coding agents call the hook that init writes, as their shells do", () => {
    const cwd = withTools({ "src/a.ts": "" }, husky);
    const file = join(cwd, "src/a.ts");
    const calls: Readonly<Record<AgentName, (content: string) => object>> = {
      claude: (content) => ({ tool_name: "Write", tool_input: { file_path: file, content } }),
      codex: (content) => ({
        tool_name: "apply_patch",
        tool_input: { command: `*** Begin Patch\n*** Add File: src/b.ts\n+${content}*** End Patch\n` },
      }),
      copilot: (content) => ({ toolName: "create", toolArgs: JSON.stringify({ path: file, file_text: content }) }),
      cursor: (content) => ({ tool_name: "Write", tool_input: { file_path: file, content } }),
      gemini: (content) => ({ tool_name: "write_file", tool_input: { file_path: file, content } }),
    };
    const call = (name: AgentName, content: string): Outcome => {
      const { file: settings, root: variable, toolEvent } = agentSettings[name];
      // Where nothing leads to the project, the agent stands in it.
      const from = variable === "" ? cwd : join(cwd, "src");
      const command = /"command": ("node .*"),?$/mu.exec(readFileSync(join(cwd, settings), "utf8"))?.[1] ?? "";
      const env = { CLAUDE_PROJECT_DIR: cwd, GEMINI_PROJECT_DIR: cwd };
      const input = JSON.stringify({ hook_event_name: toolEvent, cwd, ...calls[name](content) });
      return run(from, "sh", ["-c", JSON.parse(command) as string], env, input);
    };
    for (const name of agentNames) {
      expect(vaultlint(cwd, "init", "--agent", name).code).toBe(0);
      expect(call(name, leak).output).toMatch(/"deny".*src\/[ab]\.ts:1: .*write process\.env\.DB_PASSWORD/u);
      expect(call(name, "export const dbPassword = process.env.DB_PASSWORD;\n")).toEqual({
        code: 0,
        output: expect.not.stringContaining("deny") as string,
      });
    }
    expect(vaultlint(cwd, "doctor").output.match(/^ok +agent /gmu)).toHaveLength(agentNames.length);
    rmSync(join(cwd, "node_modules/vaultlint"), { recursive: true });
    for (const name of agentNames) expect(call(name, "x\n").code).toBe(2);
  });

  it("a plain hook of git, as init sets it up", () => {
    const cwd = withTools({}, husky);
    expect(vaultlint(cwd, "init", "--hook", "git").code).toBe(0);
    expect(readFileSync(join(cwd, ".git/hooks/pre-commit"), "utf8")).toContain("npx --no-install vaultlint");
    expect(doctorSays(cwd)).toMatch(/^ok /u);
    expectGate(cwd);
    rmSync(join(cwd, "node_modules/vaultlint"), { recursive: true });
    rmSync(join(cwd, "node_modules/.bin/vaultlint"), { force: true });
    writeFileSync(join(cwd, "b.txt"), "b\n");
    git(cwd, "add", "b.txt");
    expect(git(cwd, "commit", "-q", "-m", "without the package").code).not.toBe(0);
  });
});
