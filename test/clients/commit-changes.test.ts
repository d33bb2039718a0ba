// What the commits of a history brought is told by trees in packs as git tells it.
import { createHash } from "node:crypto";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openClone } from "../../src/sources/clone.ts";
import { bringAll } from "../../src/sources/commit-changes.ts";
import { listCommits } from "../../src/sources/commit-list.ts";
import { newContents, wantedPaths } from "../../src/sources/history-contents.ts";
import { namedPaths } from "../../src/sources/named-paths.ts";
import { objectStore } from "../../src/sources/object-store.ts";
import { packsFor } from "../../src/sources/packed-reader.ts";
import { newRepository, type TestRepository } from "../cli/repository.ts";
import { temporaryDirectory } from "../cli/run-cli.ts";
import { seeded } from "../detect/generate.ts";

const base = temporaryDirectory();
const commits = 700;
const names = ["a", "a.txt", "a-b", "a/b", "a/b/c", "a/ü", "b/c/d", "b/c/e", "b/c", '"b/\\377"', "b/x y", "c/d/e/f/g"];
const modes = ["100644", "100644", "100644", "100755", "120000"];

/** A history in which files become directories, links and submodules, the same content stands at several paths, and branches meet. */
function streamOf(seed: string, hasMerges: boolean): string {
  const random = seeded(seed);
  const one = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  return Array.from({ length: commits }, (_, index) => {
    const isRoot = index === 0 || (hasMerges && random() < 0.01);
    const parent = isRoot ? "" : `from :${String(hasMerges ? Math.max(1, index - Math.floor(random() * 4)) : index)}\n`;
    const merged =
      parent !== "" && hasMerges && random() < 0.2 ? `merge :${String(1 + Math.floor(random() * index))}\n` : "";
    const changes = Array.from({ length: Math.floor(random() * 5) }, () => {
      const name = one(names);
      if (random() < 0.15) return `D ${name}\n`;
      if (random() < 0.05) return `M 160000 ${"1".repeat(40)} ${name}\n`;
      const text = `content ${String(Math.floor(random() * (random() < 0.3 ? 10 : 1e9)))}\n`;
      return `M ${one(modes)} inline ${name}\ndata ${String(text.length)}\n${text}`;
    });
    const time = String(1_600_000_000 + index * 100);
    const branch = hasMerges ? `refs/heads/b${String(index)}` : "refs/heads/main";
    const reset = isRoot ? `reset ${branch}\n\n` : "";
    return `${reset}commit ${branch}\nmark :${String(index + 1)}\ncommitter t <t@example.invalid> ${time} +0000\ndata 1\nc${parent}${merged}${changes.join("")}\n`;
  }).join("");
}

/** The path and the commit of each content, by git alone or by packs, and what is left for git if there is none. */
async function brought(repository: TestRepository, by: "git" | "packs", isAlone = false): Promise<string[]> {
  const { cwd } = repository;
  const clone = await openClone(cwd);
  const store = await objectStore(clone);
  const list = await listCommits(clone, ["--all"], store.idBytes);
  const paths = wantedPaths(namedPaths([], clone.prefix, cwd), (path) => path === "a-b");
  const contents = newContents(list.ids, paths, store.idBytes);
  const opened = by === "packs" ? await packsFor(store, list.ids.size) : undefined;
  const trees = opened?.trees();
  expect(trees !== undefined).toBe(by === "packs");
  const path = process.env["PATH"];
  try {
    if (isAlone) process.env["PATH"] = "";
    await bringAll(clone, list, trees, contents);
  } finally {
    process.env["PATH"] = path;
    opened?.close();
  }
  return Array.from({ length: contents.table.size }, (_, index) =>
    [contents.table.id(index), paths.text(contents.path.get(index)), list.ids.id(contents.commit.get(index) - 1)].join(
      " ",
    ),
  ).sort();
}

function repositoryOf(name: string, hasMerges: boolean, ...options: string[]): TestRepository {
  const repository = newRepository(base, name, {}, ...options);
  repository.gitWith({ input: streamOf(name, hasMerges) }, "fast-import", "--quiet", "--force");
  repository.git("repack", "-adfq");
  return repository;
}

describe("packs tell what git tells", () => {
  let branched: TestRepository;
  beforeAll(() => {
    branched = repositoryOf("branched", true);
  });

  it("of a history without merges, and git is not asked", async () => {
    const repository = repositoryOf("straight", false);
    const expected = await brought(repository, "git");
    expect(expected.length).toBeGreaterThan(commits / 2);
    expect(await brought(repository, "packs", true)).toEqual(expected);
  });

  it("of one whose commit graph, which nobody checks, says that a commit brought nothing", async () => {
    const repository = repositoryOf("graph", false);
    const expected = await brought(repository, "git");
    repository.git("commit-graph", "write", "--reachable");
    const file = join(repository.cwd, ".git/objects/info/commit-graph");
    const graph = readFileSync(file);
    const treeOf = (commit: string): Buffer => Buffer.from(repository.git("rev-parse", `${commit}^{tree}`), "hex");
    const [tree, before] = [treeOf("main~300"), treeOf("main~301")];
    expect(tree).not.toEqual(before);
    before.copy(graph, graph.indexOf(tree));
    createHash("sha1")
      .update(graph.subarray(0, -20))
      .digest()
      .copy(graph, graph.length - 20);
    chmodSync(file, 0o644);
    writeFileSync(file, graph);
    expect(repository.git("log", "-1", "--format=%T", "main~300")).toBe(before.toString("hex"));
    expect(await brought(repository, "packs")).toEqual(expected);
  });

  it("of one with branches, merges and several roots", async () => {
    expect(await brought(branched, "packs")).toEqual(await brought(branched, "git"));
  });

  it("where newer objects are not packed", async () => {
    for (let index = 0; index < 5; index++) {
      const file = join(branched.cwd, "loose.txt");
      writeFileSync(file, `loose ${String(index)}\n`);
      branched.git("add", "loose.txt");
      branched.git("commit", "-q", "-m", "loose");
    }
    const expected = await brought(branched, "git");
    expect(expected.filter((line) => line.includes("loose.txt"))).toHaveLength(5);
    expect(await brought(branched, "packs")).toEqual(expected);
  });
});
