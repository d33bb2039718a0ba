// Brings pieces of packs into the kernel's memory: a pack may be larger than any memory.
import type { OpenFile } from "./file.ts";
import { PACKED, PACKED_SIZE, WINDOW, WINDOWS, WINDOW_COUNT, WINDOW_SIZE, WINDOW_STEP } from "./layout.ts";

/** A pack that is read. */
export interface PackFile {
  readonly number: number;
  readonly file: OpenFile;
  readonly idBytes: number;
  /** Where its objects end. */
  readonly end: number;
}

export class Windows {
  readonly #memory: Buffer;
  /** Of each window which pack it is of, where in it it begins, and where in memory it ends. */
  readonly #packs = new Int32Array(WINDOW_COUNT).fill(-1);
  readonly #starts = new Float64Array(WINDOW_COUNT);
  readonly #ends = new Float64Array(WINDOW_COUNT);
  /** Where in memory that ends of which the last call gave the address. */
  end = 0;

  constructor(memory: Buffer) {
    this.#memory = memory;
  }

  /** The address of what stands at `offset` of a pack: `length` bytes or more, less only where its objects end; -1 where that is behind them. */
  view({ number, file, end }: PackFile, offset: number, length: number): number {
    const start = offset - (offset % WINDOW);
    if (offset + length > start + WINDOW_SIZE && end > start + WINDOW_SIZE) {
      const size = Math.min(length, PACKED_SIZE, end - offset);
      this.end = PACKED + file.read(this.#memory, PACKED, size, offset);
      return PACKED;
    }
    const slot = (start / WINDOW + number) % WINDOW_COUNT;
    const address = WINDOWS + slot * WINDOW_STEP;
    if (this.#packs[slot] !== number || this.#starts[slot] !== start) {
      // Until it is read: reading may fail.
      this.#packs[slot] = -1;
      const count = file.read(this.#memory, address, Math.max(0, Math.min(WINDOW_SIZE, end - start)), start);
      this.#starts[slot] = start;
      this.#ends[slot] = address + count;
      this.#packs[slot] = number;
    }
    this.end = this.#ends[slot] ?? 0;
    const at = address + offset - start;
    return at < this.end ? at : -1;
  }
}
