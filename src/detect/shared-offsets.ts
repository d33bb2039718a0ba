import type { Reach } from "./version-search.ts";

/** Offsets that looks at one text share. */
export interface Offsets {
  has(offset: number): boolean;
  add(offset: number): void;
}

/** Who adds to them, or finds something there, depends on other looks: more of the text decides than it reads itself. */
export class SharedOffsets implements Offsets {
  readonly #offsets = new Set<number>();
  readonly #reach: Reach;

  constructor(reach: Reach) {
    this.#reach = reach;
  }

  has(offset: number): boolean {
    const isThere = this.#offsets.has(offset);
    if (isThere) this.#reach.readsAll();
    return isThere;
  }

  add(offset: number): void {
    this.#reach.readsAll();
    this.#offsets.add(offset);
  }
}
