// The contents of a history: those that packs hold are read there, and git is asked for the others.
import { setImmediate } from "node:timers/promises";
import { type BlobReader, blobReader, type Content, type Repository } from "./blobs.ts";
import type { ObjectStore } from "./object-store.ts";
import type { ObjectTable } from "./object-table.ts";
import type { OpenPacks } from "./packs/packs.ts";

/** Where objects are. */
interface Objects {
  readonly clone: Repository;
  readonly store: ObjectStore;
  /** Its packs, where they are open. */
  readonly opened?: OpenPacks | undefined;
}

/** Fewer are with git before the packs are open. */
const leastWanted = 500;
/** After so much work, in bytes that were put together, others have their turn: signals, and the progress on a terminal. */
const turn = 8_000_000;

/** Those that git is asked for, by their indexes in the table. */
function fromGit(clone: Repository, table: ObjectTable, indexes: Uint32Array, maxSize: number): BlobReader<Content> {
  const idsOf = function* (): Generator<string> {
    for (const index of indexes) yield table.id(index);
  };
  return blobReader(clone, idsOf(), maxSize);
}

/** The packs of a repository; nothing where so many objects are better asked of git. */
export async function packsFor(
  { packs: directory, idBytes }: ObjectStore,
  wanted: number,
): Promise<OpenPacks | undefined> {
  if (directory === undefined || wanted < leastWanted) return undefined;
  const { openPacks } = await import("./packs/packs.ts");
  return openPacks({ directory, idBytes }, wanted);
}

/**
 * Reads the wanted objects of a table: those that are packed in the order in which they are wanted, then the others. Packs that are open
 * already are closed with it.
 */
export async function packedReader(
  { clone, store, opened }: Objects,
  table: ObjectTable,
  wanted: Uint32Array,
  maxSize: number,
): Promise<BlobReader<Content>> {
  const open = opened ?? (await packsFor(store, wanted.length));
  const packs = open?.of(table);
  if (!packs) {
    open?.close();
    return fromGit(clone, table, wanted, maxSize);
  }

  /** The numbers of those that git is asked for. */
  const left = new Uint32Array(wanted.length);
  let leftCount = 0;
  let number = 0;
  let turnEnd = turn;
  let handedOver = 0;
  let others: BlobReader<Content> | undefined;

  const numbered = (blob: Content | undefined): Content | undefined =>
    blob && { ...blob, number: left[blob.number] ?? 0 };

  /** What was done, and what has to be done with the bytes by those who ask for them. */
  const spent = (): number => packs.work + handedOver;

  /** The next one that is read here; nothing at their end, or where others have their turn. */
  const packed = (): Content | undefined => {
    while (number < wanted.length && spent() < turnEnd) {
      const bytes = packs.read(wanted[number] ?? 0);
      if (bytes && bytes.length <= maxSize) {
        handedOver += bytes.length;
        return { number: number++, bytes };
      }
      left[leftCount++] = number++;
    }
    return undefined;
  };

  return {
    now() {
      if (others) return numbered(others.now());
      return packed();
    },
    async next() {
      while (!others) {
        await setImmediate();
        turnEnd = spent() + turn;
        const blob = packed();
        if (blob) return blob;
        if (number < wanted.length) continue;
        if (leftCount === 0) return undefined;
        const indexes = left.subarray(0, leftCount).map((each) => wanted[each] ?? 0);
        others = fromGit(clone, table, indexes, maxSize);
      }
      return numbered(await others.next());
    },
    async close() {
      packs.close();
      await others?.close();
    },
  };
}
