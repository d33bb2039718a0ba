import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Check } from "../../src/doctor/check.ts";
import { hookChecks } from "../../src/doctor/hook.ts";
import { looker } from "../../src/doctor/read.ts";
import { settingsChecks } from "../../src/doctor/settings.ts";
import { workflowsChecks } from "../../src/doctor/workflows.ts";
import { fill, seeded } from "../detect/generate.ts";
import { expectNoPiece, plant } from "./planted.ts";
import { cli, temporaryDirectory, tree, type CliResult } from "./run-cli.ts";

const random = seeded("doctor");
const base = temporaryDirectory();
const windows = process.platform === "win32";
const sha = "0123456789abcdef0123456789abcdef01234567";
const hookText = "#!/bin/sh\nnpx --no-install vaultlint scan --staged || exit $?\n";
let count = 0;

interface Repository {
  readonly cwd: string;
  readonly git: (...args: string[]) => void;
  readonly hook: (content: string, path?: string, mode?: number) => void;
  readonly doctor: (...args: string[]) => Promise<CliResult>;
  /** The checks about one thing, made in this process. */
  readonly checks: (about: Check["about"]) => Promise<Check[]>;
}

/** A repository with these files and a home of its own. */
function repository(files: Record<string, string> = {}, globalConfig = ""): Repository {
  const cwd = tree(base, `r${String(count++)}/repo`, files);
  writeFileSync(join(cwd, "../gitconfig"), globalConfig);
  const env = { GIT_CONFIG_GLOBAL: join(cwd, "../gitconfig"), GIT_CONFIG_NOSYSTEM: "1" };
  const git = (...args: string[]): void => {
    execFileSync("git", args, { cwd, env: { ...process.env, ...env }, stdio: "ignore" });
  };
  git("init", "-q");
  const doctor = (...args: string[]): Promise<CliResult> => cli(["doctor", ...args], { cwd, env });
  return {
    cwd,
    git,
    doctor,
    hook: (content, path = ".git/hooks/pre-commit", mode = 0o755) => {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), content);
      chmodSync(join(cwd, path), mode);
    },
    checks: async (about) => {
      for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
      const look = looker();
      if (about === "hook") return hookChecks(cwd, look);
      if (about === "workflow") return workflowsChecks(cwd, look);
      const checks = (await settingsChecks(cwd)).filter((check) => check.about === about);
      expectNoPiece(JSON.stringify(checks), "the checks");
      return checks;
    },
  };
}

const workflow = (changes: Record<string, string> = {}): string => {
  const parts: Record<string, string> = {
    on: "[push, pull_request]",
    permissions: "\npermissions:\n  contents: read",
    job: "",
    checkout: `      - uses: actions/checkout@${sha}\n        with:\n          fetch-depth: 0\n`,
    step: `      - uses: vaultlint/vaultlint@${sha}\n`,
    ...changes,
  };
  return `on: ${parts["on"] ?? ""}${parts["permissions"] ?? ""}\njobs:\n  gate:\n    runs-on: ubuntu-latest\n${parts["job"] ?? ""}    steps:\n${parts["checkout"] ?? ""}${parts["step"] ?? ""}`;
};
const workflowFile = ".github/workflows/gate.yml";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("doctor", () => {
  it("ends with 0 when all is well, one line a check", async () => {
    const { doctor, hook } = repository({ [workflowFile]: workflow(), "vaultlint.config.yml": "failOn: high\n" });
    hook(hookText);
    const { code, stdout, stderr } = await doctor();
    expect(stdout).toBe(
      [
        "ok       hook      .git/hooks/pre-commit runs vaultlint",
        "ok       workflow  .github/workflows/gate.yml runs vaultlint on push, pull_request",
        "ok       config    vaultlint.config.yml is valid",
        "ok       baseline  there is no baseline: everything counts",
        "",
      ].join("\n"),
    );
    expect([code, stderr]).toEqual([0, "4 checks, 0 problems\n"]);
  });

  it("ends with 1 and says what to do about each problem", async () => {
    const { code, stdout } = await repository().doctor();
    expect(code).toBe(1);
    expect(stdout).toContain(
      "problem  hook      no hook is installed: .git/hooks/pre-commit is not there\n                   do: vaultlint init\n",
    );
    expect(stdout).toMatch(/^problem {2}workflow {2}nothing in this repository runs vaultlint in CI/mu);
  });

  it("ends with 2 outside of git", async () => {
    const { code, stderr } = await cli(["doctor"], { cwd: tree(base, `none${String(count++)}/dir`, {}) });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/lies in no git work tree/u)]);
  });

  it("is content with what init writes, but for what is left to the user", async () => {
    const { cwd, doctor } = repository();
    expect((await cli(["init", "--pin", sha], { cwd })).code).toBe(0);
    const { code, stdout } = await doctor();
    expect(stdout).not.toContain("problem");
    expect(code).toBe(0);
  });
});

