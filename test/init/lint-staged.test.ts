// What init writes for husky with lint-staged, by the config that is there.
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { plans } from "../../src/init/init.ts";
import type { Plan } from "../../src/init/planned.ts";

type Files = Readonly<Record<string, string>>;

const command = "vaultlint scan --staged";
const husky = { ".husky/pre-commit": "npx lint-staged\n" };
const prepared = '{\n  "scripts": { "prepare": "husky" }\n}\n';

async function plan(files: Files, hook?: "lint-staged"): Promise<Plan> {
  const [first] = await plans("/top", (path) => files[path], hook ? { hook } : {});
  if (!first) throw new Error("There is no plan.");
  return first;
}

/** The files as they are once the plan is written. */
const written = (files: Files, { files: planned }: Plan): Files => ({
  ...files,
  ...Object.fromEntries(planned.map(({ path, content }) => [path, content])),
});

describe("init --hook lint-staged", () => {
  it("writes hook, prepare script and config into a project that has none", async () => {
    const { files, next } = await plan({ "package.json": '{\n  "name": "x"\n}\n' }, "lint-staged");
    expect(files.map(({ path, replaces, executable }) => [path, replaces, executable])).toEqual([
      [".husky/pre-commit", false, true],
      ["package.json", true, undefined],
    ]);
    expect(files[0]?.content).toBe("npx --no-install lint-staged\n");
    expect(JSON.parse(files[1]?.content ?? "")).toEqual({
      name: "x",
      scripts: { prepare: "husky" },
      "lint-staged": { "*": command },
    });
    expect(files[1]?.added).toEqual(['"prepare": "husky"', `"*": "${command}"`]);
    expect(next).toEqual([expect.stringMatching(/^npm install --save-dev husky lint-staged vaultlint/u)]);
    expect((await plan({}, "lint-staged")).files.map(({ path, content }) => [path, content])).toEqual([
      [".husky/pre-commit", "npx --no-install lint-staged\n"],
      [".lintstagedrc.json", `{\n  "*": "${command}"\n}\n`],
    ]);
  });

  it.each<[string, string, string, unknown]>([
    [
      "package.json",
      '{\n\t"scripts": { "prepare": "husky" },\n\t"lint-staged": { "*.ts": "eslint" }\n}\n',
      '"*.ts": "eslint"',
      { "*.ts": "eslint", "*": command },
    ],
    [".lintstagedrc.json", '{ "*": "prettier --check" }\n', "", { "*": ["prettier --check", command] }],
    [".lintstagedrc.json", '{ "**/*": ["a", "b"] }\n', '"a"', { "**/*": ["a", "b", command] }],
    [".lintstagedrc", '{ "*.css": "vaultlint scan" }', "", { "*.css": "vaultlint scan", "*": command }],
    [".lintstagedrc", "# all\n'*.ts':\n  - eslint # x\n", "  - eslint # x", { "*.ts": ["eslint"], "*": command }],
    [".lintstagedrc.yaml", "'*': prettier\n", "", { "*": ["prettier", command] }],
    [".lintstagedrc.yml", "'*': # all\n  - a\n", "# all", { "*": ["a", command] }],
    [".lintstagedrc.yml", "# nothing yet\n", "# nothing yet", { "*": command }],
    ["package.yaml", "name: x\nlint-staged:\n  '*.ts': eslint\n", "name: x", { "*.ts": "eslint", "*": command }],
  ])("adds the command to %s: %j", async (path, content, kept, config) => {
    const before = { "package.json": prepared, ...husky, [path]: content };
    const first = await plan(before, "lint-staged");
    expect(first.files.map((file) => file.path)).toEqual([path]);
    const after = written(before, first);
    const data = parse(after[path] ?? "") as Record<string, unknown>;
    expect(path.startsWith("package.") ? data["lint-staged"] : data).toEqual(config);
    expect(after[path]).toContain(kept);
    expect(await plan(after, "lint-staged")).toMatchObject({ files: [], already: `${path} runs vaultlint already` });
    expect(await plan(after)).toMatchObject({ files: [], already: `${path} runs vaultlint already` });
  });

  it.each([".lintstagedrc.mjs", "lint-staged.config.js", "lint-staged.config.ts"])(
    "leaves %s alone, and says what to add",
    async (path) => {
      const { files, next } = await plan({ "package.json": prepared, [path]: "throw 1;" }, "lint-staged");
      expect(files.map((file) => file.path)).toEqual([".husky/pre-commit"]);
      expect(next[0]).toBe(`${path} is a program, which init does not change: let it run "${command}" for "*"`);
    },
  );

  it("keeps a hook that runs lint-staged, and shows no line that was there", async () => {
    const files = { "package.json": prepared, ".husky/pre-commit": "npm test", ".lintstagedrc.json": '{ "*": "x" }\n' };
    const first = await plan(files, "lint-staged");
    expect(written(files, first)[".husky/pre-commit"]).toBe("npm test\nnpx --no-install lint-staged\n");
    expect(first.files.flatMap(({ added }) => added)).toEqual([
      "npx --no-install lint-staged",
      `"*": [..., "${command}"]`,
    ]);
  });

  it.each<[string, Files, RegExp]>([
    [
      "two configs",
      { "package.json": '{ "lint-staged": {} }', ".lintstagedrc": "{}" },
      /keep one of package\.json, \.lint/u,
    ],
    ["a list", { ".lintstagedrc.json": "[]" }, /is no JSON object/u],
    ["a list in YAML", { ".lintstagedrc.yml": "- a\n" }, /is no mapping/u],
    ["a command that is none", { ".lintstagedrc.json": '{ "*": { "a": 1 } }' }, /neither a command nor a list/u],
    ["a broken one", { ".lintstagedrc.yaml": "a: [\n" }, /\.lintstagedrc\.yaml:\d: is no valid YAML/u],
  ])("refuses %s", async (_, files, sentence) => {
    await expect(plan(files, "lint-staged")).rejects.toThrow(sentence);
  });
});
