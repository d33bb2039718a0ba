// Brings pieces of packs into the kernel's memory: a pack may be larger than any memory.
import type { OpenFile } from "./file.ts";
import { PACKED, PACKED_SIZE, PAGE, PAGES, PAGE_COUNT } from "./layout.ts";

/** A pack that is read. */
export interface PackFile {
  readonly number: number;
  readonly file: OpenFile;
  readonly idBytes: number;
  /** Where its objects end. */
  readonly end: number;
}

/** Packs share the room: those of other numbers begin at other pages of it. */
const stride = 61;

/** Pages that follow each other in a pack do so in memory, but for the end of the room: what is read there stands in one piece. */
export class Pages {
  readonly #memory: Buffer;
  /** Of each page in memory which one of its pack it is, and of which pack. */
  readonly #pages = new Float64Array(PAGE_COUNT);
  readonly #packs = new Int32Array(PAGE_COUNT).fill(-1);
  /** Where in memory that ends of which the last call gave the address. */
  end = 0;

  constructor(memory: Buffer) {
    this.#memory = memory;
  }

  /** The address of what stands at `offset` of a pack: `length` bytes or more, less only where its objects end; -1 where that is behind them. */
  view(pack: PackFile, offset: number, length: number): number {
    if (offset >= pack.end) return -1;
    const first = Math.floor(offset / PAGE);
    const count = Math.floor((Math.min(offset + length, pack.end) - 1) / PAGE) - first + 1;
    const slot = (first + pack.number * stride) % PAGE_COUNT;
    const behind = Math.min((first + count) * PAGE, pack.end);
    if (slot + count > PAGE_COUNT) return this.#viewAlone(pack, offset, behind);
    for (let i = 0; i < count; i++)
      if (!this.#isHeld(pack, first + i, slot + i)) i = this.#load(pack, first, slot, i, count);
    const address = PAGES + slot * PAGE + offset - first * PAGE;
    this.end = address + behind - offset;
    return address;
  }

  #isHeld({ number }: PackFile, page: number, slot: number): boolean {
    return this.#pages[slot] === page && this.#packs[slot] === number;
  }

  /** Of some pages reads those that are missing, from one of them up to one that is there, and says which that is. Throws where the pack became shorter. */
  #load(pack: PackFile, first: number, slot: number, from: number, count: number): number {
    let to = from;
    while (to < count && !this.#isHeld(pack, first + to, slot + to)) {
      // Until it is read: reading may fail.
      this.#packs[slot + to] = -1;
      to++;
    }
    const start = (first + from) * PAGE;
    const size = Math.min((to - from) * PAGE, pack.end - start);
    if (pack.file.read(this.#memory, PAGES + (slot + from) * PAGE, size, start) < size) throw new RangeError("shorter");
    for (let i = from; i < to; i++) {
      this.#pages[slot + i] = first + i;
      this.#packs[slot + i] = pack.number;
    }
    return to;
  }

  #viewAlone({ file }: PackFile, offset: number, behind: number): number {
    const size = Math.min(PACKED_SIZE, behind - offset);
    this.end = PACKED + file.read(this.#memory, PACKED, size, offset);
    return PACKED;
  }
}
