// From bytes to bit maps with one bit a byte, in AssemblyScript: 64 bytes a step, by SIMD instructions and without branches.
import { CLASSES, DIGITS, INNERS, NEAR, NIBBLE, RUN, RUN_BEGINS, SIGNS, STARTS, TEXT_BEGINS, TRIGRAMS } from "./layout";

// Constants are read from memory: V8 makes those of the program anew, by three instructions, at each place where they are used.
@inline function zero(): v128 { return i8x16.splat(0); }
@inline function low(v: v128): v128 { return v128.and(v, v128.load(NIBBLE)); }
@inline function high(v: v128): v128 { return v128.and(i16x8.shr_u(v, 4), v128.load(NIBBLE)); }
/** Looks 16 bytes up in a table by low nibble and one by high nibble; the bits that both have remain. */
@inline function lookUp16(table: usize, lows: v128, highs: v128): v128 {
  return v128.and(i8x16.swizzle(v128.load(table), lows), i8x16.swizzle(v128.load(table + 16), highs));
}
/** One bit for each of 16 bytes: its highest but `n`. */
@inline function bit(v: v128, n: i32): u64 { return <u64><u32>i8x16.bitmask(i16x8.shl(v, n)); }
/** The same of 64 bytes. */
@inline function bits(a: v128, b: v128, c: v128, d: v128, n: i32): u64 {
  return bit(a, n) | (bit(b, n) << 16) | (bit(c, n) << 32) | (bit(d, n) << 48);
}
/** The highest bit of each byte or the one below it. */
@inline function two(v: v128): v128 { return v128.or(v, i16x8.shl(v, 1)); }
/** One bit for each of 64 bytes: set where the byte is not zero. */
@inline function filled(a: v128, b: v128, c: v128, d: v128): u64 {
  return ~(empty(a) | (empty(b) << 16) | (empty(c) << 32) | (empty(d) << 48));
}
@inline function empty(v: v128): u64 { return <u64><u32>i8x16.bitmask(i8x16.eq(v, zero())); }
/** `v` moved up by one and by two bytes, with the last bytes of the vector before it. */
@inline function after1(before: v128, v: v128): v128 {
  return v128.shuffle<i8>(before, v, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
}
@inline function after2(before: v128, v: v128): v128 {
  return v128.shuffle<i8>(before, v, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
}
/** Bits shifted up by one byte of text; the last bit of the block before comes in. */
@inline function carry(now: u64, before: u64): u64 { return (now << 1) | (before >> 63); }

/** Where a run of RUN ones begins, in `now` followed by `next`: shift-and, doubling. */
@inline function runStarts(now: u64, next: u64): u64 {
  let a = now, b = next;
  a &= (a >> 1) | (b << 63); b &= b >> 1;
  a &= (a >> 2) | (b << 62); b &= b >> 2;
  a &= (a >> 4) | (b << 60); b &= b >> 4;
  return a & ((a >> (RUN - 8)) | (b << (72 - RUN)));
}
/** The bytes of all runs that begin at `starts` (RUN bytes each), with those of the block before. */
@inline function runBytes(starts: u64, before: u64): u64 {
  let a = starts, b = before;
  a |= (a << 1) | (b >> 63); b |= b << 1;
  a |= (a << 2) | (b >> 62); b |= b << 2;
  a |= (a << 4) | (b >> 60); b |= b << 4;
  return a | (a << (RUN - 8)) | (b >> (72 - RUN));
}

/** Fills the bit maps for `blocks` blocks from `at` on. Reads one block before and one behind. */
export function classify(at: usize, blocks: i32): void {
  let digit0: u64 = 0, small0: u64 = 0, letter0: u64 = 0, word0: u64 = 0, token0: u64 = 0;
  let letterBefore: u64 = 0, lowerBefore: u64 = 0, wordBefore: u64 = 0, runsBefore: u64 = 0;
  let a3 = zero(), b3 = zero();
  for (let i = -2; i < blocks; i++) {
    // Masks of block i + 1; block i is finished with them, since its runs reach into it.
    const p = at + ((i + 1) << 6);
    const v0 = v128.load(p), v1 = v128.load(p, 16), v2 = v128.load(p, 32), v3 = v128.load(p, 48);
    const l0 = low(v0), l1 = low(v1), l2 = low(v2), l3 = low(v3);
    const h0 = high(v0), h1 = high(v1), h2 = high(v2), h3 = high(v3);
    const c0 = lookUp16(CLASSES, l0, h0), c1 = lookUp16(CLASSES, l1, h1), c2 = lookUp16(CLASSES, l2, h2), c3 = lookUp16(CLASSES, l3, h3);
    // As compile/tables.ts numbers the classes.
    const w0 = two(c0), w1 = two(c1), w2 = two(c2), w3 = two(c3);
    const letter = bits(w0, w1, w2, w3, 0), small = bits(v0, v1, v2, v3, 2);
    const digit = bits(c0, c1, c2, c3, 2);
    const word = letter | digit | bits(c0, c1, c2, c3, 3), token = word | bits(c0, c1, c2, c3, 4);

    // Trigrams: the buckets of three neighbouring bytes, met at the third.
    const a0 = lookUp16(TRIGRAMS, l0, h0), a1 = lookUp16(TRIGRAMS, l1, h1), a2 = lookUp16(TRIGRAMS, l2, h2);
    const b0 = lookUp16(TRIGRAMS + 32, l0, h0), b1 = lookUp16(TRIGRAMS + 32, l1, h1), b2 = lookUp16(TRIGRAMS + 32, l2, h2);
    const t0 = v128.and(lookUp16(TRIGRAMS + 64, l0, h0), v128.and(after1(b3, b0), after2(a3, a0)));
    const t1 = v128.and(lookUp16(TRIGRAMS + 64, l1, h1), v128.and(after1(b0, b1), after2(a0, a1)));
    const t2 = v128.and(lookUp16(TRIGRAMS + 64, l2, h2), v128.and(after1(b1, b2), after2(a1, a2)));
    a3 = lookUp16(TRIGRAMS, l3, h3); b3 = lookUp16(TRIGRAMS + 32, l3, h3);
    const t3 = v128.and(lookUp16(TRIGRAMS + 64, l3, h3), v128.and(after1(b2, b3), after2(a2, a3)));
    if (i + 1 >= 0 && i + 1 < blocks) {
      store<u64>(INNERS + ((i + 1) << 3), filled(t0, t1, t2, t3));
      store<u64>(SIGNS + ((i + 1) << 3), bits(w0, w1, w2, w3, 5));
    }

    const runs = runStarts(token0, token);
    if (i >= 0) {
      const words = word0 & ~carry(word0, wordBefore);
      const starts =
        words | (letter0 & ~carry(letter0, letterBefore)) | (letter0 & ~small0 & carry(letter0 & small0, lowerBefore));
      // Less than three token characters begin no literal.
      store<u64>(STARTS + (i << 3), starts & (token0 >> 1 | token << 63) & (token0 >> 2 | token << 62));
      store<u64>(RUN_BEGINS + (i << 3), runs & words);
      // Where a run begins, none began at the character before.
      store<u64>(TEXT_BEGINS + (i << 3), runs & ~carry(runs, runsBefore));
      const digits = digit0 & runBytes(runs, runsBefore);
      store<u64>(DIGITS + (i << 3), digits);
      store<u8>(NEAR + i, <u8>(digits != 0));
    }
    runsBefore = runs; wordBefore = word0; lowerBefore = letter0 & small0; letterBefore = letter0;
    digit0 = digit; small0 = small; letter0 = letter; word0 = word; token0 = token;
  }
}
