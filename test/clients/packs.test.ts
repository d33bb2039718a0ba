// Packs as git writes them, in every way: what is read of them is what git says they hold.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Content } from "../../src/sources/blobs.ts";
import { type ObjectTable, objectTable } from "../../src/sources/object-table.ts";
import { objectStore } from "../../src/sources/object-store.ts";
import { packedReader } from "../../src/sources/packed-reader.ts";
import { openPacks } from "../../src/sources/packs/packs.ts";
import { newRepository, type TestRepository } from "../cli/repository.ts";
import { temporaryDirectory } from "../cli/run-cli.ts";
import { seeded } from "../detect/generate.ts";

const base = temporaryDirectory();
let count = 0;
const versions = 20;
const mostWindow = 5_000_000;

/** Contents of some files in many versions: texts that change a little, noise, nothing, and what is large. */
function contentsOf(seed: string): Record<string, Buffer>[] {
  const random = seeded(seed);
  const letters = (length: number): string =>
    Array.from({ length }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join("");
  const noise = (length: number): Buffer => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
  const lines = Array.from({ length: 400 }, () => letters(20 + Math.floor(random() * 60)));
  const table = noise(90_000);
  return Array.from({ length: versions }, (_, version) => {
    for (let i = 0; i < 3; i++) {
      const at = Math.floor(random() * lines.length);
      if (random() < 0.5) lines.splice(at, 1);
      else lines.splice(at, 0, letters(40));
    }
    table[Math.floor(random() * table.length)] = version;
    return {
      "lines.txt": Buffer.from(lines.join("\n")),
      "long.txt": Buffer.from(Array.from({ length: 30 }, () => lines.join("\n")).join(`\n${String(version)}\n`)),
      "table.bin": Buffer.from(table),
      "noise.bin": noise(200 + version * 37),
      "short.txt": Buffer.from(letters(version)),
      ...(version === 7 && { "empty.txt": Buffer.alloc(0), "large.bin": Buffer.alloc(mostWindow, noise(1000)) }),
    };
  });
}

/** A repository with these contents, one commit each. */
function repositoryOf(seed: string, ...options: string[]): TestRepository {
  const repository = newRepository(base, `packs${String(count++)}`, {}, ...options);
  repository.git("config", "gc.auto", "0");
  for (const files of contentsOf(seed)) repository.commit(files);
  return repository;
}

const packsOf = (repository: TestRepository): string => join(repository.cwd, ".git", "objects", "pack");

function git(repository: TestRepository, input: string, ...args: string[]): Buffer {
  return execFileSync("git", args, { cwd: repository.cwd, input, maxBuffer: 1e9 });
}

/** Every blob of a repository, as git hands it over. */
function allBlobs(repository: TestRepository): Map<string, Buffer> {
  const list = git(repository, "", "cat-file", "--batch-all-objects", "--batch-check").toString("latin1");
  const lines = list.split("\n").map((line) => line.split(" "));
  const ids = lines.filter(([, type]) => type === "blob").map(([id = ""]) => id);
  const output = git(repository, ids.map((id) => `${id}\n`).join(""), "cat-file", "--batch");
  const blobs = new Map<string, Buffer>();
  let at = 0;
  for (const id of ids) {
    const lineEnd = output.indexOf(10, at);
    const size = Number(output.toString("latin1", at, lineEnd).split(" ")[2]);
    blobs.set(id, Buffer.from(output.subarray(lineEnd + 1, lineEnd + 1 + size)));
    at = lineEnd + 1 + size + 1;
  }
  return blobs;
}

function tableOf(ids: Iterable<string>): ObjectTable {
  const all = [...ids];
  const table = objectTable((all[0]?.length ?? 40) / 2);
  for (const id of all) table.put(id);
  return table;
}

/** What the packs of a repository give of these blobs, by id. */
function readFrom(repository: TestRepository, ids: readonly string[]): Map<string, Buffer | undefined> {
  const table = tableOf(ids);
  const packs = openPacks({ directory: packsOf(repository), idBytes: (ids[0]?.length ?? 0) / 2 }, 10_000)?.of(table);
  const read = ids.map((id, index): [string, Buffer | undefined] => {
    const bytes = packs?.read(index);
    return [id, bytes && Buffer.from(bytes)];
  });
  packs?.close();
  return new Map(read);
}

/** Ids in an order of no sense. */
function shuffled(ids: Iterable<string>, seed: string): string[] {
  const random = seeded(seed);
  return [...ids]
    .map((id) => ({ id, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ id }) => id);
}

function expectSame(read: ReadonlyMap<string, Buffer | undefined>, blobs: ReadonlyMap<string, Buffer>): void {
  for (const [id, bytes] of read) if (bytes) expect(bytes.equals(blobs.get(id) ?? Buffer.alloc(0)), id).toBe(true);
}

describe("of a repository, all blobs up to 4 MB are read as git reads them", () => {
  it.each<[string, string[], (repository: TestRepository) => void]>([
    ["packed once", [], (repository) => repository.git("gc", "-q")],
    ["packed hard", [], (repository) => repository.git("repack", "-adfq", "--depth=200", "--window=50")],
    [
      "with bases by id",
      [],
      (repository) => repository.git("-c", "repack.useDeltaBaseOffset=false", "repack", "-adfq"),
    ],
    ["not compressed", [], (repository) => repository.git("-c", "pack.compression=0", "repack", "-adFq")],
    ["compressed most", [], (repository) => repository.git("-c", "pack.compression=9", "repack", "-adFq", "--depth=0")],
    ["in several packs", [], (repository) => repository.git("-c", "pack.packSizeLimit=1m", "repack", "-adq")],
    ["with SHA-256", ["--object-format=sha256"], (repository) => repository.git("gc", "-q")],
  ])("%s", (name, options, pack) => {
    const repository = repositoryOf(name, ...options);
    pack(repository);
    const blobs = allBlobs(repository);
    const read = readFrom(repository, shuffled(blobs.keys(), name));
    expectSame(read, blobs);
    const left = [...read].filter(([, bytes]) => !bytes).map(([id]) => blobs.get(id)?.length);
    expect(left).toEqual([mostWindow]);
    expect(read.size).toBeGreaterThan(4 * versions);
  });
});

describe("a pack with a wrong bit", () => {
  it("never gives something else than git does", () => {
    const repository = newRepository(base, `packs${String(count++)}`);
    const random = seeded("bits");
    for (let version = 0; version < 8; version++) {
      const lines = Array.from(
        { length: 30 },
        (_, line) => `line ${String(line)} of ${String(line % 7 === version ? random() : 1)}`,
      );
      repository.commit({ "a.txt": lines.join("\n"), "b.txt": lines.slice(version).join("\n") });
    }
    repository.git("repack", "-adfq");
    const blobs = allBlobs(repository);
    const ids = [...blobs.keys()];
    const file = readdirSync(packsOf(repository)).find((name) => name.endsWith(".pack")) ?? "";
    const path = join(packsOf(repository), file);
    const pack = readFileSync(path);
    chmodSync(path, 0o600);
    let whole = 0;
    let left = 0;
    for (let bit = 0; bit < pack.length * 8; bit += 1 + Math.floor(random() * 90)) {
      const flipped = Buffer.from(pack);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      writeFileSync(path, flipped);
      for (const [id, bytes] of readFrom(repository, shuffled(ids, String(bit)))) {
        if (!bytes) left++;
        else if (bytes.equals(blobs.get(id) ?? Buffer.alloc(0))) whole++;
        // Where a base stands has no checksum.
        else expect(git(repository, "", "cat-file", "blob", id).equals(bytes), `bit ${String(bit)}`).toBe(true);
      }
    }
    expect(whole).toBeGreaterThan(100);
    expect(left).toBeGreaterThan(100);
  });
});

describe("the reader of a history", () => {
  /** Everything that it hands over, by number. */
  async function handedOver(cwd: string, ids: readonly string[], maxSize: number): Promise<(Buffer | string)[]> {
    const store = await objectStore({ directory: cwd });
    const wanted = Uint32Array.from(ids.keys());
    const reader = await packedReader({ clone: { directory: cwd }, store }, tableOf(ids), wanted, maxSize);
    const all: (Buffer | string)[] = [];
    const put = (blob: Content): void => {
      expect(all[blob.number]).toBeUndefined();
      all[blob.number] = "bytes" in blob ? Buffer.from(blob.bytes) : blob.failure;
    };
    for (let blob = reader.now() ?? (await reader.next()); blob; blob = reader.now() ?? (await reader.next()))
      put(blob);
    await reader.close();
    return all;
  }

  /** So many blobs that packs are worth it. */
  function manyBlobs(): { repository: TestRepository; ids: string[]; texts: Buffer[] } {
    const repository = newRepository(base, `packs${String(count++)}`);
    const texts = Array.from({ length: 600 }, (_, index) =>
      Buffer.from(`${"the same line\n".repeat(9)}${String(index)}\n`),
    );
    const input = texts.map((text) => `blob\ndata ${String(text.length)}\n${text.toString()}\n`).join("");
    repository.gitWith({ input }, "fast-import", "--quiet");
    const idOf = (text: Buffer): string =>
      createHash("sha1")
        .update(`blob ${String(text.length)}\0`)
        .update(text)
        .digest("hex");
    return { repository, ids: texts.map(idOf), texts };
  }

  const { repository, ids, texts } = manyBlobs();

  it("needs no git for what is packed", async () => {
    const path = process.env["PATH"];
    const store = await objectStore({ directory: repository.cwd });
    try {
      process.env["PATH"] = "";
      const wanted = Uint32Array.from(ids.keys());
      const reader = await packedReader({ clone: { directory: repository.cwd }, store }, tableOf(ids), wanted, 1e6);
      let read = 0;
      for (let blob = await reader.next(); blob; blob = await reader.next())
        if ("bytes" in blob && blob.bytes.equals(texts[blob.number] ?? Buffer.alloc(0))) read++;
      await reader.close();
      expect(read).toBe(texts.length);
    } finally {
      process.env["PATH"] = path;
    }
  });

  it("asks git for what stands elsewhere, is too large, or is missing", async () => {
    const loose = Buffer.from("not packed\n");
    const large = Buffer.alloc(5000, "large ");
    const looseId = repository.gitWith({ input: loose }, "hash-object", "-w", "--stdin");
    const largeId = repository.gitWith({ input: large }, "hash-object", "-w", "--stdin");
    const all = [looseId, ...ids.slice(0, 300), largeId, "0".repeat(40), ...ids.slice(300)];
    const read = await handedOver(repository.cwd, all, 4000);
    expect(read).toEqual([loose, ...texts.slice(0, 300), "too-large", "missing", ...texts.slice(300)]);
  });

  it("reads a work tree's and a linked repository's packs, and leaves borrowed objects to git", async () => {
    const other = newRepository(base, `packs${String(count++)}`);
    other.git("clone", "-q", "--shared", "--no-checkout", repository.cwd, join(other.cwd, "shared"));
    expect((await objectStore({ directory: repository.cwd })).packs).toBe(packsOf(repository));
    expect(await handedOver(join(other.cwd, "shared"), ids, 1e6)).toEqual(texts);
    repository.commit({ "a.txt": "1\n" });
    repository.git("worktree", "add", "-q", join(base, "tree"));
    expect((await objectStore({ directory: join(base, "tree") })).packs).toBe(packsOf(repository));
    expect(await handedOver(join(base, "tree"), ids, 1e6)).toEqual(texts);
  });

  it("goes on with git where packs change or go away meanwhile", async () => {
    const store = await objectStore({ directory: repository.cwd });
    const wanted = Uint32Array.from(ids.keys());
    const reader = await packedReader({ clone: { directory: repository.cwd }, store }, tableOf(ids), wanted, 1e6);
    const first = await reader.next();
    expect(first && "bytes" in first && first.bytes.equals(texts[0] ?? Buffer.alloc(0))).toBe(true);
    repository.git("repack", "-adfq", "--keep-unreachable");
    let read = 1;
    for (let blob = await reader.next(); blob; blob = await reader.next())
      if ("bytes" in blob && blob.bytes.equals(texts[blob.number] ?? Buffer.alloc(0))) read++;
    await reader.close();
    expect(read).toBe(texts.length);
  });

  it("gives no more and no less than git where a pack is cut off", async () => {
    const path = join(
      packsOf(repository),
      readdirSync(packsOf(repository)).find((name) => name.endsWith(".pack")) ?? "",
    );
    const copy = newRepository(base, `packs${String(count++)}`);
    for (const end of ["pack", "idx"])
      writeFileSync(join(packsOf(copy), `pack-1.${end}`), readFileSync(path.replace(/pack$/u, end)));
    expect(await handedOver(copy.cwd, ids, 1e6)).toEqual(texts);
    truncateSync(join(packsOf(copy), "pack-1.pack"), 400);
    const said = spawnSync("git", ["cat-file", "--batch-check"], { cwd: copy.cwd, input: `${ids[0] ?? ""}\n` });
    expect(said.stdout.toString()).toContain("missing");
    expect(await handedOver(copy.cwd, ids, 1e6)).toEqual(ids.map(() => "missing"));
    rmSync(join(packsOf(copy), "pack-1.idx"));
    renameSync(join(packsOf(copy), "pack-1.pack"), join(packsOf(copy), "pack-2.pack"));
    expect(await handedOver(copy.cwd, ids, 1e6)).toEqual(ids.map(() => "missing"));
  });
});
