// The pack kernel compares trees as git does, and takes nothing for a tree that git would not write.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { startKernel } from "../../src/sources/packs/kernel.ts";
import { BASE, CHANGED_TREE, CHANGES, CHANGE_LIMIT, DELTA, NEW_BLOB } from "../../src/sources/packs/layout.ts";

interface Entry {
  readonly mode: string;
  readonly name: string;
  /** Its id is so many bytes of that. */
  readonly id: number;
}

const { memory, diffTrees } = startKernel();
const numbers = new Uint32Array(memory.buffer);

function bytesOf(entries: readonly Entry[], idBytes: number): Buffer {
  return Buffer.concat(
    entries.map(({ mode, name, id }) =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`, "latin1"), Buffer.alloc(idBytes, id)]),
    ),
  );
}

/** What the second tree has that the first has not: kind, name, first bytes of ids; nothing where one is refused. */
function compared(before: Buffer, now: Buffer, idBytes = 20): unknown[] | undefined {
  before.copy(memory, DELTA);
  now.copy(memory, BASE);
  const count = diffTrees(DELTA, before.length, BASE, now.length, idBytes);
  if (count < 0) return undefined;
  return Array.from({ length: count }, (_, index) => {
    const [kind, name = 0, id = 0, idBefore = 0] = numbers.subarray((CHANGES >> 2) + 4 * index);
    return [kind, memory.toString("latin1", name, id - 1), memory[id], idBefore === 0 ? 0 : memory[idBefore]];
  });
}

const isTree = ({ mode }: Entry): boolean => mode === "40000";
/** git's order: a tree stands where its name with a slash does. */
const keyOf = (entry: Entry): string => entry.name + (isTree(entry) ? "/" : "\0");
const sorted = (entries: readonly Entry[]): Entry[] => [...entries].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
/** The mode that git takes it for. */
const taken = (mode: string): string => (mode === "100664" ? "100644" : mode);

function expected(before: readonly Entry[], now: readonly Entry[]): unknown[] {
  const known = new Map(before.map((entry) => [keyOf(entry), entry]));
  return now.flatMap((entry) => {
    const was = known.get(keyOf(entry));
    const isSame = was && taken(was.mode) === taken(entry.mode) && was.id === entry.id;
    if (isSame || entry.mode === "160000") return [];
    return [[isTree(entry) ? CHANGED_TREE : NEW_BLOB, entry.name, entry.id, was && isTree(was) ? was.id : 0]];
  });
}

const entry = fc.record({
  mode: fc.constantFrom("100644", "100644", "100664", "100755", "120000", "160000", "40000", "40000"),
  name: fc.oneof(
    fc.constantFrom("a", "a.b", "a-b", "a0", "b", "\xff", "src", "a name of more than sixteen bytes"),
    fc.stringMatching(/^[a-c.\-0]{1,20}$/u),
  ),
  id: fc.integer({ min: 1, max: 3 }),
});
const tree = fc.uniqueArray(entry, { selector: keyOf, maxLength: 12 }).map(sorted);

describe("of two trees", () => {
  it("what one has and the other has not is told", () => {
    const property = fc.property(tree, tree, fc.constantFrom(20, 32), (before, now, idBytes) => {
      const found = compared(bytesOf(before, idBytes), bytesOf(now, idBytes), idBytes);
      expect(found).toEqual(expected(before, now));
    });
    fc.assert(property, { numRuns: 1000 });
  });

  const good: Entry = { mode: "100644", name: "name", id: 1 };
  const whole = bytesOf([good], 20);

  it.each<[string, Buffer]>([
    ["an unknown mode", bytesOf([{ ...good, mode: "100600" }], 20)],
    ["a mode with a zero in front", bytesOf([{ ...good, mode: "040000" }], 20)],
    ["no mode", bytesOf([{ ...good, mode: "" }], 20)],
    ["an empty name", bytesOf([{ ...good, name: "" }], 20)],
    ["a name without an end", Buffer.from("100644 name")],
    ["an id that is cut off", whole.subarray(0, -1)],
    ["a byte behind its end", Buffer.concat([whole, Buffer.from("1")])],
  ])("one with %s is refused, on either side", (_, bad) => {
    for (const other of [Buffer.alloc(0), whole, bytesOf([{ ...good, name: "z" }], 20)])
      expect([compared(bad, other), compared(other, bad)]).toEqual([undefined, undefined]);
  });

  it("more entries than there is room for are refused", () => {
    const many = (count: number): Buffer =>
      bytesOf(
        Array.from({ length: count }, (_, index) => ({ ...good, name: index.toString(36).padStart(4, "0") })),
        20,
      );
    expect(compared(Buffer.alloc(0), many(CHANGE_LIMIT))).toHaveLength(CHANGE_LIMIT);
    expect(compared(Buffer.alloc(0), many(CHANGE_LIMIT + 1))).toBeUndefined();
  });
});
