// A change cannot silence the gate that it has to pass: config and baseline are those of its base, and what it changes in them, or
// hides by a comment, is a finding itself.
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli, temporaryDirectory } from "../cli/run-cli.ts";
import { line, newRepository, scanned, type Scanned, type TestRepository } from "../cli/repository.ts";

const base = temporaryDirectory();
let count = 0;
/** Assembled, so that a scan of this file finds no comment of ours in it. */
const ignore = ["vaultlint", "ignore"].join("-");

type Files = Readonly<Record<string, string>>;

/** A repository whose branch `topic` changes `before` into `after`. */
function changed(before: Files, after: Files): TestRepository {
  const repository = newRepository(base, `p${String(count++)}`);
  repository.commit({ readme: "x\n", ...before });
  repository.git("checkout", "-q", "-b", "topic");
  repository.commit(after);
  return repository;
}

const diff = ({ cwd }: TestRepository, ...args: string[]): Promise<Scanned> =>
  scanned(cwd, ["--diff", "main", ...args]);

/** `rule path:line` of each finding. */
function found({ findings }: Scanned): string[] {
  return findings.map(({ ruleId, path, region }) => `${ruleId} ${path}:${String(region.line)}`);
}

function messages({ findings }: Scanned): string[] {
  return findings.flatMap(({ message }) => message ?? []);
}

