// Words that a name is given, in AssemblyScript: no secret, as judge/shape.ts says of them. What is dropped here, it refuses.
import { mayComeBefore } from "./before-name.as";
import { at, endsLine, isBlank, isLetter, isQuote, isWord, lower, skipBlanks, skipSpaces } from "./bytes.as";
import { LANGUAGE, QUALIFIERS } from "./layout";
import { isOfSeveral, isOutside, mayPrecede } from "./value.as";

// --- what the name may hold ---

const ANY: u32 = 0; // a password perhaps
const KEY: u32 = 1; // a key, token or secret
const SOME_KEY: u32 = 2; // a key of something unknown

/** The letters end a word that makes a key one of something: of private, api and others. */
@inline function isQualifier(letters: u32): bool {
  const index = (letters * 0x9e3779b1) >> 22;
  return ((<u32>load<u8>(QUALIFIERS + (index >> 3)) >> (index & 7)) & 1) != 0;
}

/** What the name from `start` holds, which ends at `end` with the word for it. */
function kindOf(start: usize, end: usize): u32 {
  if (lower(end - 1) == 115) end--;
  if (end - start < 3) return ANY;
  const last = load<u32>(end - 4) | 0x20202020;
  if (last >> 8 == 0x79656b) {
    let p = end - 3;
    if (p == start) return SOME_KEY;
    // A word of its own: behind a sign, or with a capital behind a small letter.
    const isHump = at(p) == 75 && at(p - 1) - 97 < 26;
    if (!isHump && isWord(at(p - 1)) && at(p - 1) != 95) return (last & 0xff) == 100 ? ANY : KEY;
    if (!isHump) p--;
    if (p - start < 2 || !isLetter(at(p - 1)) || !isLetter(at(p - 2))) return KEY;
    const four = load<u32>(p - 4) | 0x20202020;
    return isQualifier(four >> 16) || isQualifier(four >> 8) || isQualifier(four) ? KEY : SOME_KEY;
  }
  if (end - start < 5) return ANY;
  // token, secret
  if (last == 0x6e656b6f) return lower(end - 5) == 116 ? KEY : ANY;
  return end - start > 5 && last == 0x74657263 && lower(end - 5) == 101 && lower(end - 6) == 115 ? KEY : ANY;
}

// --- the words ---

/** Longer ones are left to it. */
const longest: usize = 160;
/** What is as short is no key. */
const shortestKey: usize = 5;
/** What stands for the beginning of a word. */
export const none: u32 = 26;

/** What the letter of a word says, as judge/language.ts counts: half bits above an even draw. */
@inline export function halfBits(before: u32, last: u32, letter: u32): i32 {
  const index = (before * 27 + last) * 26 + letter;
  const both = <u32>load<u8>(LANGUAGE + (index >> 1));
  return <i32>((index & 1) == 0 ? both >> 4 : both & 15) - 8;
}

/** The letters from `p` to `end` are one of judge/placeholder.ts, a word of programs mostly. */
function standsForOne(p: usize, end: usize): bool {
  if (end - p > 8) return false;
  let word: u64 = 0;
  for (let shift: u64 = 0; p < end; p++, shift += 8) {
    if (!isLetter(at(p))) return false;
    word |= (<u64>lower(p)) << shift;
  }
  // none, null, nil, true, false, str, string
  if (word == 0x656e6f6e || word == 0x6c6c756e || word == 0x6c696e || word == 0x65757274 || word == 0x65736c6166 || word == 0x727473 || word == 0x676e69727473)
    return true;
  // password, secret, token, bytes, value, changeme
  return word == 0x64726f7773736170 || word == 0x746572636573 || word == 0x6e656b6f74 || word == 0x7365747962 || word == 0x65756c6176 || word == 0x656d65676e616863;
}

/** Where the words end that begin at `p`, in quotes or, with `isBare`, without; 0 where they may be what a name of the kind holds. */
function endOfWords(p: usize, kind: u32, isBare: bool): usize {
  const from = p;
  let a = none, b = none, sum = 0;
  for (const limit = p + longest; p < limit; p++) {
    const byte = at(p), letter = (byte | 32) - 97;
    if (letter < 26) {
      sum += halfBits(a, b, letter);
      a = b;
      b = letter;
    } else if (byte == 95 || byte == 46 || (!isBare && (byte == 45 || byte == 47 || byte == 58 || byte == 32))) a = b = none;
    else break;
  }
  const length = p - from;
  if (length == longest) return 0;
  if (kind == SOME_KEY ? length < shortestKey || sum >= 0 : kind == KEY && length < shortestKey) return p;
  return standsForOne(from, p) ? p : 0;
}

