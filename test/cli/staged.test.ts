import { chmodSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bin, temporaryDirectory } from "./run-cli.ts";
import { line, newRepository, scanned, secret, type TestRepository } from "./repository.ts";

const base = temporaryDirectory();
let count = 0;
const fresh = (files: Record<string, string | Buffer> = {}): TestRepository =>
  newRepository(base, `r${String(count++)}`, files);

/** A repository with one commit of these files. */
function committed(files: Record<string, string | Buffer>): TestRepository {
  const repository = fresh();
  repository.commit(files);
  return repository;
}

function stage(repository: TestRepository, files: Record<string, string | Buffer>): void {
  repository.write(files);
  repository.git("add", "-A");
}

describe("scan --staged finds a new secret", () => {
  it("in the first commit, where there is no HEAD", async () => {
    const repository = fresh();
    stage(repository, { "a.py": line("first") });
    expect(await scanned(repository.cwd, ["--staged"])).toMatchObject({ code: 1, places: ["a.py:1"] });
  });

  it.each<[string, Record<string, string | Buffer>]>([
    ["marked -diff by .gitattributes of the same commit", { ".gitattributes": "* -diff\n", "a.py": line("attr") }],
    ["marked binary", { ".gitattributes": "a.py binary\n", "a.py": line("binary") }],
    ["in a text with a NUL byte", { "a.py": `\0\n${line("nul")}` }],
    ["in UTF-16", { "a.py": Buffer.from(`\ufeff# text\n${line("utf-16")}`, "utf16le") }],
  ])("%s", async (_, files) => {
    const repository = committed({ readme: "x" });
    stage(repository, files);
    expect(await scanned(repository.cwd, ["--staged"])).toMatchObject({
      code: 1,
      findings: [{ path: "a.py" }],
      said: [],
    });
  });

  it.skipIf(process.platform === "win32")("in the target of a link", async () => {
    const repository = committed({ readme: "x" });
    symlinkSync(line("link").trim(), join(repository.cwd, "link"));
    repository.git("add", "-A");
    expect((await scanned(repository.cwd, ["--staged"])).places).toEqual(["link:1"]);
  });

  it.skipIf(process.platform !== "linux")("in files whose names hold a line feed, or are not UTF-8", async () => {
    const repository = committed({ readme: "x" });
    writeFileSync(join(repository.cwd, "a\nb.py"), line("line feed"));
    writeFileSync(
      Buffer.concat([Buffer.from(`${repository.cwd}/c`), Buffer.from([0xff]), Buffer.from(".py")]),
      line("ff"),
    );
    repository.git("add", "-A");
    expect((await scanned(repository.cwd, ["--staged"])).places).toEqual(["a\nb.py:1", "c\\xff.py:1"]);
  });

  it("in the index, not in the file: what is staged is committed", async () => {
    const repository = committed({ "a.py": "x\n", "b.py": "x\n" });
    stage(repository, { "a.py": line("staged") });
    repository.write({ "a.py": "x\n", "b.py": line("unstaged") });
    expect((await scanned(repository.cwd, ["--staged"])).places).toEqual(["a.py:1"]);
  });

  it("in a merge that is not committed yet", async () => {
    const repository = committed({ "a.py": "1\n" });
    repository.git("checkout", "-q", "-b", "side");
    repository.commit({ "b.py": "side\n" });
    repository.git("checkout", "-q", "main");
    repository.commit({ "c.py": "main\n" });
    repository.git("merge", "-q", "--no-commit", "side");
    stage(repository, { "d.py": line("evil merge") });
    expect((await scanned(repository.cwd, ["--staged"])).places).toEqual(["d.py:1"]);
  });
});

