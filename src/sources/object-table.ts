// The objects of a history, some millions of them in large ones: 28 bytes each (with SHA-1) in place of some 150 in a Map.
import { crypto } from "../model/crypto.ts";

export interface ObjectTable {
  readonly size: number;
  /** The index of an object, which is the next number where it is new. */
  put(id: string): number;
  /** The same of the id whose bytes begin at `at`. */
  putBytes(ids: Buffer, at: number): number;
  /** Its index; nothing where it was not put in. */
  find(id: string): number | undefined;
  /** The same of the id whose bytes begin at `at`. */
  findBytes(ids: Buffer, at: number): number | undefined;
  id(index: number): string;
}

/** A hash table with open addressing. Ids are hexadecimal, all of one length; `bytes` is half of it. */
export function objectTable(bytes: number): ObjectTable {
  let keys = Buffer.alloc(1024 * bytes);
  let slots = new Uint32Array(2048);
  let size = 0;
  const probe = Buffer.alloc(bytes);
  // Whoever makes objects could else choose them so that they meet in one slot.
  const seed = crypto().randomInt(2 ** 32);

  const start = (buffer: Buffer, at: number): number => {
    const mixed =
      Math.imul(buffer.readUInt32LE(at) ^ seed, 0x9e3779b1) ^ Math.imul(buffer.readUInt32LE(at + 4), 0x85ebca6b);
    return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0;
  };

  /** The slot that holds the id at `from`, or the free one where it belongs. */
  const slotOf = (ids: Buffer, from: number): number => {
    const mask = slots.length - 1;
    for (let slot = start(ids, from) & mask; ; slot = (slot + 1) & mask) {
      const held = slots[slot] ?? 0;
      if (held === 0) return slot;
      const at = (held - 1) * bytes;
      // To compare them in full takes a call.
      if (keys[at] !== ids[from] || keys[at + 1] !== ids[from + 1]) continue;
      if (ids.compare(keys, at, at + bytes, from, from + bytes) === 0) return slot;
    }
  };

  const found = (ids: Buffer, from: number): number | undefined => {
    const held = slots[slotOf(ids, from)] ?? 0;
    return held === 0 ? undefined : held - 1;
  };

  const grow = (): void => {
    keys = Buffer.concat([keys], keys.length * 2);
    slots = new Uint32Array(slots.length * 2);
    const mask = slots.length - 1;
    for (let index = 0; index < size; index++) {
      let slot = start(keys, index * bytes) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = index + 1;
    }
  };

  const putBytes = (ids: Buffer, from: number): number => {
    const slot = slotOf(ids, from);
    const held = slots[slot] ?? 0;
    if (held !== 0) return held - 1;
    ids.copy(keys, size * bytes, from, from + bytes);
    slots[slot] = ++size;
    if (size * bytes === keys.length) grow();
    return size - 1;
  };

  return {
    get size() {
      return size;
    },
    put(id) {
      probe.write(id, "hex");
      return putBytes(probe, 0);
    },
    putBytes,
    find(id) {
      probe.write(id, "hex");
      return found(probe, 0);
    },
    findBytes: found,
    id: (index) => keys.toString("hex", index * bytes, (index + 1) * bytes),
  };
}

/** Numbers by index, in as much memory as they need. */
export interface Numbers {
  get(index: number): number;
  set(index: number, value: number): void;
}

/** All of them are 0 at first. */
export function numbers(): Numbers {
  let held = new Uint32Array(1024);
  return {
    get: (index) => held[index] ?? 0,
    set(index, value) {
      if (index >= held.length) {
        const grown = new Uint32Array(Math.max(held.length * 2, index + 1));
        grown.set(held);
        held = grown;
      }
      held[index] = value;
    },
  };
}
