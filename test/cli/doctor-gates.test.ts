// Gates that look alive and are not: doctor must not call one "ok", and must not doubt one that stops.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Configured } from "../../src/doctor/command.ts";
import { hookChecks } from "../../src/doctor/hook.ts";
import { lefthookConfig } from "../../src/doctor/lefthook.ts";
import { otherSystemsChecks } from "../../src/doctor/other-ci.ts";
import { preCommitConfig } from "../../src/doctor/pre-commit.ts";
import { looker, type Look } from "../../src/doctor/read.ts";
import { script } from "../../src/doctor/script.ts";
import { workflowsChecks } from "../../src/doctor/workflows.ts";
import { judged, type Shell } from "../../src/init/shell.ts";
import { root } from "../clients/install.ts";
import { temporaryDirectory, tree } from "./run-cli.ts";

const base = temporaryDirectory();
const sha = "0123456789abcdef0123456789abcdef01234567";

/** Reads these files as if they lay in `/top`. */
function lookAt(files: Record<string, string>): Look {
  return (file) => files[file.replaceAll("\\", "/").replace(/^.*\/top\//u, "")];
}
const top = "/top";

describe("a script", () => {
  const e: Shell = { errexit: true };
  it.each<[string, Shell, string]>([
    ["npx --no-install vaultlint scan --staged || exit $?\nnpm test", {}, "decides"],
    ["npm ci && npx vaultlint --diff origin/main", e, "decides"],
    ["npx vaultlint scan\nnpm test", e, "decides"],
    ["npx vaultlint scan\nnpm test", {}, "silenced"],
    ["set -eu\nvaultlint scan\nnpm test", {}, "decides"],
    ["set -o pipefail\nvaultlint | tee report.txt", {}, "decides"],
    ["vaultlint scan || { echo stop; exit 1; }\nnpm test", {}, "decides"],
    ["vaultlint scan || { echo stop; }\nnpm test", {}, "unclear"],
    ['if [ -n "$X" ]; then\n  git fetch\nfi\nnpx vaultlint ${X:+--diff "origin/$X"}', {}, "decides"],
    ["exec vaultlint scan --staged", {}, "decides"],
    ["exit 0\nvaultlint scan", {}, "silenced"],
    ['[ -n "$CI" ] && exit 0\nvaultlint scan', {}, "unclear"],
    ["if false; then\n  vaultlint scan\nfi", {}, "unclear"],
    ["if vaultlint scan; then echo clean; fi", {}, "unclear"],
    ["scan() {\n  vaultlint scan\n}", {}, "unclear"],
    ["vaultlint() { :; }\nvaultlint scan", {}, "unclear"],
    ["vaultlint scan --staged\nexit 0", {}, "silenced"],
    ["set +e\nvaultlint scan\nexit 0", e, "silenced"],
    ["vaultlint scan || exit_code=$?", e, "unclear"],
    ["vaultlint scan || true", e, "silenced"],
    ["vaultlint scan && npm test\nnpm run build", e, "silenced"],
    ["vaultlint scan | cat", {}, "silenced"],
    ["vaultlint scan &", {}, "silenced"],
    ["! vaultlint scan", {}, "silenced"],
    ["vaultlint scan --fail-on=none", {}, "silenced"],
    ["vaultlint scan --diff HEAD", {}, "silenced"],
    ["vaultlint scan $OPTIONS", {}, "unclear"],
    ["trap 'exit 0' EXIT\nvaultlint scan", {}, "unclear"],
    ["sh -c 'vaultlint scan'", {}, "unclear"],
    ["npx someone/vaultlint scan", {}, "unclear"],
    ["vaultlint --version", {}, "absent"],
    ["vaultlint rules", {}, "absent"],
    ['echo "vaultlint is great"', {}, "absent"],
    ["cat <<END\nvaultlint scan\nEND\n", {}, "absent"],
    ["npm install vaultlint", {}, "absent"],
    ["dir=/srv/vaultlint-demo/app\ncd /srv/vaultlint", {}, "absent"],
  ])("%j with %j is %s", (text, shell, expected) => {
    expect(judged(text, shell).state).toBe(expected);
  });

  it("is read in time, whatever stands in it", () => {
    const started = performance.now();
    for (const part of ["vaultlint && ", "vaultlint scan\n", "$(", "<<a ", "{ ", "`", "if "])
      judged(`${part.repeat(Math.floor(99_000 / part.length))} vaultlint`);
    expect(judged(`${"x\n".repeat(100_000)}vaultlint`).state).toBe("unclear");
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe("a hook tool", () => {
  const said = (found: Configured | undefined): string =>
    found?.runs !== true ? "absent" : (found.problems[0]?.message ?? "ok");
  const ours = (rest = "", whole = ""): Record<string, string> => ({
    ".pre-commit-config.yaml": `${whole}repos:\n  - repo: https://github.com/vaultlint/vaultlint\n    rev: v1\n    hooks:\n      - id: vaultlint\n${rest}`,
  });
  it.each<[Record<string, string>, RegExp]>([
    [ours(), /^ok$/u],
    [ours("        args: [--fail-on, none]\n"), /fails for nothing/u],
    [ours('        files: "^$"\n'), /for no file/u],
    [ours("        exclude: .*\n"), /for no file/u],
    [ours("        types: [python]\n"), /some files only: types/u],
    [ours("", "exclude: ^vendor/\n"), /some files only: exclude/u],
    [
      { ".pre-commit-config.yaml": ours()[".pre-commit-config.yaml"]?.replace("/vaultlint/", "/evil/") ?? "" },
      /not vaultlint\/vaultlint/u,
    ],
    [
      {
        "prek.toml":
          '[[repos]]\nrepo = "https://github.com/vaultlint/vaultlint"\nrev = "v1"\nhooks = [{ id = "vaultlint" }]\n',
      },
      /^ok$/u,
    ],
  ])("pre-commit with %j", (files, expected) => {
    expect(said(preCommitConfig(top, lookAt(files)))).toMatch(expected);
  });

  const command = (rest: string): Record<string, string> => ({
    "lefthook.yml": `pre-commit:\n  commands:\n    vaultlint:\n      run: vaultlint scan --staged\n${rest}`,
  });
  it.each<[Record<string, string>, RegExp]>([
    [command(""), /^ok$/u],
    [command("      only:\n        - ref: never\n"), /every commit: only/u],
    [command('      glob: "*.nothing"\n'), /some files only: glob/u],
    [command("      tags: [slow]\n  exclude_tags: [slow]\n"), /excludes the command/u],
    [command("  skip: [merge]\n"), /every commit: skip/u],
    [
      { ...command(""), "lefthook-local.yml": "pre-commit:\n  commands:\n    vaultlint:\n      skip: true\n" },
      /local\.yml skips/u,
    ],
    [
      { ...command(""), "lefthook-local.yml": "pre-commit:\n  commands:\n    vaultlint:\n      run: 'true'\n" },
      /another command/u,
    ],
    [
      {
        "lefthook.yml": "pre-commit:\n  jobs:\n    - group:\n        jobs:\n          - run: vaultlint scan --staged\n",
      },
      /^ok$/u,
    ],
    [{ "lefthook.toml": '[pre-commit.commands.a]\nrun = "vaultlint scan --staged"\n' }, /^ok$/u],
  ])("lefthook with %j", (files, expected) => {
    expect(said(lefthookConfig(top, lookAt(files)))).toMatch(expected);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ["npx lint-staged", { ".lintstagedrc.json": '{ "*": ["prettier --check", "vaultlint scan"] }' }, /^ok$/u],
    ["npx lint-staged", { ".lintstagedrc.json": '{ "*.css": "vaultlint scan" }' }, /some files only/u],
    ["npx lint-staged || true", { ".lintstagedrc.json": '{ "*": "vaultlint scan" }' }, /lets the commit pass/u],
    [
      "npx lint-staged",
      { ".lintstagedrc.json": '{ "*": "vaultlint scan" }', "package.json": '{ "lint-staged": {} }' },
      /is not the only config of lint-staged/u,
    ],
    ["npx lint-staged", { ".lintstagedrc.json": '{ "*": "vaultlint scan" }', "package.json": "{}" }, /^ok$/u],
    ["npx lint-staged --diff main", { ".lintstagedrc": "'*': vaultlint scan" }, /gives lint-staged --diff/u],
    ["npx lint-staged", { "lint-staged.config.js": 'export default { "*": "vaultlint scan" };' }, /does not run/u],
  ])("lint-staged by %j with %j", (text, files, expected) => {
    expect(said(script(top, ".husky/pre-commit", text, lookAt(files), { errexit: true }))).toMatch(expected);
  });

  it.skipIf(process.platform === "win32")(
    "an interpreter that is not there, and hooks that the environment moves",
    async () => {
      const cwd = tree(base, "hooks/repo", { ".git/hooks/pre-commit": "#!/nowhere/sh\nvaultlint scan --staged\n" });
      execFileSync("git", ["init", "-q"], { cwd, stdio: "ignore" });
      const messages = async (): Promise<string> =>
        (await hookChecks(cwd, looker())).map(({ message }) => message).join("\n");
      expect(await messages()).toMatch(/names an interpreter that is not there/u);
      vi.stubEnv("GIT_CONFIG_COUNT", "1");
      vi.stubEnv("GIT_CONFIG_KEY_0", "core.hooksPath");
      vi.stubEnv("GIT_CONFIG_VALUE_0", "/nowhere/hooks");
      expect(await messages()).toMatch(/in the environment \(GIT_CONFIG_COUNT\) makes git look in \/nowhere\/hooks/u);
      vi.unstubAllEnvs();
    },
  );
});

describe("a workflow", () => {
  let made = 0;
  const action = `      - uses: vaultlint/vaultlint@${sha}\n`;
  const checkout = `      - uses: actions/checkout@${sha}\n        with:\n          fetch-depth: 0\n`;
  const run = (text: string): string => `      - run: ${JSON.stringify(text)}\n`;
  it.each<[string, string, string, RegExp]>([
    ["pull_request", checkout, action, /^ok/u],
    ["pull_request", checkout, run("npm ci && npx vaultlint --diff origin/main"), /^ok/u],
    ["{ pull_request: { paths: [docs/**] } }", checkout, action, /every pull_request: it has paths/u],
    ["{ pull_request: { types: [labeled] } }", checkout, action, /it has types/u],
    ["{ pull_request: { branches-ignore: ['**'] } }", checkout, action, /it has branches-ignore/u],
    ["{ push: { paths: [a] }, pull_request: {} }", checkout, action, /^ok/u],
    ["push", checkout, `${action}        continue-on-error: $\{{ true }}\n`, /passes when vaultlint fails/u],
    ["push", checkout, `${action}        if: github.actor == 'x'\n`, /only under a condition/u],
    ["push", `${checkout}          ref: main\n`, action, /another commit/u],
    ["push", `${checkout}          repository: a/b\n`, action, /has no checkout/u],
    ["push", checkout, `${action}        with: { base: HEAD }\n`, /with itself/u],
    ["push", checkout, run("set +e\nnpx vaultlint\nexit 0"), /passes whatever/u],
    ["push", checkout, run("npx vaultlint || exit_code=$?"), /not proven to stop/u],
    ["push", checkout, `${run("npx vaultlint\nnpm test")}        shell: pwsh\n`, /not proven to stop/u],
    ["push", checkout, `      - uses: evil/vaultlint@${sha}\n`, /not vaultlint\/vaultlint/u],
  ])("on %s with %j and %j", (on, before, step, expected) => {
    const text = `on: ${on}\npermissions: { contents: read }\njobs:\n  gate:\n    runs-on: ubuntu-latest\n    steps:\n${before}${step}`;
    const cwd = tree(base, `w${String(made++)}`, { ".github/workflows/gate.yml": text });
    const checks = workflowsChecks(cwd, looker());
    expect(checks.map(({ ok, message }) => (ok ? "ok" : message)).join("\n")).toMatch(expected);
    expect(checks).toHaveLength(1);
  });

  const gitlab = (rest: string): string => `scan:\n  script: npx vaultlint --diff "$BASE"\n${rest}`;
  const depth = '  variables: { GIT_DEPTH: "0" }\n';
  const azure = (rest: string, fetchDepth = 0): string =>
    `pr: [main]\nsteps:\n  - checkout: self\n    fetchDepth: ${String(fetchDepth)}\n  - script: npx vaultlint --diff origin/main\n${rest}`;
  const jenkins = (step: string): string => `pipeline { stages { stage('a') { steps {\n${step}\n} } } }`;
  const example = (name: string): string => readFileSync(join(root, "docs/examples", name), "utf8");
  it.each<[string, string, RegExp]>([
    [".gitlab-ci.yml", example("gitlab-ci.yml"), /^ok$/u],
    [".gitlab-ci.yml", gitlab(depth), /^ok$/u],
    [".gitlab-ci.yml", gitlab(""), /too few commits/u],
    [".gitlab-ci.yml", gitlab(`${depth}  allow_failure: true\n`), /allow_failure/u],
    [".gitlab-ci.yml", gitlab(`${depth}  when: manual\n`), /when: manual/u],
    [".gitlab-ci.yml", gitlab(`${depth}  rules: [{ changes: [docs/**] }]\n`), /rules with changes/u],
    [".gitlab-ci.yml", `.base:\n  allow_failure: true\n${gitlab(`${depth}  extends: .base\n`)}`, /allow_failure/u],
    ["azure-pipelines.yml", example("azure-pipelines.yml"), /^ok$/u],
    ["azure-pipelines.yml", azure(""), /^ok$/u],
    ["azure-pipelines.yml", azure("    continueOnError: true\n"), /continueOnError/u],
    ["azure-pipelines.yml", azure("", 1), /too few commits/u],
    ["Jenkinsfile", example("Jenkinsfile"), /^ok$/u],
    ["Jenkinsfile", jenkins("sh 'npx vaultlint'"), /^ok$/u],
    ["Jenkinsfile", jenkins("catchError { sh 'npx vaultlint' }"), /catchError/u],
    ["Jenkinsfile", jenkins("sh(script: 'npx vaultlint', returnStatus: true)"), /returnStatus/u],
    [".circleci/config.yml", "jobs:\n  a:\n    steps: [checkout, { run: npx vaultlint }]\n", /^ok$/u],
    [
      "bitbucket-pipelines.yml",
      "pipelines:\n  default:\n    - step:\n        script: [npx vaultlint]\n        trigger: manual\n",
      /manual/u,
    ],
  ])("%s: %j", (file, text, expected) => {
    const checks = otherSystemsChecks(top, lookAt({ [file]: text }));
    expect(checks.map(({ ok, message }) => (ok ? "ok" : message)).join("\n")).toMatch(expected);
  });
});