describe("a hook", () => {
  const framework = "#!/usr/bin/env bash\n# File generated by pre-commit: https://pre-commit.com\n";
  const ours =
    "repos:\n  - repo: https://github.com/vaultlint/vaultlint\n    rev: v1\n    hooks:\n      - id: vaultlint\n";
  const lefthookHook =
    '#!/bin/sh\ndir=/srv/vaultlint-demo/app\ncall_lefthook() { :; }\ncall_lefthook run "pre-commit" "$@"\n';
  it.each<[string, string, Record<string, string>, RegExp | undefined]>([
    ["that runs vaultlint", hookText, {}, undefined],
    ["that names it in a comment only", "#!/bin/sh\n# vaultlint scan\n", {}, /does not run vaultlint/u],
    ["that goes on", "#!/bin/sh\nvaultlint scan --staged || true\n", {}, /lets the commit pass/u],
    ["that fails for nothing", "#!/bin/sh\nvaultlint scan --staged --fail-on none\n", {}, /lets the commit pass/u],
    ["of pre-commit", framework, { ".pre-commit-config.yaml": ours }, undefined],
    [
      "of pre-commit without our entry",
      framework,
      { ".pre-commit-config.yaml": "repos: []\n" },
      /by \.pre-commit-config/u,
    ],
    ["of pre-commit without config", framework, {}, /which is missing/u],
    [
      "of pre-commit in another stage",
      framework,
      { ".pre-commit-config.yaml": `${ours}        stages: [pre-push]\n` },
      /in the stages pre-push only/u,
    ],
    [
      "of lefthook",
      lefthookHook,
      { "lefthook.yml": "pre-commit:\n  jobs:\n    - run: npx vaultlint scan\n" },
      undefined,
    ],
    ["of lefthook without our entry", lefthookHook, { "lefthook.yml": "pre-commit: {}\n" }, /by lefthook\.yml/u],
    [
      "of lefthook that is skipped",
      lefthookHook,
      { "lefthook.yml": "pre-commit:\n  commands:\n    a:\n      skip: true\n      run: vaultlint\n" },
      /skips the command/u,
    ],
    [
      "that runs lint-staged",
      "#!/bin/sh\nnpx lint-staged\n",
      { "package.json": '{ "lint-staged": { "*": "vaultlint scan" } }' },
      undefined,
    ],
    [
      "that runs lint-staged, which goes by a folder's own config there",
      "#!/bin/sh\nnpx lint-staged\n",
      {
        ".lintstagedrc": "'*': vaultlint scan --staged\n",
        "a/package.json": '{ "lint-staged": { "*": "vaultlint scan --staged" } }',
        "b/package.json": "{}",
        "c/d/.lintstagedrc.json": '{ "*.ts": "eslint" }',
      },
      /^c\/d\/\.lintstagedrc\.json is lint-staged's config for its own folder, and is not proven to run vaultlint there$/u,
    ],
    [
      "that runs lint-staged alone",
      "#!/bin/sh\nnpx lint-staged\n",
      { "package.json": '{ "x": "vaultlint" }' },
      /does not run/u,
    ],
  ])("%s", async (_, content, files, expected) => {
    const { hook, checks } = repository(files);
    hook(content);
    const found = await checks("hook");
    expect(found).toHaveLength(1);
    expect(found[0]?.ok, found[0]?.message).toBe(expected === undefined);
    if (expected) expect(found[0]?.message).toMatch(expected);
  });

  it.skipIf(windows)("that is not executable is a problem", async () => {
    const { hook, checks } = repository();
    hook(hookText, undefined, 0o644);
    expect(await checks("hook")).toEqual([
      {
        about: "hook",
        ok: false,
        message: ".git/hooks/pre-commit is not executable, so git skips it",
        todo: "chmod +x .git/hooks/pre-commit",
      },
    ]);
  });

  it.each<[string, Record<string, string>, string]>([
    ["pre-commit", { ".pre-commit-config.yaml": ours }, "pre-commit install   (or: prek install)"],
    ["lefthook", { "lefthook.yml": "pre-commit:\n  jobs:\n    - run: vaultlint\n" }, "npx lefthook install"],
    ["husky", { ".husky/pre-commit": "npx vaultlint scan --staged\n" }, "npx husky"],
  ])("of %s that is configured and not installed", async (_, files, todo) => {
    expect(await repository(files).checks("hook")).toEqual([expect.objectContaining({ ok: false, todo })]);
  });

  it("of husky 9 is followed from .husky/_", async () => {
    const { git, hook, checks } = repository({ ".husky/pre-commit": "npx vaultlint scan --staged\n" });
    git("config", "core.hooksPath", ".husky/_");
    hook('#!/usr/bin/env sh\n. "$(dirname "$0")/h"\n', ".husky/_/pre-commit");
    expect(await checks("hook")).toEqual([
      { about: "hook", ok: true, message: ".husky/_/pre-commit runs vaultlint, by .husky/pre-commit" },
    ]);
  });

  it.each<[string, string, (repo: Repository) => void]>([
    ["your git config", "[core]\n\thooksPath = ~/nowhere/hooks\n", () => undefined],
    [
      "this repository's git config",
      "",
      ({ git }) => {
        git("config", "core.hooksPath", "elsewhere");
      },
    ],
  ])("that core.hooksPath of %s shadows is a problem", async (setBy, globalConfig, prepare) => {
    const made = repository({}, globalConfig);
    made.hook(hookText);
    prepare(made);
    const [check] = await made.checks("hook");
    expect(check?.ok).toBe(false);
    expect(check?.message).toContain(`core.hooksPath in ${setBy} makes git look in `);
    expect(check?.message).toContain("the one in .git/hooks never runs");
    expect(check?.message).not.toContain("~");
  });

  it("in a work tree of its own is the one of the repository", async () => {
    const { cwd, git, hook } = repository();
    hook(hookText);
    git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "--no-verify", "-m", "x");
    git("worktree", "add", "-q", "../linked");
    const { stdout } = await cli(["doctor"], { cwd: join(cwd, "../linked") });
    expect(stdout).toMatch(/^ok {7}hook {6}\S*hooks\/pre-commit runs vaultlint$/mu);
  });
});

