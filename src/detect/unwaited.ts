import type { SourceItem, SourceItems } from "../model/source-item.ts";

/** The items of a source, one by one, without a wait for those that are there already. */
export class Unwaited {
  readonly #source: AsyncIterator<SourceItem | Iterable<SourceItem>>;
  #several: Iterator<SourceItem> | undefined;

  constructor(items: SourceItems) {
    this.#source = items[Symbol.asyncIterator]();
  }

  /** The next item where it is there already. */
  now(): SourceItem | undefined {
    const next = this.#several?.next();
    if (next?.done === false) return next.value;
    this.#several = undefined;
    return undefined;
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
