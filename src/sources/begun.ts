/** What can be taken item by item, or given up. */
interface Begun<T> extends AsyncIterableIterator<T, void> {
  readonly return: () => Promise<IteratorResult<T, void>>;
}

/** The same items, the first of which is asked for at once: who is to give it works while the rest of the program is loaded. */
export function begun<T>(items: AsyncGenerator<T, void>): Begun<T> {
  let first: Promise<IteratorResult<T, void>> | undefined = items.next();
  // Who takes the first item hears of it.
  first.catch(() => undefined);
  return {
    next() {
      const next = first ?? items.next();
      first = undefined;
      return next;
    },
    return: () => items.return(),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
