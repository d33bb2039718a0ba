// Inflates zlib streams (RFC 1950 and RFC 1951), in AssemblyScript. What zlib would refuse is refused here, too.
import {
  DISTANCE_BITS, DISTANCE_CODES, DISTANCE_COUNTS, DISTANCE_MEANINGS, DISTANCE_SYMBOLS, FIXED_DISTANCE_CODES, FIXED_LITERAL_CODES,
  LENGTHS, LENGTH_BITS, LENGTH_CODES, LENGTH_MEANINGS, LITERAL_BITS, LITERAL_CODES, LITERAL_COUNTS, LITERAL_MEANINGS, LITERAL_SYMBOLS,
  OFFSETS, ORDER,
} from "./layout";

// What a code means: its length (4 bits), how many bits follow that are added to the value (4 bits), its kind, and the value (16 bits).
// 0 stands for nothing that a table of codes holds.
const EXTRA: u32 = 4, VALUE: u32 = 16;
const KIND: u32 = 0xf00, MATCH: u32 = 0x100, END: u32 = 0x200, INVALID: u32 = 0x300;

// Where the stream is: the next bytes, the bits of those before that are not used yet, and how many of them there are.
let next: usize = 0;
let bits: u64 = 0;
let held: u32 = 0;

@inline function fill(): void {
  bits |= load<u64>(next) << held;
  next += (63 - held) >> 3;
  held |= 56;
}

@inline function take(count: u32): u32 {
  const value = <u32>bits & ((1 << count) - 1);
  bits >>= count;
  held -= count;
  return value;
}

@inline function mean(meanings: usize, symbol: u32, value: u32): void {
  store<u32>(meanings + (<usize>symbol << 2), value);
}

function setMeanings(): void {
  // From the last byte to the first: 16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15.
  store<u64>(ORDER, 0x0609070800121110);
  store<u64>(ORDER, 0x020d030c040b050a, 8);
  store<u32>(ORDER, 0x0f010e, 16);
  for (let i: u32 = 0; i < 19; i++) mean(LENGTH_MEANINGS, i, i << VALUE);
  for (let i: u32 = 0; i < 256; i++) mean(LITERAL_MEANINGS, i, i << VALUE);
  mean(LITERAL_MEANINGS, 256, END);
  let value: u32 = 3;
  for (let i: u32 = 0; i < 28; i++) {
    const extra: u32 = i < 8 ? 0 : (i >> 2) - 1;
    mean(LITERAL_MEANINGS, 257 + i, MATCH | (extra << EXTRA) | (value << VALUE));
    value += 1 << extra;
  }
  mean(LITERAL_MEANINGS, 285, MATCH | (258 << VALUE));
  mean(LITERAL_MEANINGS, 286, INVALID);
  mean(LITERAL_MEANINGS, 287, INVALID);
  value = 1;
  for (let i: u32 = 0; i < 30; i++) {
    const extra: u32 = i < 4 ? 0 : (i >> 1) - 1;
    mean(DISTANCE_MEANINGS, i, (extra << EXTRA) | (value << VALUE));
    value += 1 << extra;
  }
  mean(DISTANCE_MEANINGS, 30, INVALID);
  mean(DISTANCE_MEANINGS, 31, INVALID);
}

