// Reads the index of a pack (version 2), which says at which offset each of its objects is.
import type { OpenFile } from "./file.ts";

export interface PackIndex {
  /** How many objects the pack has. */
  readonly count: number;
  /** The last bytes of the pack that it belongs to. */
  readonly packChecksum: Buffer;
  /** Calls `take` with each object: the bytes of its id begin at `at` of `ids`. False where it says so, or the index is damaged. */
  each(take: (ids: Buffer, at: number, offset: number) => boolean): boolean;
  /** True where git would find an object there: as git does, it halves what begins with the same byte. */
  has(id: Buffer): boolean;
}

const signature = 0xff744f63;
const version = 2;
const namesAt = 8 + 4 * 256;
/** Entries that are read together. */
const portion = 8192;
/** Says that 31 bits are not the offset, but the number of one of 64 bits. */
const isLarge = 0x80000000;

/** How many objects the table of their first bytes counts; nothing where it is none. */
function countOf(head: Buffer): number | undefined {
  let count = 0;
  for (let at = 8; at < namesAt; at += 4) {
    const next = head.readUInt32BE(at);
    if (next < count) return undefined;
    count = next;
  }
  return count;
}

/**
 * Says of each id in turn whether git would find it there, which looks between the numbers that the table of first bytes has for its own,
 * and halves what is left: an id out of order is not there for git, which takes the object from elsewhere.
 */
function inOrder(head: Buffer, idBytes: number): (ids: Buffer, at: number) => boolean {
  const before = Buffer.alloc(idBytes);
  let number = 0;
  return (ids, at) => {
    let byte = 0;
    while (byte < idBytes && ids[at + byte] === before[byte]) byte++;
    // No object has the id of zeros, which would not differ from what nothing is in front of.
    if (byte === idBytes || (ids[at + byte] ?? 0) < (before[byte] ?? 0)) return false;
    for (; byte < idBytes; byte++) before[byte] = ids[at + byte] ?? 0;
    const first = 4 * (ids[at] ?? 0);
    const isThere = number < head.readUInt32BE(8 + first) && (first === 0 || number >= head.readUInt32BE(4 + first));
    number++;
    return isThere;
  };
}

/** The index in a file; nothing where it is none that git would write. */
export function readIndex(file: OpenFile, idBytes: number): PackIndex | undefined {
  const head = Buffer.allocUnsafe(namesAt);
  if (file.read(head, 0, namesAt, 0) < namesAt) return undefined;
  if (head.readUInt32BE(0) !== signature || head.readUInt32BE(4) !== version) return undefined;
  const count = countOf(head);
  if (count === undefined) return undefined;
  const offsetsAt = namesAt + count * (idBytes + 4);
  const largeAt = offsetsAt + count * 4;
  const largeCount = (file.size - 2 * idBytes - largeAt) / 8;
  if (!Number.isInteger(largeCount) || largeCount < 0 || largeCount > count) return undefined;
  const packChecksum = Buffer.allocUnsafe(idBytes);
  if (file.read(packChecksum, 0, idBytes, file.size - 2 * idBytes) < idBytes) return undefined;

  const large = Buffer.allocUnsafe(8);
  const largeOffset = (number: number): number =>
    number < largeCount && file.read(large, 0, 8, largeAt + 8 * number) === 8
      ? Number(large.readBigUInt64BE(0))
      : Number.NaN;

  return {
    count,
    packChecksum,
    each(take) {
      const isNext = inOrder(head, idBytes);
      const ids = Buffer.allocUnsafe(portion * idBytes);
      const offsets = Buffer.allocUnsafe(portion * 4);
      for (let done = 0; done < count; done += portion) {
        const some = Math.min(portion, count - done);
        if (file.read(ids, 0, some * idBytes, namesAt + done * idBytes) < some * idBytes) return false;
        if (file.read(offsets, 0, some * 4, offsetsAt + done * 4) < some * 4) return false;
        for (let i = 0; i < some; i++) {
          if (!isNext(ids, i * idBytes)) return false;
          const offset = offsets.readUInt32BE(4 * i);
          if (!take(ids, i * idBytes, offset < isLarge ? offset : largeOffset(offset - isLarge))) return false;
        }
      }
      return true;
    },
    has(id) {
      const first = 4 * (id[0] ?? 0);
      let low = first === 0 ? 0 : head.readUInt32BE(4 + first);
      let high = head.readUInt32BE(8 + first);
      const there = Buffer.allocUnsafe(idBytes);
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (file.read(there, 0, idBytes, namesAt + middle * idBytes) < idBytes) return true;
        const order = Buffer.compare(there, id);
        if (order === 0) return true;
        if (order < 0) low = middle + 1;
        else high = middle;
      }
      return false;
    },
  };
}
