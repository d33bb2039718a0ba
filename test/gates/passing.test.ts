// What a branch adds in one commit and takes away in a later one is still handed out with it, so the gate looks at its commits as well.
import { describe, expect, it } from "vitest";
import { cli, temporaryDirectory } from "../cli/run-cli.ts";
import { line, newRepository, repositoryAt, scanned, type Scanned, type TestRepository } from "../cli/repository.ts";
import { join } from "node:path";

const base = temporaryDirectory();
let count = 0;
/** Assembled, so that a scan of this file finds no comment of ours in it. */
const ignore = ["vaultlint", "ignore"].join("-");

type Files = Readonly<Record<string, string>>;

/** A repository whose branch `topic` makes these commits, one after the other. Their ids, too. */
function branch(before: Files, ...steps: readonly Files[]): { repository: TestRepository; commits: string[] } {
  const repository = newRepository(base, `b${String(count++)}`);
  repository.commit({ readme: "x\n", ...before });
  repository.git("checkout", "-q", "-b", "topic");
  return { repository, commits: steps.map((files) => repository.commit(files)) };
}

const diff = ({ cwd }: TestRepository, ...args: string[]): Promise<Scanned> =>
  scanned(cwd, ["--diff", "main", ...args]);

const clean = { "a.py": "1\n" };

describe("--diff finds a secret that only commits in between hold", () => {
  it("with the commit that brought it, in each report", async () => {
    const { repository, commits } = branch({}, clean, { "a.py": `# text\n${line("gone")}` }, { "a.py": "2\n" });
    const { code, findings, places, said } = await diff(repository);
    expect({ code, places, said }).toEqual({ code: 1, places: ["a.py:2"], said: [] });
    expect(findings[0]).toMatchObject({
      message: "Secret key or token in the history of this change",
      history: { commit: commits[1], date: "2026-03-02T12:00:00+01:00", inHead: false },
    });
    expect(findings[0]).not.toHaveProperty("suggestion");
    const { stdout } = await cli(["--diff", "main"], { cwd: repository.cwd });
    expect(stdout.replace(/\s+/gu, " ")).toContain(
      `Secret key or token in the history of this change generic/secret then rotate it: readable since commit ${commits[1]?.slice(0, 10) ?? ""} (2026-03-02); HEAD does not hold it any more`,
    );
  });

  it.each<[string, readonly Files[]]>([
    ["where nothing is left of the change", [{ "a.py": line("gone") }, clean]],
    ["under a comment of ours", [{ "a.py": `${line("gone").trim()} # ${ignore} generic/secret -- x\n` }, clean]],
    ["behind .gitattributes", [{ ".gitattributes": "* -diff\n", "a.py": line("gone") }, clean]],
    ["where its line holds another one at the end", [{ "a.py": line("gone") }, { "a.py": line("stays") }]],
  ])("%s", async (_, steps) => {
    const { repository, commits } = branch(clean, ...steps);
    const { code, findings } = await diff(repository);
    expect(code).toBe(1);
    const passed = findings.filter(({ history }) => history !== undefined);
    expect(passed.map(({ path, history }) => [path, history?.commit])).toEqual([["a.py", commits[0]]]);
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(findings.length);
  });

  it("in a file that is deleted again, and in a merge", async () => {
    const { repository } = branch({}, { "b.py": "1\n" });
    repository.git("checkout", "-q", "main");
    repository.commit({ "c.py": "1\n" });
    repository.git("checkout", "-q", "topic");
    repository.git("merge", "-q", "--no-commit", "main");
    const merge = repository.commit({ "evil.py": line("evil") });
    repository.git("rm", "-q", "evil.py");
    repository.commit({});
    const { places, findings } = await diff(repository);
    expect(places).toEqual(["evil.py:1"]);
    expect(findings[0]?.history?.commit).toBe(merge);
  });

  it("once for all versions that hold it, with the first", async () => {
    const versions = ["", "# 1\n", "# 1\n# 2\n"].map((text) => ({ "a.py": text + line("gone") }));
    const { repository, commits } = branch({}, ...versions, clean);
    const { findings, places } = await diff(repository);
    expect(places).toEqual(["a.py:1"]);
    expect(findings[0]?.history?.commit).toBe(commits[0]);
  });
});

