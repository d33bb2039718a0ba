import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import type { BaselinePolicy } from "../../src/model/suppression.ts";
import { readBaseline } from "../../src/suppress/baseline.ts";
import type { BaselineEntry } from "../../src/suppress/baseline-file.ts";
import { extended, pruned, updated, writeChange, type Fields } from "../../src/suppress/change.ts";
import { flawOf, isDate } from "../../src/suppress/policy.ts";
import { fill, seeded } from "../detect/generate.ts";
import { places, treeOf, warnings, type Tree } from "./scanned.ts";

const random = seeded("baseline");
const strong = (): string => fill("${alnum:16}!${alnum:15}", random);
const [first, second, other] = [strong(), strong(), strong()];
const name = "b.json";

/** Accepts what the tree holds, and returns where the file is. */
async function accept(tree: Tree, fields: Fields = {}): Promise<string> {
  const { report, isScanned } = await tree.scan({ withoutBaseline: true });
  const file = join(tree.root, name);
  await writeChange(file, updated({ findings: report.findings, isScanned }, undefined, fields));
  return file;
}

async function left(tree: Tree, baseline: string): Promise<string[]> {
  return places((await tree.scan({ baseline, paths: ["src"] })).report.findings);
}

interface Written {
  readonly salt: string;
  readonly entries: BaselineEntry[];
}
const written = (tree: Tree): Written => JSON.parse(tree.read(name)) as Written;

/** Changes the only entry of the file by hand. */
function edit(tree: Tree, change: Readonly<Record<string, unknown>>): void {
  const data = written(tree);
  const entries = data.entries.map((entry) => JSON.stringify({ ...entry, ...change }));
  tree.write({ [name]: `{\n"version": 1,\n"salt": "${data.salt}",\n"entries": [\n${entries.join(",\n")}\n]\n}\n` });
}

describe("an entry still covers", () => {
  const line = `const dbPassword = "${first}";\n`;
  it.each<[string, Record<string, string>, string[]]>([
    ["after edits above it", { "src/a.ts": `// one\n// two\n\n${line}` }, []],
    ["in a renamed file", { "src/moved/b.ts": line }, ["src/a.ts"]],
    ["after the line was reformatted", { "src/a.ts": `const   dbPassword   =\t"${first}"  ;\n` }, []],
    [
      "after the line was rewritten around it",
      { "src/a.ts": `export let dbPassword: string = "${first}"; // x\n` },
      [],
    ],
    ["with other line ends", { "src/a.ts": `// x\r\n${line.replace("\n", "\r\n")}` }, []],
  ])("%s", async (_, files, removed) => {
    const tree = treeOf({ "src/a.ts": line });
    const file = await accept(tree);
    tree.remove(...removed);
    tree.write(files);
    expect(await left(tree, file)).toEqual([]);
  });
});

describe("an entry does not cover", () => {
  const line = (value: string): string => `const dbPassword = "${value}";\n`;
  it.each<[string, string, string]>([
    ["another value on the same line", first, second],
    ["a value that shares the beginning", first, first.slice(0, -4) + second.slice(-4)],
    ["another weak value", "Tr0ub4dor&3x", "C0rrect&H0rse9"],
  ])("%s", async (_, before, after) => {
    const tree = treeOf({ "src/a.ts": line(before) });
    const file = await accept(tree);
    expect(written(tree).entries).toHaveLength(1);
    expect(await left(tree, file)).toEqual([]);
    tree.write({ "src/a.ts": line(after) });
    expect(await left(tree, file)).toHaveLength(1);
  });

  it("the value in another file and on another line", async () => {
    const tree = treeOf({ "src/a.ts": line(first) });
    const file = await accept(tree);
    tree.write({ "src/b.ts": `export const adminPassword = "${first}";\n` });
    expect(await left(tree, file)).toEqual([expect.stringMatching(/^src\/b\.ts:1 /u)]);
  });
});

