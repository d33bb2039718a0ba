// Rules of a user's own, through the command line.
import { describe, expect, it } from "vitest";
import { fill, seeded } from "../detect/generate.ts";
import { plant } from "./planted.ts";
import { newRepository, scanned } from "./repository.ts";
import { cli, temporaryDirectory, tree } from "./run-cli.ts";

const base = temporaryDirectory();
const token = plant(fill("acmq_${alnum:20}", seeded("own")));
const rules = `provider: acme
rules:
  - id: acme/key
    title: Acme deploy key
    severity: critical
    pattern: acmq_[A-Za-z0-9]{20}
    allow:
      - paths: [^docs/]
`;
const config = "rulesFiles: [own.yml]\n";
const files = {
  "vaultlint.config.yml": config,
  "own.yml": rules,
  "a.txt": `deploy with ${token}\n`,
  "docs/a.txt": `deploy with ${token}\n`,
};

describe("rules of a user", () => {
  it("find what they describe, and leave out what they allow", async () => {
    const { code, findings, places } = await scanned(tree(base, "found", files), []);
    expect(places).toEqual(["a.txt:1"]);
    expect(findings).toMatchObject([{ ruleId: "acme/key", severity: "critical" }]);
    expect(code).toBe(1);
  });

  it("name the other parts of their credential", async () => {
    const own = `${rules}    with:
      - { role: account, names: [workspace] }
      - { role: id, rules: [acme/id] }
  - id: acme/id
    title: Acme key ID
    severity: medium
    pattern: acmi_[A-Za-z0-9]{12}
`;
    const id = fill("acmi_${alnum:12}", seeded("own id"));
    const cwd = tree(base, "parts", {
      "vaultlint.config.yml": config,
      "own.yml": own,
      "a.ini": `[a]\nworkspace = blue\nid = ${id}\ndeploy = ${token}\n\n[b]\nid = ${id}\n`,
    });
    const { findings } = await scanned(cwd, []);
    expect(findings).toMatchObject([
      {
        ruleId: "acme/key",
        related: [
          { role: "account", region: { line: 2, column: 13 } },
          { role: "id", ruleId: "acme/id", region: { line: 3, column: 6 } },
        ],
      },
      { ruleId: "acme/id", region: { line: 7 } },
    ]);
  });

  it("are in the SARIF report with their title", async () => {
    const { stdout } = await cli(["scan", "--format", "sarif"], { cwd: tree(base, "sarif", files) });
    expect(stdout).toContain('"acme/key"');
    expect(stdout).toContain("Acme deploy key");
  });

  it.each<[string, string, number]>([
    ["switched off", "rules: { acme/key: off }\n", 0],
    ["made less severe than the fail level", "rules: { acme/key: low }\n", 0],
    ["left alone", "", 1],
  ])("can be %s by the config", async (name, more, code) => {
    const cwd = tree(base, name, { ...files, "vaultlint.config.yml": config + more });
    expect((await scanned(cwd, [])).code).toBe(code);
  });

  it("are listed and explained where a config names them", async () => {
    const cwd = tree(base, "listed", { ...files, "other.yml": config });
    const listed = await cli(["rules", "list", "--json"], { cwd });
    const ids = (JSON.parse(listed.stdout) as { id: string }[]).map(({ id }) => id);
    expect(ids).toContain("acme/key");
    expect(ids).toEqual([...ids].sort());
    const explained = await cli(["rules", "explain", "acme/key", "--config", "other.yml"], { cwd });
    expect(explained).toMatchObject({ code: 0, stderr: "" });
    expect(explained.stdout).toMatch(/^acme\/key: Acme deploy key\n\nseverity {2}critical\n/u);
    const without = await cli(["rules", "explain", "acme/key"], { cwd: tree(base, "elsewhere", {}) });
    expect(without).toMatchObject({ code: 2, stdout: "" });
  });

  it("that no config names are not read", async () => {
    const cwd = tree(base, "unnamed", { ...files, "vaultlint.config.yml": "failOn: low\n" });
    expect(await scanned(cwd, [])).toMatchObject({ code: 0, places: [] });
  });

  it.each<[string, string, string]>([
    ["is missing", "rulesFiles: [none.yml]\n", "The rule file none.yml does not exist: check its path."],
    ["is no rule file", "rulesFiles: [a.txt]\n", "a.txt:1: "],
  ])("stop the scan with one sentence where their file %s", async (name, settings, message) => {
    const cwd = tree(base, name, { ...files, "vaultlint.config.yml": settings });
    const { code, stdout, stderr } = await cli(["scan"], { cwd });
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(message);
  });

  it("that run too long for a file make the scan incomplete, and the others go on", async () => {
    // Just within what the check allows: some 27 million ways to try each place.
    const slow = `${rules}  - id: acme/slow
    title: Acme slow key
    pattern: "[ab]{1,300}[ab]{1,300}[ab]{1,300}c"
    keywords: [zqxj]
`;
    const cwd = tree(base, "slow", {
      ...files,
      "own.yml": slow,
      "vaultlint.config.yml": `${config}limits: { secondsPerFile: 1 }\n`,
      "slow.txt": `zqxj ${"a".repeat(3000)}\n`,
    });
    const { code, places, said } = await scanned(cwd, []);
    expect(code).toBe(2);
    expect(places).toContain("a.txt:1");
    expect(said.join("\n")).toMatch(/^incomplete slow\.txt: .*acme\/slow did not finish within 1 s/mu);
  });

  it("are those of the base where a change is judged", async () => {
    const repository = newRepository(base, "base");
    repository.commit({ "vaultlint.config.yml": config, "own.yml": rules });
    repository.git("checkout", "-q", "-b", "topic");
    repository.commit({ "own.yml": rules.replace("acmq_", "zzzz_"), "a.txt": `deploy with ${token}\n` });
    const { code, findings } = await scanned(repository.cwd, ["--diff", "main"]);
    expect(findings.map(({ ruleId }) => ruleId).sort()).toEqual(["acme/key", "policy/weaker"]);
    expect(code).toBe(1);
  });

  it("that a change switches off are named", async () => {
    const repository = newRepository(base, "off");
    repository.commit({ "vaultlint.config.yml": config, "own.yml": rules });
    repository.git("checkout", "-q", "-b", "topic");
    repository.commit({ "vaultlint.config.yml": `${config}rules: { acme/key: off }\n` });
    const { findings } = await scanned(repository.cwd, ["--diff", "main"]);
    expect(findings.map(({ message }) => message)).toEqual([
      "Weaker policy: 1 rule is switched off or less severe: acme/key",
    ]);
  });
});
