// baselineRatchet: the number of accepted findings may only fall, however the file comes to be written.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runAction } from "../action/run-action.ts";
import { cli, temporaryDirectory, type CliResult } from "../cli/run-cli.ts";
import { line, newRepository, scanned, type TestRepository } from "../cli/repository.ts";

const base = temporaryDirectory();
const file = "vaultlint.baseline.json";
const config = `baseline: ${file}\nbaselineRatchet: true\n`;
/** With reviews in place of the gate for all else: the ratchet holds without it. */
const reviewed = `${config}rules: { policy/weaker: low }\n`;
let count = 0;

const baseline = ({ cwd }: TestRepository, ...args: string[]): Promise<CliResult> =>
  cli(["baseline", ...args], { cwd });
const entries = ({ cwd }: TestRepository): number => readFileSync(join(cwd, file), "utf8").split('"rule"').length - 1;

interface Accepted extends TestRepository {
  /** Writes the baseline with an entry for the second finding, too. */
  grow(): void;
}

/** One finding, in the baseline of the first commit; a second one, which is not, beside it. */
async function accepted(text = config): Promise<Accepted> {
  const repository = newRepository(base, `r${String(count++)}`, { "a.py": line("old") });
  await baseline(repository, "create");
  const one = readFileSync(join(repository.cwd, file), "utf8");
  repository.write({ "b.py": line("new") });
  await baseline(repository, "update");
  const two = readFileSync(join(repository.cwd, file), "utf8");
  rmSync(join(repository.cwd, "b.py"));
  repository.commit({ [file]: one, "vaultlint.config.yml": text });
  repository.git("checkout", "-q", "-b", "topic");
  repository.write({ "b.py": line("new") });
  return {
    ...repository,
    grow: () => {
      repository.write({ [file]: two });
    },
  };
}

/** The same with both in the baseline, which is not committed. */
async function grown(text?: string): Promise<TestRepository> {
  const repository = await accepted(text);
  repository.grow();
  expect(entries(repository)).toBe(2);
  return repository;
}

const refusal = `vaultlint: ${file} would grow from 1 to 2 entries, which the ratchet forbids: repair the new findings. Nothing was written.\n`;

describe("the commands of baseline", () => {
  it.each<[string, string[], (repository: TestRepository) => void]>([
    [
      "create, where the file is deleted",
      ["create"],
      ({ cwd }) => {
        rmSync(join(cwd, file));
      },
    ],
    ["create --update", ["create", "--update"], () => undefined],
    [
      "create, where the config leaves the ratchet out",
      ["create"],
      (repository) => {
        rmSync(join(repository.cwd, file));
        repository.write({ "vaultlint.config.yml": `baseline: ${file}\n` });
      },
    ],
    [
      "import, where the file is deleted",
      ["import", "ignored"],
      (repository) => {
        rmSync(join(repository.cwd, file));
        repository.write({ ignored: "b.py:generic-api-key:1\na.py:generic-api-key:1\n" });
      },
    ],
  ])("%s", async (_, args, prepare) => {
    const repository = await accepted();
    prepare(repository);
    expect(await baseline(repository, ...args)).toMatchObject({ code: 2, stderr: refusal });
  });

  it("another file that the config names now holds no more than the old one", async () => {
    const repository = await accepted();
    repository.write({ "vaultlint.config.yml": config.replace(file, "b.json") });
    const { code, stderr } = await baseline(repository, "create");
    expect({ code, stderr }).toEqual({ code: 2, stderr: refusal.replace(file, "b.json") });
  });

  it("a file that was extended by hand is not what counts", async () => {
    const repository = await grown();
    expect(await baseline(repository, "update")).toMatchObject({ code: 2, stderr: refusal });
  });

  it("a deleted file comes back with the entries that people filled in", async () => {
    const repository = newRepository(base, `r${String(count++)}`, { "a.py": line("old"), "c.py": line("gone") });
    await baseline(repository, "create", "--owner", "web");
    repository.commit({ "vaultlint.config.yml": config, "c.py": "" });
    rmSync(join(repository.cwd, file));
    expect((await baseline(repository, "create")).stderr).toBe(`${file}: 1 entry (0 added, 1 removed)\n`);
    expect(readFileSync(join(repository.cwd, file), "utf8")).toContain('"owner":"web"');
    repository.commit({});
    expect((await scanned(repository.cwd, ["--diff", "HEAD~1"])).places).toEqual([]);
  });

  it("a first baseline comes with the ratchet, not after it", async () => {
    const repository = newRepository(base, `r${String(count++)}`, { "a.py": line("old") });
    repository.commit({ "vaultlint.config.yml": "" });
    repository.write({ "vaultlint.config.yml": config });
    expect((await baseline(repository, "create")).code).toBe(0);
    rmSync(join(repository.cwd, file));
    repository.commit({});
    expect(await baseline(repository, "create")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        "0 to 1 entries, which the ratchet forbids: repair the new findings (a first",
      ) as string,
    });
  });

  it("a broken one in HEAD can be replaced", async () => {
    const repository = await accepted();
    repository.commit({ [file]: "{" });
    rmSync(join(repository.cwd, file));
    expect(await baseline(repository, "create")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/0 to 2/u) as string,
    });
    repository.write({ "vaultlint.config.yml": `baseline: ${file}\n` });
    repository.git("commit", "-q", "-a", "-m", "no ratchet");
    expect((await baseline(repository, "create")).code).toBe(0);
  });
});

