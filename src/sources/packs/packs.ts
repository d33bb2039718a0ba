// The packs of a repository, read without git: that takes a fraction of the time, and the bytes pass through no pipe. Every pack has to be
// one as git writes them, and whatever is unusual is left to git: object by object, or as a whole.
import { join } from "node:path";
import type { ObjectTable } from "../object-table.ts";
import { openFile, type OpenFile } from "./file.ts";
import { startKernel } from "./kernel.ts";
import { type PackIndex, readIndex } from "./pack-index.ts";
import type { PackFile } from "./pages.ts";
import { packsIn } from "./pack-list.ts";
import { PackNames } from "./pack-names.ts";
import { Trees } from "./trees.ts";
import { type Find, largestPack, mostPacks, type Place, placeOf, Unpacker } from "./unpack.ts";

export interface Packs {
  /** The bytes of a blob by its index in the table, valid until the next call. Nothing where git is to be asked for them. */
  read(index: number): Buffer | undefined;
  /** How much was done for that so far, in bytes that were put together, also for what is left to git. */
  readonly work: number;
  close(): void;
}

/** Packs that are open. */
export interface OpenPacks {
  /** To read trees; nothing where an index is damaged, or where so many ids are too many for memory. */
  trees(): Trees | undefined;
  /** To read the blobs of a table; nothing where an index is damaged. Trees are not read any more then. */
  of(table: ObjectTable): Packs | undefined;
  close(): void;
}

/** Where the packs of a repository are, and how long ids are. */
export interface PackStore {
  readonly directory: string;
  readonly idBytes: number;
}

/** An object may stand in several packs, which need not agree: git knows which one counts. */
const several = -1;
const headerBytes = 12;
const header = Buffer.from("PACK\0\0\0\x02", "latin1");
/** To look through the names of so many objects takes as long as it takes git to hand over one. */
const namesToOne = 32;
/** More ids than that are not held in memory: 32 bytes each. */
const mostNames = 2_000_000;

/** A pack where it is what its index says it is. */
function packOf(number: number, file: OpenFile, { count, packChecksum }: PackIndex): PackFile | undefined {
  const idBytes = packChecksum.length;
  const end = file.size - idBytes;
  const head = Buffer.alloc(headerBytes);
  const tail = Buffer.alloc(idBytes);
  if (end < headerBytes || file.size > largestPack) return undefined;
  if (file.read(head, 0, headerBytes, 0) < headerBytes || file.read(tail, 0, idBytes, end) < idBytes) return undefined;
  const isPack = header.equals(head.subarray(0, 8)) && head.readUInt32BE(8) === count && tail.equals(packChecksum);
  return isPack ? { number, file, idBytes, end } : undefined;
}

interface PackFiles {
  readonly indexes: readonly PackIndex[];
  readonly packs: readonly PackFile[];
}

/** All packs, where they are worth it. What is opened is added to `opened`. */
function openAll(directory: string, idBytes: number, wanted: number, opened: OpenFile[]): PackFiles | undefined {
  const names = packsIn(directory);
  if (names === undefined || names.length === 0 || names.length > mostPacks) return undefined;
  const open = (name: string): OpenFile => {
    const file = openFile(join(directory, name));
    opened.push(file);
    return file;
  };
  const indexes: PackIndex[] = [];
  const packs: PackFile[] = [];
  let left = wanted * namesToOne;
  for (const [number, name] of names.entries()) {
    const index = readIndex(open(`${name}.idx`), idBytes);
    if (!index || (left -= index.count) < 0) return undefined;
    const pack = packOf(number, open(`${name}.pack`), index);
    if (!pack) return undefined;
    indexes.push(index);
    packs.push(pack);
  }
  return { indexes, packs };
}

/** Where the objects of a table stand: by their indexes there, 0 where that is not known. Nothing where an index is damaged. */
function placesOf({ indexes, packs }: PackFiles, table: ObjectTable): Float64Array | undefined {
  const places = new Float64Array(table.size);
  for (const [number, index] of indexes.entries()) {
    const end = packs[number]?.end ?? 0;
    const isSound = index.each((ids, at, offset) => {
      const found = table.findBytes(ids, at);
      if (found !== undefined) places[found] = places[found] === 0 ? placeOf(number, offset) : several;
      return offset >= headerBytes && offset < end;
    });
    if (!isSound) return undefined;
  }
  return places;
}

/** Finds objects that stand in one pack only. Nothing where an index is damaged, or the ids are too many. */
function finder({ indexes, packs }: PackFiles, idBytes: number): Find | undefined {
  if (indexes.reduce((sum, { count }) => sum + count, 0) > mostNames) return undefined;
  const names: PackNames[] = [];
  for (const [number, index] of indexes.entries()) {
    const end = packs[number]?.end ?? 0;
    const own = new PackNames(index, idBytes);
    if (!own.load(index, (offset) => offset >= headerBytes && offset < end)) return undefined;
    names.push(own);
  }
  return (ids, at) => {
    let found: Place | undefined;
    for (let number = 0; number < names.length; number++) {
      const offset = names[number]?.find(ids, at);
      if (offset === undefined) continue;
      if (found !== undefined) return undefined;
      found = placeOf(number, offset);
    }
    return found;
  };
}

const nowhere = (): undefined => undefined;

/**
 * Opens the packs in a directory for `wanted` objects. Nothing where git is to be asked for all of them: where they are few among many,
 * where objects are in other places, too (alternates, an index of several packs), where there are too many packs, or where one of them is
 * damaged or of another version.
 */
export function openPacks({ directory, idBytes }: PackStore, wanted: number): OpenPacks | undefined {
  const opened: OpenFile[] = [];
  const close = (): void => {
    for (const file of opened.splice(0)) file.close();
  };
  try {
    const files = openAll(directory, idBytes, wanted, opened);
    if (files) {
      const kernel = startKernel();
      const unpacker = new Unpacker(kernel, files.packs, nowhere);
      return {
        trees() {
          const find = whole(() => finder(files, idBytes));
          if (!find) return undefined;
          unpacker.find = find;
          return new Trees(kernel, unpacker, idBytes);
        },
        of(table) {
          const places = whole(() => placesOf(files, table));
          if (!places) return undefined;
          const known = (index: number): Place | undefined => {
            const place = places[index] ?? 0;
            return place > 0 ? place : undefined;
          };
          unpacker.find = (ids, at) => known(table.findBytes(ids, at) ?? -1);
          return {
            read(index) {
              const place = known(index);
              return place === undefined ? undefined : unpacker.read(place);
            },
            get work() {
              return unpacker.done;
            },
            close,
          };
        },
        close,
      };
    }
  } catch {
    // There is none, or it went away: git knows where they are now.
  }
  close();
  return undefined;
}

/** What is read of an index; nothing where it went away. */
function whole<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
