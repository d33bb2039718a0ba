// Whether a name may promise a secret, in AssemblyScript: by the letters it ends with, and by its words.
import { at, isDigit, isLetter, lower } from "./bytes.as";
import {
  ABOUT_SECRET, LONGEST_WORD, NAME_ENDS, NAME_WORDS, NOT_ANYWHERE, NOT_FIRST, OTHER_KEY, PASSWORD_WORD, SECRET_WORD, TAIL, WORD_ENDS,
} from "./layout";

/** The bit of NAME_ENDS for what both cases of some letters have in common; compile/name-ends.ts sets it. */
@inline function isEnd(key: u32): bool {
  const index = (key * 0x9e3779b1) >> 20;
  return ((<u32>load<u8>(NAME_ENDS + (index >> 3)) >> (index & 7)) & 1) != 0;
}

@inline function isUpper(byte: u32): bool { return byte - 65 < 26; }

/** False where the name from `start` to `end` ends with no word that promises a secret, or stands behind one that does: of most names. */
export function mayPromise(start: usize, end: usize): bool {
  let p = end;
  while (p > start && !isLetter(at(p - 1))) p--;
  if (p <= start + 1) return true;
  const last = at(p - 1), before = at(p - 2);
  // A word of one letter: `KEY_A`, `keyA`.
  if (!isLetter(before) || (isUpper(last) && !isUpper(before))) return true;
  // Of several.
  if ((last | 32) == 115 && p - start > 2) p--;
  const four = load<u32>(p - 4) | 0x20202020;
  if (isEnd(four >> 16)) return true;
  if (p - start < 3 || !isLetter(at(p - 3))) return false;
  if (isEnd(four >> 8)) return true;
  return p - start > 3 && isLetter(at(p - 4)) && isEnd(four);
}

// --- by its words: it mirrors judge/names.ts, all that promises something there passes here, and some more ---

const factor: u64 = 0x9e3779b97f4a7c15;
const small: u64 = 0x2020202020202020;
const fifteen: u64 = 0x00ffffffffffffff;

@inline function isOfWord(byte: u32): bool { return isLetter(byte) || isDigit(byte); }
@inline function isSmall(byte: u32): bool { return byte - 97 < 26; }

/** The first letters of `length` at `p`, in lower case, eight at most. */
@inline function letters(p: usize, length: usize): u64 {
  const all = load<u64>(p) | small;
  return length >= 8 ? all : all & (((<u64>1) << (<u64>length << 3)) - 1);
}

/** What NAME_WORDS says of the word of `length` letters at `p`. */
function saidOf(p: usize, length: usize): u32 {
  if (length > <usize>LONGEST_WORD) return 0;
  const low = letters(p, length), high = length > 8 ? letters(p + 8, length - 8) : 0;
  let slot = <usize>(((low ^ (high * 31)) * factor) >> 54);
  let entry = NAME_WORDS + (slot << 4);
  while (load<u64>(entry) != 0) {
    const rest = load<u64>(entry, 8);
    if (load<u64>(entry) == low && (rest & fifteen) == high) return <u32>(rest >> 56);
    slot = (slot + 1) & 1023;
    entry = NAME_WORDS + (slot << 4);
  }
  return 0;
}

/** The word from `start` to `end` ends with letters of WORD_ENDS. */
function endsAsSecret(start: usize, end: usize): bool {
  const eight = load<u64>(end - 8) | small;
  const most = min<usize>(8, end - start);
  for (let length: usize = 3; length <= most; length++) {
    const index = ((eight >> (<u64>(8 - length) << 3)) * factor) >> 50;
    if (((<u32>load<u8>(WORD_ENDS + <usize>(index >> 3)) >> <u32>(index & 7)) & 1) != 0) return true;
  }
  return false;
}

/** Where the word at `p` ends: at a sign, or before a capital that begins the next one. */
function wordEnd(p: usize, end: usize): usize {
  for (p++; p < end && isOfWord(at(p)); p++)
    if (isUpper(at(p)) && (!isUpper(at(p - 1)) || (p + 1 < end && isSmall(at(p + 1))))) break;
  return p;
}

function isNumber(start: usize, end: usize): bool {
  while (start < end && isDigit(at(start))) start++;
  return start == end;
}

/** A word behind that of the secret: a known one, a letter or a version. */
@inline function isTail(said: u32, p: usize, length: usize): bool {
  return (said & TAIL) != 0 || (length == 1 ? isLetter(at(p)) : length == 2 && lower(p) == 118 && isDigit(at(p + 1)));
}

/** The word is `key` or `keys`. */
@inline function isKey(p: usize, length: usize): bool {
  return (length == 3 || (length == 4 && lower(p + 3) == 115)) && ((load<u32>(p) | 0x202020) & 0xffffff) == 0x79656b;
}

/** The name's last word is `key`, and it is all of it or stands behind a dot, a hyphen or a dollar: one of something unknown, whatever comes before. */
function isBareKey(start: usize, end: usize): bool {
  if (end - start > 3 && lower(end - 1) == 115) end--;
  const p = end - 3;
  if (end - start < 3 || !isKey(p, 3)) return false;
  if (p == start) return true;
  const before = at(p - 1);
  return before == 46 || before == 45 || before == 36;
}

/** The words of the name from `start` to `end` say that it promises no secret. */
export function promisesNothing(start: usize, end: usize): bool {
  // Of salts some are known by the whole name.
  if ((load<u32>(end - 4) | 0x20202020) == 0x746c6173 || isBareKey(start, end)) return false;
  // The word that may be that of a secret, and what is said of it and of the one before.
  let word: usize = 0, length: usize = 0, said: u32 = 0, before: u32 = 0, isFirst = true;
  let last: u32 = 0, count: u32 = 0, isBehindNumber = false;
  for (let p = start; p < end; ) {
    if (!isOfWord(at(p))) {
      p++;
      continue;
    }
    const from = p;
    p = wordEnd(p, end);
    const now = saidOf(from, p - from);
    if ((now & NOT_ANYWHERE) != 0 || (count == 0 && (now & NOT_FIRST) != 0)) return true;
    const isNumeric = isNumber(from, p);
    // A number at the end says nothing; one in front of a tail is itself what the tail stands behind.
    const isBehind = count > 0 && (isNumeric || isTail(now, from, p - from));
    if (!isBehind) {
      word = from;
      length = p - from;
      said = now;
      before = last;
      isFirst = count == 0;
    } else if (!isNumeric && isBehindNumber) length = 0;
    isBehindNumber = isNumeric;
    last = now;
    count++;
  }
  if (length == 0 || (said & ABOUT_SECRET) != 0) return true;
  if (isKey(word, length)) return isFirst || (before & OTHER_KEY) != 0;
  if ((said & SECRET_WORD) != 0) return false;
  let e = word + length;
  while (e > word + 1 && isDigit(at(e - 1))) e--;
  return (saidOf(word, e - word) & PASSWORD_WORD) == 0 && !endsAsSecret(word, lower(e - 1) == 115 ? e - 1 : e);
}