describe("a gate", () => {
  const finding = { ruleId: "policy/grown-baseline", path: file, severity: "medium" };
  const message = "Grown baseline: the baseline has 2 entries where baselineRatchet allows 1";

  it("--staged stops a commit that raises the number, though the entries count there", async () => {
    const repository = await grown();
    repository.git("add", "-A");
    const result = await scanned(repository.cwd, ["--staged"]);
    expect(result).toMatchObject({ code: 1, findings: [{ ...finding, message }] });
    expect(result.said).toEqual([expect.stringMatching(/Weaker policy: the baseline has 1 new entry/u)]);
  });

  it("--staged stops it too where the same commit switches the ratchet off", async () => {
    const repository = await grown();
    repository.write({ "vaultlint.config.yml": `baseline: ${file}\n` });
    repository.git("add", "-A");
    expect(await scanned(repository.cwd, ["--staged"])).toMatchObject({ code: 1, findings: [finding] });
  });

  it("--diff stops it, also where the base leaves other changes of the policy to reviews", async () => {
    const repository = await grown(reviewed);
    repository.commit({ "b.py": "" });
    const { code, findings } = await scanned(repository.cwd, ["--diff", "main"]);
    expect(code).toBe(1);
    expect(findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`)).toEqual([
      "policy/grown-baseline medium",
      "policy/weaker low",
    ]);
  });

  it("--diff counts from the base as it is now, where that has fewer than the commit that the branch started from", async () => {
    const repository = await grown(reviewed);
    repository.git("checkout", "-q", "main");
    repository.commit({});
    repository.git("checkout", "-q", "-B", "topic");
    repository.git("checkout", "-q", "main");
    repository.write({ "a.py": "", "b.py": "" });
    await baseline(repository, "prune");
    repository.commit({});
    repository.git("checkout", "-q", "topic");
    repository.write({ "a.py": "", "c.py": line("third") });
    expect((await baseline(repository, "update")).stderr).toContain("2 entries");
    repository.commit({});
    const { findings } = await scanned(repository.cwd, ["--diff", "main"]);
    expect(findings).toContainEqual(
      expect.objectContaining({ ...finding, message: message.replace("allows 1", "allows 0") }),
    );
  });

  it.each(["auto", "files", "history"])("the Action stops it with scan: %s", async (scan) => {
    const repository = await grown(reviewed);
    repository.commit({ "b.py": "" });
    const [from, head] = [repository.git("rev-parse", "main"), repository.git("rev-parse", "HEAD")];
    const pull = { number: 1, base: { sha: from, ref: "main" }, head: { sha: head } };
    const event = { name: "pull_request", payload: { pull_request: pull, repository: { private: true } } };
    const { code, commands } = await runAction(repository.cwd, { scan }, {}, event);
    expect({
      code,
      said: commands.filter(({ name }) => name === "warning" || name === "error").map((one) => one.message),
    }).toEqual({
      code: 1,
      said: expect.arrayContaining([expect.stringContaining("baselineRatchet allows 1")]) as string[],
    });
  });

  it("lets a number pass that stays or falls, whatever the entries are", async () => {
    const repository = await accepted(reviewed);
    repository.write({ "a.py": "", "b.py": line("new") });
    expect((await baseline(repository, "update")).code).toBe(0);
    repository.git("add", "-A");
    expect(await scanned(repository.cwd, ["--staged"])).toMatchObject({ code: 0, places: [] });
    writeFileSync(join(repository.cwd, "b.py"), "");
    expect((await baseline(repository, "prune")).code).toBe(0);
    repository.git("add", "-A");
    expect(await scanned(repository.cwd, ["--staged"])).toMatchObject({ code: 0, places: [] });
  });
});
