/** Finds every occurrence of many literals in one pass over the bytes (Aho-Corasick on a dense table, letters without case). */
export interface AnchorSearch {
  /** Calls `hit` with the literal's index and the offset of its first byte, in the order in which they end. */
  search(bytes: Buffer, hit: (literal: number, start: number) => void): void;
}

/** Bytes that occur in no literal share class 0, so that the table stays small enough for the second-level cache. */
function byteClasses(literals: readonly string[]): { classes: Uint8Array; count: number } {
  const classes = new Uint8Array(256);
  let count = 1;
  for (const literal of literals) {
    for (const byte of Buffer.from(literal, "latin1")) if (classes[byte] === 0) classes[byte] = count++;
  }
  for (let upper = 65; upper <= 90; upper++) classes[upper] = classes[upper + 32] ?? 0;
  return { classes, count };
}

/** Builds the search; `literals` are folded to lower case. */
export function createAnchorSearch(literals: readonly string[]): AnchorSearch {
  const folded = literals.map((literal) => literal.toLowerCase());
  const { classes, count } = byteClasses(folded);
  const size = folded.reduce((sum, literal) => sum + literal.length, 1);
  const next = new Int32Array(size * count);
  const fail = new Int32Array(size);
  // Literals that end in a state, and the nearest shorter state that also ends some.
  const ends: number[][] = [];
  const suffix = new Int32Array(size);
  let states = 1;
  for (const [index, literal] of folded.entries()) {
    let state = 0;
    for (const byte of Buffer.from(literal, "latin1")) {
      const cell = state * count + (classes[byte] ?? 0);
      let target = next[cell] ?? 0;
      if (target === 0) {
        target = states++;
        next[cell] = target;
      }
      state = target;
    }
    (ends[state] ??= []).push(index);
  }
  const queue: number[] = [];
  for (let byteClass = 0; byteClass < count; byteClass++) {
    const target = next[byteClass] ?? 0;
    if (target !== 0) queue.push(target);
  }
  // The loop sees what it appends.
  for (const state of queue) {
    const back = fail[state] ?? 0;
    suffix[state] = ends[back] ? back : (suffix[back] ?? 0);
    for (let byteClass = 0; byteClass < count; byteClass++) {
      const cell = state * count + byteClass;
      const fallback = next[back * count + byteClass] ?? 0;
      const target = next[cell] ?? 0;
      if (target === 0) next[cell] = fallback;
      else {
        fail[target] = fallback;
        queue.push(target);
      }
    }
  }
  // One flag per state keeps the inner loop to two table reads a byte.
  const ending = new Uint8Array(states);
  for (let state = 1; state < states; state++) if (ends[state] || (suffix[state] ?? 0) !== 0) ending[state] = 1;
  const lengths = folded.map((literal) => literal.length);

  return {
    search(bytes, hit) {
      let state = 0;
      for (let i = 0; i < bytes.length; i++) {
        state = next[state * count + (classes[bytes[i] ?? 0] ?? 0)] ?? 0;
        if (ending[state] !== 1) continue;
        for (let at = state; at !== 0; at = suffix[at] ?? 0) {
          for (const literal of ends[at] ?? []) hit(literal, i + 1 - (lengths[literal] ?? 0));
        }
      }
    },
  };
}
