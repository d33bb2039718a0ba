// The ids of all objects of a pack in memory, to find single ones.
import type { PackIndex } from "./pack-index.ts";

/** So far from where an id is expected it is looked for next. */
const near = 12;

const behindKey = 5;

/** What stands behind the first byte of an id. */
function keyAt(ids: Buffer, at: number): number {
  return (
    (((ids[at + 1] ?? 0) << 24) | ((ids[at + 2] ?? 0) << 16) | ((ids[at + 3] ?? 0) << 8) | (ids[at + 4] ?? 0)) >>> 0
  );
}

export class PackNames {
  readonly #idBytes: number;
  readonly #ids: Buffer;
  readonly #offsets: Float64Array;
  /** Their next bytes behind the first: little that is looked through often. */
  readonly #keys: Uint32Array;
  /** Of each first byte the number of the first id that begins with it or a larger one. */
  readonly #firsts = new Uint32Array(257);

  constructor({ count }: PackIndex, idBytes: number) {
    this.#idBytes = idBytes;
    this.#ids = Buffer.allocUnsafe(count * idBytes);
    this.#offsets = new Float64Array(count);
    this.#keys = new Uint32Array(count);
  }

  /** Reads them; false where the index is damaged. */
  load(index: PackIndex, isOffset: (offset: number) => boolean): boolean {
    let number = 0;
    let byte = 0;
    const isSound = index.each((ids, at, offset) => {
      const first = ids[at] ?? 0;
      while (byte <= first) this.#firsts[byte++] = number;
      const to = number * this.#idBytes;
      for (let i = 0; i < this.#idBytes; i++) this.#ids[to + i] = ids[at + i] ?? 0;
      this.#keys[number] = keyAt(ids, at);
      this.#offsets[number++] = offset;
      return isOffset(offset);
    });
    while (byte <= 256) this.#firsts[byte++] = number;
    return isSound;
  }

  /** Where an object begins whose id's bytes begin at `at`; nothing where it is not there. */
  find(ids: Buffer, at: number): number | undefined {
    const first = ids[at] ?? 0;
    const key = keyAt(ids, at);
    const keys = this.#keys;
    const end = this.#firsts[first + 1] ?? 0;
    let low = this.#firsts[first] ?? 0;
    let high = end;
    // Ids are spread evenly: it is mostly near to where its key would have it. To halve all would touch ten places in memory.
    let middle = low + Math.floor(((high - low) * key) / 2 ** 32);
    for (let reach = near; low < high; reach *= 4) {
      const isBefore = (keys[middle] ?? 0) < key;
      if (isBefore) low = middle + 1;
      else high = middle;
      const half = (low + high) >>> 1;
      middle = isBefore ? Math.min(low + reach, half) : Math.max(high - 1 - reach, half);
    }
    for (; low < end && keys[low] === key; low++) if (this.#is(low, ids, at)) return this.#offsets[low];
    return undefined;
  }

  #is(number: number, ids: Buffer, at: number): boolean {
    const own = number * this.#idBytes;
    for (let i = behindKey; i < this.#idBytes; i++) if (this.#ids[own + i] !== ids[at + i]) return false;
    return true;
  }
}
