// Packs that git never writes. What git writes is read in test/clients/packs.test.ts.
import { mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { BlobReader, Content } from "../../src/sources/blobs.ts";
import { objectTable } from "../../src/sources/object-table.ts";
import { packedReader } from "../../src/sources/packed-reader.ts";
import { LARGEST, PAGE, PAGE_COUNT } from "../../src/sources/packs/layout.ts";
import { openPacks, type Packs } from "../../src/sources/packs/packs.ts";
import { temporaryDirectory } from "../cli/run-cli.ts";
import { delta, idOf, type Packed, type PackBytes, packOf, writePacks } from "./pack-writer.ts";

const base = temporaryDirectory();
const fresh = (): string => mkdtempSync(join(base, "p"));

/** Opens the packs of a directory for the objects of these names. */
function opened(directory: string, names: readonly string[], wanted = 1000): Packs | undefined {
  const table = objectTable(20);
  for (const name of names) table.put(idOf(name));
  const packs = openPacks({ directory, idBytes: 20 }, wanted);
  const blobs = packs?.of(table);
  if (!blobs) packs?.close();
  return blobs;
}

/** What is read of these objects; nothing for what is left to git. */
function texts(objects: readonly Packed[], names = objects.map(({ name }) => name)): (string | undefined)[] {
  const packs = opened(writePacks(fresh(), packOf(objects)), names);
  const read = names.map((_, index) => packs?.read(index)?.toString("latin1"));
  packs?.close();
  return read;
}

const text = "one line\nanother line\nand a third one\n";
const whole: Packed = { name: "whole", type: "blob", data: Buffer.from(text) };
const changed: Packed = {
  name: "changed",
  type: "byOffset",
  base: "whole",
  data: delta(text.length, text.length + 4, [0, 9], "new ", [9, text.length - 9]),
};
const changedText = "one line\nnew another line\nand a third one\n";
const again: Packed = { ...changed, name: "again", type: "byId" };

describe("a pack", () => {
  it("gives whole objects and differences, by offset and by id", () => {
    const empty: Packed = { name: "empty", type: "blob", data: Buffer.alloc(0) };
    expect(texts([whole, changed, again, empty])).toEqual([text, changedText, changedText, ""]);
  });

  it("leaves what is no blob, is not there, or is too large to git, and goes on", () => {
    const tree: Packed = { name: "tree", type: "tree", data: Buffer.from("x") };
    const ofTree: Packed = { name: "of tree", type: "byOffset", base: "tree", data: delta(1, 1, "y") };
    const large: Packed = { name: "large", type: "blob", data: Buffer.alloc(LARGEST + 1) };
    const grown: Packed = {
      name: "grown",
      type: "byOffset",
      base: "whole",
      data: delta(text.length, LARGEST + 1, "x"),
    };
    const names = ["tree", "of tree", "large", "grown", "nowhere", "whole"];
    expect(texts([tree, ofTree, large, whole, grown], names)).toEqual([...Array.from({ length: 5 }), text]);
  });

  it("is put together again when its bases were given up", () => {
    const bulk = Array.from({ length: 12 }, (_, index): Packed => {
      const data = Buffer.alloc(2_000_000 + index, `${String(index)} bulk `);
      return { name: `bulk ${String(index)}`, type: "blob", data };
    });
    const names = ["changed", ...bulk.map(({ name }) => name), "changed", "again", "whole"];
    const objects = [whole, changed, again, ...bulk];
    const packs = opened(writePacks(fresh(), packOf(objects)), names);
    const order = [0, ...bulk.map((_, index) => index + 1), 0, bulk.length + 1, bulk.length + 2];
    const read = order.map((index) => packs?.read(index)?.toString("latin1"));
    packs?.close();
    const expected = bulk.map(({ data }) => data.toString("latin1"));
    expect(read).toEqual([changedText, ...expected, changedText, changedText, text]);
  });

  it("is read where the result of a difference takes the place of its base", () => {
    const size = 3_900_000;
    const first: Packed = { name: "n", type: "blob", data: Buffer.alloc(size, "abcdefg") };
    const other: Packed = { name: "other", type: "blob", data: Buffer.alloc(size, "-") };
    const next: Packed = { name: "next", type: "byOffset", base: "n", data: delta(size, size, "<1>", [0, size - 3]) };
    const [, , last] = texts([first, other, next], ["n", "other", "next"]);
    expect(last).toBe(`<1>${first.data.toString("latin1").slice(0, -3)}`);
  });
});

describe("a pack larger than the memory for its pages", () => {
  it("is read on both sides of the end of that memory, and across it", () => {
    const room = PAGE * PAGE_COUNT;
    const filler: Packed = { name: "filler", type: "tree", data: Buffer.alloc(0), deflated: Buffer.alloc(room - 300) };
    const numbers = Array.from({ length: 400 }, (_, index) => String((index * index) % 997)).join(" ");
    const across: Packed = { name: "across", type: "blob", data: Buffer.from(numbers) };
    const behind: Packed = { ...whole, name: "behind" };
    const names = ["behind", "across", "changed", "whole"];
    const objects = [whole, filler, across, behind, changed];
    expect(texts(objects, names)).toEqual([text, numbers, changedText, text]);
  });
});

describe("a damaged pack is left to git", () => {
  const deflated = deflateSync(whole.data);
  const flipped = Buffer.from(deflated);
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
  const bomb: Packed = { name: "bad", type: "blob", data: Buffer.alloc(3_000_000), size: 1000 };
  const difference = (name: string, data: Buffer): Packed => ({ name, type: "byOffset", base: "whole", data });

  it.each<[string, Packed | readonly Packed[]]>([
    ["a wrong checksum", { ...whole, name: "bad", deflated: flipped }],
    ["a stream that is cut off", { ...whole, name: "bad", deflated: deflated.subarray(0, -6) }],
    ["no stream", { ...whole, name: "bad", deflated: Buffer.from("no zlib stream at all") }],
    ["less than its size", { ...whole, name: "bad", size: text.length + 1 }],
    ["more than its size", { ...whole, name: "bad", size: text.length - 1 }],
    ["very much more than its size", bomb],
    ["a size without an end", { ...whole, name: "bad", size: 2 ** 52 }],
    ["a difference from another size", difference("bad", delta(text.length + 1, 1, "x"))],
    ["a difference that gives less", difference("bad", delta(text.length, 5, "x"))],
    ["a difference that gives more", difference("bad", delta(text.length, 1, "xy"))],
    ["a copy from behind the base", difference("bad", delta(text.length, 5, [text.length - 4, 5]))],
    ["a copy from far behind", difference("bad", delta(text.length, 5, [0xfffffffe, 5]))],
    ["an empty difference", difference("bad", Buffer.alloc(0))],
    ["a difference without sizes", difference("bad", Buffer.alloc(20, 255))],
    ["a difference that is cut off", difference("bad", Buffer.concat([delta(text.length, 9), Buffer.from([9, 65])]))],
    ["the code that means nothing", difference("bad", Buffer.concat([delta(text.length, 0), Buffer.alloc(1)]))],
    ["a base that is itself", { ...changed, name: "bad", distance: 0 }],
    ["a base in front of the pack", { ...changed, name: "bad", distance: 1e6 }],
    ["a circle of bases", { ...changed, name: "bad", type: "byId", base: "bad" }],
    [
      "a larger circle",
      [
        { ...changed, name: "bad", type: "byId", base: "other" },
        { ...changed, name: "other", type: "byId", base: "bad" },
      ],
    ],
  ])("for %s", (_, bad) => {
    const objects = [whole, ...[bad].flat()];
    const names = ["whole", "bad", "whole", "other"];
    // What was read before was as it should be.
    expect(texts(objects, names)).toEqual([text, undefined, undefined, undefined]);
  });

  it("where it became shorter", () => {
    const filler: Packed = {
      name: "filler",
      type: "blob",
      data: Buffer.alloc(200_000),
      deflated: Buffer.alloc(200_000),
    };
    const directory = writePacks(fresh(), packOf([whole, filler, { ...whole, name: "cut" }]));
    const packs = opened(directory, ["whole", "cut"]);
    expect(packs?.read(0)?.toString()).toBe(text);
    truncateSync(join(directory, "pack-0.pack"), 100);
    expect([packs?.read(1), packs?.read(0)]).toEqual([undefined, undefined]);
    packs?.close();
  });
});

describe("work is counted", () => {
  const steps = 10;
  const step = (name: string, from: string): Packed => {
    return { name, type: "byOffset", base: from, data: delta(LARGEST, LARGEST, [0, LARGEST]) };
  };
  const chain = (name: string): Packed[] =>
    Array.from({ length: steps }, (_, i) => step(`${name}${String(i)}`, i === 0 ? "large" : `${name}${String(i - 1)}`));
  /** One byte each, at the ends of two chains in turn: what was unpacked for the one before is of no use. */
  const ends = Array.from({ length: 40 }, (_, i): Packed => {
    const from = `${i % 2 === 0 ? "a" : "b"}${String(steps - 1)}`;
    return { name: `end ${String(i)}`, type: "byId", base: from, data: delta(LARGEST, 1, "x") };
  });
  const empty: Packed = { name: "empty", type: "blob", data: Buffer.alloc(0) };
  const large: Packed = { name: "large", type: "blob", data: Buffer.alloc(LARGEST) };
  const small = packOf([empty, large, ...chain("a"), ...chain("b"), ...ends]);
  const names = [...ends.map(({ name }) => name), "empty"];
  /** Known, so that a difference may name them. */
  const bases = [`a${String(steps - 1)}`, `b${String(steps - 1)}`];
  const bytesOfOne = steps * LARGEST;

  /** A reader of the ends, and then of what is empty, many times. */
  async function reader(count: number, maxSize: number): Promise<BlobReader<Content>> {
    const directory = writePacks(fresh(), small);
    const table = objectTable(20);
    for (const name of [...names, ...bases]) table.put(idOf(name));
    const wanted = Uint32Array.from({ length: 600 }, (_, i) => (i < count ? i : ends.length));
    return packedReader({ clone: { directory }, store: { idBytes: 20, packs: directory } }, table, wanted, maxSize);
  }

  it("also of what takes much and gives little, and what is too much is left to git", () => {
    expect(small.pack.length).toBeLessThan(10_000);
    const packs = opened(writePacks(fresh(), small), [...names, ...bases]);
    const read = ends.map((_, index) => packs?.read(index)?.toString());
    const given = read.indexOf(undefined);
    expect([given * bytesOfOne > 0.9e9, given * bytesOfOne < 1.1e9]).toEqual([true, true]);
    expect(read).toEqual(ends.map((_, index) => (index < given ? "x" : undefined)));
    const before = packs?.work ?? 0;
    expect([before > 1e9, before < 1.1e9, packs?.read(ends.length)]).toEqual([true, true, undefined]);
    expect(packs?.work).toBe(before);
    packs?.close();
  });

  it("by what was deflated, too", () => {
    const blocks = Buffer.concat(Array.from({ length: 1000 }, () => Buffer.from([0, 0, 0, 0xff, 0xff])));
    const stream = deflateSync(Buffer.from("x"));
    const deflated = Buffer.concat([stream.subarray(0, 2), blocks, stream.subarray(2)]);
    const packs = opened(writePacks(fresh(), packOf([{ name: "x", type: "blob", data: Buffer.from("x"), deflated }])), [
      "x",
    ]);
    expect(packs?.read(0)?.toString()).toBe("x");
    expect(packs?.work).toBeGreaterThan(10 * deflated.length);
    packs?.close();
  });

  it("so that others have their turn after little that is read", async () => {
    const blobs = await reader(3, 1);
    for (let i = 0; i < 3; i++) {
      const blob = await blobs.next();
      expect(blob && "bytes" in blob && blob.bytes.toString()).toBe("x");
      expect(blobs.now()).toBeUndefined();
    }
    expect(await blobs.next()).toMatchObject({ number: 3 });
    expect(blobs.now()).toMatchObject({ number: 4 });
    await blobs.close();
  });

  it("so that others have their turn between what is left to git", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const blobs = await reader(6, 0);
    const first = await blobs.next();
    clearInterval(timer);
    expect(first).toMatchObject({ number: 6 });
    expect(turns).toBeGreaterThan(3);
    await blobs.close();
  });
});

