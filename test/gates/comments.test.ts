// A change cannot silence the gate by a comment: one that it adds is a finding itself, and none hides a value that was swapped.
import { describe, expect, it } from "vitest";
import { cli } from "../cli/run-cli.ts";
import { line, scanned } from "../cli/repository.ts";
import { changed, diff, found, ignore, leak, messages, secretLine } from "./change.ts";

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
