// The examples for CI systems: their own script lines, run in a clone as the system would make one.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import manifest from "../../package.json" with { type: "json" };
import { line, newRepository } from "../cli/repository.ts";
import { bin, temporaryDirectory } from "../cli/run-cli.ts";

const base = temporaryDirectory();

function example(name: string): string {
  return readFileSync(new URL(`../../docs/examples/${name}`, import.meta.url), "utf8");
}

interface Example {
  readonly name: string;
  readonly script: string;
  /** What the system sets in a merge request, of the base's commit and the target's branch. */
  readonly variables: (commit: string) => Record<string, string>;
}

const gitlab = parse(example("gitlab-ci.yml")) as { secrets: { script: string[]; variables: Record<string, string> } };
const azure = parse(example("azure-pipelines.yml")) as { steps: { script?: string; fetchDepth?: number }[] };
const jenkins = /sh '''\n(?<script>.*?)'''/su.exec(example("Jenkinsfile"))?.groups?.["script"] ?? "";

const examples: readonly Example[] = [
  {
    name: "GitLab CI",
    script: gitlab.secrets.script.join("\n"),
    variables: (commit) => ({ CI_MERGE_REQUEST_DIFF_BASE_SHA: commit }),
  },
  {
    name: "Azure Pipelines",
    script: azure.steps.map(({ script = "" }) => script).join(""),
    variables: () => ({ SYSTEM_PULLREQUEST_TARGETBRANCH: "refs/heads/main" }),
  },
  { name: "Jenkins", script: jenkins, variables: () => ({ CHANGE_TARGET: "main" }) },
];

// In place of a download: the command line under test, called by the name and version that the example asks for.
const npx = join(base, "npx");
writeFileSync(
  npx,
  `#!/bin/sh\n[ "$1 $2" = "--yes vaultlint@${manifest.version}" ] || exit 64\nshift 2\nexec "${process.execPath}" "${bin}" "$@"\n`,
);
chmodSync(npx, 0o755);

/** Runs the script in a clone of a repository whose branch adds a file; the base has an old secret of its own. */
function status(name: string, { script, variables }: Example, added: string | undefined): number | null {
  const origin = newRepository(base, `${name}-origin`);
  const commit = origin.commit({ "old.ini": line("old") });
  if (added !== undefined) {
    origin.git("checkout", "-q", "-b", "topic");
    origin.commit({ "new.ini": added });
  }
  origin.git("clone", "-q", origin.cwd, join(base, name));
  const cwd = join(base, name);
  const env = {
    ...process.env,
    PATH: `${base}:${process.env["PATH"] ?? ""}`,
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