describe("a workflow", () => {
  it.each<[string, Record<string, string>, RegExp[]]>([
    ["as it should be", {}, []],
    [
      "that runs the command on the whole tree",
      { step: "      - run: npx vaultlint scan\n", checkout: `      - uses: actions/checkout@${sha}\n` },
      [],
    ],
    ["with a tag", { step: "      - uses: vaultlint/vaultlint@v1\n" }, [/does not pin the action/u]],
    [
      "with a tag of the checkout",
      { checkout: "      - uses: actions/checkout@v4\n        with: { fetch-depth: 0 }\n" },
      [/does not pin actions\/checkout/u],
    ],
    ["with one commit", { checkout: `      - uses: actions/checkout@${sha}\n` }, [/checks out one commit only/u]],
    [
      "with one commit and --diff",
      {
        checkout: `      - uses: actions/checkout@${sha}\n`,
        step: "      - run: npx vaultlint scan --diff origin/main\n",
      },
      [/checks out one commit only/u],
    ],
    ["without checkout", { checkout: "" }, [/has no checkout/u]],
    ["without permissions", { permissions: "" }, [/has no permissions block/u]],
    ["with all permissions", { permissions: "\npermissions: write-all" }, [/write everything/u]],
    ["that may write code", { permissions: "\npermissions:\n  contents: write" }, [/contents: write/u]],
    [
      "that may upload and comment",
      { permissions: "\npermissions:\n  contents: read\n  security-events: write\n  pull-requests: write" },
      [],
    ],
    [
      "whose job narrows them",
      { permissions: "\npermissions: write-all", job: "    permissions: { contents: read }\n" },
      [],
    ],
    ["on pull_request_target", { on: "pull_request_target" }, [/pull_request_target/u, /neither for a push/u]],
    ["on a schedule only", { on: "{ schedule: [{ cron: '0 0 * * *' }] }" }, [/neither for a push/u]],
    ["that goes on", { job: "    continue-on-error: true\n" }, [/passes when vaultlint fails/u]],
    [
      "whose step goes on",
      { step: `      - uses: vaultlint/vaultlint@${sha}\n        continue-on-error: true\n` },
      [/passes when vaultlint fails/u],
    ],
    ["whose command goes on", { step: "      - run: npx vaultlint scan || true\n" }, [/passes whatever/u]],
    [
      "that fails for nothing",
      { step: `      - uses: vaultlint/vaultlint@${sha}\n        with: { fail-on: none }\n` },
      [/passes whatever/u],
    ],
    ["that is switched off", { job: "    if: ${{ false }}\n" }, [/never runs/u]],
    [
      "with an alias",
      { step: `      - &a\n        uses: vaultlint/vaultlint@${sha}\n      - *a\n` },
      [/gate\.yml:\d+ cannot be checked/u],
    ],
    [
      "that only installs it",
      { step: "      - run: npm install vaultlint\n" },
      [/nothing in this repository runs vaultlint/u],
    ],
  ])("%s", async (_, changes, expected) => {
    const found = await repository({ [workflowFile]: workflow(changes) }).checks("workflow");
    const problems = found.filter(({ ok }) => !ok);
    expect(problems.map(({ message }) => message)).toEqual(
      expected.map((each) => expect.stringMatching(each) as unknown),
    );
    for (const { todo } of problems) expect(todo).toMatch(/\S/u);
    if (expected.length === 0) expect(found).toHaveLength(1);
  });

  it("of another system counts as well", async () => {
    const { checks } = repository({ ".gitlab-ci.yml": "scan:\n  script: npx vaultlint scan\n" });
    expect(await checks("workflow")).toEqual([
      { about: "workflow", ok: true, message: ".gitlab-ci.yml runs vaultlint" },
    ]);
  });
});

