import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { plant } from "./planted.ts";
import { cli, temporaryDirectory, tree, type CliResult } from "./run-cli.ts";

const base = temporaryDirectory();
const home = tree(base, "home", {});
const windows = process.platform === "win32";
const command = "npx --no-install vaultlint scan --staged";
let count = 0;

/** A repository with these files. */
function repository(files: Record<string, string> = {}): string {
  const cwd = tree(base, `r${String(count++)}/repo`, files);
  execFileSync("git", ["init", "-q"], { cwd, stdio: "ignore" });
  return cwd;
}
const init = (cwd: string, ...args: string[]): Promise<CliResult> =>
  cli(["init", ...args], { cwd, env: { GIT_CONFIG_GLOBAL: join(home, "gitconfig"), GIT_CONFIG_NOSYSTEM: "1" } });
const read = (cwd: string, path: string): string => readFileSync(join(cwd, path), "utf8");

describe("init", () => {
  it("writes hook, workflow and config, says what and what is left to do, and finds nothing to do afterwards", async () => {
    const cwd = repository();
    const { code, stdout, stderr } = await init(cwd);
    expect(code).toBe(0);
    expect(stdout).toContain("create  .git/hooks/pre-commit\n        + #!/bin/sh\n");
    expect(stdout).toContain("create  .github/workflows/vaultlint.yml\n");
    expect(stdout).toContain("create  vaultlint.config.yml\n");
    expect(stderr).toMatch(/^3 files written\n(?: {2}next: .+\n)+$/u);
    expect(read(cwd, ".git/hooks/pre-commit")).toContain(`\n${command} || exit $?\n`);
    if (!windows) expect(statSync(join(cwd, ".git/hooks/pre-commit")).mode & 0o111).toBe(0o111);
    expect((await cli([], { cwd })).code).toBe(0);
    const again = await init(cwd);
    expect(again.stdout.match(/^as is {3}/gmu)).toHaveLength(3);
    expect(again.stderr).toBe("0 files written\n");
  });

  it("writes a workflow with least rights, pinned, and with all commits", async () => {
    const cwd = repository();
    const pin = "0123456789abcdef0123456789abcdef01234567";
    await init(cwd, "--workflow", "--pin", pin);
    const workflow = parse(read(cwd, ".github/workflows/vaultlint.yml")) as {
      on: object;
      permissions: object;
      jobs: Record<string, { steps: { uses: string; with?: object }[] }>;
    };
    expect(workflow.permissions).toEqual({ contents: "read" });
    // A pull request that is pointed at another base keeps the check that it had.
    expect(workflow.on).toMatchObject({
      pull_request: { types: expect.arrayContaining(["synchronize", "edited"]) as string[] },
    });
    const steps = workflow.jobs["vaultlint"]?.steps ?? [];
    expect(steps[0]?.with).toEqual({ "fetch-depth": 0, "persist-credentials": false });
    expect(steps.map(({ uses }) => uses.replace(/[0-9a-f]{40}/u, "SHA"))).toEqual([
      "actions/checkout@SHA",
      "vaultlint/vaultlint@SHA",
    ]);
    expect(existsSync(join(cwd, "vaultlint.config.yml"))).toBe(false);
  });

  it.each<[string, Record<string, string>, string]>([
    ["pre-commit", { ".pre-commit-config.yaml": "repos: []\n" }, ".pre-commit-config.yaml"],
    ["lefthook", { "lefthook.yml": "pre-push:\n  commands: {}\n" }, "lefthook.yml"],
    ["husky", { "package.json": '{ "devDependencies": { "husky": "^9.1.7" } }\n' }, ".husky/pre-commit"],
  ])("takes the tool that is in use: %s", async (_, files, changed) => {
    const cwd = repository(files);
    await init(cwd, "--yes");
    expect(read(cwd, changed)).toContain("vaultlint");
  });
});

