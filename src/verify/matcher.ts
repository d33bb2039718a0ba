/**
 * Finds any of many byte strings in a text, exact to the case. It looks at three bytes of every window as wide as the shortest
 * string and skips ahead by as much as no string allows it to miss (Wu and Manber), so most bytes are never read.
 */
export interface Matcher {
  /** Calls `hit` with the needle's index and the offset of its first byte. */
  search(bytes: Buffer, hit: (needle: number, start: number) => void): void;
}

const blockSize = 3;
/** A wider window skips no further than one byte tells. */
const widestWindow = 255;
/** How far into a needle its most telling part is looked for. */
const considered = 512;

/** Builds a matcher. Every needle must have at least three bytes. */
export function createMatcher(needles: readonly Buffer[]): Matcher {
  if (needles.length === 0) return { search: () => undefined };
  const width = Math.min(widestWindow, ...needles.map(({ length }) => length));
  if (width < blockSize) throw new Error("a needle is shorter than a block");
  const bits = needles.length < 500 ? 16 : 20;
  const unhashed = 32 - bits;
  const hash = (bytes: Buffer, end: number): number =>
    Math.imul((bytes[end] ?? 0) | ((bytes[end - 1] ?? 0) << 8) | ((bytes[end - 2] ?? 0) << 16), 0x9e3779b1) >>>
    unhashed;

  // The part of a needle that the window is compared with ends in the block that fewest others share: prefixes like
  // `DefaultEndpointsProtocol=` stand in a hundred of them.
  const shared = new Uint32Array(1 << bits);
  for (const needle of needles) {
    const last = Math.min(needle.length, considered);
    for (let end = blockSize - 1; end < last; end++) {
      const block = hash(needle, end);
      shared[block] = (shared[block] ?? 0) + 1;
    }
  }
  const ends = needles.map((needle) => {
    let best = width - 1;
    const last = Math.min(needle.length, considered);
    for (let end = width; end < last; end++)
      if ((shared[hash(needle, end)] ?? 0) < (shared[hash(needle, best)] ?? 0)) best = end;
    return best;
  });

  const shifts = new Uint8Array(1 << bits).fill(width - blockSize + 1);
  const buckets = new Map<number, number[]>();
  for (const [index, needle] of needles.entries()) {
    const end = ends[index] ?? 0;
    for (let back = 0; back <= width - blockSize; back++) {
      const block = hash(needle, end - back);
      shifts[block] = Math.min(shifts[block] ?? 0, back);
    }
    const block = hash(needle, end);
    const bucket = buckets.get(block);
    if (bucket) bucket.push(index);
    else buckets.set(block, [index]);
  }

  const confirm = (bytes: Buffer, at: number, hit: (needle: number, start: number) => void): void => {
    for (const index of buckets.get(hash(bytes, at)) ?? []) {
      const needle = needles[index];
      const start = at - (ends[index] ?? 0);
      if (!needle || start < 0 || start + needle.length > bytes.length) continue;
      if (bytes[start] === needle[0] && bytes.compare(needle, 0, needle.length, start, start + needle.length) === 0)
        hit(index, start);
    }
  };

  return {
    search(bytes, hit) {
      const { length } = bytes;
      // `hash` written out: as a closure over any buffer it is not inlined here, at half the speed.
      for (let at = width - 1; at < length;) {
        const block =
          Math.imul((bytes[at] ?? 0) | ((bytes[at - 1] ?? 0) << 8) | ((bytes[at - 2] ?? 0) << 16), 0x9e3779b1) >>>
          unhashed;
        const shift = shifts[block] ?? 1;
        if (shift === 0) {
          confirm(bytes, at, hit);
          at++;
        } else at += shift;
      }
    },
  };
}
