// Reads records out of a stream whose pieces end anywhere.

export interface ByteReader {
  /** The same as `until` where the bytes are at hand; nothing where they have to be waited for. A wait costs more than a short record. */
  now(end: number): Buffer | undefined;
  /** The bytes up to `end`, which is left out; nothing at the end of the stream. Valid until the next call. */
  until(end: number): Promise<Buffer | undefined>;
  /** The next `length` bytes; nothing where they have to be waited for. Valid until the next call. */
  taken(length: number): Buffer | undefined;
  /** The next `length` bytes; nothing where the stream ends before. Valid until the next call. */
  take(length: number): Promise<Buffer | undefined>;
  /** The next bytes, at least one and at most `most`; nothing at the end of the stream. Valid until the next call. */
  some(most: number): Promise<Buffer | undefined>;
}

/** A reader of the stream's pieces. */
export function byteReader(stream: AsyncIterable<Buffer> | Iterable<Buffer>): ByteReader {
  const pieces = Symbol.asyncIterator in stream ? stream[Symbol.asyncIterator]() : stream[Symbol.iterator]();
  let held: Buffer = Buffer.alloc(0);
  let at = 0;
  /** What is put together of several pieces: one for all, since a history has millions of such records. */
  let joined: Buffer = Buffer.alloc(0);

  const next = async (): Promise<Buffer | undefined> => {
    const piece = await pieces.next();
    return piece.done === true ? undefined : piece.value;
  };

  const record = (end: number, from: number): Buffer | undefined => {
    const found = held.indexOf(end, from);
    if (found < 0) return undefined;
    const start = at;
    at = found + 1;
    return held.subarray(start, found);
  };

  const taken = (length: number): Buffer | undefined => {
    if (held.length - at < length) return undefined;
    at += length;
    return held.subarray(at - length, at);
  };

  return {
    now: (end) => record(end, at),
    async until(end) {
      for (let from = at; ;) {
        const found = record(end, from);
        if (found) return found;
        const piece = await next();
        if (!piece) return undefined;
        from = held.length - at;
        held = Buffer.concat([held.subarray(at), piece]);
        at = 0;
      }
    },
    async some(most) {
      while (at === held.length) {
        const piece = await next();
        if (!piece) return undefined;
        held = piece;
        at = 0;
      }
      const part = held.subarray(at, at + most);
      at += part.length;
      return part;
    },
    taken,
    async take(length) {
      const there = taken(length);
      if (there) return there;
      if (joined.length < length) joined = Buffer.allocUnsafeSlow(Math.max(length, 2 * joined.length));
      const whole = joined.subarray(0, length);
      let filled = held.copy(whole, 0, at);
      while (filled < length) {
        const piece = await next();
        if (!piece) return undefined;
        held = piece;
        at = piece.copy(whole, filled);
        filled += at;
      }
      return whole;
    },
  };
}