describe("the policy", () => {
  const base: BaselineEntry = { rule: "r/s", path: "a", line: "0".repeat(16), value: "0".repeat(8) };
  const today = new Date("2026-03-01T23:59:00Z");
  it.each<[string, Partial<BaselineEntry>, BaselinePolicy, RegExp | undefined]>([
    ["asks for nothing", {}, { require: [] }, undefined],
    ["asks for an owner", {}, { require: ["owner"] }, /^lacks owner, /u],
    ["asks for all", { owner: "x" }, { require: ["owner", "reason", "expires"] }, /^lacks reason and expires, /u],
    ["has what it asks for", { owner: "x", reason: "y" }, { require: ["owner", "reason"] }, undefined],
    ["lets an entry expire", { expires: "2026-02-28" }, { require: [] }, /^expired on 2026-02-28: /u],
    ["holds on the last day", { expires: "2026-03-01" }, { require: [] }, undefined],
    ["bounds the days", { expires: "2026-06-01" }, { require: [], maxDays: 90 }, /^expires in 92 days, .* allows 90/u],
    ["is kept by a near date", { expires: "2026-05-30" }, { require: [], maxDays: 90 }, undefined],
    ["bounds entries without date, too", {}, { require: [], maxDays: 90 }, /^lacks expires, /u],
  ])("%s", (_, entry, policy, expected) => {
    const flaw = flawOf({ ...base, ...entry }, policy, today);
    if (expected) expect(flaw).toMatch(expected);
    else expect(flaw).toBeUndefined();
  });

  it.each<[string, boolean]>([
    ["2026-02-28", true],
    ["2024-02-29", true],
    ["2026-02-29", false],
    ["2026-13-01", false],
    ["2026-2-1", false],
    ["tomorrow", false],
  ])("takes %s for a day: %s", (text, expected) => {
    expect(isDate(text)).toBe(expected);
  });

  it("is enforced by a scan, which says the line", async () => {
    const tree = treeOf({ "src/a.ts": `const dbPassword = "${first}";\n` });
    const baseline = await accept(tree);
    tree.write({ "vaultlint.config.yml": "baselinePolicy: { require: [owner, reason] }\n" });
    const scan = await tree.scan({ baseline });
    expect(scan.report.findings).toHaveLength(1);
    expect(scan.exitCode).toBe(1);
    expect(warnings(scan)).toEqual([expect.stringMatching(/^line 5: this entry lacks owner and reason/u)]);
    expect(scan.report.notices[0]?.path).toMatch(/b\.json$/u);
    edit(tree, { owner: "web", reason: "demo" });
    expect((await tree.scan({ baseline })).exitCode).toBe(0);
  });

  it("never lets an expired entry cover", async () => {
    const tree = treeOf({ "src/a.ts": `const dbPassword = "${first}";\n` });
    const baseline = await accept(tree, { expires: "2020-01-31" });
    const scan = await tree.scan({ baseline });
    expect(scan.exitCode).toBe(1);
    expect(warnings(scan)).toEqual([expect.stringMatching(/^line 5: this entry expired on 2020-01-31/u)]);
    edit(tree, { expires: "2999-01-31" });
    expect((await tree.scan({ baseline })).exitCode).toBe(0);
  });

  it.each(["2026-02-30", "soon", 5])("refuses %j as a day, with its line", async (expires) => {
    const tree = treeOf({ "src/a.ts": `const dbPassword = "${first}";\n` });
    const baseline = await accept(tree);
    edit(tree, { expires });
    await expect(tree.scan({ baseline })).rejects.toThrow(/b\.json:5: expires is no day of the calendar/u);
  });
});

describe("unused entries", () => {
  const files = { "src/a.ts": `const dbPassword = "${first}";\n`, "src/b.ts": `const dbPassword = "${second}";\n` };

  it("are reported with their lines, by a scan that looked", async () => {
    const tree = treeOf(files);
    const baseline = await accept(tree);
    expect(warnings(await tree.scan({ baseline }))).toEqual([]);
    tree.write({ "src/a.ts": "export {};\n" });
    const unused = /^1 entry accepts no finding \(line 5\): "vaultlint baseline prune"/u;
    expect(warnings(await tree.scan({ baseline }))).toEqual([expect.stringMatching(unused)]);
    expect(warnings(await tree.scan({ baseline, paths: ["src/a.ts"] }))).toEqual([expect.stringMatching(unused)]);
    expect(warnings(await tree.scan({ baseline, paths: ["src/b.ts"] }))).toEqual([]);
    tree.remove("src/a.ts");
    expect(warnings(await tree.scan({ baseline }))).toEqual([expect.stringMatching(unused)]);
    expect(warnings(await tree.scan({ baseline, paths: ["src/b.ts"] }))).toEqual([]);
  });

  it("are not those of a text that is no file of the tree", async () => {
    const tree = treeOf(files);
    const baseline = await accept(tree);
    const scan = await tree.scan({ baseline, stdin: Readable.from(["export {};\n"]), stdinPath: "src/a.ts" });
    expect([scan.report.stats.files, warnings(scan)]).toEqual([1, []]);
  });

  it("are not those of a file that could not be searched", async () => {
    const tree = treeOf(files);
    const baseline = await accept(tree);
    tree.write({ "src/a.ts": "x".repeat(20_000), "vaultlint.config.yml": "limits: { maxFileSizeMB: 0.01 }\n" });
    expect(warnings(await tree.scan({ baseline }))).toEqual([expect.stringMatching(/^larger than/u)]);
  });
});

