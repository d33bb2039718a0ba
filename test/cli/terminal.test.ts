// What a person sees whose terminal shows both streams.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bin, temporaryDirectory, tree } from "./run-cli.ts";

// script(1) of util-linux gives a program a terminal; other systems have another one of that name, or none.
const script = spawnSync("script", ["--version"], { encoding: "utf8" });
const hasTerminal = script.status === 0 && script.stdout.includes("util-linux");

function onTerminal(cwd: string, ...args: string[]): string {
  const log = join(cwd, "..", "terminal.log");
  const command = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(" ");
  spawnSync("script", ["-qec", command, log], { cwd, input: "", stdio: ["pipe", "ignore", "ignore"] });
  return readFileSync(log, "utf8");
}

describe.skipIf(!hasTerminal)("on a terminal", () => {
  it("what was not scanned is said once", () => {
    const cwd = tree(temporaryDirectory(), "tree", {
      "vaultlint.config.yml": "limits:\n  maxFileSizeMB: 1\n",
      "large.txt": "x".repeat(1_100_000),
    });
    expect(onTerminal(cwd, "scan").match(/larger than 1 MB/gu)).toHaveLength(1);
    expect(onTerminal(cwd, "scan", "--quiet").match(/larger than 1 MB/gu)).toHaveLength(1);
    expect(onTerminal(cwd, "scan", "--format", "json").match(/larger than 1 MB/gu)).toHaveLength(2);
  });
});
