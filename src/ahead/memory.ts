// The memory through which a thread that reads ahead hands texts on: blocks that are filled and emptied, the order in which they are,
// and names that the other side found to promise nothing. Nothing is posted from one side to the other while a scan runs.
import type { SourceText } from "../model/text.ts";

/** What became of a file, in its record. */
export const TEXT = 0;
export const NOT_REGULAR = 1;
export const TOO_LARGE = 2;
export const VANISHED = 3;
/** Its code stands where the text would. */
export const ERROR = 4;
/** It is left to the other side, since it is too large for a block. */
export const LEFT = 5;
/** A text without hits, of which only the length is handed over. */
export const SILENT = 6;
/** A text that holds NULs. */
export const TEXT_WITH_NULS = 7;

/** A block's state, its first cell: who may use it. The second cell counts its files. */
export const EMPTY = 0;
export const FULL = 1;

/** In the order of their numbers in records. */
export const encodings: readonly SourceText["encoding"][] = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "utf-32le",
  "utf-32be",
  "binary",
];

/** Of one block. */
export const mostFiles = 512;
/** Of the very first one: the other side waits for it. */
export const firstFiles = 32;
/** What is said of a file, a cell each. */
export interface FileRecord {
  /** What became of it. */
  readonly status: number;
  /** The number of its encoding. */
  readonly encoding: number;
  /** Where its bytes start. */
  readonly start: number;
  /** How many they are; of a silent text, how many they would be. */
  readonly size: number;
  readonly hitsAt: number;
  readonly hitCount: number;
}
const recordCells = 6;
const headCells = 2;
const dataStart = 4 * (headCells + mostFiles * recordCells);
// Memory that is touched for the first time costs more than to hand over a block.
const dataBytes = 1_048_576;
/** Larger texts are left to the other side. */
export const largestText = 524_288;
/** So many are filled while the other side still lists files; later on a few of them are used again and again. */
const blockCount = 16;

const noHits = new Uint32Array(0);

/** One block, as both sides see it. */
export class Block {
  /** Texts and hits of its files. */
  readonly bytes: Buffer;
  readonly #cells: Int32Array;
  readonly #memory: SharedArrayBuffer;

  constructor(memory: SharedArrayBuffer) {
    this.#memory = memory;
    this.#cells = new Int32Array(memory, 0, dataStart / 4);
    this.bytes = Buffer.from(memory, dataStart, dataBytes);
  }

