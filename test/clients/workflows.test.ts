// The action's description and this repository's workflows before the linters that people use for theirs.
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cached, has, root } from "./install.ts";

const actionlint = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.7";
const zizmor = "zizmor==1.32.0";
const python = ["python3", "python"].find((name) => has(name, "-m", "pip", "--version"));

const workflows = [
  ...readdirSync(join(root, ".github/workflows")).map((name) => join(".github/workflows", name)),
  "docs/examples/github-two-jobs.yml",
];

function run(program: string, args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

describe("workflows and action.yml", () => {
  it.skipIf(!has("go", "version"))("actionlint has nothing to say (needs go)", () => {
    const directory = cached("actionlint", (path) => {
      execFileSync("go", ["install", actionlint], { env: { ...process.env, GOBIN: path }, stdio: "ignore" });
    });
    const { status, output } = run(join(directory, "actionlint"), ["-no-color", ...workflows]);
    expect(output).toBe("");
    expect(status).toBe(0);
  });

  it.skipIf(python === undefined)("zizmor finds nothing (needs Python with pip)", () => {
    const directory = cached("zizmor", (path) => {
      execFileSync(python ?? "", ["-m", "pip", "install", "--quiet", "--target", path, zizmor], { stdio: "ignore" });
    });
    const args = ["--offline", "--no-progress", "--format", "json", "action.yml", ".github/workflows"];
    const { status, stdout } = spawnSync(join(directory, "bin/zizmor"), args, { cwd: root, encoding: "utf8" });
    expect(JSON.parse(stdout)).toEqual([]);
    expect(status).toBe(0);
  });
});
