// The one pass over every byte, in AssemblyScript (compiled to WebAssembly SIMD by tools/generate.js; not TypeScript).
// It reports where a literal of a rule stands and what the rule needs around it holds. For each strip of the text:
//   1. classify: bit maps with one bit a byte (classify.as.ts);
//   2. listPlaces: where a word or a run begins; where a trigram (Teddy) or a rare sign stands, since a literal may be anywhere;
//   3. sift: keeps those where a hash of their next bytes is one of a literal's;
//   4. listLiterals: the literals with those hashes;
//   5. compareAll: the whole literal, and whether what its rule asks for stands around it (surroundings.as.ts, assigned.as.ts);
//      and noteEncoded: runs that begin as text in base64 or hex does (encoded.as.ts).
// Everything is a filter: it may report too much, never too little. Offsets past the text read zero bytes (MARGIN).
import {
  ANYWHERE, ASSIGNED, BEFORE_SIGN, BEHIND_SIGN, DIGITS, DIGIT_WITHIN, ENCODED, ENTRIES, ENTRY, FIRSTS, HEADS_SIZE, HITS, HIT_LIMIT, INNERS,
  INNER_GRAMS, INNER_HEADS, IN_LINES, LAST, LISTS, LONG_ALWAYS, LONG_HEADS, LOOK, NAMED_BESIDE, NEAR, OPTION, PAIRED, REACH, RUNS, RUN_BEGINS,
  RUN_BITS, RUN_HEADS, SCHEME, SHORT_ALWAYS, SHORT_HEADS, SIGNS, SIGN_FOLLOWS, STARTS, STATEMENT, STRIP, TEXTS, TEXT_BEGINS, TOGETHER, TRIGRAM, USER_INFO,
  VALUE_FOLLOWS, VALUE_NEAR, WORDS, WORD_ALWAYS, WORD_BITS, WORD_HEADS,
} from "./layout";
import { forgetLast, isAssigned } from "./assigned.as";
import { classify } from "./classify.as";
import { isEncoded, mayBeText } from "./encoded.as";
import { looks } from "./looks.as";
import { mayBeNamedBeside } from "./named-beside.as";
import { goesOnAsStatement, hasCredentials, isCommand } from "./structures.as";
import { cameBefore, goesOn, hasUser, mayBePaired, signFollows, valueBegins } from "./surroundings.as";

export { passOver } from "./assigned.as";
export { findSame } from "./versions.as";

/** Blocks behind a strip in which a value may still belong to a name in the strip. */
const AHEAD: i32 = 5;

let text: usize = 0;
let strip: usize = 0;
let files: u32 = 0;
let hits: i32 = 0;
let wordsEnd: usize = 0;
let runsEnd: usize = 0;
let anywhereEnd: usize = 0;
let textsEnd: usize = 0;
let listsEnd: usize = 0;
let isFull: bool = false;

// --- literals ---

// A place to look closer at: 16 bits of its offset in the strip, and above them the kinds of literals that may begin there.
const KINDS_SHIFT: u32 = 16;
const ALL: u32 = 63 << KINDS_SHIFT;
const ALWAYS: u32 = (LONG_ALWAYS | WORD_ALWAYS | SHORT_ALWAYS) << KINDS_SHIFT;

@inline function offsetOf(place: usize): usize { return load<u16>(place); }
@inline function kindsOf(place: usize): u32 { return load<u8>(place, 2); }
@inline function put(place: usize, offset: usize, kinds: u32): void { store<u32>(place, <u32>offset | (kinds << KINDS_SHIFT)); }

// Grams without case: both cases of a letter have all bits of the lower one.
@inline function three(p: usize): u32 { return (load<u32>(p) & 0xffffff) | 0x202020; }
@inline function four(p: usize): u32 { return load<u32>(p) | 0x20202020; }
@inline function hash(key: u32): u32 { return key * 0x9e3779b1; }
/** Hashes of eight bytes, and of the first six of them. */
@inline function eight(p: usize): u64 { return load<u64>(p) | 0x2020202020202020; }
@inline function hash8(key: u64): u32 { return <u32>((key * 0x9e3779b97f4a7c15) >> 32); }
@inline function hash6(key: u64): u32 { return hash8(key << 16); }
/** A bit of a table, the lowest one of what is given. */
@inline function bitOf(table: usize, index: u32): u32 { return <u32>load<u8>(table + (index >> 3)) >> (index & 7); }
@inline function isSet(table: usize, index: u32): bool { return (bitOf(table, index) & 1) != 0; }