describe("config, baseline and vault", () => {
  const value = plant(fill("${alnum:16}!${alnum:15}", random));
  const source = { "src/a.ts": `export const dbPassword = "${value}";\n` };

  it("a broken config is a problem, and nothing of it is quoted", async () => {
    const { checks } = repository({ "vaultlint.config.yml": `vaults: ${value}\n` });
    expect(await checks("config")).toEqual([
      expect.objectContaining({
        ok: false,
        message: expect.stringMatching(/vaultlint\.config\.yml:1: vaults must be a list$/u) as unknown,
      }),
    ]);
  });

  it("a config that never fails is a problem", async () => {
    const [check] = await repository({ "vaultlint.config.yml": "failOn: none\n" }).checks("config");
    expect(check).toMatchObject({ ok: false, message: expect.stringContaining("nothing ever fails") as unknown });
  });

  it("entries that are unused or cover nothing are counted", async () => {
    const { cwd, checks } = repository({ ...source, "vaultlint.config.yml": "baseline: b.json\n" });
    expect((await cli(["baseline", "create"], { cwd })).code).toBe(0);
    expect(await checks("baseline")).toEqual([
      { about: "baseline", ok: true, message: "b.json holds 1 entry, all in use" },
    ]);
    writeFileSync(join(cwd, "src/a.ts"), "export {};\n");
    expect(await checks("baseline")).toEqual([
      expect.objectContaining({ ok: false, message: "b.json: 1 entry accepts no finding (of 1 entry)" }),
    ]);
    writeFileSync(join(cwd, "vaultlint.config.yml"), "baseline: b.json\nbaselinePolicy: { require: [owner] }\n");
    expect(await checks("baseline")).toEqual([
      expect.objectContaining({ ok: false, message: "b.json: 1 entry covers nothing (of 1 entry)" }),
    ]);
  });

  it("a baseline that no config names, or that is broken, is a problem", async () => {
    const { cwd, checks } = repository(source);
    await cli(["baseline", "create"], { cwd });
    expect(await checks("baseline")).toEqual([
      expect.objectContaining({ ok: false, message: "vaultlint.baseline.json is there, but no config names it" }),
    ]);
    writeFileSync(join(cwd, "vaultlint.baseline.json"), value);
    expect(await checks("baseline")).toEqual([
      expect.objectContaining({
        ok: false,
        message: expect.stringMatching(/vaultlint\.baseline\.json:1: /u) as unknown,
      }),
    ]);
  });

  it("a vault file is looked at without its passphrase", async () => {
    const { cwd, checks } = repository({ "vaultlint.config.yml": "vaults: [{ uri: 'file:./dev.vault.json' }]\n" });
    expect(await checks("vault")).toEqual([expect.objectContaining({ ok: false })]);
    const env = { VAULTLINT_PASSPHRASE: plant("correct battery horse staple") };
    expect((await cli(["vault", "init", "file:./dev.vault.json"], { cwd, env })).code).toBe(0);
    expect(await checks("vault")).toEqual([
      { about: "vault", ok: true, message: "dev.vault.json is a vault of 0 entries" },
    ]);
    writeFileSync(join(cwd, "dev.vault.json"), `{"secret": "${value}"}`);
    expect(await checks("vault")).toEqual([expect.objectContaining({ ok: false })]);
  });
});
