// Rules of gitleaks, taken over through the command line and then scanned with.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fill, seeded } from "../detect/generate.ts";
import { plant } from "./planted.ts";
import { scanned } from "./repository.ts";
import { cli, temporaryDirectory, tree } from "./run-cli.ts";

const base = temporaryDirectory();
const token = plant(fill("acmq_${alnum:20}", seeded("import")));
const allowed = plant(fill("acmq_${digit:20}", seeded("allowed")));
const toml = `title = "Acme"

[[rules]]
id = "acme-deploy-key"
description = "Acme deploy key"
regex = '''(?i)\\b(acmq_[a-z0-9]{20})(?:['"\\s]|$)'''
keywords = ["acmq_"]

[[rules.allowlists]]
regexes = ['''^acmq_[0-9]+$''']

[allowlist]
paths = ['''^vendor/''']
`;
const files = {
  ".gitleaks.toml": toml,
  "a.txt": `deploy with ${token}\nand ${allowed}\n`,
  "vendor/a.txt": `deploy with ${token}\n`,
};

describe("rules import", () => {
  it("writes a rule file that a scan can use", async () => {
    const cwd = tree(base, "whole", files);
    const { code, stdout, stderr } = await cli(["rules", "import", ".gitleaks.toml"], { cwd });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr.split("\n")).toEqual([
      "gitleaks-rules.yml: 1 of 1 rule",
      "  next: name it in the config: rulesFiles: [gitleaks-rules.yml]",
      '  next: leave these files out of every scan, in the config: ignore: ["/vendor/"]',
      "",
    ]);
    writeFileSync(join(cwd, "vaultlint.config.yml"), "rulesFiles: [gitleaks-rules.yml]\n");
    expect((await scanned(cwd, [])).findings).toMatchObject([
      { ruleId: "imported/acme-deploy-key", path: "a.txt", region: { line: 1 } },
    ]);
  });

  it("tells what was left out, with exit code 1", async () => {
    const more = `${toml}\n[[rules]]\nid = "acme-text"\nregex = '''${token}\\p{L}'''\n`;
    const cwd = tree(base, "part", { ...files, ".gitleaks.toml": more });
    const { code, stderr } = await cli(["rules", "import", ".gitleaks.toml", "--provider", "acme"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("gitleaks-rules.yml: 1 of 2 rules\n");
    expect(stderr).toContain("  left out: acme-text: a regex of it uses classes of Unicode (\\p)\n");
    expect(readFileSync(join(cwd, "gitleaks-rules.yml"), "utf8")).toContain("id: acme/acme-deploy-key");
  });

  it("replaces no file without a word for it", async () => {
    const cwd = tree(base, "there", { ...files, "own.yml": "mine\n" });
    const args = ["rules", "import", ".gitleaks.toml", "--output", "own.yml"];
    const refused = await cli(args, { cwd });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("own.yml exists: name another file with --output, or add --yes to replace it.");
    expect(readFileSync(join(cwd, "own.yml"), "utf8")).toBe("mine\n");
    expect((await cli([...args, "--yes"], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, "own.yml"), "utf8")).toContain("imported/acme-deploy-key");
  });

  it.each<[string, Record<string, string>, readonly string[], string]>([
    ["is missing", {}, [".gitleaks.toml"], "The config file .gitleaks.toml does not exist: check its path."],
    ["is broken", { "a.toml": `x = "${token}` }, ["a.toml"], "a.toml:1: is no valid TOML here"],
    ["cannot be written", files, [".gitleaks.toml", "--output", "no/own.yml"], "Cannot write no/own.yml (ENOENT)"],
    ["has no provider's name", files, [".gitleaks.toml", "--provider", "Acme!"], "Write lower-case letters"],
  ])("says in a sentence that a file %s", async (name, content, args, sentence) => {
    const cwd = tree(base, name, content);
    const { code, stdout, stderr } = await cli(["rules", "import", ...args], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(sentence);
    expect(existsSync(join(cwd, "gitleaks-rules.yml"))).toBe(false);
  });

  it("writes nothing where no rule can be carried over", async () => {
    const cwd = tree(base, "none", { ".gitleaks.toml": "[extend]\nuseDefault = true\n[allowlist]\nregexes = ['x']\n" });
    const { code, stderr } = await cli(["rules", "import", ".gitleaks.toml"], { cwd });
    expect(code).toBe(1);
    expect(stderr).toContain("no rule of 0 could be carried over: nothing was written\n");
    expect(existsSync(join(cwd, "gitleaks-rules.yml"))).toBe(false);
  });
});