  /** EMPTY or FULL. */
  get state(): number {
    return Atomics.load(this.#cells, 0);
  }

  set state(state: number) {
    Atomics.store(this.#cells, 0, state);
  }

  /** How many files it holds. */
  get count(): number {
    return this.#cells[1] ?? 0;
  }

  set count(count: number) {
    this.#cells[1] = count;
  }

  /** Cell `cell` of a file's record, in the order of `FileRecord`. */
  get(file: number, cell: number): number {
    return this.#cells[headCells + file * recordCells + cell] ?? 0;
  }

  /** Writes a file's record. */
  set(file: number, { status, encoding, start, size, hitsAt, hitCount }: FileRecord): void {
    const cells = this.#cells;
    const at = headCells + file * recordCells;
    cells[at] = status;
    cells[at + 1] = encoding;
    cells[at + 2] = start;
    cells[at + 3] = size;
    cells[at + 4] = hitsAt;
    cells[at + 5] = hitCount;
  }

  /** The hits that begin at `start` (of `bytes`, a multiple of four). Most texts have none, and a view costs as much as a record. */
  hits(start: number, count: number): Uint32Array {
    return count === 0 ? noHits : new Uint32Array(this.#memory, dataStart + start, count);
  }
}

const handedOver = 0;
const emptied = 1;
const places = 2;
/** What stands in place of a block's number: the thread cannot go on. */
const failed = -1;

/** Blocks on their way from one side to the other, and back. */
export class Blocks {
  readonly #blocks: readonly Block[];
  /** How many were handed over; how many were emptied; and the numbers of those that were handed over last. */
  readonly #order: Int32Array;
  #taken = 0;

  constructor({ blocks, order }: Pick<Shared, "blocks" | "order">) {
    this.#blocks = blocks.map((memory) => new Block(memory));
    this.#order = new Int32Array(order);
  }

  #tell(number: number): void {
    const count = Atomics.load(this.#order, handedOver);
    this.#order[places + (count % this.#blocks.length)] = number;
    Atomics.store(this.#order, handedOver, count + 1);
    Atomics.notify(this.#order, handedOver);
  }

  /** An empty block, the first there is: its memory was in use a moment ago, where the other side keeps up. Waits until there is one. */
  open(): Block {
    for (;;) {
      const count = Atomics.load(this.#order, emptied);
      const block = this.#blocks.find(({ state }) => state === EMPTY);
      if (block) return block;
      Atomics.wait(this.#order, emptied, count, 1000);
    }
  }

  /** Hands a filled block over. */
  handOver(block: Block): void {
    block.state = FULL;
    this.#tell(this.#blocks.indexOf(block));
  }

  /** Says that nothing more comes, once the other side has emptied a block: until then it has what there is. */
  fail(): void {
    this.open();
    this.#tell(failed);
  }

  /** The block that was handed over next. Waits so many milliseconds; nothing where none comes. */
  take(ms: number): Block | undefined {
    if (Atomics.load(this.#order, handedOver) === this.#taken) Atomics.wait(this.#order, handedOver, this.#taken, ms);
    if (Atomics.load(this.#order, handedOver) === this.#taken) return undefined;
    return this.#blocks[this.#order[places + (this.#taken++ % this.#blocks.length)] ?? failed];
  }

  /** Gives a block back. */
  empty(block: Block): void {
    block.state = EMPTY;
    Atomics.add(this.#order, emptied, 1);
    Atomics.notify(this.#order, emptied);
  }
}

const mostNames = 1024;
const nameBytes = 64;

/** Names that promise nothing: the last ones that were told. */
export class Names {
  readonly #told: Int32Array;
  readonly #bytes: Uint8Array;
  #heard = 0;

  constructor(memory: SharedArrayBuffer) {
    this.#told = new Int32Array(memory, 0, 1);
    this.#bytes = new Uint8Array(memory, 8);
  }

  /** Writes a name down for the other side. Longer ones than a name can be are not told. */
  tell(bytes: Uint8Array, start: number, end: number): void {
    if (end - start >= nameBytes) return;
    const number = Atomics.load(this.#told, 0);
    const slot = (number % mostNames) * nameBytes;
    this.#bytes[slot] = end - start;
    this.#bytes.set(bytes.subarray(start, end), slot + 1);
    Atomics.store(this.#told, 0, number + 1);
  }

  /** Calls `take` with each name that was told since it was asked last. */
  hear(take: (name: Buffer) => void): void {
    const told = Atomics.load(this.#told, 0);
    for (let number = Math.max(this.#heard, told - mostNames + 1); number < told; number++) {
      const slot = (number % mostNames) * nameBytes;
      const name = Buffer.from(this.#bytes.subarray(slot + 1, slot + 1 + (this.#bytes[slot] ?? 0)));
      // It may have been written over while it was read.
      if (Atomics.load(this.#told, 0) - number < mostNames) take(name);
    }
    this.#heard = told;
  }
}

/** What both sides share, as it is given to the thread. */
export interface Shared {
  readonly blocks: readonly SharedArrayBuffer[];
  readonly order: SharedArrayBuffer;
  readonly names: SharedArrayBuffer;
}

/** New memory for one thread. */
export function share(): Shared {
  return {
    blocks: Array.from({ length: blockCount }, () => new SharedArrayBuffer(dataStart + dataBytes)),
    order: new SharedArrayBuffer(4 * (places + blockCount)),
    names: new SharedArrayBuffer(8 + mostNames * nameBytes),
  };
}

/** What the thread is started with. */
export interface AheadData extends Shared {
  readonly maxFileSize: number;
  readonly everyText: boolean;
  /** As the reader's option says. */
  readonly wholeReads: boolean;
}
