// The one pass over every byte, in AssemblyScript (compiled to WebAssembly SIMD by tools/generate.js; not TypeScript).
// It reports where a literal of a rule stands and what the rule needs around it holds. For each strip of the text:
//   1. classify: four bit maps with one bit a byte (64 bytes a step, no branches);
//   2. lookRuns: literals that begin a run of token characters, by a hash of four bytes;
//   3. lookWords: literals that begin a word or a part of one, by a hash of six bytes or four;
//   4. lookInner: literals that may begin anywhere, by trigrams (Teddy) and a hash of three bytes;
//   5. compare: the whole literal, and whether what its rule asks for stands around it (surroundings.as.ts, assigned.as.ts);
//   6. noteEncoded: runs that begin as text in base64 or hex does.
// Everything is a filter: it may report too much, never too little. Offsets past the text read zero bytes (MARGIN).
import {
  ENTRY, RUN, REACH, DIGIT_WITHIN, CLASSES, TRIGRAMS, RUN_BITS, WORD_FIRST, WORD_BITS, INNER_BITS, SHORT_BITS, RUN_HEADS, WORD_HEADS, SHORT_HEADS,
  INNER_HEADS, ENTRIES, STRIP, STARTS, RUNS, DIGITS, INNERS, HITS, HIT_LIMIT, PLACES, RUN_PLACE, INNER_PLACE, ASSIGNED, IN_CODE,
  SIGN_FOLLOWS, USER_INFO, VALUE_FOLLOWS, VALUE_NEAR, WORD_ALWAYS,
  WORD_BEFORE_VALUE, SHORT_ALWAYS, SHORT_BEFORE_VALUE, SEXTETS, TEXT_PLACES,
  ENCODED,
} from "./layout";
import { forgetLast, isAssigned } from "./assigned.as";
import { cameBefore, goesOn, hasUser, signFollows, valueBegins } from "./surroundings.as";

export { passOver } from "./assigned.as";
export { findSame } from "./versions.as";

let text: usize = 0;
let strip: usize = 0;
let files: u32 = 0;
let hits: i32 = 0;
let places: usize = 0;
/** Runs that begin in the block before the strip. */
let runsAhead: u64 = 0;
let isFull: bool = false;

// --- bytes to bit maps ---

/** The other eight buckets. */
const MORE_TRIGRAMS: usize = TRIGRAMS + 96;

@inline function zero(): v128 { return i8x16.splat(0); }
@inline function low(v: v128): v128 { return v128.and(v, i8x16.splat(15)); }
@inline function high(v: v128): v128 { return i8x16.shr_u(v, 4); }
/** Looks 16 bytes up in a table by low nibble and one by high nibble; the bits that both have remain. */
@inline function lookUp16(table: usize, lows: v128, highs: v128): v128 {
  return v128.and(i8x16.swizzle(v128.load(table), lows), i8x16.swizzle(v128.load(table + 16), highs));
}
/** One bit for each of 64 bytes: set where the byte has any of `mask`. */
@inline function bits(a: v128, b: v128, c: v128, d: v128, mask: i8): u64 {
  const m = i8x16.splat(mask);
  return ~(clear(v128.and(a, m)) | (clear(v128.and(b, m)) << 16) | (clear(v128.and(c, m)) << 32) | (clear(v128.and(d, m)) << 48));
}
@inline function clear(v: v128): u64 { return <u64><u32>i8x16.bitmask(i8x16.eq(v, zero())); }
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