describe("all packs are left to git", () => {
  const good = packOf([whole, changed]);
  const edited = (bytes: Buffer, edit: (bytes: Buffer) => void): Buffer => {
    const copy = Buffer.from(bytes);
    edit(copy);
    return copy;
  };
  const withIndex = (edit: (bytes: Buffer) => void): PackBytes => ({ ...good, index: edited(good.index, edit) });
  const withPack = (edit: (bytes: Buffer) => void): PackBytes => ({ ...good, pack: edited(good.pack, edit) });
  const namesAt = 8 + 1024;
  const offsetsAt = namesAt + 2 * 24;

  it.each<[string, PackBytes]>([
    ["an index of another version", withIndex((bytes) => bytes.writeUInt32BE(3, 4))],
    ["an index that is none", withIndex((bytes) => bytes.writeUInt32BE(0, 0))],
    ["an index whose table of first bytes falls", withIndex((bytes) => bytes.writeUInt32BE(1000, 8 + 4 * 20))],
    ["an index that counts more than it has", withIndex((bytes) => bytes.writeUInt32BE(2 ** 31, 8 + 4 * 255))],
    [
      "an index out of order",
      withIndex((bytes) => {
        const second = Buffer.from(bytes.subarray(namesAt + 20, namesAt + 40));
        bytes.copyWithin(namesAt + 20, namesAt, namesAt + 20);
        second.copy(bytes, namesAt);
      }),
    ],
    [
      "an index that names an object twice",
      withIndex((bytes) => bytes.copyWithin(namesAt, namesAt + 20, namesAt + 40)),
    ],
    [
      "an index whose table of first bytes says too much",
      withIndex((bytes) => {
        for (let at = 8; at < namesAt; at += 4) bytes.writeUInt32BE(2, at);
      }),
    ],
    [
      "an index whose table of first bytes says too little",
      withIndex((bytes) => {
        for (let byte = bytes[namesAt + 20] ?? 0; byte < 255; byte++) bytes.writeUInt32BE(1, 8 + 4 * byte);
      }),
    ],
    ["an index that is cut off", { ...good, index: good.index.subarray(0, 500) }],
    ["an offset in front of the objects", withIndex((bytes) => bytes.writeUInt32BE(3, offsetsAt))],
    ["an offset behind the objects", withIndex((bytes) => bytes.writeUInt32BE(good.pack.length - 20, offsetsAt))],
    ["a large offset that is not there", withIndex((bytes) => bytes.writeUInt32BE(0x80000001, offsetsAt))],
    ["a pack of another version", withPack((bytes) => bytes.writeUInt32BE(4, 4))],
    ["a pack of another count", withPack((bytes) => bytes.writeUInt32BE(3, 8))],
    ["the pack of another index", withPack((bytes) => bytes.writeUInt32BE(0, bytes.length - 4))],
    ["an empty pack", { ...good, pack: Buffer.alloc(0) }],
  ])("for %s", (_, pack) => {
    expect(opened(writePacks(fresh(), pack), ["whole"])).toBeUndefined();
  });

  it("for an offset of 64 bits that leads nowhere, but not for one that leads to an object", () => {
    const at = (offset: bigint): PackBytes => {
      const index = edited(good.index, (bytes) => bytes.writeUInt32BE(0x80000000, offsetsAt));
      const large = Buffer.alloc(8);
      large.writeBigUInt64BE(offset);
      return { ...good, index: Buffer.concat([index.subarray(0, -40), large, index.subarray(-40)]) };
    };
    expect(opened(writePacks(fresh(), at(2n ** 63n)), ["whole"])).toBeUndefined();
    const first = good.index.readUInt32BE(offsetsAt);
    const packs = opened(writePacks(fresh(), at(BigInt(first))), ["whole", "changed"]);
    expect([0, 1].map((index) => packs?.read(index)?.toString())).toEqual([text, changedText]);
    packs?.close();
  });

  it.each<[string, (directory: string) => void]>([
    [
      "alternates",
      (directory) => {
        mkdirSync(join(directory, "../info"));
        writeFileSync(join(directory, "../info/alternates"), "/");
      },
    ],
    [
      "an index of several packs",
      (directory) => {
        writeFileSync(join(directory, "multi-pack-index"), "");
      },
    ],
    [
      "an index without a pack",
      (directory) => {
        writeFileSync(join(directory, "pack-9.idx"), good.index);
      },
    ],
    [
      "too many packs",
      (directory) => {
        for (let i = 0; i < 65; i++)
          for (const end of ["idx", "pack"]) writeFileSync(join(directory, `pack-a${String(i)}.${end}`), "");
      },
    ],
  ])("for %s", (_, prepare) => {
    const directory = writePacks(fresh(), good);
    prepare(directory);
    expect(opened(directory, ["whole"])).toBeUndefined();
  });

  it("where there are none, or few objects of many are wanted", () => {
    expect(opened(join(fresh(), "nowhere"), ["whole"])).toBeUndefined();
    expect(opened(writePacks(fresh()), ["whole"])).toBeUndefined();
    const many = Array.from({ length: 40 }, (_, index): Packed => ({ ...whole, name: String(index) }));
    const directory = writePacks(fresh(), packOf(many));
    expect(opened(directory, ["0"], 1)).toBeUndefined();
    const packs = opened(directory, ["0"], 2);
    expect(packs?.read(0)?.toString()).toBe(text);
    packs?.close();
  });

  it.skipIf(process.platform === "win32")("where a link leads to a device, but not where it leads to packs", () => {
    const directory = writePacks(fresh(), good);
    const linked = join(fresh(), "linked");
    symlinkSync(directory, linked);
    const packs = opened(linked, ["whole"]);
    expect(packs?.read(0)?.toString()).toBe(text);
    packs?.close();
    symlinkSync("/dev/zero", join(directory, "pack-z.pack"));
    symlinkSync("/dev/zero", join(directory, "pack-z.idx"));
    expect(opened(directory, ["whole"])).toBeUndefined();
  });
});

it("an object in several packs is left to git: they need not agree", () => {
  const other = packOf([
    { ...whole, data: Buffer.from("harmless") },
    { ...whole, name: "alone" },
  ]);
  const packs = opened(writePacks(fresh(), packOf([whole, changed]), other), ["whole", "changed", "alone"]);
  expect([0, 1, 2].map((index) => packs?.read(index)?.toString())).toEqual([undefined, changedText, text]);
  packs?.close();
});