describe("scan --staged tells what is new from what was there", () => {
  const old = line("old");
  const value = secret("old");

  it.each<[string, Record<string, string>]>([
    ["moved down", { "a.py": `# one\n# two\n${old}` }],
    ["written another way", { "a.py": `config = { 'api_key': '${value}' }\n` }],
    ["moved to another file", { "a.py": "", "b.py": old }],
  ])("and is silent where it was %s", async (_, files) => {
    const repository = committed({ "a.py": old });
    stage(repository, files);
    expect(await scanned(repository.cwd, ["--staged"])).toMatchObject({ code: 0, places: [], said: [] });
  });

  it("and is silent where its file was renamed", async () => {
    const repository = committed({ "a.py": old });
    repository.git("mv", "a.py", "b.py");
    expect(await scanned(repository.cwd, ["--staged"])).toMatchObject({ code: 0, places: [] });
  });

  it("and finds another value on a line that was known, also after a rename", async () => {
    const repository = committed({ "a.py": `# text\n${old}`, "z.py": "x\n" });
    repository.git("mv", "a.py", "b.py");
    stage(repository, { "b.py": `# text\n${line("swapped")}` });
    expect(await scanned(repository.cwd, ["--staged"])).toMatchObject({ code: 1, places: ["b.py:2"] });
  });

  it("and finds a copy of a value whose file does not change", async () => {
    const repository = committed({ "a.py": old });
    stage(repository, { "b.py": old });
    expect((await scanned(repository.cwd, ["--staged"])).places).toEqual(["b.py:1"]);
  });

  it("and finds what moves out of a file that the config ignores", async () => {
    const repository = committed({ "vaultlint.config.yml": "ignore: [keep/]\n", "keep/a.py": old });
    repository.git("mv", "keep/a.py", "a.py");
    expect((await scanned(repository.cwd, ["--staged"])).places).toEqual(["a.py:1"]);
  });

  it("and does not take a weak value for known because a longer word holds it", async () => {
    const repository = committed({ "a.env": "# mySummer2031!x\n" });
    stage(repository, { "a.env": "DB_PASSWORD=Summer2031!\n" });
    const { places } = await scanned(repository.cwd, ["--staged", "--min-confidence", "low"]);
    expect(places).toEqual(["a.env:1"]);
  });

  it("and finds a new log statement of a variable that was there", async () => {
    const before = "const password = read();\nuse(password);\n";
    const repository = committed({ "a.js": before });
    stage(repository, { "a.js": `${before}console.log(password);\n` });
    const { places } = await scanned(repository.cwd, ["--staged", "--min-confidence", "low"]);
    expect(places).toEqual(["a.js:3"]);
  });

  it("and respects the baseline, but for another value on its line", async () => {
    const repository = committed({ readme: "x" });
    stage(repository, { "a.py": line("accepted") });
    const { cli } = await import("./run-cli.ts");
    expect((await cli(["baseline", "create"], { cwd: repository.cwd })).code).toBe(0);
    const args = ["--staged", "--baseline", "vaultlint.baseline.json"];
    expect((await scanned(repository.cwd, args)).places).toEqual([]);
    stage(repository, { "a.py": line("not accepted") });
    expect((await scanned(repository.cwd, args)).places).toEqual(["a.py:1"]);
  });
});

describe("scan --staged says that it scanned nothing, with exit code 0", () => {
  it("where nothing is staged", async () => {
    const { cwd } = committed({ "a.py": line("nothing") });
    expect(await scanned(cwd, ["--staged"])).toMatchObject({
      code: 0,
      said: ["warning : nothing is staged, so nothing was scanned"],
    });
  });

  it("where only deletions are", async () => {
    const repository = committed({ "a.py": line("deleted") });
    repository.git("rm", "-q", "a.py");
    expect(await scanned(repository.cwd, ["--staged"])).toMatchObject({
      code: 0,
      said: ["warning : only deletions and submodules are staged, so nothing was scanned"],
    });
  });

  it("where only a submodule is, which is a repository of its own", async () => {
    const library = committed({ "x.py": line("library") });
    const repository = committed({ readme: "x", ".gitmodules": "" });
    repository.git("submodule", "--quiet", "add", library.cwd, "lib");
    repository.git("reset", "-q", "--", ".gitmodules");
    expect(await scanned(repository.cwd, ["--staged"])).toMatchObject({
      code: 0,
      places: [],
      said: ["warning : only deletions and submodules are staged, so nothing was scanned"],
    });
  });

  it("where the config ignores everything that is", async () => {
    const repository = committed({ "vaultlint.config.yml": "ignore: [keep/]\n" });
    stage(repository, { "keep/a.py": line("ignored") });
    expect(await scanned(repository.cwd, ["--staged"])).toMatchObject({
      code: 0,
      said: ["warning : the config ignores every file that is staged, so nothing was scanned"],
    });
  });
});

describe("scan --staged with paths", () => {
  const files = { "a/x.py": line("x"), "b/y.py": line("y"), "b/z.yml": `api_key: ${secret("z")}\n` };

  it.each([
    [["a"], ["a/x.py:1"]],
    [
      ["b/y.py", "a/"],
      ["a/x.py:1", "b/y.py:1"],
    ],
    [["**/*.{yml,json}"], ["b/z.yml:1"]],
    [["."], ["a/x.py:1", "b/y.py:1", "b/z.yml:1"]],
  ])("scans %j alone", async (paths, places) => {
    const repository = committed({ readme: "x" });
    stage(repository, files);
    expect((await scanned(repository.cwd, ["--staged", ...paths])).places).toEqual(places);
  });

  it("counts them from the directory where it runs", async () => {
    const repository = committed({ readme: "x" });
    stage(repository, files);
    expect((await scanned(join(repository.cwd, "b"), ["--staged", "y.py"])).places).toEqual(["b/y.py:1"]);
  });

  it("is incomplete where one of them is nothing, and says so where none is staged", async () => {
    const repository = committed({ "c/readme": "x" });
    stage(repository, files);
    expect(await scanned(repository.cwd, ["--staged", "misspelt"])).toMatchObject({ code: 2 });
    expect(await scanned(repository.cwd, ["--staged", "c"])).toMatchObject({
      code: 0,
      said: ["warning : none of the named paths is staged, so nothing was scanned"],
    });
  });

  it("refuses one outside of the repository", async () => {
    const { cwd } = committed({ readme: "x" });
    const { code, stderr } = await scanned(cwd, ["--staged", "../other"]);
    expect(code).toBe(2);
    expect(stderr).toContain("outside of this git repository");
  });
});