const secretLine = line("added");
const leak = "generic/secret a.py:1";

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
    const repository = newRepository(base, `p${String(count++)}`);
    repository.commit({ "vaultlint.config.yml": "ignore: ['**']\n" });
    repository.git("branch", "topic");
    repository.commit({ "vaultlint.config.yml": "rules: { generic/secret: critical }\n" });
    repository.git("checkout", "-q", "topic");
    repository.commit({ "a.py": secretLine });
    expect(await diff(repository)).toMatchObject({ code: 1, findings: [{ path: "a.py", severity: "critical" }] });
  });

  it("where the policy that the branch started from cannot be read, nobody knows what it changes: exit code 2", async () => {
    const repository = newRepository(base, `p${String(count++)}`);
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
    const repository = newRepository(base, `p${String(count++)}`, {
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

describe("rules of the user", () => {
  const config = { "vaultlint.config.yml": "rulesFiles: [own.yml]\n" };
  const rule = (id: string, ...more: string[]): string =>
    [`  - id: acme/${id}`, "    title: Acme key", `    pattern: ${id}q_[a-z0-9]{20}`, ...more, ""].join("\n");
  const file = (...rules: string[]): string => `provider: acme\nrules:\n${rules.join("")}`;
  const allow = (...paths: string[]): string =>
    `    allow: [${paths.map((path) => `{ paths: ["${path}"] }`).join(", ")}]`;
  const both = file(rule("one"), rule("two"));

  it.each<[string, string, string, number, string]>([
    ["one is gone", both, file(rule("two")), 3, "1 rule is gone or changed: acme/one"],
    [
      "a pattern is another one",
      both,
      both.replace("twoq_[a-z0-9]{20}", "twoq_[a-z0-9]{21}"),
      8,
      "1 rule is gone or changed: acme/two",
    ],
    [
      "one is less severe",
      both,
      file(rule("one", "    severity: low"), rule("two")),
      6,
      "1 rule is gone or changed: acme/one",
    ],
    [
      "an allow list is new",
      both,
      file(rule("one"), rule("two", allow("^docs/"))),
      9,
      "1 rule is gone or changed: acme/two",
    ],
    [
      "a new one can take over what others find",
      both,
      file(rule("one"), rule("two"), rule("all", "    confidence: low")),
      9,
      "1 new rule can take findings over: acme/all",
    ],
  ])("%s: a finding in their file, at the first line that changed", async (_, before, after, at, message) => {
    const result = await diff(changed({ ...config, "own.yml": before }, { "own.yml": after }));
    expect(found(result)).toEqual([`policy/weaker own.yml:${String(at)}`]);
    expect(messages(result)).toEqual([`Weaker policy: ${message}`]);
  });

  it("their file is not named any more: a finding in the config", async () => {
    const result = await diff(
      changed({ ...config, "own.yml": both }, { "vaultlint.config.yml": "# none\nrulesFiles: []\n" }),
    );
    expect(found(result)).toEqual(["policy/weaker vaultlint.config.yml:2"]);
    expect(messages(result)).toEqual(["Weaker policy: 2 rules are gone or changed: acme/one, acme/two"]);
  });

  it.each<[string, string, Files]>([
    ["one is added", both, { "own.yml": file(rule("one"), rule("two"), rule("three")) }],
    [
      "they have other words, comments and another order",
      both,
      { "own.yml": `# new\n${file(rule("two"), rule("one", "    opens: a door"))}` },
    ],
    ["one is more severe", both, { "own.yml": file(rule("one", "    severity: critical"), rule("two")) }],
    ["keys have another order", both, { "own.yml": both.replace(/( {4}title.*\n)( {4}pattern.*\n)/u, "$2$1") }],
    [
      "an allow list is shorter",
      file(rule("one", allow("^a/", "^b/"))),
      { "own.yml": file(rule("one", allow("^b/"))) },
    ],
    [
      "one moves to another file",
      both,
      {
        "vaultlint.config.yml": "rulesFiles: [own.yml, other.yml]\n",
        "own.yml": file(rule("one")),
        "other.yml": file(rule("two")),
      },
    ],
  ])("%s: nothing is said", async (_, before, after) => {
    expect(await diff(changed({ ...config, "own.yml": before }, after))).toMatchObject({
      code: 0,
      places: [],
      said: [],
    });
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
    const repository = newRepository(base, `p${String(count++)}`, {
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

describe("a comment that the change adds", () => {
  const marked = `${secretLine.trim()}  # ${ignore} generic/secret -- demo\n`;

  it("is a finding of its own, at its line", async () => {
    const result = await diff(changed({}, { "a.py": `# text\n${marked}` }));
    expect(found(result)).toEqual(["policy/new-ignore a.py:2"]);
    expect(result.code).toBe(1);
    expect(messages(result)).toEqual(["New comment that hides a finding, by the rule generic/secret"]);
  });

  it("is one as well where the value was there before", async () => {
    expect(found(await diff(changed({ "a.py": secretLine }, { "a.py": marked })))).toEqual([
      "policy/new-ignore a.py:1",
    ]);
  });

  it("is one as well where the comment is another scanner's", async () => {
    const theirs = `${secretLine.trim()}  # ${["gitleaks", "allow"].join(":")}\n`;
    const repository = changed({ "vaultlint.config.yml": "inline: [gitleaks]\n" }, { "a.py": theirs });
    expect(found(await diff(repository))).toEqual(["policy/new-ignore a.py:1"]);
  });

  it("is a warning in a commit hook, and nothing in a scan of files", async () => {
    const repository = changed({}, {});
    repository.write({ "a.py": marked });
    repository.git("add", "-A");
    expect(await scanned(repository.cwd, ["--staged"])).toMatchObject({
      code: 0,
      places: [],
      said: ["warning a.py: line 1: New comment that hides a finding, by the rule generic/secret"],
    });
    expect(await scanned(repository.cwd, [])).toMatchObject({ code: 0, places: [], said: [] });
  });

  it("is told from those that were there, wherever they move", async () => {
    const old = `${line("old").trim()}  # ${ignore} generic/secret -- demo\n`;
    const repository = changed({ "a.py": old }, { "a.py": `# moved\n${old}${marked}` });
    expect(found(await diff(repository))).toEqual(["policy/new-ignore a.py:3"]);
    const moved = changed({ "a.py": old }, { "a.py": "", "b.py": `# moved\n${old}` });
    expect(await diff(moved)).toMatchObject({ code: 0, places: [] });
  });
});

describe("a swapped value on an ignored line", () => {
  const before = `${line("old").trim()}  # ${ignore} generic/secret -- demo\n`;
  const after = `${secretLine.trim()}  # ${ignore} generic/secret -- demo\n`;

  it.each<[string, string, string, string]>([
    ["where a comment on the line was there", before, after, leak],
    [
      "where a comment on the line above was",
      `# ${ignore}-next-line generic/secret -- demo\n${line("old")}`,
      `# ${ignore}-next-line generic/secret -- demo\n${secretLine}`,
      "generic/secret a.py:2",
    ],
    ["where the reason changes with it", before, after.replace("demo", "another demo"), leak],
    ["where the comment moves to another line", `${before}\n\n`, `\n\n${after}`, "generic/secret a.py:3"],
  ])("is reported, %s", async (_, old, now, finding) => {
    const repository = changed({ "a.py": old }, {});
    repository.write({ "a.py": now });
    repository.git("add", "-A");
    const staged = await scanned(repository.cwd, ["--staged"]);
    expect(found(staged)).toEqual([finding]);
    repository.commit({});
    const result = await diff(repository);
    expect(found(result)).toEqual([finding]);
    expect(messages(result)).toEqual(["Secret key or token where a comment accepts another value"]);
    expect(result.code).toBe(1);
  });

  it("is counted as reported, not as left out", async () => {
    const repository = changed({ "a.py": before }, { "a.py": after });
    const { stdout } = await cli(["--diff", "main", "--format", "json"], { cwd: repository.cwd });
    expect((JSON.parse(stdout) as { stats: object }).stats).toMatchObject({ suppressed: 0 });
  });

  it("is not reported where the base's baseline accepts it", async () => {
    const repository = changed(
      { "vaultlint.config.yml": "baseline: vaultlint.baseline.json\n", "b.py": secretLine, "a.py": before },
      {},
    );
    await cli(["baseline", "create"], { cwd: repository.cwd });
    repository.git("checkout", "-q", "main");
    repository.commit({});
    repository.git("checkout", "-q", "-B", "topic");
    repository.git("mv", "b.py", "c.py");
    repository.commit({ "a.py": before.replace(/"[^"]*"/u, `"${secretLine.split('"')[1] ?? ""}"`) });
    expect((await diff(repository)).places).toEqual([]);
  });

  it("and an unchanged one stays accepted, however its line moves", async () => {
    const repository = changed({ "a.py": before }, { "a.py": `\n\n${before}` });
    expect(await diff(repository)).toMatchObject({ code: 0, places: [], said: [] });
  });
});
