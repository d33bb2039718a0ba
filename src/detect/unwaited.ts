import type { SilentText, SourceItem, SourceItems } from "../model/source-item.ts";

function notExpected(): never {
  throw new Error("a text was not handed over");
}

/** The items of a source, one by one, without a wait for those that are there already. `silent` is told of texts that are none. */
export class Unwaited {
  readonly #source: AsyncIterator<SourceItem | Iterable<SourceItem | SilentText>>;
  readonly #silent: (text: SilentText) => void;
  #several: Iterator<SourceItem | SilentText> | undefined;

  constructor(items: SourceItems, silent: (text: SilentText) => void = notExpected) {
    this.#source = items[Symbol.asyncIterator]();
    this.#silent = silent;
  }

  /** The next item where it is there already. */
  now(): SourceItem | undefined {
    for (;;) {
      const next = this.#several?.next();
      if (next?.done !== false) {
        this.#several = undefined;
        return undefined;
      }
      if (next.value.kind !== "silent") return next.value;
      this.#silent(next.value);
    }
  }

  /** The next item; nothing at the end. */
  async next(): Promise<SourceItem | undefined> {
    for (;;) {
      const there = this.now();
      if (there) return there;
      const next = await this.#source.next();
      if (next.done === true) return undefined;
      if (!(Symbol.iterator in next.value)) return next.value;
      this.#several = next.value[Symbol.iterator]();
    }
  }

  /** All that is left. */
  async *rest(): AsyncGenerator<SourceItem> {
    for (let item = await this.next(); item; item = await this.next()) yield item;
  }

  async close(): Promise<void> {
    await this.#source.return?.();
  }
}
