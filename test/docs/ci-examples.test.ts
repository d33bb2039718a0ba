// The examples for CI systems: their own script lines, run in a clone as the system would make one.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { line } from "../cli/repository.ts";
import { bin, temporaryDirectory } from "../cli/run-cli.ts";
import { azure, cloneOf, examples, gitlab, type Example } from "./examples.ts";

const base = temporaryDirectory();

// In place of a download: the command line under test, where npm puts that of the name and version that the example asks for.
const npm = join(base, "npm");
const flags = "--registry https://registry.npmjs.org/ --ignore-scripts";
writeFileSync(
  npm,
  `#!/bin/sh
[ "$PWD|$HOME|$*" = "$3|$3|install --prefix $3 ${flags} vaultlint@${manifest.version}" ] || exit 64
mkdir -p "$3/node_modules/vaultlint/bin"
echo 'import "${bin}";' > "$3/node_modules/vaultlint/bin/vaultlint.mjs"
ln -s vaultlint.mjs "$3/node_modules/vaultlint/bin/vaultlint.js"
`,
);
chmodSync(npm, 0o755);

/** Runs the script in a clone whose branch adds a file. */
function status(name: string, { script, variables }: Example, added: string | undefined): number | null {
  const { cwd, commit } = cloneOf(base, name, added === undefined ? undefined : { "new.ini": added });
  const env = {
    ...process.env,
    PATH: `${base}:${process.env["PATH"] ?? ""}`,
    TMPDIR: base,
    GIT_CONFIG_GLOBAL: "/dev/null",
    ...(added === undefined ? {} : variables(commit)),
  };
  const ran = spawnSync("sh", ["-e", "-c", script], { cwd, env, encoding: "utf8" });
  expect(existsSync(join(cwd, "vaultlint.sarif")), ran.stderr).toBe(true);
  return ran.status;
}

describe.skipIf(process.platform === "win32").each(examples)("the example for $name", (one) => {
  it("stops a branch that adds a secret", () => {
    expect(status(`${one.name} bad`, one, line("new"))).toBe(1);
  });

  it("lets a branch pass that adds none, whatever its base holds", () => {
    expect(status(`${one.name} good`, one, "colour = blue\n")).toBe(0);
  });

  it("scans every file where there is no merge request", () => {
    expect(status(`${one.name} whole`, one, undefined)).toBe(1);
  });
});

describe("clones are whole", () => {
  it("in GitLab CI and in Azure Pipelines", () => {
    expect(gitlab.secrets.variables["GIT_DEPTH"]).toBe("0");
    expect(azure.steps.find(({ fetchDepth }) => fetchDepth !== undefined)?.fetchDepth).toBe(0);
  });
});