/** Step 1: fills the bit maps for `blocks` blocks from `at` on. Reads one block before and one behind. */
function classify(at: usize, blocks: i32): void {
  let digit0: u64 = 0, upper0: u64 = 0, lower0: u64 = 0, word0: u64 = 0, token0: u64 = 0;
  let letterBefore: u64 = 0, lowerBefore: u64 = 0, wordBefore: u64 = 0, runsBefore: u64 = 0;
  let a3 = zero(), b3 = zero(), d3 = zero(), e3 = zero();
  for (let i = -2; i < blocks; i++) {
    // Masks of block i + 1; block i is finished with them, since its runs reach into it.
    const p = at + ((i + 1) << 6);
    const v0 = v128.load(p), v1 = v128.load(p, 16), v2 = v128.load(p, 32), v3 = v128.load(p, 48);
    const l0 = low(v0), l1 = low(v1), l2 = low(v2), l3 = low(v3);
    const h0 = high(v0), h1 = high(v1), h2 = high(v2), h3 = high(v3);
    const c0 = lookUp16(CLASSES, l0, h0), c1 = lookUp16(CLASSES, l1, h1), c2 = lookUp16(CLASSES, l2, h2), c3 = lookUp16(CLASSES, l3, h3);
    const digit = bits(c0, c1, c2, c3, 1), upper = bits(c0, c1, c2, c3, 6), lower = bits(c0, c1, c2, c3, 24);
    const word = bits(c0, c1, c2, c3, 63), token = bits(c0, c1, c2, c3, 127);

    // Trigrams: the buckets of three neighbouring bytes, met at the third; then eight other buckets.
    const a0 = lookUp16(TRIGRAMS, l0, h0), a1 = lookUp16(TRIGRAMS, l1, h1), a2 = lookUp16(TRIGRAMS, l2, h2);
    const b0 = lookUp16(TRIGRAMS + 32, l0, h0), b1 = lookUp16(TRIGRAMS + 32, l1, h1), b2 = lookUp16(TRIGRAMS + 32, l2, h2);
    const t0 = v128.and(lookUp16(TRIGRAMS + 64, l0, h0), v128.and(after1(b3, b0), after2(a3, a0)));
    const t1 = v128.and(lookUp16(TRIGRAMS + 64, l1, h1), v128.and(after1(b0, b1), after2(a0, a1)));
    const t2 = v128.and(lookUp16(TRIGRAMS + 64, l2, h2), v128.and(after1(b1, b2), after2(a1, a2)));
    a3 = lookUp16(TRIGRAMS, l3, h3); b3 = lookUp16(TRIGRAMS + 32, l3, h3);
    const t3 = v128.and(lookUp16(TRIGRAMS + 64, l3, h3), v128.and(after1(b2, b3), after2(a2, a3)));
    const d0 = lookUp16(MORE_TRIGRAMS, l0, h0), d1 = lookUp16(MORE_TRIGRAMS, l1, h1), d2 = lookUp16(MORE_TRIGRAMS, l2, h2);
    const e0 = lookUp16(MORE_TRIGRAMS + 32, l0, h0), e1 = lookUp16(MORE_TRIGRAMS + 32, l1, h1), e2 = lookUp16(MORE_TRIGRAMS + 32, l2, h2);
    const u0 = v128.and(lookUp16(MORE_TRIGRAMS + 64, l0, h0), v128.and(after1(e3, e0), after2(d3, d0)));
    const u1 = v128.and(lookUp16(MORE_TRIGRAMS + 64, l1, h1), v128.and(after1(e0, e1), after2(d0, d1)));
    const u2 = v128.and(lookUp16(MORE_TRIGRAMS + 64, l2, h2), v128.and(after1(e1, e2), after2(d1, d2)));
    d3 = lookUp16(MORE_TRIGRAMS, l3, h3); e3 = lookUp16(MORE_TRIGRAMS + 32, l3, h3);
    const u3 = v128.and(lookUp16(MORE_TRIGRAMS + 64, l3, h3), v128.and(after1(e2, e3), after2(d2, d3)));
    if (i + 1 >= 0 && i + 1 < blocks) {
      const both = bits(v128.or(t0, u0), v128.or(t1, u1), v128.or(t2, u2), v128.or(t3, u3), -1);
      store<u64>(INNERS + ((i + 1) << 3), both);
    }

    const runs = runStarts(token0, token);
    if (i >= 0) {
      const letter = upper0 | lower0;
      const starts =
        (word0 & ~carry(word0, wordBefore)) | (letter & ~carry(letter, letterBefore)) | (upper0 & carry(lower0, lowerBefore));
      store<u64>(STARTS + (i << 3), starts);
      store<u64>(RUNS + (i << 3), runs);
      store<u64>(DIGITS + (i << 3), digit0 & runBytes(runs, runsBefore));
    } else runsAhead = runs;
    runsBefore = runs; wordBefore = word0; lowerBefore = lower0; letterBefore = upper0 | lower0;
    digit0 = digit; upper0 = upper; lower0 = lower; word0 = word; token0 = token;
  }
}

// --- literals ---

// Grams without case: both cases of a letter have all bits of the lower one.
@inline function three(p: usize): u32 { return (load<u32>(p) & 0xffffff) | 0x202020; }
@inline function four(p: usize): u32 { return load<u32>(p) | 0x20202020; }
@inline function hash(key: u32): u32 { return key * 0x9e3779b1; }
/** Hash of six bytes, of which `first` are the first four. */
@inline function hash6(first: u32, p: usize): u32 { return hash(first ^ hash(<u32>load<u16>(p, 4) | 0x2020)); }
@inline function isSet(table: usize, index: u32): bool { return ((<u32>load<u8>(table + (index >> 3)) >> (index & 7)) & 1) != 0; }

