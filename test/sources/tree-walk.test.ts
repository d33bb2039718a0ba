// Trees that have more directories than there is memory for.
import { expect, it } from "vitest";
import { Steps, walkTrees } from "../../src/sources/tree-walk.ts";

const idBytes = 20;
const nameBytes = 12;
const entries = 2000;

/** The commits that are left to git where each of so many brings directories of names of its own. */
async function leftOf(commits: number): Promise<number> {
  const entryBytes = nameBytes + 1 + idBytes;
  const memory = Buffer.alloc(entries * entryBytes);
  const top = new Steps();
  for (let commit = 0; commit < commits; commit++) top.add(commit, 0, commit + 1);
  const left = new Set<number>();
  const compare = (_: number, now: number): number => {
    if (now > commits) return 0;
    for (let entry = 0; entry < entries; entry++)
      memory.write(`d${String(now)}-${String(entry)}`.padEnd(nameBytes, "_"), entry * entryBytes);
    return entries;
  };
  const change = (number: number) => ({
    isTree: true,
    name: number * entryBytes,
    id: number * entryBytes + nameBytes + 1,
    idBefore: 0,
  });
  const trees = { memory, idBytes, work: 0, find: () => commits + 1, compare, change };
  await walkTrees(trees, top, left, { bring: () => undefined, numberOf: () => 1 });
  return left.size;
}

it("are walked as far as memory goes, and left to git beyond", async () => {
  expect(await leftOf(50)).toBe(0);
  const left = await leftOf(250);
  expect(left).toBeGreaterThan(50);
  expect(left).toBeLessThan(200);
});