/** Makes the table of the codes of these lengths. False where they are no code. */
function makeCodes(
  lengths: usize, count: u32, counts: usize, symbols: usize, meanings: usize, codes: usize, codeBits: u32,
): bool {
  memory.fill(counts, 0, 32);
  for (let i: u32 = 0; i < count; i++) {
    const slot = counts + (<usize>load<u8>(lengths + i) << 1);
    store<u16>(slot, load<u16>(slot) + 1);
  }
  store<u16>(counts, 0);
  let free: i32 = 1;
  let offset: u32 = 0;
  for (let length: usize = 1; length < 16; length++) {
    const ofLength: u32 = load<u16>(counts + (length << 1));
    free = (free << 1) - ofLength;
    if (free < 0) return false;
    store<u16>(OFFSETS + (length << 1), offset);
    offset += ofLength;
  }
  // Codes may be left over where there is none at all, or a single one of one bit.
  const isSingle = offset == 1 && load<u16>(counts + 2) == 1 && meanings != LENGTH_MEANINGS;
  if (free > 0 && offset > 0 && !isSingle) return false;
  for (let i: u32 = 0; i < count; i++) {
    const length: usize = load<u8>(lengths + i);
    if (length == 0) continue;
    const slot = OFFSETS + (length << 1);
    const place: usize = load<u16>(slot);
    store<u16>(symbols + (place << 1), i);
    store<u16>(slot, place + 1);
  }
  memory.fill(codes, 0, <usize>4 << codeBits);
  const size: u32 = 1 << codeBits;
  // Codes are read from their first bit, which is the lowest of the stream: their bits are counted up from the other side.
  let code: u32 = 0;
  let symbol = symbols;
  for (let length: u32 = 1; length <= codeBits; length++) {
    for (let left: u32 = load<u16>(counts + (<usize>length << 1)); left > 0; left--) {
      const entry = load<u32>(meanings + (<usize>load<u16>(symbol) << 2)) | length;
      symbol += 2;
      for (let place = code; place < size; place += <u32>1 << length) store<u32>(codes + (<usize>place << 2), entry);
      let bit: u32 = <u32>1 << (length - 1);
      while (code & bit) bit >>= 1;
      code = bit == 0 ? 0 : (code & (bit - 1)) | bit;
    }
  }
  return true;
}