/** Writes down the places of the four lowest set bits, and clears them. Of fewer it writes nonsense behind them: see `list`. */
@inline function noteFour(map: u64, first: u32, next: usize): u64 {
  store<u32>(next, first + <u32>ctz(map)); map &= map - 1;
  store<u32>(next, first + <u32>ctz(map), 4); map &= map - 1;
  store<u32>(next, first + <u32>ctz(map), 8); map &= map - 1;
  store<u32>(next, first + <u32>ctz(map), 12);
  return map & (map - 1);
}

/**
 * Writes down the places of the set bits of one block, `first` being that of its first byte; gives the end of the list. It goes on by
 * fours, and the first four without a question: a branch that goes now this way, now that one costs more than to write too much, over
 * which the next block writes.
 */
@inline function list(map: u64, first: u32, next: usize): usize {
  const end = next + (<usize>popcnt(map) << 2);
  do map = noteFour(map, first, next); while ((next += 16) < end);
  return end;
}

/** The same by eights: most blocks have so many. */
@inline function listMany(map: u64, first: u32, next: usize): usize {
  const end = next + (<usize>popcnt(map) << 2);
  do map = noteFour(noteFour(map, first, next), first, next + 16); while ((next += 32) < end);
  return end;
}

/** Step 2: lists the places in some blocks where a literal may begin, and where encoded text may. */
function listPlaces(from: i32, to: i32): void {
  let words: usize = WORDS, runs: usize = RUNS, anywhere: usize = ANYWHERE, texts: usize = TEXTS;
  for (let i = from; i < to; i++) {
    const map = <usize>i << 3;
    const first = <u32>i << 6;
    words = listMany(load<u64>(map, STARTS), first | (valueNear(i) ? ALL : ALWAYS), words);
    runs = list(load<u64>(map, RUN_BEGINS), first, runs);
    anywhere = list(load<u64>(map, INNERS), first | (TRIGRAM << KINDS_SHIFT), anywhere);
    // Both a trigram that ends with the sign and one that begins with it, two bytes further on.
    const signs = load<u64>(map, SIGNS);
    if (signs != 0) {
      anywhere = list(signs, first | (BEFORE_SIGN << KINDS_SHIFT), anywhere);
      anywhere = list(signs, (first + 2) | (BEHIND_SIGN << KINDS_SHIFT), anywhere);
    }
    texts = list(load<u64>(map, TEXT_BEGINS), first, texts);
  }
  wordsEnd = words; runsEnd = runs; anywhereEnd = anywhere; textsEnd = texts;
}

/** A place stays in its list where something may begin. */
@inline function keep(kept: usize, something: bool): usize { return kept + (<usize>something << 2); }

/**
 * Step 3: keeps of each list the places that hashes speak for. Nothing branches on an answer: each place is written down, and the next
 * one over it where nothing may begin.
 */
function sift(): void {
  wordsEnd = siftWords(siftFirsts(wordsEnd));
  runsEnd = siftRuns(runsEnd);
  anywhereEnd = siftAnywhere(anywhereEnd);
  textsEnd = siftTexts(textsEnd);
}

/** The beginnings of words by four bytes, which say what may begin there. */
@inline function siftFirsts(end: usize): usize {
  const start = strip;
  let kept: usize = WORDS;
  for (let next: usize = WORDS; next < end; next += 4) {
    const at = offsetOf(next);
    const kinds = <u32>load<u8>(hash(four(start + at)) >> 17, FIRSTS) & kindsOf(next);
    put(kept, at, kinds);
    kept = keep(kept, kinds != 0);
  }
  return kept;
}