describe("init --hook", () => {
  const preCommit = `# checks before a commit
default_language_version:
    python: python3.11   # pinned

repos:
-   repo: https://github.com/psf/black
    rev: 24.1.0   # keep
    hooks:
    -   id: black
`;
  it.each<[string, string, Record<string, string>, string]>([
    ["pre-commit", "a config of its own", { ".pre-commit-config.yaml": preCommit }, ".pre-commit-config.yaml"],
    [
      "pre-commit",
      "one in another layout",
      { ".pre-commit-config.yaml": "repos:\n  - repo: local\n    hooks:\n      - { id: 'x', entry: \"y\" } # z\n" },
      ".pre-commit-config.yaml",
    ],
    [
      "lefthook",
      "a config with commands",
      {
        "lefthook.yml":
          "# top\npre-commit:\n  parallel: true\n\n  commands:\n    lint:\n      run: 'npm run lint' # x\n",
      },
      "lefthook.yml",
    ],
    [
      "lefthook",
      "a config with jobs",
      { "lefthook.yml": "pre-commit:\n  jobs:\n    - name: lint\n      run: npm run lint\n" },
      "lefthook.yml",
    ],
  ])("%s keeps every line of %s", async (tool, _, files, path) => {
    const cwd = repository(files);
    const { code, stderr } = await init(cwd, "--hook", tool, "--yes");
    expect(code, stderr).toBe(0);
    const after = read(cwd, path);
    for (const line of (files[path] ?? "").split("\n").map((each) => each.trim().replaceAll(/\s+/gu, " ")))
      expect(after.replaceAll(/[^\S\n]+/gu, " ")).toContain(line);
    expect(after).toContain("vaultlint");
    expect(() => parse(after) as unknown).not.toThrow();
    const again = await init(cwd, "--hook", tool, "--yes");
    expect(again.stdout).toMatch(/^as is {3}/u);
    expect(read(cwd, path)).toBe(after);
  });

  it("pre-commit adds our repository after the others", async () => {
    const cwd = repository({ ".pre-commit-config.yaml": preCommit });
    await init(cwd, "--hook", "pre-commit", "--yes");
    expect(parse(read(cwd, ".pre-commit-config.yaml"))).toMatchObject({
      repos: [
        { repo: "https://github.com/psf/black", hooks: [{ id: "black" }] },
        { repo: "https://github.com/vaultlint/vaultlint", hooks: [{ id: "vaultlint" }] },
      ],
    });
  });

  it("lefthook uses jobs where the file has them", async () => {
    const cwd = repository({ "lefthook.yml": "pre-commit:\n  jobs:\n    - run: a\n" });
    await init(cwd, "--hook", "lefthook", "--yes");
    expect(parse(read(cwd, "lefthook.yml"))).toEqual({
      "pre-commit": { jobs: [{ run: "a" }, { name: "vaultlint", run: command }] },
    });
  });

  it("husky adds a line and the prepare script, in the layout of package.json", async () => {
    const token = plant("Zq8vT2mLx9Rw4Kp7");
    const manifest = `{\n\t"name": "x",\n\t"scripts": {\n\t\t"prepare": "build --key ${token}",\n\t\t"test": "t"\n\t}\n}\n`;
    const cwd = repository({ "package.json": manifest, ".husky/pre-commit": "npx lint-staged" });
    const { code, stdout } = await init(cwd, "--hook", "husky", "--yes");
    expect(code).toBe(0);
    expect(stdout).toContain('+ "prepare": "... && husky"');
    expect(read(cwd, "package.json")).toBe(manifest.replace(token, `${token} && husky`));
    expect(read(cwd, ".husky/pre-commit")).toBe(`npx lint-staged\n${command}\n`);
  });

  it("git puts the command before everything else of a script that is there", async () => {
    const cwd = repository();
    writeFileSync(join(cwd, ".git/hooks/pre-commit"), "#!/usr/bin/env bash\nexec make check\n");
    await init(cwd, "--hook", "git", "--yes");
    expect(read(cwd, ".git/hooks/pre-commit")).toBe(`#!/usr/bin/env bash\n${command} || exit $?\nexec make check\n`);
  });

  it("git leaves a hook alone that is no shell script", async () => {
    const cwd = repository();
    const python = "#!/usr/bin/env python3\nprint(1)\n";
    writeFileSync(join(cwd, ".git/hooks/pre-commit"), python);
    const { code, stderr } = await init(cwd, "--hook", "git", "--yes");
    expect([code, stderr]).toEqual([2, expect.stringMatching(/is no shell script: make it run/u)]);
    expect(read(cwd, ".git/hooks/pre-commit")).toBe(python);
  });

  it("git writes to the hooks directory that the repository names", async () => {
    const cwd = repository();
    execFileSync("git", ["config", "core.hooksPath", "tools/hooks"], { cwd });
    await init(cwd, "--hook", "git");
    expect(read(cwd, "tools/hooks/pre-commit")).toContain(command);
    expect(existsSync(join(cwd, ".git/hooks/pre-commit"))).toBe(false);
  });

  it("git needs a repository", async () => {
    const cwd = tree(base, `none${String(count++)}/dir`, {});
    const { code, stderr } = await init(cwd, "--hook", "git");
    expect([code, stderr]).toEqual([2, expect.stringMatching(/is no git work tree/u)]);
  });
});