/** The code that `from` begins with, of those that are longer than a table holds. */
function longCode(from: u64, counts: usize, symbols: usize, meanings: usize): u32 {
  let code: i32 = 0, first: i32 = 0, place: i32 = 0;
  for (let length: u32 = 1; length < 16; length++) {
    code |= <i32>from & 1;
    from >>= 1;
    const count: i32 = load<u16>(counts + (<usize>length << 1));
    if (code - first < count) {
      const symbol: usize = load<u16>(symbols + (<usize>(place + code - first) << 1));
      return load<u32>(meanings + (symbol << 2)) | length;
    }
    place += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  return INVALID;
}

/** Reads the codes of a block. False where they are none. */
function readCodes(last: usize): bool {
  fill();
  const literals: u32 = take(5) + 257, distances: u32 = take(5) + 1, lengths: u32 = take(4) + 4;
  if (literals > 286 || distances > 30) return false;
  memory.fill(LENGTHS, 0, 320);
  for (let i: u32 = 0; i < lengths; i++) {
    if (i == 12) fill();
    store<u8>(LENGTHS + load<u8>(ORDER + i), take(3));
  }
  if (!makeCodes(LENGTHS, 19, LITERAL_COUNTS, LITERAL_SYMBOLS, LENGTH_MEANINGS, LENGTH_CODES, LENGTH_BITS)) return false;
  memory.fill(LENGTHS, 0, 320);
  const count = literals + distances;
  for (let i: u32 = 0; i < count; ) {
    fill();
    if (next > last) return false;
    const entry = load<u32>(LENGTH_CODES + (<usize>(<u32>bits & ((1 << LENGTH_BITS) - 1)) << 2));
    if (entry == 0) return false;
    take(entry & 15);
    const symbol = entry >> VALUE;
    if (symbol < 16) {
      store<u8>(LENGTHS + i, symbol);
      i++;
      continue;
    }
    if (symbol == 16 && i == 0) return false;
    const value: u8 = symbol == 16 ? load<u8>(LENGTHS + i - 1) : 0;
    const repeated: u32 = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
    if (repeated > count - i) return false;
    memory.fill(LENGTHS + i, value, repeated);
    i += repeated;
  }
  // Without an end.
  if (load<u8>(LENGTHS + 256) == 0) return false;
  return (
    makeCodes(LENGTHS + literals, distances, DISTANCE_COUNTS, DISTANCE_SYMBOLS, DISTANCE_MEANINGS, DISTANCE_CODES, DISTANCE_BITS) &&
    makeCodes(LENGTHS, literals, LITERAL_COUNTS, LITERAL_SYMBOLS, LITERAL_MEANINGS, LITERAL_CODES, LITERAL_BITS)
  );
}

/** Reads what is in a block of codes; writes from `to` to `end` at most. Returns where it ends, or 0. */
function readBlock(literals: usize, distances: usize, last: usize, start: usize, to: usize, end: usize): usize {
  // Globals would be written to memory each time.
  let at = next, b = bits, n = held;
  for (;;) {
    if (at > last) return 0;
    b |= load<u64>(at) << n;
    at += (63 - n) >> 3;
    n |= 56;
    let entry = load<u32>(literals + (<usize>(<u32>b & ((1 << LITERAL_BITS) - 1)) << 2));
    if (entry == 0) entry = longCode(b, LITERAL_COUNTS, LITERAL_SYMBOLS, LITERAL_MEANINGS);
    b >>= entry & 15;
    n -= entry & 15;
    if ((entry & KIND) == 0) {
      if (to >= end) return 0;
      store<u8>(to++, entry >> VALUE);
      // Bits for a second one are there.
      entry = load<u32>(literals + (<usize>(<u32>b & ((1 << LITERAL_BITS) - 1)) << 2));
      if (entry == 0) entry = longCode(b, LITERAL_COUNTS, LITERAL_SYMBOLS, LITERAL_MEANINGS);
      b >>= entry & 15;
      n -= entry & 15;
      if ((entry & KIND) == 0) {
        if (to >= end) return 0;
        store<u8>(to++, entry >> VALUE);
        continue;
      }
      b |= load<u64>(at) << n;
      at += (63 - n) >> 3;
      n |= 56;
    }
    if ((entry & KIND) == END) break;
    if ((entry & KIND) == INVALID) return 0;
    let extra = (entry >> EXTRA) & 15;
    const length: usize = (entry >> VALUE) + (<u32>b & ((1 << extra) - 1));
    b >>= extra;
    n -= extra;
    entry = load<u32>(distances + (<usize>(<u32>b & ((1 << DISTANCE_BITS) - 1)) << 2));
    if (entry == 0) entry = longCode(b, DISTANCE_COUNTS, DISTANCE_SYMBOLS, DISTANCE_MEANINGS);
    if ((entry & KIND) == INVALID) return 0;
    b >>= entry & 15;
    n -= entry & 15;
    extra = (entry >> EXTRA) & 15;
    const distance: usize = (entry >> VALUE) + (<u32>b & ((1 << extra) - 1));
    b >>= extra;
    n -= extra;
    if (distance > to - start || length > end - to) return 0;
    const stop = to + length;
    let from = to - distance;
    if (distance >= 16) {
      do {
        v128.store(to, v128.load(from));
        to += 16;
        from += 16;
      } while (to < stop);
      to = stop;
    } else if (distance >= 8) {
      do {
        store<u64>(to, load<u64>(from));
        to += 8;
        from += 8;
      } while (to < stop);
      to = stop;
    } else while (to < stop) store<u8>(to++, load<u8>(from++));
  }
  next = at;
  bits = b;
  held = n;
  return to;
}

/** Gives bytes back of which no bit was used. */
function toWholeBytes(): void {
  next -= held >> 3;
  bits = 0;
  held = 0;
}

/** The largest prime below 2^16. */
const ADLER: u32 = 65521;
/** So many bytes may be added up before the sums grow too large. */
const PIECE: usize = 5552;

/** Adler-32 (RFC 1950). */
function checksum(p: usize, length: usize): u32 {
  let a: u32 = 1, b: u32 = 0;
  const high = i16x8(16, 15, 14, 13, 12, 11, 10, 9), low = i16x8(8, 7, 6, 5, 4, 3, 2, 1);
  while (length >= 16) {
    const size = min(length, PIECE) & ~15;
    let sums = i32x4.splat(0), before = i32x4.splat(0), weighed = i32x4.splat(0);
    for (const end = p + size; p < end; p += 16) {
      const bytes = v128.load(p);
      before = i32x4.add(before, sums);
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)));
      weighed = i32x4.add(weighed, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(bytes), high));
      weighed = i32x4.add(weighed, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(bytes), low));
    }
    length -= size;
    let sum: u64 = 0, behind: u64 = 0;
    sum = <u64>(<u32>i32x4.extract_lane(sums, 0)) + <u32>i32x4.extract_lane(sums, 1) + <u32>i32x4.extract_lane(sums, 2) + <u32>i32x4.extract_lane(sums, 3);
    behind = <u64>(<u32>i32x4.extract_lane(before, 0)) + <u32>i32x4.extract_lane(before, 1) + <u32>i32x4.extract_lane(before, 2) + <u32>i32x4.extract_lane(before, 3);
    const own = <u64>(<u32>i32x4.extract_lane(weighed, 0)) + <u32>i32x4.extract_lane(weighed, 1) + <u32>i32x4.extract_lane(weighed, 2) + <u32>i32x4.extract_lane(weighed, 3);
    b = <u32>((<u64>b + <u64>a * size + 16 * behind + own) % ADLER);
    a = <u32>((<u64>a + sum) % ADLER);
  }
  for (; length > 0; length--) {
    a += load<u8>(p++);
    b += a;
  }
  return ((b % ADLER) << 16) | (a % ADLER);
}

