// The action's description, this repository's workflows and those that users copy, before the linters that people use for theirs.
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { workflow } from "../../src/init/workflow.ts";
import { temporaryDirectory, tree } from "../cli/run-cli.ts";
import { cached, has, root } from "./install.ts";

const actionlint = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.7";
const zizmor = "zizmor==1.32.0";
const python = ["python3", "python"].find((name) => has(name, "-m", "pip", "--version"));

const own = readdirSync(join(root, ".github/workflows")).map((name) => join(root, ".github/workflows", name));

/** What `vaultlint init` writes, and the example, both pinned as they ask for. */
function copied(): string[] {
  const pin = "0123456789abcdef0123456789abcdef01234567";
  const [written] = workflow(() => undefined, pin).files;
  const example = readFileSync(join(root, "docs/examples/github-two-jobs.yml"), "utf8");
  const cwd = tree(temporaryDirectory(), "copied", {
    ".github/workflows/init.yml": written?.content ?? "",
    ".github/workflows/example.yml": example.replace("vaultlint/vaultlint@main", `vaultlint/vaultlint@${pin}`),
  });
  return ["init.yml", "example.yml"].map((name) => join(cwd, ".github/workflows", name));
}

describe("workflows and action.yml", () => {
  const workflows = [...own, ...copied()];

  it.skipIf(!has("go", "version"))("actionlint has nothing to say (needs go)", () => {
    const directory = cached("actionlint", (path) => {
      execFileSync("go", ["install", actionlint], { env: { ...process.env, GOBIN: path }, stdio: "ignore" });
    });
    const args = ["-no-color", ...workflows];
    const { status, stdout, stderr } = spawnSync(join(directory, "actionlint"), args, { cwd: root, encoding: "utf8" });
    expect(stdout + stderr).toBe("");
    expect(status).toBe(0);
  });

  it.skipIf(python === undefined)("zizmor finds nothing (needs Python with pip)", () => {
    const directory = cached("zizmor", (path) => {
      execFileSync(python ?? "", ["-m", "pip", "install", "--quiet", "--target", path, zizmor], { stdio: "ignore" });
    });
    const args = ["--offline", "--no-progress", "--format", "json", "action.yml", ...workflows];
    const { status, stdout } = spawnSync(join(directory, "bin/zizmor"), args, { cwd: root, encoding: "utf8" });
    expect(JSON.parse(stdout)).toEqual([]);
    expect(status).toBe(0);
  });
});
