// A scan of all files, or of a whole history, that the policy of a base judges: what came after the base weakens neither.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runAction } from "../action/run-action.ts";
import { line, scanned, type Scanned, type TestRepository } from "../cli/repository.ts";
import { changed, type Files, found, fresh, ignore } from "./change.ts";

const marked = (seed: string, rule = "generic/secret"): string => `${line(seed).trim()}  # ${ignore} ${rule} -- demo\n`;

const ways: [string, string[]][] = [
  ["files", ["--policy-from", "main"]],
  ["the history", ["--history", "--policy-from", "main"]],
];

describe.each(ways)("in a scan of %s", (_, args) => {
  const scan = ({ cwd }: TestRepository): Promise<Scanned> => scanned(cwd, args);

  it.each<[string, Files, Files, string]>([
    ["a new comment", {}, { "a.py": marked("new") }, "policy/new-ignore a.py:1"],
    [
      "another value beside an old comment",
      { "a.py": marked("old") },
      { "a.py": marked("new") },
      "generic/secret a.py:1",
    ],
    ["a weaker config", {}, { "vaultlint.config.yml": "failOn: none\n" }, "policy/weaker vaultlint.config.yml:1"],
  ])("%s is a finding", async (_name, before, after, finding) => {
    const result = await scan(changed(before, after));
    expect(found(result)).toEqual([finding]);
    expect(result.code).toBe(1);
  });

  it("a new comment beside an old value is one as well", async () => {
    // In the history, the value stands without it, too.
    const uncovered = args.includes("--history") ? ["generic/secret a.py:1"] : [];
    const repository = changed({ "a.py": line("old") }, { "a.py": marked("old") });
    expect(found(await scan(repository))).toEqual(["policy/new-ignore a.py:1", ...uncovered]);
  });

  it("comments of the base count, wherever they move", async () => {
    const old = marked("old");
    const repository = changed({ "a.py": old, "b.py": marked("other") }, { "a.py": `# moved\n${old}` });
    repository.git("mv", "b.py", "c.py");
    repository.commit({});
    expect(await scan(repository)).toMatchObject({ code: 0, places: [], said: [] });
  });

  it("nothing is said where only the base went on", async () => {
    const repository = changed({ "a.py": marked("old") }, { "b.py": "x\n" });
    repository.git("checkout", "-q", "main");
    repository.commit({ "a.py": "", "vaultlint.config.yml": "minConfidence: low\n" });
    repository.git("checkout", "-q", "topic");
    expect(await scan(repository)).toMatchObject({ code: 0, places: [], said: [] });
  });
});

describe("in the working tree", () => {
  it("what is not committed is compared with the commit, too", async () => {
    const repository = changed({ "a.py": marked("old"), "b.py": line("known") });
    repository.write({ "a.py": marked("swapped"), "c.py": marked("untracked") });
    expect(found(await scanned(repository.cwd, ["--policy-from", "HEAD"]))).toEqual([
      "generic/secret a.py:1",
      "generic/secret b.py:1",
      "policy/new-ignore c.py:1",
    ]);
    expect(found(await scanned(repository.cwd, []))).toEqual(["generic/secret b.py:1"]);
  });
});

describe("in the history", () => {
  const scan = ({ cwd }: TestRepository): Promise<Scanned> => scanned(cwd, ["--history", "--policy-from", "main"]);

  it("a comment that came and went hides nothing", async () => {
    const repository = changed({}, { "a.py": marked("passing") }, { "a.py": "" });
    const { code, findings } = await scan(repository);
    expect(code).toBe(1);
    expect(findings).toEqual([
      expect.objectContaining({
        ruleId: "generic/secret",
        path: "a.py",
        history: expect.objectContaining({ inHead: false }) as object,
      }),
    ]);
  });

  it("a comment that came and went on the base still holds, and versions beside an old one are not reported", async () => {
    const repository = fresh();
    repository.commit({ "a.py": marked("base"), "b.py": marked("kept") });
    repository.commit({ "a.py": "" });
    repository.git("checkout", "-q", "-b", "topic");
    repository.commit({ "b.py": `# one\n${marked("kept")}` });
    repository.commit({ "b.py": `# two\n${marked("kept")}` });
    expect(await scan(repository)).toMatchObject({ code: 0, places: [] });
  });

  it("a value behind a new comment is said once, however many versions hold it", async () => {
    const repository = changed({}, { "a.py": `# one\n${marked("new")}` }, { "a.py": `# two\n${marked("new")}` });
    expect(found(await scan(repository))).toEqual(["policy/new-ignore a.py:2"]);
  });
});

describe("in the Action", () => {
  it.each(["files", "history"])("scan: %s reports a comment of the pull request", async (way) => {
    const repository = changed({}, { "a.py": marked("new") });
    const [from, head] = [repository.git("rev-parse", "main"), repository.git("rev-parse", "HEAD")];
    const pull = { number: 1, base: { sha: from, ref: "main" }, head: { sha: head } };
    const event = { name: "pull_request", payload: { pull_request: pull, repository: { private: true } } };
    const { code, commands } = await runAction(repository.cwd, { scan: way }, {}, event);
    expect(code).toBe(1);
    expect(commands.map(({ message }) => message).join("\n")).toContain("New comment that hides a finding");
  });

  it("what no base judges is said as it stands", async () => {
    const repository = changed({}, { "a.py": marked("new") });
    expect((await runAction(repository.cwd, { scan: "files" })).code).toBe(0);
    rmSync(join(repository.cwd, ".git"), { recursive: true });
    expect((await runAction(repository.cwd, { scan: "files" })).code).toBe(0);
  });
});
