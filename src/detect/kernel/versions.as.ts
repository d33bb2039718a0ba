// What two versions of a text have in common, in AssemblyScript. More may be the same than is found; what is found is the same.
import { at } from "./bytes.as";
import { LEAST_SAME, MOST_SAME, SAME } from "./layout";

/** Bytes that begin a line, by which it is found in the other version. */
const KEY: usize = 32;
/** How far on a line is looked for, for each that is not found. */
const FAR: usize = 8192;
/** Bytes that may be looked through for one byte of text: a version that has nothing of the other must not cost more than to search it. */
const EFFORT: usize = 16;

@inline function differing(a: usize, b: usize): u32 {
  return ~i8x16.bitmask(i8x16.eq(v128.load(a), v128.load(b))) & 0xffff;
}

/** How many bytes from `a` and from `b` on are the same, up to `most`. */
function sameAhead(a: usize, b: usize, most: usize): usize {
  let n: usize = 0;
  for (; n + 16 <= most; n += 16) {
    const mask = differing(a + n, b + n);
    if (mask != 0) return n + <usize>ctz(mask);
  }
  while (n < most && at(a + n) == at(b + n)) n++;
  return n;
}

/** The same in front of `a` and of `b`. */
function sameBefore(a: usize, b: usize, most: usize): usize {
  let n: usize = 0;
  for (; n + 16 <= most; n += 16) {
    const mask = differing(a - n - 16, b - n - 16);
    if (mask != 0) return n + <usize>clz(mask << 16);
  }
  while (n < most && at(a - n - 1) == at(b - n - 1)) n++;
  return n;
}

/** The first place between `p` and `end` where the bytes stand that stand at `key`; `end` where there is none. */
function find(key: usize, p: usize, end: usize): usize {
  const first = i8x16.splat(load<i8>(key)), last = i8x16.splat(load<i8>(key, 15));
  for (; p + KEY <= end; p += 16) {
    const both = v128.and(i8x16.eq(v128.load(p), first), i8x16.eq(v128.load(p, 15), last));
    for (let map = i8x16.bitmask(both); map != 0; map &= map - 1) {
      const place = p + <usize>ctz(map);
      if (place + KEY > end) return end;
      if (differing(key, place) == 0 && differing(key + 16, place + 16) == 0) return place;
    }
  }
  return end;
}

/** The beginning of the line behind the one of `p`, at most `end`. */
function lineBehind(p: usize, end: usize): usize {
  while (p < end && at(p) != 10) p++;
  return min(p + 1, end);
}

let count: i32 = 0;

function note(before: usize, now: usize, length: usize): void {
  if (length < <usize>LEAST_SAME || count == MOST_SAME) return;
  const entry = SAME + 12 * <usize>count;
  count++;
  store<u32>(entry, <u32>before);
  store<u32>(entry, <u32>now, 4);
  store<u32>(entry, <u32>length, 8);
}

/**
 * Finds stretches that the text of `beforeLength` bytes at `before` and the text of `nowLength` bytes at `now` have in common, in the
 * order of both. Writes to SAME of each where it begins in the one, where in the other, and its length. Returns how many there are.
 */
export function findSame(before: usize, beforeLength: i32, now: usize, nowLength: i32): i32 {
  count = 0;
  const shorter = <usize>min(beforeLength, nowLength);
  let same = sameAhead(before, now, shorter);
  const behind = sameBefore(before + beforeLength, now + nowLength, shorter - same);
  note(0, 0, same);
  const beforeEnd = before + beforeLength - behind, nowEnd = now + nowLength - behind;
  let p = before + same, q = now + same;
  let effort = EFFORT * <usize>nowLength;
  while (nowEnd - q > <usize>LEAST_SAME && beforeEnd - p > <usize>LEAST_SAME) {
    q = lineBehind(q, nowEnd);
    if (q + KEY > nowEnd) break;
    const end = min(beforeEnd, p + FAR);
    const found = find(q, p, end);
    const passed = found - p;
    if (effort < passed) break;
    effort -= passed;
    if (found == end) continue;
    same = sameAhead(found, q, min(beforeEnd - found, nowEnd - q));
    note(found - before, q - now, same);
    p = found + same;
    q += same;
  }
  note(beforeEnd - before, nowEnd - now, behind);
  return count;
}
