import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "./run-cli.ts";
import { line, newRepository, repositoryAt, scanned, type TestRepository } from "./repository.ts";

const base = temporaryDirectory();
let count = 0;

/** A branch `topic` that left `main` after a commit that holds a secret; both went on. */
function branched(files: Record<string, string | Buffer>): TestRepository {
  const repository = newRepository(base, `d${String(count++)}`);
  repository.commit({ "old.py": line("old"), "a.py": "1\n" });
  repository.git("checkout", "-q", "-b", "topic");
  repository.commit(files);
  repository.git("checkout", "-q", "main");
  repository.commit({ "main.py": line("main") });
  repository.git("checkout", "-q", "topic");
  return repository;
}

/** A clone that ends after `depth` commits. */
function shallow(from: TestRepository, depth: number, branch: string): TestRepository {
  const cwd = join(base, `shallow${String(count++)}`);
  from.git("clone", "-q", `--depth=${String(depth)}`, "--no-single-branch", "-b", branch, `file://${from.cwd}`, cwd);
  return repositoryAt(cwd);
}

describe("scan --diff finds what a branch adds since it left its base", () => {
  it.each([["main"], ["main...HEAD"], ["main...topic"], ["main..."]])("as %s", async (range) => {
    const { cwd } = branched({ "a.py": line("topic") });
    expect(await scanned(cwd, ["--diff", range])).toMatchObject({ code: 1, places: ["a.py:1"], said: [] });
  });

  it("also where .gitattributes hides it, and in UTF-16", async () => {
    const text = Buffer.from(`\ufeff${line("wide")}`, "utf16le");
    const { cwd } = branched({ ".gitattributes": "* -diff\n", "a.py": line("topic"), "w.py": text });
    expect((await scanned(cwd, ["--diff", "main"])).places).toEqual(["a.py:1", "w.py:1"]);
  });

  it("also where only a merge commit brings it", async () => {
    const repository = branched({ "b.py": "2\n" });
    repository.git("merge", "-q", "--no-commit", "main");
    repository.commit({ "evil.py": line("evil") });
    expect((await scanned(repository.cwd, ["--diff", "main"])).places).toEqual(["evil.py:1"]);
  });

  it("but not what its base had, moved or not", async () => {
    const repository = branched({ "b.py": "2\n" });
    repository.git("mv", "old.py", "new.py");
    repository.commit({});
    expect(await scanned(repository.cwd, ["--diff", "main"])).toMatchObject({ code: 0, places: [] });
  });

  it("but not what is not committed, and says so where nothing is", async () => {
    const repository = branched({});
    repository.write({ "a.py": line("topic") });
    repository.git("add", "-A");
    expect(await scanned(repository.cwd, ["--diff", "main"])).toMatchObject({
      code: 0,
      said: ["warning : nothing differs from where the branch left main, so nothing was scanned"],
    });
  });

  it("in a shallow clone, too, where it holds the commit at which they parted", async () => {
    const repository = shallow(branched({ "a.py": line("topic") }), 2, "topic");
    expect((await scanned(repository.cwd, ["--diff", "origin/main"])).places).toEqual(["a.py:1"]);
  });
});

describe("scan --diff ends with exit code 2 and one sentence", () => {
  it.each([
    ["where the base is unknown", "nowhere", 'There is no commit "nowhere"'],
    ["where the head is", "main...nowhere", 'There is no commit "nowhere"'],
    ["where the base looks like an option", "--output=x", 'There is no commit "--output=x"'],
    ["for two dots", "main..topic", "with three dots"],
    ["for nothing", "...topic", "with three dots"],
  ])("%s", async (_, range, sentence) => {
    const { code, stderr, stdout } = await scanned(branched({ "a.py": line("topic") }).cwd, [`--diff=${range}`]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("where a shallow clone ends before the base", async () => {
    const repository = shallow(branched({ "a.py": line("topic") }), 1, "topic");
    const { code, stderr } = await scanned(repository.cwd, ["--diff", "origin/main"]);
    expect(code).toBe(2);
    expect(stderr).toContain("this clone is shallow");
    expect(stderr).toContain("fetch-depth: 0");
  });

  it("where the histories are unrelated", async () => {
    const repository = branched({ "a.py": line("topic") });
    repository.git("checkout", "-q", "--orphan", "other");
    repository.commit({ "b.py": "x" });
    const { code, stderr } = await scanned(repository.cwd, ["--diff", "main"]);
    expect(code).toBe(2);
    expect(stderr).toContain("unrelated");
  });
});
