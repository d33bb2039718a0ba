// Compares trees out of packs: what one brought that the other has not.
import type { Kernel } from "./kernel.ts";
import { CHANGED_TREE, CHANGES } from "./layout.ts";
import type { Unpacked } from "./ring.ts";
import { type Place, TREE, type Unpacker } from "./unpack.ts";

/** An entry that is new in a tree or another one than before. */
export interface TreeChange {
  readonly isTree: boolean;
  /** In the kernel's memory, as are ids, until other trees are compared. */
  readonly name: number;
  readonly id: number;
  /** Of the tree that stood there before; 0 where none did. */
  readonly idBefore: number;
}

/** Larger ones are left to git: two have to lie in memory beside each other. */
const largest = 1_000_000;

export class Trees {
  readonly #kernel: Kernel;
  readonly #unpacker: Unpacker;
  readonly idBytes: number;
  readonly #numbers: Uint32Array;

  constructor(kernel: Kernel, unpacker: Unpacker, idBytes: number) {
    this.#kernel = kernel;
    this.#unpacker = unpacker;
    this.idBytes = idBytes;
    this.#numbers = new Uint32Array(kernel.memory.buffer);
  }

  /** Where names and ids of changes stand. */
  get memory(): Buffer {
    return this.#kernel.memory;
  }

  /** How much was done so far, in bytes that were put together. */
  get work(): number {
    return this.#unpacker.done;
  }

  /** Where the tree of an id stands, whose bytes begin at `at`; nothing where git is to be asked. */
  find(ids: Buffer, at: number): Place | undefined {
    return this.#unpacker.find(ids, at);
  }

  /** How many entries the tree at `now` has that the one at `before` (0: nothing) has not; -1 where git is to be asked. */
  compare(before: Place, now: Place): number {
    const { diffTrees } = this.#kernel;
    let later = this.#tree(now);
    if (!later) return -1;
    if (before === 0) return diffTrees(later.at, 0, later.at, later.size, this.idBytes);
    const earlier = this.#tree(before);
    if (!earlier) return -1;
    // What was unpacked for the one may have taken the place of the other.
    if (!this.#unpacker.holds(now, later)) later = this.#tree(now);
    if (!later || !this.#unpacker.holds(before, earlier)) return -1;
    return diffTrees(earlier.at, earlier.size, later.at, later.size, this.idBytes);
  }

  /** One of the entries that were compared last. */
  change(number: number): TreeChange {
    const at = (CHANGES >> 2) + 4 * number;
    const numbers = this.#numbers;
    return {
      isTree: numbers[at] === CHANGED_TREE,
      name: numbers[at + 1] ?? 0,
      id: numbers[at + 2] ?? 0,
      idBefore: numbers[at + 3] ?? 0,
    };
  }

  #tree(place: Place): Unpacked | undefined {
    const tree = this.#unpacker.unpacked(place, TREE);
    return tree && tree.size <= largest ? tree : undefined;
  }
}