/**
 * Step 2: notes where in one block a literal may begin, by one bit of a hash. Nothing branches on an answer: each place is written
 * down, and the next one over it where a bit is clear.
 */
function lookUp(block: usize, index: i32): void {
  const starts = load<u64>(STARTS + (index << 3));
  const wanted: u32 = valueNear(index) ? 15 : WORD_ALWAYS | SHORT_ALWAYS;
  const at = <u32>(block - strip) << 8;
  let next = places;
  for (let map = starts; map != 0; map &= map - 1) {
    const bit = <u32>ctz(map);
    const slot = hash(four(block + bit)) >> 17;
    const kinds = (<u32>load<u8>(WORD_FIRST + (slot >> 1)) >> ((slot & 1) << 2)) & wanted;
    store<u32>(next, at + (bit << 8) | kinds);
    next += <usize>(kinds != 0) << 2;
  }
  for (let map = starts & load<u64>(RUNS + (index << 3)); map != 0; map &= map - 1) {
    const bit = <u32>ctz(map);
    store<u32>(next, at + (bit << 8) | RUN_PLACE);
    next += <usize>isSet(RUN_BITS, hash(four(block + bit)) >> 16) << 2;
  }
  for (let map = load<u64>(INNERS + (index << 3)); map != 0; map &= map - 1) {
    const bit = <u32>ctz(map);
    store<u32>(next, at + (bit << 8) | INNER_PLACE);
    next += <usize>isSet(INNER_BITS, hash(three(block + bit - 2)) >> 17) << 2;
  }
  places = next;
}

/** Step 3: compares the literals that may begin at each place. */
function comparePlaces(): void {
  for (let next: usize = PLACES; next < places; next += 4) {
    const place = load<u32>(next);
    const p = strip + (place >> 8);
    if (place & RUN_PLACE) compare(RUN_HEADS + ((hash(three(p)) >> 21) << 1), p);
    else if (place & INNER_PLACE) compare(INNER_HEADS + ((hash(three(p - 2)) >> 21) << 1), p - 2);
    else {
      if (place & (WORD_ALWAYS | WORD_BEFORE_VALUE)) {
        const key = hash6(four(p), p);
        if (isSet(WORD_BITS, key >> 15)) compare(WORD_HEADS + ((key >> 21) << 1), p);
      }
      if (place & (SHORT_ALWAYS | SHORT_BEFORE_VALUE)) {
        const key = hash(three(p));
        if (isSet(SHORT_BITS, key >> 18)) compare(SHORT_HEADS + ((key >> 21) << 1), p);
      }
    }
  }
}

/** A digit inside a run of token characters, within reach of any name in the block. */
@inline function valueNear(index: i32): bool {
  const map: usize = DIGITS + (index << 3);
  return (load<u64>(map) | load<u64>(map, 8) | load<u64>(map, 16) | load<u64>(map, 24) | load<u64>(map, 32) | load<u64>(map, 40)) != 0;
}

@inline function fold(c: u32): u32 { return c - 65 < 26 ? c | 32 : c; }

@inline function isLiteral(start: usize, literal: usize, length: usize, cased: bool): bool {
  let same: usize = 0;
  if (cased) while (same < length && load<u8>(start + same) == load<u8>(literal + same)) same++;
  else while (same < length && fold(load<u8>(start + same)) == <u32>load<u8>(literal + same)) same++;
  return same == length;
}

/** Step 5: compares the literals of one list, whose gram may stand at `p`, byte by byte. */
function compare(head: usize, p: usize): void {
  for (let number: u32 = load<u16>(head); number != 0; ) {
    const entry: usize = ENTRIES + <usize>number * ENTRY;
    number = load<u16>(entry, 6);
    const kind: u32 = load<u8>(entry, 3);
    if (((kind >> 1) & ~files) != 0) continue;
    const length: usize = load<u8>(entry, 1);
    const offset = <usize>load<u8>(entry, 0);
    const start = p - offset;
    // Four bytes that the gram did not tell of, before all.
    if (length > 3 && four(offset > 0 ? start : start + length - 4) != load<u32>(entry, 16)) continue;
    if (<isize>(start - text) < 0 || !isLiteral(start, load<u32>(entry, 8), length, (kind & 1) != 0)) continue;
    if (!holds(entry, start, start + length)) continue;
    if (hits >= HIT_LIMIT) {
      isFull = true;
      return;
    }
    store<u32>(HITS + (hits << 3), <u32>(start - text));
    store<u32>(HITS + (hits << 3), <u32>load<u16>(entry, 4), 4);
    hits++;
  }
}