describe("scan --staged is strict", () => {
  it("so that a file above the limit makes the exit code 2, but for --no-strict", async () => {
    const repository = committed({ "vaultlint.config.yml": "limits: { maxFileSizeMB: 1 }\n" });
    stage(repository, { "big.txt": "x\n".repeat(600_000) });
    const strict = await scanned(repository.cwd, ["--staged"]);
    expect(strict).toMatchObject({
      code: 2,
      said: [expect.stringMatching(/^not-scanned big\.txt: larger than 1 MB/u)],
    });
    expect((await scanned(repository.cwd, ["--staged", "--no-strict"])).code).toBe(0);
  });

  it("so that an entry with a conflict does, too", async () => {
    const repository = committed({ "a.py": "1\n" });
    repository.git("checkout", "-q", "-b", "side");
    repository.commit({ "a.py": "2\n" });
    repository.git("checkout", "-q", "main");
    repository.commit({ "a.py": "3\n" });
    expect(() => repository.git("merge", "-q", "side")).toThrow();
    expect(await scanned(repository.cwd, ["--staged"])).toMatchObject({
      code: 2,
      said: expect.arrayContaining([expect.stringMatching(/^not-scanned a\.py: is not merged yet/u)]) as string[],
    });
  });
});

describe.skipIf(process.platform === "win32")("as a pre-commit hook", () => {
  function withHook(repository: TestRepository): void {
    const hook = join(repository.cwd, ".git/hooks/pre-commit");
    writeFileSync(hook, `#!/bin/sh\nexec '${process.execPath}' '${bin}' scan --staged --quiet >&2\n`);
    chmodSync(hook, 0o755);
  }

  it("scans the index of `git commit FILE`, which is another one", () => {
    const repository = committed({ "a.py": "1\n", "b.py": "1\n" });
    withHook(repository);
    stage(repository, { "a.py": line("elsewhere") });
    repository.write({ "b.py": "2\n" });
    repository.git("commit", "-q", "-m", "b alone", "b.py");
    repository.git("reset", "-q");
    repository.git("checkout", "-q", "--", ".");
    repository.write({ "b.py": line("named") });
    expect(() => repository.git("commit", "-q", "-m", "b alone", "b.py")).toThrow();
    expect(() => repository.git("commit", "-q", "-a", "-m", "all")).toThrow();
    expect(repository.git("rev-list", "--count", "HEAD")).toBe("2");
  });

  it("works in a linked work tree, where git sets GIT_DIR", () => {
    const repository = committed({ "a.py": "1\n" });
    withHook(repository);
    const linked = join(base, "linked");
    repository.git("worktree", "add", "-q", "-b", "linked", linked);
    writeFileSync(join(linked, "a.py"), "2\n");
    repository.gitWith({ cwd: linked }, "commit", "-q", "-a", "-m", "clean");
    writeFileSync(join(linked, "a.py"), line("linked"));
    expect(() => repository.gitWith({ cwd: linked }, "commit", "-q", "-a", "-m", "leak")).toThrow();
    rmSync(linked, { recursive: true });
  });
});

describe("scan says in one sentence what is wrong", () => {
  it.each([
    [["--staged", "--history"], "--staged and --history cannot go together"],
    [["--stdin", "--staged"], "--stdin and --staged cannot go together"],
    [["--diff", "main", "--history"], "--diff and --history cannot go together"],
    [["--range", "a..b"], "--range limits a history"],
    [["--since", "2026-01-01", "--staged"], "--since limits a history"],
  ])("%j", async (args, sentence) => {
    const { code, stderr } = await scanned(committed({ readme: "x" }).cwd, args);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it.each([["--staged"], ["--history"]])("%s outside of a repository", async (flag) => {
    const { code, stderr } = await scanned(base, [flag]);
    expect(code).toBe(2);
    expect(stderr).toContain("git finds no repository here");
  });
});