/** Those by eight bytes and by six, where a word of so many may begin. What counts only where a value follows is told apart no longer. */
@inline function siftWords(end: usize): usize {
  const start = strip;
  let kept: usize = WORDS;
  for (let next: usize = WORDS; next < end; next += 4) {
    const at = offsetOf(next), kinds = kindsOf(next);
    const key = eight(start + at);
    const some = kinds | (kinds >> 3);
    const something = some & (bitOf(WORD_BITS, hash8(key) >> 15) & 1 | (bitOf(WORD_BITS, hash6(key) >> 15) & 1) << 1 | SHORT_ALWAYS);
    put(kept, at, something);
    kept = keep(kept, something != 0);
  }
  return kept;
}

/** The beginnings of runs by four bytes. */
@inline function siftRuns(end: usize): usize {
  const start = strip;
  let kept: usize = RUNS;
  for (let next: usize = RUNS; next < end; next += 4) {
    const at = offsetOf(next);
    store<u16>(kept, <u16>at);
    kept = keep(kept, isSet(RUN_BITS, hash(four(start + at)) >> 17));
  }
  return kept;
}

/** What may begin anywhere by three bytes. */
@inline function siftAnywhere(end: usize): usize {
  const start = strip;
  let kept: usize = ANYWHERE;
  for (let next: usize = ANYWHERE; next < end; next += 4) {
    const at = offsetOf(next), kinds = kindsOf(next);
    put(kept, at, kinds);
    kept = keep(kept, (<u32>load<u8>(hash(three(start + at - 2)) >> 19, INNER_GRAMS) & kinds) != 0);
  }
  return kept;
}

/** The beginnings of encoded texts by four bytes. */
@inline function siftTexts(end: usize): usize {
  const start = strip;
  let kept: usize = TEXTS;
  for (let next: usize = TEXTS; next < end; next += 4) {
    const at = offsetOf(next);
    store<u16>(kept, <u16>at);
    kept = keep(kept, mayBeText(start + at));
  }
  return kept;
}

/** Where the entries begin of the literals with the gram of this hash, by their number: 0 where there are none. */
@inline function listOf(table: usize, hash: u32): u32 { return load<u16>(table + <usize>((hash >> 21) << 1)); }

/** Writes down that literals may begin at `p`, those of the list from the entry of this number on, unless that is 0. */
@inline function note(next: usize, p: usize, number: u32): usize {
  store<u32>(next, <u32>p);
  store<u32>(next, number, 4);
  return next + (<usize>(number != 0) << 3);
}

/** Step 4: looks up the lists of literals that may begin at each place. As in step 3 nothing branches. */
function listLiterals(): void {
  let next: usize = LISTS;
  for (let i: usize = WORDS, end = wordsEnd; i < end; i += 4) {
    const p = strip + offsetOf(i), kinds = kindsOf(i);
    const key = eight(p), ofThree = hash(three(p));
    next = note(next, p, listOf(LONG_HEADS, hash8(key)) & -(kinds & LONG_ALWAYS));
    next = note(next, p, listOf(WORD_HEADS, hash6(key)) & -((kinds & WORD_ALWAYS) >> 1));
    next = note(next, p, listOf(SHORT_HEADS, ofThree) & -((kinds & SHORT_ALWAYS) >> 2));
  }
  for (let i: usize = RUNS, end = runsEnd; i < end; i += 4) {
    const p = strip + offsetOf(i);
    next = note(next, p, listOf(RUN_HEADS, hash(three(p))));
  }
  for (let i: usize = ANYWHERE, end = anywhereEnd; i < end; i += 4) {
    const p = strip + offsetOf(i) - 2;
    next = note(next, p, listOf(INNER_HEADS + <usize>(kindsOf(i) >> 1) * HEADS_SIZE, hash(three(p))));
  }
  listsEnd = next;
}

/** Step 5: compares four bytes of each literal of the lists, those that its gram tells least of, and all of it where they are the same. */
function compareAll(): void {
  for (let next: usize = LISTS, end = listsEnd; next < end; next += 8) {
    const p = <usize>load<u32>(next);
    let entry = ENTRIES + <usize>load<u32>(next, 4) * ENTRY;
    let how: u32;
    do {
      // Of a literal of three bytes they are moved up by one; its lowest five bits say so.
      how = load<u8>(entry, 7);
      if (four(p + load<i8>(entry, 6)) << how == load<u32>(entry, 16)) compare(entry, p);
      entry += ENTRY;
    } while ((how & LAST) == 0);
  }
  for (let next: usize = TEXTS, end = textsEnd; next < end; next += 4) noteEncoded(strip + offsetOf(next));
}

