import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { generateHistory, generateTree, randomKey, randomNumbers, someFiles } from "../../bench/generate.js";

const base = mkdtempSync(join(tmpdir(), "vaultlint-generate-"));
afterAll(() => {
  rmSync(base, { recursive: true });
});

/** @param {string} cwd @param {string[]} args */
const git = (cwd, ...args) => execFileSync("git", args, { cwd, encoding: "utf8" }).trimEnd();

const source = join(base, "source");
mkdirSync(join(source, "deep"), { recursive: true });
for (let file = 0; file < 6; file++)
  writeFileSync(
    join(source, "deep", `f${String(file)}.go`),
    Array.from({ length: 90 }, (_, i) => `line ${String(i * file)} é\n`).join(""),
  );
writeFileSync(join(source, "short.go"), "x\n");
writeFileSync(join(source, "picture.png"), "x".repeat(1000));

it("random numbers are the same in every run, and keys have their length", () => {
  const [first, second] = [randomNumbers(), randomNumbers()];
  const drawn = Array.from({ length: 100 }, first);
  expect(drawn).toEqual(Array.from({ length: 100 }, second));
  expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(new Set(drawn).size).toBe(100);
  expect(randomKey(first, 32)).toMatch(/^[A-Za-z\d]{32}$/u);
});

it("some files are those of a usual size and kind, spread over the tree", () => {
  expect(someFiles(source, 3).map(({ path }) => path)).toEqual(["deep/f0.go", "deep/f2.go", "deep/f4.go"]);
  expect(someFiles(source, 100)).toHaveLength(6);
});

it("a generated history has its commits, and keys where it says", async () => {
  const repository = join(base, "repository");
  const planted = await generateHistory(repository, 250, someFiles(source, 6));
  const ids = git(repository, "rev-list", "--reverse", "main").split("\n");
  expect(ids).toHaveLength(250);
  expect(planted.map(({ commit }) => commit)).toEqual([100, 200]);
  // Versions are differences from the one before, as deep as git lets them be.
  const chains = git(repository, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(deltabase)");
  const versions = chains.split("\n").filter((line) => line.startsWith("blob"));
  expect(versions.filter((line) => !/ 0+$/u.test(line)).length).toBeGreaterThan(versions.length * 0.9);
  for (const { path, commit } of planted) {
    const id = ids[commit - 1] ?? "";
    const key = /^api_key: "(.{32})"$/mu.exec(git(repository, "show", `${id}:${path}`))?.[1];
    expect(key).toBeDefined();
    expect(git(repository, "log", "--reverse", "--format=%H", `-S${String(key)}`).split("\n")[0]).toBe(id);
  }
});

it("a generated tree has files of the wanted size", () => {
  const root = join(base, "tree");
  generateTree(root, { files: 501, bytes: 50, text: "some words\n".repeat(100) });
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files).toHaveLength(501);
  expect(readdirSync(root)).toEqual(["part0", "part1"]);
});
