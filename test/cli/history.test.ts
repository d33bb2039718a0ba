import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli, temporaryDirectory } from "./run-cli.ts";
import { line, newRepository, scanned, secret, type TestRepository } from "./repository.ts";

const base = temporaryDirectory();
let count = 0;
const fresh = (...options: string[]): TestRepository => newRepository(base, `h${String(count++)}`, {}, ...options);

describe("scan --history finds a secret", () => {
  it("that was removed, with the commit and the author's date", async () => {
    const repository = fresh();
    repository.commit({ "a.py": "1\n" }, "2026-03-01T08:00:00+02:00");
    const commit = repository.commit({ "a.py": `# text\n${line("removed")}` }, "2026-03-02T08:00:00+02:00");
    repository.commit({ "a.py": "2\n" }, "2026-03-03T08:00:00+02:00");
    const { code, findings, places } = await scanned(repository.cwd, ["--history"]);
    expect(code).toBe(1);
    expect(places).toEqual(["a.py:2"]);
    expect(findings[0]?.history).toEqual({ commit, date: "2026-03-02T08:00:00+02:00", inHead: false });
    expect(findings[0]).not.toHaveProperty("suggestion");
    const { stdout } = await cli(["--history"], { cwd: repository.cwd });
    expect(stdout.replace(/\s+/gu, " ")).toContain(
      `then rotate it: readable since commit ${commit.slice(0, 10)} (2026-03-02); HEAD does not hold it any more`,
    );
  });

  it("once for all versions of a file, where HEAD has it", async () => {
    const repository = fresh();
    const commit = repository.commit({ "a.py": line("kept") });
    for (const text of ["# 1\n", "# 1\n# 2\n", "# 1\n# 2\n# 3\n"]) repository.commit({ "a.py": text + line("kept") });
    const { findings, places } = await scanned(repository.cwd, ["--history"]);
    expect(places).toEqual(["a.py:4"]);
    expect(findings[0]?.history).toMatchObject({ commit, inHead: true });
    const [inFiles] = (await scanned(repository.cwd, [])).findings;
    expect(findings[0]?.fingerprint).toBe(inFiles?.fingerprint);
  });

  it("of every value that stood on a line, each with its own fingerprint and commit", async () => {
    const repository = fresh();
    const commits = ["one", "two", "three"].map((seed) => repository.commit({ "a.py": line(seed) }));
    const { findings } = await scanned(repository.cwd, ["--history"]);
    expect(new Set(findings.map(({ history }) => history?.commit))).toEqual(new Set(commits));
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(3);
    expect(findings.filter(({ history }) => history?.inHead)).toHaveLength(1);
  });

  it("with the first commit of its value, also where another file had it", async () => {
    const repository = fresh();
    const commit = repository.commit({ "a.py": line("moved") });
    repository.git("rm", "-q", "a.py");
    repository.commit({ "b.py": `# new\n${line("moved")}` });
    const { findings, places } = await scanned(repository.cwd, ["--history"]);
    expect(places).toEqual(["a.py:1", "b.py:2"]);
    expect(findings.map(({ history }) => [history?.commit, history?.inHead])).toEqual([
      [commit, false],
      [commit, true],
    ]);
  });

  it("that only a merge commit holds", async () => {
    const repository = fresh();
    repository.commit({ "a.py": "1\n" });
    repository.git("checkout", "-q", "-b", "side");
    repository.commit({ "b.py": "side\n" });
    repository.git("checkout", "-q", "main");
    repository.commit({ "c.py": "main\n" });
    repository.git("merge", "-q", "--no-commit", "side");
    const merge = repository.commit({ "c.py": line("evil") });
    repository.commit({ "c.py": "main\n" });
    const { findings } = await scanned(repository.cwd, ["--history"]);
    expect(findings.map(({ history }) => history?.commit)).toEqual([merge]);
  });

  it("on another branch, in a stash, and behind .gitattributes", async () => {
    const repository = fresh();
    repository.commit({ ".gitattributes": "* -diff\n", "a.py": "1\n" });
    repository.git("checkout", "-q", "-b", "side");
    repository.commit({ "side.py": line("side") });
    repository.git("checkout", "-q", "main");
    repository.write({ "a.py": line("stash") });
    repository.git("stash", "-q");
    expect((await scanned(repository.cwd, ["--history"])).places).toEqual(["a.py:1", "side.py:1"]);
  });

  it("in a file and a tree that only tags name", async () => {
    const repository = fresh();
    repository.commit({ "a.py": "1\n" });
    const blob = repository.gitWith({ input: line("tagged") }, "hash-object", "-w", "--stdin");
    const other = repository.gitWith({ input: line("tree") }, "hash-object", "-w", "--stdin");
    const tree = repository.gitWith({ input: `100644 blob ${other}\tx.py\n` }, "mktree");
    repository.git("tag", "-a", "-m", "x", "key", blob);
    repository.git("tag", "tree", tree);
    const { findings, places } = await scanned(repository.cwd, ["--history"]);
    expect(places).toEqual(["refs/tags/key:1", "refs/tags/tree/x.py:1"]);
    expect(findings[0]).not.toHaveProperty("history");
  });

  it("in a repository with SHA-256", async () => {
    const repository = fresh("--object-format=sha256");
    const commit = repository.commit({ "a.py": line("sha-256") });
    expect(commit).toHaveLength(64);
    repository.commit({ "a.py": "1\n" });
    const { findings } = await scanned(repository.cwd, ["--history"]);
    expect(findings[0]?.history?.commit).toBe(commit);
    repository.write({ "b.py": line("staged in sha-256") });
    repository.git("add", "-A");
    expect((await scanned(repository.cwd, ["--staged"])).places).toEqual(["b.py:1"]);
  });

  it("whose content stood at a path that the config ignores, before it stood elsewhere", async () => {
    const repository = fresh();
    const commit = repository.commit({ "vaultlint.config.yml": "ignore: [keep/]\n", "keep/a.py": line("out") });
    repository.git("mv", "keep/a.py", "a.py");
    repository.commit({});
    repository.git("rm", "-q", "a.py");
    repository.commit({});
    const { findings, places } = await scanned(repository.cwd, ["--history"]);
    expect(places).toEqual(["a.py:1"]);
    expect(findings[0]?.history).toMatchObject({ commit, inHead: false });
  });

  it("in a bare repository that GIT_DIR names", async () => {
    const repository = fresh();
    repository.commit({ "a.py": line("bare") });
    const bare = join(base, `bare${String(count++)}`);
    repository.git("clone", "-q", "--bare", repository.cwd, bare);
    expect((await scanned(bare, ["--history"], { GIT_DIR: "." })).places).toEqual(["a.py:1"]);
  });
});