/** Nothing goes on behind `p` with what ends there: no further piece of a string, no operator. */
function endsValue(p: usize): bool {
  p = skipBlanks(p, 40);
  let byte = at(p);
  // , ) ] } ; : and the end of the text
  if (byte == 0 || byte == 44 || byte == 41 || byte == 93 || byte == 125 || byte == 59 || byte == 58) return true;
  if (endsLine(byte)) {
    p = skipSpaces(p, 100);
    byte = at(p);
    // ) ] } # @ / and the end of the text
    if (byte == 0 || byte == 41 || byte == 93 || byte == 125 || byte == 35 || byte == 64 || byte == 47) return !isQuote(at(p + 1));
  }
  if (!isLetter(byte) || isQuote(at(p + 1)) || isQuote(at(p + 2))) return false;
  // or
  return lower(p) != 111 || lower(p + 1) != 114;
}

/** The word from `p` to `end` is what the name from `start` to `nameEnd` calls its member: `self.password = password`. */
function isOwnMember(start: usize, nameEnd: usize, p: usize, end: usize): bool {
  const length = end - p, from = nameEnd - length;
  if (from <= start || at(from - 1) != 46 || length > 40 || memory.compare(from, p, length) != 0) return false;
  for (let q = p; q < end; q++) if (!isWord(at(q))) return false;
  return isOutside(start, nameEnd, true);
}

/** The name from `start` to `end` is given words behind an operator that ends at `p`, and nothing that goes on with them. */
function givesWords(start: usize, end: usize, p: usize, isColon: bool, mayBeBare: bool): bool {
  const kind = kindOf(start, end);
  p = skipBlanks(p, 60);
  const quote = at(p);
  if (isQuote(quote)) {
    const last = isLetter(at(p + 1)) ? endOfWords(p + 1, kind, false) : 0;
    return last != 0 && at(last) == quote && endsValue(last + 1);
  }
  // Of Perl: q(x).
  if (!mayBeBare || !isLetter(quote) || (quote | 32) == 113) return false;
  let last = endOfWords(p, kind, true);
  if (last == 0 && !isColon) {
    for (last = p; isWord(at(last)); ) last++;
    if (!isOwnMember(start, end, p, last)) return false;
  }
  if (last == 0 || at(last - 1) == 46) return false;
  const byte = at(last);
  // , ; ) }
  if (byte == 44 || byte == 59 || byte == 41 || byte == 125) return true;
  // Behind a colon a type may stand, and what is given behind it.
  if (!endsLine(byte) && (isColon || !isBlank(byte))) return false;
  return !mayPrecede(p, last) && endsValue(last);
}

/** The name from `start` to `end` is given words that are no secret. */
export function isGivenAnyWords(start: usize, end: usize, inCode: bool): bool {
  const before = at(start - 1);
  // ${NAME:-x}, and "Section:Key".
  if (before == 58 || (before == 123 && at(start - 2) == 36)) return false;
  let p = end;
  if (isQuote(at(p))) {
    if (at(p) != before) return false;
    p++;
  }
  if (at(p) == 93) p++;
  p = skipBlanks(p, 40);
  const byte = at(p), next = at(p + 1);
  let isGiven = false;
  if (byte == 61) {
    if (next == 61) isGiven = givesWords(start, end, p + 2 + <usize>(at(p + 2) == 61), false, false);
    else if (next == 62) isGiven = givesWords(start, end, p + 2, false, false);
    else isGiven = !isOfSeveral(start) && givesWords(start, end, p + 1, false, inCode);
  } else if (byte == 33) isGiven = next == 61 && givesWords(start, end, p + 2 + <usize>(at(p + 2) == 61), false, false);
  else if (byte == 58) {
    if (next == 61) isGiven = !isOfSeveral(start) && givesWords(start, end, p + 2, false, false);
    else isGiven = givesWords(start, end, p + 1, true, inCode);
  }
  return isGiven && !mayComeBefore(start);
}