describe("a change of the baseline", () => {
  const files = { "src/a.ts": `const dbPassword = "${first}";\n`, "src/b.ts": `const dbPassword = "${second}";\n` };
  const found = async (tree: Tree, paths: string[] = []) => {
    const { report, isScanned } = await tree.scan({ withoutBaseline: true, paths });
    return { findings: report.findings, isScanned };
  };

  it("by update keeps salt, owner, reason and day, drops what is gone and adds what is new", async () => {
    const tree = treeOf(files);
    const file = await accept(tree, { owner: "web", reason: "old", expires: "2999-01-01" });
    tree.write({
      "src/a.ts": `\n\nconst dbPassword = "${first}";\n`,
      "src/b.ts": "",
      "src/c.ts": `const pass = "${other}";\n`,
    });
    const previous = await readBaseline(file);
    const change = updated(await found(tree), previous);
    expect(change).toMatchObject({ added: 1, removed: 1, salt: previous.salt });
    expect(change.entries.map(({ path, owner, reason, expires }) => [path, owner, reason, expires])).toEqual([
      ["src/a.ts", "web", "old", "2999-01-01"],
      ["src/c.ts", undefined, undefined, undefined],
    ]);
  });

  it("does not take over what was said of another value", async () => {
    const tree = treeOf({ "src/a.ts": `const dbPassword = "${first}";\n` });
    const file = await accept(tree, { owner: "web", reason: "old" });
    tree.write({ "src/a.ts": `const dbPassword = "${second}";\n` });
    const { entries } = updated(await found(tree), await readBaseline(file));
    expect(entries.map(({ owner, reason }) => [owner, reason])).toEqual([[undefined, undefined]]);
  });

  it("keeps entries of files that were not scanned", async () => {
    const tree = treeOf(files);
    const previous = await readBaseline(await accept(tree));
    tree.write({ "src/a.ts": "", "src/b.ts": "" });
    const scanned = await found(tree, ["src/a.ts"]);
    expect(updated(scanned, previous).entries.map(({ path }) => path)).toEqual(["src/b.ts"]);
    expect(pruned(scanned, previous).entries.map(({ path }) => path)).toEqual(["src/b.ts"]);
  });

  it("by prune adds nothing and changes nothing", async () => {
    const tree = treeOf(files);
    const previous = await readBaseline(await accept(tree, { reason: "old" }));
    tree.write({ "src/a.ts": "", "src/c.ts": `const pass = "${other}";\n` });
    const change = pruned(await found(tree), previous);
    expect(change).toMatchObject({ added: 0, removed: 1 });
    expect(change.entries).toEqual(previous.entries.filter(({ path }) => path === "src/b.ts"));
  });

  it("under a ratchet may lower the number of entries or keep it, not raise it", async () => {
    const tree = treeOf(files);
    const file = await accept(tree);
    const before = tree.read(name);
    const previous = await readBaseline(file);
    const most = previous.entries.length;
    await writeChange(file, updated(await found(tree), previous), most);
    expect(tree.read(name)).toBe(before);
    tree.write({ "src/c.ts": `const dbPassword = "${other}";\n` });
    const grown = updated(await found(tree), previous);
    await expect(writeChange(file, grown, most)).rejects.toThrow(/would grow from 2 to 3 entries, which the ratchet/u);
    expect(tree.read(name)).toBe(before);
    tree.write({ "src/a.ts": "", "src/b.ts": "" });
    await writeChange(file, updated(await found(tree), previous), most);
    expect(written(tree).entries).toHaveLength(1);
  });

  it("by an import keeps all that was accepted", async () => {
    const tree = treeOf(files);
    const previous = await readBaseline(await accept(tree, { reason: "old" }));
    tree.write({ "src/a.ts": "", "src/c.ts": `const dbPassword = "${other}";\n` });
    const { findings } = await found(tree, ["src/c.ts"]);
    const change = extended(findings, previous, { reason: "imported" });
    expect(change.entries.map(({ path, reason }) => `${path} ${reason ?? ""}`).sort()).toEqual([
      "src/a.ts old",
      "src/b.ts old",
      "src/c.ts imported",
    ]);
  });
});
