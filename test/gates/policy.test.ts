// A change cannot silence the gate that it has to pass: config and baseline are those of its base, and what it changes in them is a
// finding itself.
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli } from "../cli/run-cli.ts";
import { line, scanned } from "../cli/repository.ts";
import { changed, diff, fresh, type Files, found, leak, messages, secretLine } from "./change.ts";

describe("3. in PR mode policy comes from the base commit", () => {
  it.each<[string, Files, string]>([
    ["that ignores everything", { "vaultlint.config.yml": "ignore: ['**']\n" }, "policy/weaker vaultlint.config.yml:1"],
    [
      "that switches the rule off",
      { "vaultlint.config.json": '{\n  "rules": { "generic/*": "off" }\n}\n' },
      "policy/weaker vaultlint.config.json:2",
    ],
    [
      "that never fails",
      { "vaultlint.config.yml": "# nothing\nfailOn: none\n" },
      "policy/weaker vaultlint.config.yml:2",
    ],
    [
      "in YAML beside which none was",
      { "vaultlint.config.yaml": "minConfidence: high\n" },
      "policy/weaker vaultlint.config.yaml:1",
    ],
  ])("a config %s changes nothing, and is a finding", async (_, config, finding) => {
    const result = await diff(changed({}, { ...config, "a.py": secretLine }));
    expect(found(result)).toEqual([leak, finding]);
    expect(result.code).toBe(1);
  });

  it("the base's own config holds, also where the change deletes it", async () => {
    const repository = changed(
      { "vaultlint.config.yml": "rules: { generic/secret: critical }\n" },
      { "a.py": secretLine },
    );
    repository.git("rm", "-q", "vaultlint.config.yml");
    repository.commit({});
    const result = await diff(repository);
    expect(found(result)).toEqual([leak, "policy/weaker vaultlint.config.yml:1"]);
    expect(result.findings[0]?.severity).toBe("critical");
    expect(messages(result)).toEqual(["Weaker policy: 1 rule is switched off or less severe: generic/secret"]);
  });

  it("an entry that the change adds to the baseline accepts nothing, and is a finding", async () => {
    const config = "baseline: vaultlint.baseline.json\n";
    const repository = changed({ "vaultlint.config.yml": config, "old.py": line("old") }, {});
    await cli(["baseline", "create"], { cwd: repository.cwd });
    repository.git("checkout", "-q", "main");
    repository.commit({});
    repository.git("checkout", "-q", "-B", "topic");
    expect((await diff(repository)).code).toBe(0);
    repository.commit({ "a.py": secretLine });
    await cli(["baseline", "update"], { cwd: repository.cwd });
    repository.commit({});
    const result = await diff(repository);
    expect(found(result)).toEqual([leak, "policy/weaker vaultlint.baseline.json:5"]);
    expect(messages(result)).toEqual([
      "Weaker policy: the baseline has 1 new entry (line 5), which counts once the base has the file: merge it there first, on its own",
    ]);
    // Without the secret, it is the only finding.
    repository.git("reset", "-q", "--soft", "main");
    repository.git("rm", "-q", "-f", "a.py");
    repository.commit({});
    expect(found(await diff(repository))).toEqual(["policy/weaker vaultlint.baseline.json:5"]);
  });

  it.each([
    ["--baseline", "own.json"],
    ["--config", "own.yml"],
  ])("a file that the change brings is not taken for %s, and that is said", async (flag, file) => {
    const repository = changed({}, { "a.py": secretLine, "own.yml": "ignore: ['*.py']\n" });
    await cli(["baseline", "create", "--output", "own.json"], { cwd: repository.cwd });
    repository.commit({});
    const result = await diff(repository, flag, file);
    expect(found(result)).toEqual([leak, `policy/weaker ${file}:${file === "own.yml" ? "1" : "5"}`]);
    expect(result.said).toEqual([
      expect.stringMatching(new RegExp(`^warning ${file}: this \\w+ is not in \\w{10} yet, so `, "u")),
    ]);
  });

  it("a branch from before the policy, where another one held, is judged by the base as it is now", async () => {
    const repository = fresh();
    repository.commit({ "vaultlint.config.yml": "ignore: ['**']\n" });
    repository.git("branch", "topic");
    repository.commit({ "vaultlint.config.yml": "rules: { generic/secret: critical }\n" });
    repository.git("checkout", "-q", "topic");
    repository.commit({ "a.py": secretLine });
    expect(await diff(repository)).toMatchObject({ code: 1, findings: [{ path: "a.py", severity: "critical" }] });
  });

  it("where the policy that the branch started from cannot be read, nobody knows what it changes: exit code 2", async () => {
    const repository = fresh();
    repository.commit({ "vaultlint.config.yml": "nonsense: 1\n" });
    repository.git("branch", "topic");
    repository.commit({ "vaultlint.config.yml": "" });
    repository.git("checkout", "-q", "topic");
    repository.commit({ "vaultlint.config.yml": "failOn: none\n" });
    const { code, said } = await diff(repository);
    expect({ code, said }).toEqual({
      code: 2,
      said: [
        expect.stringMatching(
          /^incomplete : the policy of this change cannot be compared: \w{10}:vaultlint\.config\.yml:1: unknown key 'nonsense'.*: bring the branch up to date with its base$/u,
        ),
      ],
    });
  });

  it("a commit that repairs a config passes its hook", async () => {
    const repository = changed({ "vaultlint.config.yml": "nonsense: 1\n" }, {});
    repository.write({ "vaultlint.config.yml": "failOn: high\n" });
    repository.git("add", "-A");
    expect((await scanned(repository.cwd, ["--staged"])).code).toBe(0);
  });

  it.skipIf(process.platform === "win32").each([
    ["config", "vaultlint.config.yml", "failOn: none\n"],
    [
      "baseline",
      "own.json",
      `{"version":1,"salt":"${"A".repeat(43)}=","entries":[${JSON.stringify({ path: "a", rule: "b/c", line: "0".repeat(16), value: "000" })}]}\n`,
    ],
  ])("what a %s that is a link leads to is the policy as well", async (_, name, after) => {
    const repository = fresh({
      "deep/policy": name === "own.json" ? after.replace(/\[.*\]/u, "[]") : "{}\n",
      ...(name === "own.json" && { "vaultlint.config.yml": "baseline: own.json\n" }),
    });
    symlinkSync("deep/policy", join(repository.cwd, name));
    repository.commit({});
    repository.git("checkout", "-q", "-b", "topic");
    repository.commit({ "deep/policy": after });
    expect(found(await diff(repository))).toEqual([`policy/weaker ${name}:1`]);
  });

  it("a mistake in the base's config is placed in its commit", async () => {
    const repository = changed({ "vaultlint.config.yml": "ingore: []\n" }, { "a.py": secretLine });
    const { code, stderr } = await diff(repository);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^vaultlint: \w{10}:vaultlint\.config\.yml:1: unknown key 'ingore'/u);
  });

  it("a config that the change breaks is said, and does not stop the scan", async () => {
    const result = await diff(changed({}, { "vaultlint.config.yml": "ingore: []\n", "a.py": secretLine }));
    expect(found(result)).toEqual([leak]);
    expect(result.said).toEqual([expect.stringContaining("the policy of this change cannot be compared")]);
  });

  it.each<[string, Files, Files]>([
    [
      "stricter",
      { "vaultlint.config.yml": "ignore: [a/]\nfailOn: high\n" },
      { "vaultlint.config.yml": "failOn: low\n" },
    ],
    [
      "the same but for a comment",
      { "vaultlint.config.yml": "ignore: [a/]\n" },
      { "vaultlint.config.yml": "# a\nignore: [a/]\n" },
    ],
  ])("a policy that becomes %s is no finding", async (_, before, after) => {
    expect(await diff(changed(before, after))).toMatchObject({ code: 0, places: [], said: [] });
  });

  it.each([
    ["failOn: medium", "failOn: high", "failOn goes from medium to high"],
    ["minConfidence: low", "minConfidence: medium", "minConfidence goes from low to medium"],
    ["rules: { 'aws/*': high }", "rules: { 'aws/*': off }", "rules are switched off or less severe: aws/access-key"],
    ["ignore: ['a/*', '!a/b']", "ignore: ['a/*']", "ignore lacks 1 exception that it had"],
    ["ignore: ['a/*', '!a/b']", "ignore: ['!a/b', 'a/*']", "the patterns of ignore have another order"],
    ["files: []", "files: [{ patterns: [a], failOn: none }]", "files sets other things for some files"],
    ["baseline: a.json", "baseline: b.json", "baseline names another file"],
    ["baselinePolicy: { require: [owner] }", "baselinePolicy: {}", "baselinePolicy does not ask for owner any more"],
    ["baselinePolicy: { maxDays: 9 }", "baselinePolicy: { maxDays: 10 }", "baselinePolicy lets entries last longer"],
    ["baselineRatchet: true", "baselineRatchet: false", "baselineRatchet is switched off"],
    ["inline: [nosec]", "inline: [nosec, gitleaks]", "inline makes comments of gitleaks count"],
    ["vaults: [{ uri: 'file:./v.json', mode: metadata }]", "vaults: []", "1 vault is not compared with any more"],
    ["limits: { maxFileSizeMB: 5 }", "limits: { maxFileSizeMB: 4 }", "limits leave more unsearched: maxFileSizeMB"],
    ["archives: true", "archives: false", "archives are not opened any more"],
    ["limits: {}", "limits: { archiveMB: 1 }", "limits leave more unsearched: archiveMB"],
    ["limits: {}", "limits: { findings: 9 }", "limits leave more unsearched: findings"],
    ["limits: {}", "limits: { findingsPerFile: 9 }", "limits leave more unsearched: findingsPerFile"],
    ["limits: {}", "limits: { decodeDepth: 0, decodedMB: 1 }", "limits leave more unsearched: decodeDepth, decodedMB"],
  ])("from %s to %s", async (before, after, message) => {
    const repository = changed({ "c.yml": `${before}\n` }, { "c.yml": `# new\n${after}\n` });
    const files = { "a.json": '{"version":1,"salt":"AAAAAAAAAAAAAAAAAAAAAA==","entries":[]}\n' };
    repository.git("checkout", "-q", "main");
    repository.commit(files);
    repository.git("checkout", "-q", "topic");
    repository.git("rebase", "-q", "main");
    const { policyChange } = await import("../../src/policy/change.ts");
    const { diff: source } = await import("../../src/sources/diff.ts");
    const { defaultConfig } = await import("../../src/config/config.ts");
    const { allRules } = await import("../../src/known-rules.ts");
    const options = { paths: [], workingDirectory: repository.cwd, ignore: () => false, maxFileSize: 1e6 };
    const asked = { workingDirectory: repository.cwd, config: "c.yml" };
    const change = await policyChange(await source("main", options), asked, {
      config: defaultConfig,
      rules: () => Promise.resolve(allRules()),
    });
    expect(change.notices).toEqual([]);
    expect(change.findings.map(({ region, message: said }) => [region.line, said])).toEqual([
      [2, expect.stringContaining(message)],
    ]);
  });

  it("a baseline that is merged first, as the message says, lets the change pass", async () => {
    const config = "baseline: vaultlint.baseline.json\n";
    const repository = changed({ "vaultlint.config.yml": config, "old.py": line("old") }, {});
    const baseline = (command: string): Promise<unknown> => cli(["baseline", command], { cwd: repository.cwd });
    await baseline("create");
    repository.git("checkout", "-q", "main");
    repository.commit({});
    repository.git("checkout", "-q", "-B", "topic");
    repository.commit({ "a.py": secretLine });
    expect((await diff(repository)).code).toBe(1);
    await baseline("update");
    repository.git("checkout", "-q", "-b", "accept", "main");
    repository.commit({});
    expect(found(await diff(repository))).toEqual(["policy/weaker vaultlint.baseline.json:5"]);
    // Whoever answers for the policy merges it all the same.
    repository.git("checkout", "-q", "main");
    repository.git("merge", "-q", "accept");
    repository.git("checkout", "-q", "topic");
    repository.git("rebase", "-q", "main");
    expect(await diff(repository)).toMatchObject({ code: 0, places: [] });
  });

  it("the base's config can make such a finding pass, where reviews are enforced otherwise", async () => {
    const config = "rules: { policy/weaker: low }\n";
    const repository = changed(
      { "vaultlint.config.yml": config },
      { "vaultlint.config.yml": `${config}ignore: [x]\n` },
    );
    expect(await diff(repository)).toMatchObject({ code: 0, findings: [{ ruleId: "policy/weaker", severity: "low" }] });
  });

  it("config and baseline above the working directory are found in the commit as on disk", async () => {
    const repository = changed(
      { "vaultlint.config.yml": "rules: { generic/secret: critical }\n", "sub/deep/x": "x" },
      { "sub/deep/a.py": secretLine },
    );
    const { findings } = await scanned(join(repository.cwd, "sub/deep"), ["--diff", "main"]);
    expect(findings).toEqual([expect.objectContaining({ path: "sub/deep/a.py", severity: "critical" })]);
  });
});