describe("--diff is silent about commits in between", () => {
  it.each<[string, Files, readonly Files[]]>([
    ["where the base has the value", { "a.py": line("old") }, [{ "a.py": "", "b.py": line("old") }, { "b.py": "" }]],
    [
      "where they move it away and back",
      { "a.py": line("old") },
      [{ "a.py": `\n${line("old")}` }, { "a.py": line("old") }],
    ],
    ["where a log statement was there for a while", clean, [{ "a.js": "console.log(password);\n" }, { "a.js": "" }]],
    [
      "where the config ignores the file",
      { "vaultlint.config.yml": "ignore: ['*.py']\n" },
      [{ "a.py": line("ignored") }, { "a.py": "" }],
    ],
  ])("%s", async (_, before, steps) => {
    expect(await diff(branch(before, ...steps).repository)).toMatchObject({ code: 0, places: [] });
  });

  it("where the value stands at the end as well: it is reported there", async () => {
    const { repository } = branch({}, { "a.py": line("moved") }, { "a.py": "", "b.py": line("moved") });
    const { findings, places } = await diff(repository);
    expect(places).toEqual(["b.py:1"]);
    expect(findings[0]).not.toHaveProperty("history");
  });

  it("where another branch brought it, which was merged into this one", async () => {
    const { repository } = branch({}, { "b.py": "1\n" });
    repository.git("checkout", "-q", "main");
    repository.commit({ "main.py": line("main") });
    repository.commit({ "main.py": "1\n" });
    repository.git("checkout", "-q", "topic");
    repository.git("merge", "-q", "main");
    expect(await diff(repository)).toMatchObject({ code: 0, places: [] });
  });

  it("where the named paths leave them out", async () => {
    const { repository } = branch({}, { "a.py": line("gone"), "b.py": "1\n" }, { "a.py": "" });
    expect((await diff(repository, "b.py")).places).toEqual([]);
    expect((await diff(repository, "a.py")).places).toEqual(["a.py:1"]);
  });

  it("but not where the value has moved to a file that the named paths leave out", async () => {
    const { repository } = branch({}, { "a.py": line("moved") }, { "a.py": "", "b.py": line("moved") });
    expect((await diff(repository, "a.py")).places).toEqual(["a.py:1"]);
  });

  it("where the base's baseline accepts the value", async () => {
    const repository = newRepository(base, `b${String(count++)}`, { "a.py": line("accepted") });
    await cli(["baseline", "create"], { cwd: repository.cwd });
    repository.commit({ "a.py": "", "vaultlint.config.yml": "baseline: vaultlint.baseline.json\n" });
    repository.git("checkout", "-q", "-b", "topic");
    repository.commit({ "a.py": line("accepted") });
    repository.commit({ "a.py": "" });
    expect(await diff(repository)).toMatchObject({ code: 0, places: [] });
  });
});

describe("--diff is incomplete", () => {
  it("where a shallow clone lacks commits of the change", async () => {
    const { repository } = branch({}, { "b.py": "1\n" });
    repository.git("checkout", "-q", "-b", "side", "main");
    for (const text of ["1", "2", "3"]) repository.commit({ "side.py": text });
    repository.git("checkout", "-q", "topic");
    repository.git("merge", "-q", "--no-edit", "side");
    const cwd = join(base, `b${String(count++)}`);
    repository.git("clone", "-q", "--depth=3", "--no-single-branch", "-b", "topic", `file://${repository.cwd}`, cwd);
    expect(repositoryAt(cwd).git("merge-base", "origin/main", "HEAD")).not.toBe("");
    const { code, said } = await scanned(cwd, ["--diff", "origin/main"]);
    expect(code).toBe(2);
    expect(said).toEqual([
      expect.stringMatching(/^incomplete : this clone is shallow and lacks commits of the change/u),
    ]);
  });

  it("where a version in between is too large", async () => {
    const config = { "vaultlint.config.yml": "limits: { maxFileSizeMB: 1 }\n" };
    const { repository } = branch(config, { "a.py": "x".repeat(1_000_001) }, clean);
    const { code, said } = await diff(repository);
    expect(code).toBe(2);
    expect(said).toEqual(["not-scanned a.py: has a version larger than 1 MB (limits.maxFileSizeMB)"]);
  });
});