describe("a file that is there", () => {
  it.each<[string, string[], Record<string, string>]>([
    ["a hook config", ["--hook", "pre-commit"], { ".pre-commit-config.yaml": "repos: []\n" }],
    ["a workflow", ["--workflow"], { ".github/workflows/vaultlint.yml": "name: mine\n" }],
  ])("is not changed without a question where nobody can answer: %s", async (_, args, files) => {
    const cwd = repository(files);
    const { code, stderr } = await init(cwd, ...args);
    expect(code).toBe(2);
    expect(stderr).toBe(
      "vaultlint: This changes 1 file that is there already: add --yes to agree. Nothing was written.\n",
    );
    for (const [path, content] of Object.entries(files)) expect(read(cwd, path)).toBe(content);
  });

  it("is never shown but for what is added", async () => {
    const token = plant("Wn5xC8bQz2Lk6Vt3");
    const cwd = repository({
      ".pre-commit-config.yaml": `repos: [] # ${token}\n`,
      ".github/workflows/vaultlint.yml": `env: { A: ${token} }\n`,
    });
    const { code, stdout } = await init(cwd, "--yes");
    expect(code).toBe(0);
    expect(stdout).toContain("change  .github/workflows/vaultlint.yml");
  });

  it.each([
    ["repos: [\n", /\.pre-commit-config\.yaml:\d+: is no valid YAML/u],
    ["[".repeat(5000), /is no valid YAML/u],
    ["repos: text\n", /repos is no list/u],
    ["- a\n", /is no mapping/u],
  ])("is refused where it is broken: %j", async (content, sentence) => {
    const cwd = repository({ ".pre-commit-config.yaml": content });
    const { code, stderr } = await init(cwd, "--hook", "pre-commit", "--yes");
    expect([code, stderr]).toEqual([2, expect.stringMatching(sentence)]);
    expect(read(cwd, ".pre-commit-config.yaml")).toBe(content);
  });

  it.skipIf(windows)("is not written through a link", async () => {
    const cwd = repository();
    const outside = tree(base, `out${String(count++)}/dir`, {});
    mkdirSync(join(cwd, ".github"));
    symlinkSync(outside, join(cwd, ".github/workflows"));
    const { code, stderr } = await init(cwd, "--workflow", "--yes");
    expect([code, stderr]).toEqual([2, expect.stringMatching(/is a link or of another kind/u)]);
    expect(existsSync(join(outside, "vaultlint.yml"))).toBe(false);
  });
});