describe("--policy-from", () => {
  it("worktree takes the files that lie there, and warns of what --diff would report", async () => {
    const repository = changed({}, { "vaultlint.config.yml": "ignore: ['*.py']\n", "a.py": secretLine });
    const result = await diff(repository, "--policy-from", "worktree");
    expect(result).toMatchObject({ code: 0, places: [] });
    expect(result.said).toContain(
      "warning vaultlint.config.yml: line 1: Weaker policy: ignore leaves out more files, by 1 new pattern",
    );
  });

  it("names another commit, for files and --staged too", async () => {
    const repository = changed({ "vaultlint.config.yml": "ignore: ['*.py']\n" }, { "vaultlint.config.yml": "" });
    repository.write({ "a.py": secretLine });
    repository.git("add", "-A");
    expect((await scanned(repository.cwd, ["--policy-from", "main"])).places).toEqual([]);
    expect((await scanned(repository.cwd, [])).places).toEqual(["a.py:1"]);
    expect((await scanned(repository.cwd, ["--staged"])).places).toEqual(["a.py:1"]);
    expect((await scanned(repository.cwd, ["--staged", "--policy-from", "main"])).places).toEqual([]);
  });

  it("HEAD is possible before the first commit, which then has no config", async () => {
    const repository = fresh({
      "vaultlint.config.yml": "ignore: ['*.py']\n",
      "a.py": secretLine,
    });
    repository.git("add", "-A");
    const result = await scanned(repository.cwd, ["--staged", "--policy-from", "HEAD"]);
    expect(found(result)).toEqual([leak, "policy/weaker vaultlint.config.yml:1"]);
  });

  it("that is no commit is an error", async () => {
    const { code, stderr } = await scanned(changed({}, {}).cwd, ["--policy-from", "nowhere"]);
    expect(code).toBe(2);
    expect(stderr).toContain('There is no commit "nowhere"');
  });
});

describe("a commit hook serves who commits", () => {
  it("so a baseline entry counts in the commit that adds it, and is said", async () => {
    const repository = changed({ "vaultlint.config.yml": "baseline: vaultlint.baseline.json\n" }, {});
    repository.write({ "a.py": secretLine });
    await cli(["baseline", "create"], { cwd: repository.cwd });
    repository.git("add", "-A");
    const result = await scanned(repository.cwd, ["--staged"]);
    expect(result).toMatchObject({ code: 0, places: [] });
    expect(result.said).toEqual([
      "warning vaultlint.baseline.json: line 5: Weaker policy: the baseline has 1 new entry (line 5), which counts once the base has the file: merge it there first, on its own",
    ]);
  });
});
