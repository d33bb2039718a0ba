import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { byteReader } from "../../src/sources/byte-reader.ts";
import { numbers, objectTable } from "../../src/sources/object-table.ts";
import { rawDiff } from "../../src/sources/raw-diff.ts";

it.each(["sha1", "sha256"])("a table of %s ids gives every object one number, and finds it again", (algorithm) => {
  const ids = Array.from({ length: 5000 }, (_, index) => createHash(algorithm).update(String(index)).digest("hex"));
  const table = objectTable((ids[0] ?? "").length / 2);
  const plain = new Map<string, number>();
  for (const id of [...ids, ...ids.slice(0, 100)]) {
    if (!plain.has(id)) plain.set(id, plain.size);
    expect(table.put(id)).toBe(plain.get(id));
  }
  expect(table.size).toBe(ids.length);
  for (const [id, index] of plain) expect([table.find(id), table.id(index)]).toEqual([index, id]);
  expect(table.find(createHash(algorithm).update("other").digest("hex"))).toBeUndefined();
});

it("numbers are 0 until they are set", () => {
  const held = numbers();
  held.set(5000, 7);
  expect([held.get(5000), held.get(4999), held.get(100_000)]).toEqual([7, 0, 0]);
});

async function* cut(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length) yield await Promise.resolve(bytes.subarray(at, at + length));
}

it.each([1, 2, 3, 7, 1000])("records are read whole where they arrive in pieces of %i bytes", async (length) => {
  const reader = byteReader(cut(Buffer.from("one\ntwo\n12345\n\nrest"), length));
  expect((await reader.until(10))?.toString()).toBe("one");
  expect((await reader.until(10))?.toString()).toBe("two");
  expect((await reader.take(6))?.toString()).toBe("12345\n");
  expect((await reader.until(10))?.toString()).toBe("");
  expect(await reader.until(10)).toBeUndefined();
  expect(await reader.take(100)).toBeUndefined();
});

it("changes are read with what they add and remove, of merges for each parent; submodules have no bytes", async () => {
  const id = (digit: string): string => digit.repeat(40);
  const [a, b, c, none] = [id("a"), id("b"), id("c"), id("0")] as const;
  const raw = [
    "1".repeat(40),
    `:100644 100755 ${a} ${b} M\0x\ny`,
    `:100644 000000 ${a} ${none} D\0gone`,
    `:160000 160000 ${a} ${b} M\0lib`,
    `:000000 120000 ${none} ${c} A\0link`,
    `::100644 000000 100644 ${a} ${none} ${c} MA\0merged`,
    `:000000 000000 ${none} ${none} U\0conflict`,
  ];
  const read: unknown[] = [];
  for await (const each of rawDiff(cut(Buffer.from(`${raw.join("\0")}\0`), 5))) read.push(each);
  const unmerged = false;
  expect(read).toEqual([
    { commit: "1".repeat(40) },
    { path: "x\ny", added: b, removed: [a], unmerged },
    { path: "gone", removed: [a], unmerged },
    { path: "lib", removed: [], unmerged },
    { path: "link", added: c, removed: [], unmerged },
    { path: "merged", added: c, removed: [a], unmerged },
    { path: "conflict", removed: [], unmerged: true },
  ]);
});