describe("scan --history can be limited", () => {
  function three(): TestRepository {
    const repository = fresh();
    ["one", "two", "three"].forEach((seed, index) => {
      repository.commit({ [`${seed}/a.py`]: line(seed) }, `2026-03-0${String(index + 1)}T12:00:00Z`);
    });
    return repository;
  }

  it.each([
    [["--range", "HEAD~1..HEAD"], ["three/a.py:1"]],
    [
      ["--range", "HEAD~2.."],
      ["three/a.py:1", "two/a.py:1"],
    ],
    [
      ["--since", "2026-03-02"],
      ["three/a.py:1", "two/a.py:1"],
    ],
    [["--since", "2026-03-02T13:00:00Z"], ["three/a.py:1"]],
    [
      ["one", "t*o"],
      ["one/a.py:1", "two/a.py:1"],
    ],
  ])("by %j", async (args, places) => {
    expect((await scanned(three().cwd, ["--history", ...args])).places).toEqual(places);
  });

  it.each([
    [["--range", "HEAD"], "--range takes A..B"],
    [["--range", "a...b"], "--range takes A..B"],
    [["--range", "nowhere..HEAD"], 'There is no commit "nowhere"'],
    [["--since", "last week"], "--since takes a date"],
    [["--since", "2026-13-01"], "--since takes a date"],
  ])("but not by %j", async (args, sentence) => {
    const { code, stderr } = await scanned(three().cwd, ["--history", ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });

  it("and says where there is nothing", async () => {
    expect(await scanned(fresh().cwd, ["--history"])).toMatchObject({
      code: 0,
      said: ["warning : these commits brought no file that is to be scanned"],
    });
  });
});

describe("scan --history is incomplete", () => {
  it("in a shallow clone", async () => {
    const repository = fresh();
    repository.commit({ "a.py": line("cut off") });
    repository.commit({ "a.py": "1\n" });
    const cwd = join(base, `shallow${String(count++)}`);
    repository.git("clone", "-q", "--depth=1", `file://${repository.cwd}`, cwd);
    const { code, said } = await scanned(cwd, ["--history"]);
    expect(code).toBe(2);
    expect(said).toEqual([expect.stringMatching(/^incomplete : this clone is shallow/u)]);
  });

  it.each([["blob:none"], ["tree:0"]])("in a partial clone (%s), from which nothing is fetched", async (filter) => {
    const repository = fresh();
    repository.git("config", "uploadpack.allowFilter", "true");
    repository.commit({ "a.py": line("not fetched") });
    repository.commit({ "a.py": "1\n" });
    const cwd = join(base, `partial${String(count++)}`);
    repository.git("clone", "-q", `--filter=${filter}`, "--no-checkout", `file://${repository.cwd}`, cwd);
    const { code, said } = await scanned(cwd, ["--history"]);
    expect(code).toBe(2);
    expect(said.filter((text) => text.startsWith("incomplete"))).toHaveLength(1);
  });

  it("in a damaged one", async () => {
    const repository = fresh();
    repository.commit({ "a.py": line("damaged") });
    const id = repository.git("rev-parse", "HEAD:a.py");
    const file = join(repository.cwd, ".git/objects", id.slice(0, 2), id.slice(2));
    expect(existsSync(file)).toBe(true);
    rmSync(file);
    expect(await scanned(repository.cwd, ["--history"])).toMatchObject({
      code: 2,
      said: ["incomplete a.py: has a version that is not in this clone, so it cannot be read"],
    });
  });
});

it("a vault's value in many versions of one file is not widespread", async () => {
  const repository = fresh();
  const value = secret("in a vault");
  for (let version = 0; version < 25; version++)
    repository.commit({ "notes.txt": `${"line\n".repeat(version)}say ${value} to it\n` });
  const env = { VAULTLINT_PASSPHRASE: "four random words here" };
  await cli(["vault", "init", "file:../h.vault.json"], { cwd: repository.cwd, env });
  await cli(["vault", "set", "file:../h.vault.json", "entry", "--stdin"], { cwd: repository.cwd, env, input: value });
  const { findings } = await scanned(repository.cwd, ["--history", "--vault", "file:../h.vault.json"], env);
  expect(findings).toEqual([expect.objectContaining({ ruleId: "vault/value", path: "notes.txt" })]);
});
