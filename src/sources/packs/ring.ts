// Room for what was unpacked last, in the kernel's memory. The oldest gives way to what comes.
import { PADDING, RING, RING_END } from "./layout.ts";

/** Where bytes lie. */
export interface Unpacked {
  readonly at: number;
  readonly size: number;
  /** What it is, as a pack says it. */
  readonly type: number;
}

export class Ring {
  /** By the place in its pack, in the order in which they came, which is that of their addresses from the next one on, round and round. */
  readonly #held = new Map<number, Unpacked>();
  /** Over the same, from the oldest on: to begin anew for each that is given up would take longer than to unpack it. */
  #ages = this.#held.entries();
  #oldest: readonly [place: number, unpacked: Unpacked] | undefined;
  #next = RING;

  get(place: number): Unpacked | undefined {
    return this.#held.get(place);
  }

  /** Gives up what begins from one address on, up to another. */
  #clear(from: number, to: number): void {
    for (;;) {
      this.#oldest ??= this.#ages.next().value;
      if (!this.#oldest) {
        // Nothing is held.
        this.#ages = this.#held.entries();
        return;
      }
      const [place, { at }] = this.#oldest;
      if (at < from || at >= to) return;
      this.#held.delete(place);
      this.#oldest = undefined;
    }
  }

  /** The address of room for so many bytes. What is held there is given up; its bytes are there until others are written. */
  take(size: number): number {
    const needed = size + PADDING;
    if (this.#next + needed > RING_END) {
      this.#clear(this.#next, RING_END);
      this.#next = RING;
    }
    const at = this.#next;
    this.#next += needed;
    this.#clear(at, this.#next);
    return at;
  }

  /** Says what lies in the room that was taken last. */
  put(place: number, unpacked: Unpacked): void {
    this.#held.set(place, unpacked);
  }
}