/** True where all that the entry asks for stands around its literal. */
function holds(entry: usize, start: usize, end: usize): bool {
  const a: u32 = load<u8>(entry, 12), b: u32 = load<u8>(entry, 13), c: u32 = load<u8>(entry, 14), d: u32 = load<u8>(entry, 15);
  switch (<i32>load<u8>(entry, 2)) {
    case VALUE_FOLLOWS: return valueFollows(end - strip) && valueBegins(end, a, b, c, d);
    case VALUE_NEAR: return valueBegins(end, a, b, c, d);
    case SIGN_FOLLOWS: return signFollows(end, a, b, c << 2);
    case ASSIGNED: return isAssigned(text, start, (files & IN_CODE) != 0);
    case USER_INFO: return hasUser(start);
    default: return goesOn(end, a, b) && cameBefore(start, c, d);
  }
}

/** A digit inside a run of token characters, within reach of a name that ends at `at` (relative to the strip). */
function valueFollows(at: usize): bool {
  const last = (at + REACH + DIGIT_WITHIN) >> 6;
  if (load<u64>(DIGITS + ((at >> 6) << 3)) >> (at & 63) != 0) return true;
  for (let block = (at >> 6) + 1; block <= last; block++) if (load<u64>(DIGITS + (block << 3)) != 0) return true;
  return false;
}

/** True for what stands in texts: printable ASCII, tabs and line ends. */
@inline function isText(byte: u32): bool { return byte - 32 < 95 || byte - 9 < 2 || byte == 13; }
@inline function sextet(p: usize): u32 { return <u32>load<u8>(SEXTETS + <usize>load<u8>(p)); }

@inline function placesOf(p: usize): u32 { return <u32>load<u8>(TEXT_PLACES + <usize>load<u8>(p)); }

/** A quick look at four characters, without branches: most names and paths fail here. */
@inline function mayBeText(p: usize): bool {
  const a = placesOf(p), b = placesOf(p + 1), c = placesOf(p + 2), d = placesOf(p + 3);
  return ((a & (b >> 1) & (c >> 2) & 1) | ((a >> 3) & (b >> 4) & (c >> 3) & (d >> 4) & 1)) != 0;
}

/** True where 12 characters of base64 give text. */
function isTextInBase64(p: usize): bool {
  for (const end = p + 12; p < end; p += 4) {
    const three = (sextet(p) << 18) | (sextet(p + 1) << 12) | (sextet(p + 2) << 6) | sextet(p + 3);
    if (!isText(three >> 16) || !isText((three >> 8) & 255) || !isText(three & 255)) return false;
  }
  return true;
}

/** True where 12 digits of hex give text: every other one is 2 to 7. */
function isTextInHex(p: usize): bool {
  for (const end = p + 12; p < end; p += 2) {
    const low = <u32>load<u8>(p, 1);
    if (<u32>load<u8>(p) - 50 >= 6 || (low - 48 >= 10 && (low | 32) - 97 >= 6)) return false;
  }
  return true;
}

/** Step 6: reports the runs of one block that may hold encoded text. */
function noteEncoded(block: usize, index: i32): void {
  const runs = load<u64>(RUNS + (index << 3));
  // Where a run begins, none began at the character before.
  for (let map = runs & ~carry(runs, index > 0 ? load<u64>(RUNS + ((index - 1) << 3)) : runsAhead); map != 0; map &= map - 1) {
    const p = block + <usize>ctz(map);
    if (!mayBeText(p) || (!isTextInBase64(p) && !isTextInHex(p))) continue;
    if (hits >= HIT_LIMIT) {
      isFull = true;
      return;
    }
    store<u32>(HITS + (hits << 3), <u32>(p - text));
    store<u32>(HITS + (hits << 3), ENCODED, 4);
    hits++;
  }
}

/** Scans [from, to) of the text at `at`, which is what `kinds` says (IN_TEXT and the like); returns the number of hits at HITS, ordered by block, or -1 where they are too many. */
export function scan(at: usize, from: i32, to: i32, kinds: u32): i32 {
  text = at;
  files = kinds;
  hits = 0;
  isFull = false;
  forgetLast();
  const end = at + to;
  for (strip = at + from; strip < end; strip += STRIP) {
    const size = min<usize>(STRIP, end - strip);
    const blocks = <i32>((size + 63) >> 6);
    // Values are looked for behind the strip's last name.
    classify(strip, blocks + 5);
    places = PLACES;
    for (let i = 0; i < blocks; i++) {
      lookUp(strip + (i << 6), i);
      noteEncoded(strip + (i << 6), i);
    }
    comparePlaces();
    if (isFull) return -1;
  }
  return hits;
}