/** A digit inside a run of token characters, within reach of any name in the block. */
@inline function valueNear(block: i32): bool { return (load<u64>(NEAR + <usize>block) & 0xffffffffffff) != 0; }

@inline function fold(c: u32): u32 { return c - 65 < 26 ? c | 32 : c; }

@inline function isLiteral(start: usize, literal: usize, length: usize, cased: bool): bool {
  let same: usize = 0;
  if (cased) while (same < length && load<u8>(start + same) == load<u8>(literal + same)) same++;
  else while (same < length && fold(load<u8>(start + same)) == <u32>load<u8>(literal + same)) same++;
  return same == length;
}

/** Reports the literal of an entry, whose gram may stand at `p`, if it is there, with all that its rule asks for. */
function compare(entry: usize, p: usize): void {
  const kind: u32 = load<u8>(entry, 3);
  if (((kind >> 1) & ~files) != 0) return;
  const length: usize = load<u8>(entry, 1);
  const start = p - load<u8>(entry, 0);
  if (<isize>(start - text) < 0 || !isLiteral(start, load<u32>(entry, 8), length, (kind & 1) != 0)) return;
  if (!holds(entry, start, start + length)) return;
  if (hits >= HIT_LIMIT) {
    isFull = true;
    return;
  }
  store<u32>(HITS + (hits << 3), <u32>load<u16>(entry, 4));
  store<u32>(HITS + (hits << 3), <u32>(start - text), 4);
  hits++;
}

/** True where all that the entry asks for stands around its literal. */
function holds(entry: usize, start: usize, end: usize): bool {
  const a: u32 = load<u8>(entry, 12), b: u32 = load<u8>(entry, 13), c: u32 = load<u8>(entry, 14), d: u32 = load<u8>(entry, 15);
  switch (<i32>load<u8>(entry, 2)) {
    case VALUE_FOLLOWS: return valueFollows(end - strip) && valueBegins(end, a, b, c, d);
    case VALUE_NEAR: return valueBegins(end, a, b, c, d);
    case SIGN_FOLLOWS: return signFollows(end, a, b, c << 2);
    case ASSIGNED: return isAssigned(text, start, files);
    case USER_INFO: return hasUser(start);
    case PAIRED: return mayBePaired(start);
    case NAMED_BESIDE: return mayBeNamedBeside(start, (files & IN_LINES) != 0);
    case STATEMENT: return goesOnAsStatement(start, end);
    case SCHEME: return hasCredentials(start);
    case OPTION: return isCommand(end, a, b, d != 0);
    case LOOK: return looks(a, b, start, end);
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

/** Reports the run at `p` if it holds encoded text. */
function noteEncoded(p: usize): void {
  if (!isEncoded(p)) return;
  if (hits >= HIT_LIMIT) {
    isFull = true;
    return;
  }
  store<u32>(HITS + (hits << 3), ENCODED);
  store<u32>(HITS + (hits << 3), <u32>(p - text), 4);
  hits++;
}

/** The text ends before `p`: nothing but zeros stand in AHEAD blocks there, and in the one behind them. */
function endsBefore(p: usize): bool {
  let all = v128.load(p);
  for (const end = p + ((AHEAD + 1) << 6); (p += 16) < end; ) all = v128.or(all, v128.load(p));
  return !v128.any_true(all);
}

/** Scans [from, to) of the text at `at`, which is what `kinds` says (IN_TEXT and the like); returns the number of hits at HITS, ordered by TOGETHER blocks, or -1 where they are too many. */
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
    if (endsBefore(strip + (<usize>blocks << 6))) {
      classify(strip, blocks);
      for (let i = blocks; i < blocks + AHEAD; i++) {
        store<u64>(DIGITS + (<usize>i << 3), 0);
        store<u8>(NEAR + <usize>i, 0);
      }
    } else classify(strip, blocks + AHEAD);
    for (let i = 0; i < blocks; i += TOGETHER) {
      listPlaces(i, min(i + TOGETHER, blocks));
      sift();
      listLiterals();
      compareAll();
    }
    if (isFull) return -1;
  }
  return hits;
}