/** To be called first. */
export function start(): void {
  setMeanings();
  memory.fill(LENGTHS, 8, 144);
  memory.fill(LENGTHS + 144, 9, 112);
  memory.fill(LENGTHS + 256, 7, 24);
  memory.fill(LENGTHS + 280, 8, 8);
  makeCodes(LENGTHS, 288, LITERAL_COUNTS, LITERAL_SYMBOLS, LITERAL_MEANINGS, FIXED_LITERAL_CODES, LITERAL_BITS);
  memory.fill(LENGTHS, 5, 32);
  makeCodes(LENGTHS, 32, DISTANCE_COUNTS, DISTANCE_SYMBOLS, DISTANCE_MEANINGS, FIXED_DISTANCE_CODES, DISTANCE_BITS);
}

/**
 * Inflates the stream that begins at `from` and ends before `fromEnd` into `size` bytes at `to`; up to PADDING bytes behind both may be
 * read or written. Returns how many bytes of it were read; 0 where it is damaged, does not end there, or has not that size.
 */
export function inflate(from: usize, fromEnd: usize, to: usize, size: usize): usize {
  if (fromEnd < from + 2) return 0;
  const head = (<u32>load<u8>(from) << 8) | load<u8>(from, 1);
  // Deflated, a window of at most 32 KB, no dictionary.
  if ((head & 0x0f00) != 0x0800 || head >> 12 > 7 || (head & 32) != 0 || head % 31 != 0) return 0;
  next = from + 2;
  bits = 0;
  held = 0;
  const last = fromEnd + 8;
  const end = to + size;
  let q = to;
  for (let isLast: u32 = 0; !isLast; ) {
    if (next > last) return 0;
    fill();
    isLast = take(1);
    const kind = take(2);
    if (kind == 0) {
      toWholeBytes();
      if (next > fromEnd || fromEnd - next < 4) return 0;
      const length: usize = load<u16>(next);
      if ((length ^ load<u16>(next, 2)) != 0xffff) return 0;
      next += 4;
      if (length > fromEnd - next || length > end - q) return 0;
      memory.copy(q, next, length);
      next += length;
      q += length;
    } else if (kind == 1) {
      q = readBlock(FIXED_LITERAL_CODES, FIXED_DISTANCE_CODES, last, to, q, end);
    } else if (kind == 2 && readCodes(last)) {
      q = readBlock(LITERAL_CODES, DISTANCE_CODES, last, to, q, end);
    } else return 0;
    if (q == 0) return 0;
  }
  toWholeBytes();
  if (q != end || next > fromEnd || fromEnd - next < 4) return 0;
  return bswap<u32>(load<u32>(next)) == checksum(to, size) ? next + 4 - from : 0;
}
