// Words that a name is given, in AssemblyScript: no secret, as judge/shape.ts says of them. What is dropped here, it refuses.
import { mayComeBefore } from "./before-name.as";
import { at, endsLine, isBlank, isLetter, isQuote, isWord, lower, opens, skipBlanks, skipSpaces } from "./bytes.as";
import { ANY, endOfLight, halfBits, KEY, KEY_ALONE, SOME_KEY, TOKEN } from "./judged.as";
import { QUALIFIERS } from "./layout";
import { ARGUMENT, BARE, CALLED, GIVEN, INSTEAD } from "./limits";
import { isOfSeveral, isOutside, mayPrecede } from "./value.as";

// --- what the name may hold ---

/** The letters end a word that makes a key one of something: of private, api and others. */
@inline function isQualifier(letters: u32): bool {
  const index = (letters * 0x9e3779b1) >> 22;
  return ((<u32>load<u8>(QUALIFIERS + (index >> 3)) >> (index & 7)) & 1) != 0;
}

/** The letters from `p` to `end` are one word: all but the first are of one case, which is also that of a capital in front. */
function isOneWord(p: usize, end: usize): bool {
  const isCapital = at(p + 1) < 97;
  if (isCapital && at(p) >= 97) return false;
  while (++p < end) if ((at(p) < 97) != isCapital) return false;
  return true;
}

/** The name that ends at `end` with `four` does so with a word for what is no password: token, secret, credential, creds, auth, authorization. */
function endsWithToken(end: usize, four: u32): bool {
  if (four == 0x6e656b6f) return lower(end - 5) == 116;
  if (four == 0x74657263) return lower(end - 5) == 101 && lower(end - 6) == 115;
  if (four == 0x6c616974) return lower(end - 5) == 110 && lower(end - 6) == 101;
  if (four == 0x6e6f6974) return lower(end - 5) == 97 && lower(end - 6) == 122;
  // creds, and not masterauth
  return four == 0x64657263 || (four == 0x68747561 && lower(end - 5) != 114);
}

/** What the name from `start` holds, which ends at `end` with the word for it. */
function kindOf(start: usize, end: usize): u32 {
  while (start < end && (at(start) == 45 || at(start) == 46)) start++;
  const whole = end;
  if (lower(end - 1) == 115) end--;
  if (end - start < 3) return ANY;
  const last = load<u32>(end - 4) | 0x20202020;
  if (last >> 8 == 0x79656b) {
    let p = end - 3;
    if (p == start) return isOneWord(start, whole) ? KEY_ALONE : SOME_KEY;
    // A word of its own: behind a sign, or with a capital behind a small letter.
    const isHump = at(p) == 75 && at(p - 1) - 97 < 26;
    if (!isHump && isWord(at(p - 1)) && at(p - 1) != 95) return (last & 0xff) == 100 ? ANY : KEY;
    if (!isHump) p--;
    if (p - start < 2 || !isLetter(at(p - 1)) || !isLetter(at(p - 2))) return KEY;
    const four = load<u32>(p - 4) | 0x20202020;
    return isQualifier(four >> 16) || isQualifier(four >> 8) || isQualifier(four) ? KEY : SOME_KEY;
  }
  return end - start >= 4 && endsWithToken(end, last) ? TOKEN : ANY;
}

// --- the words ---

/** Longer ones are left to it. */
const longest: usize = 160;
/** Longer names of calls are left to it. */
const longestCalled: usize = 50;
/** What is as short is no key. */
const shortestKey: usize = 5;
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
  let a: u32 = 26, b: u32 = 26, sum = 0;
  for (const limit = p + longest; p < limit; p++) {
    const byte = at(p), letter = (byte | 32) - 97;
    if (letter < 26) {
      sum += halfBits(a, b, letter);
      a = b;
      b = letter;
    } else if (byte == 95 || byte == 46 || (!isBare && (byte == 45 || byte == 47 || byte == 58 || byte == 32))) a = b = 26;
    else break;
  }
  const length = p - from;
  if (length == longest) return 0;
  if (kind >= SOME_KEY ? length < shortestKey || sum >= 0 : kind != ANY && length < shortestKey) return p;
  return standsForOne(from, p) ? p : 0;
}

/** A value without quotes may end at `p`: at , ; ) } or with its line, or behind an equals sign at a blank. Behind a colon a type may stand, and what is given behind it. */
function mayEndBare(p: usize, isColon: bool): bool {
  const byte = at(p);
  return byte == 44 || byte == 59 || byte == 41 || byte == 125 || endsLine(byte) || (!isColon && isBlank(byte));
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
    // ) ] } # @ / - _ $ * % and the end of the text
    if (byte == 0 || byte == 41 || byte == 93 || byte == 125 || byte == 35 || byte == 64 || byte == 47 || byte == 45 || byte == 95 || byte == 36 || byte == 42 || byte == 37)
      return !isQuote(at(p + 1));
  }
  if (!isLetter(byte) || isQuote(at(p + 1)) || isQuote(at(p + 2))) return false;
  // or
  return lower(p) != 111 || lower(p + 1) != 114;
}

/** Nothing that stands behind a value without quotes, which ends at `p`, makes it a part of something: no operator, no bracket. */
function endsBare(p: usize): bool {
  p = skipSpaces(p, 100);
  const byte = at(p);
  // ( [ { | ? ! =
  if (opens(byte) || byte == 124 || byte == 63 || byte == 33 || byte == 61) return false;
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

/** Where the key of a text ends that stands elsewhere, and begins at `p`: `[%key:common::state::off%]`. */
function endOfTextKey(p: usize): usize {
  if (at(p + 1) != 37 || !isWord(at(p + 2))) return 0;
  p += 2;
  for (const limit = p + longest; p < limit && (isWord(at(p)) || at(p) == 58 || at(p) == 46 || at(p) == 45); ) p++;
  return at(p) == 37 && at(p + 1) == 93 ? p + 2 : 0;
}

/** Where the literal in quotes at `p` ends, which a name of the kind is given and which is no secret; 0 where it may be one. */
function endOfRefused(p: usize, kind: u32, how: usize, inCode: bool): usize {
  const quote = at(p++);
  const last = isLetter(at(p)) ? endOfWords(p, kind, false) : at(p) == 91 ? endOfTextKey(p) : 0;
  if (last != 0 && at(last) == quote) return last + 1;
  const end = endOfLight(p, kind, how, inCode);
  return end != 0 && at(end) == quote ? end + 1 : 0;
}

/** A string begins at `p` behind one letter: `f"x"`. */
@inline function hasPrefix(p: usize): bool {
  const byte = lower(p), next = at(p + 1);
  // b r u f
  return (next == 34 || next == 39) && (byte == 98 || byte == 114 || byte == 117 || byte == 102);
}

/** Something may be taken in the place of the string that ends in front of `p`: `"x") or "y"`, `"x").unwrap_or("y")`. */
function mayFallBack(p: usize): bool {
  if (at(p) == 41 && at(p + 1) == 46) {
    const byte = at(p + 2);
    // unwrap_or, orElse, getOrElse
    return byte == 117 || byte == 111 || byte == 103;
  }
  for (const limit = p + 3; p < limit && (at(p) == 41 || at(p) == 93); ) p++;
  const byte = at(skipSpaces(p, 3));
  // | ? o
  return byte == 124 || byte == 63 || byte == 111;
}

/** The literal at `p`, an argument or inside of something, is no secret, and neither is the one behind a comma, which is taken where the first is a name. */
function isRefusedAmong(p: usize, kind: u32, how: usize, inCode: bool): bool {
  const last = endOfRefused(p, kind, how, inCode);
  if (last == 0 || !endsValue(last)) return false;
  if (at(last) != 44) {
    const byte = at(skipBlanks(last, 40));
    return byte != 58 && byte != 44 && !mayFallBack(last);
  }
  const next = skipSpaces(last + 1, 3);
  if (isQuote(at(next + 1)) && isLetter(at(next))) return false;
  if (!isQuote(at(next))) return true;
  const end = endOfRefused(next, kind, INSTEAD, inCode);
  return end != 0 && endsValue(end);
}

/** Where the literal begins that stands in the calls from `p` on: `d.Get("x")`, `pointer.To(!d.Get("x"))`; 0 where none does, or something else stands in front. */
function literalInCalls(p: usize): usize {
  for (let depth = 0; depth < 4; depth++) {
    // & *
    if (at(p) == 38 || at(p) == 42) {
      p++;
      continue;
    }
    if (!isLetter(at(p)) && at(p) != 95) return 0;
    const from = p;
    while (p - from < longestCalled && (isWord(at(p)) || at(p) == 46)) p++;
    if (at(p) == 32) p++;
    const bracket = at(p);
    if (bracket != 40 && bracket != 123) return 0;
    p = skipSpaces(p + 1 + <usize>(at(p + 1) == 33), 24);
    // In braces more may follow.
    if (isQuote(at(p))) return bracket == 40 ? p : 0;
  }
  return 0;
}

/** Behind a word such as `await` a call follows that is told a name first, or nothing: `get_token(self.x`. */
function isCallOfNames(p: usize): bool {
  const from = p;
  if (!isLetter(at(p)) && at(p) != 95) return false;
  while (p - from < longestCalled && (isWord(at(p)) || at(p) == 46)) p++;
  if (at(p) != 40) return false;
  p = skipSpaces(p + 1, 24);
  if (at(p) == 41) return true;
  if (!isWord(at(p))) return false;
  const name = p;
  while (p - name < longestCalled && (isWord(at(p)) || at(p) == 46)) p++;
  // , ) =
  return at(p) == 44 || at(p) == 41 || at(p) == 61;
}

/** The name from `start` to `end` is given words behind an operator that ends at `p`, and nothing that goes on with them. */
function givesWords(start: usize, end: usize, p: usize, isColon: bool, inCode: bool, mayBeBare: bool): bool {
  const kind = kindOf(start, end);
  const sign = p;
  p = skipBlanks(p, 60);
  const isOnLine = !endsLine(at(p));
  // In code a string may stand on the next line.
  if (inCode) p = skipSpaces(sign, 60);
  const first = at(p);
  if (isQuote(first)) {
    const last = endOfRefused(p, kind, GIVEN, inCode);
    return last != 0 && endsValue(last);
  }
  if (hasPrefix(p)) return isRefusedAmong(p + 1, kind, GIVEN, inCode);
  const called = literalInCalls(p);
  if (called != 0) return isRefusedAmong(called, kind, GIVEN, inCode);
  // Of Perl: q(x).
  if (!isOnLine || !mayBeBare || !isWord(first) || (first | 32) == 113) return false;
  let last = isLetter(first) ? endOfWords(p, kind, true) : 0;
  if (last == 0 || !mayEndBare(last, isColon)) last = endOfLight(p, kind, BARE, inCode);
  if (last == 0 && !isColon && inCode && isLetter(first)) {
    for (last = p; isWord(at(last)); ) last++;
    if (!isOwnMember(start, end, p, last)) return false;
  }
  if (last == 0 || at(last - 1) == 46 || !mayEndBare(last, isColon)) return false;
  const byte = at(last);
  if (byte == 44 || byte == 59 || byte == 41 || byte == 125) return true;
  return (!mayPrecede(p, last) || isCallOfNames(skipBlanks(last, 4))) && endsBare(last);
}

/** The name from `start` to `end` is given an argument behind the comma, or bracket, in front of `p`. */
function givesArgument(start: usize, end: usize, p: usize, inCode: bool): bool {
  const isCall = at(p - 1) == 40;
  const kind = kindOf(start, end);
  // Of `checkPassword("user", "x")` the second one is the password.
  if (isCall && kind == ANY) return false;
  p = skipSpaces(p, 60);
  if (!isQuote(at(p))) {
    p = literalInCalls(p);
    return p != 0 && isRefusedAmong(p, kind, isCall ? CALLED : ARGUMENT, inCode);
  }
  if (!isCall) return isRefusedAmong(p, kind, ARGUMENT, inCode);
  const last = endOfRefused(p, kind, CALLED, inCode);
  return last != 0 && endsValue(last);
}

/** Where the subscript at `p` ends, if an element is set by it: `passwords["root"] = "x"`. */
function behindSubscript(p: usize): usize {
  const from = p++;
  for (const limit = p + 44; p < limit && at(p) != 93; p++) if (at(p) == 91 || endsLine(at(p))) return from;
  return at(p) == 93 && at(skipBlanks(p + 1, 4)) == 61 ? p + 1 : from;
}

/** The name from `start` to `end` is given words that are no secret, with quotes or, where that `mayBeBare`, without. */
export function isGivenAnyWords(start: usize, end: usize, inCode: bool, mayBeBare: bool): bool {
  const before = at(start - 1);
  // ${NAME:-x}, and "Section:Key".
  if (before == 58 || (before == 123 && at(start - 2) == 36)) return false;
  let p = end;
  if (isQuote(at(p))) {
    if (at(p) != before) return false;
    p++;
  }
  if (at(p) == 93) p++;
  else if (at(p) == 91) p = behindSubscript(p);
  p = skipBlanks(p, 40);
  const byte = at(p), next = at(p + 1);
  let isGiven = false;
  if (byte == 61) {
    if (next == 61) isGiven = givesWords(start, end, p + 2 + <usize>(at(p + 2) == 61), false, inCode, false);
    else if (next == 62) isGiven = givesWords(start, end, p + 2, false, inCode, false);
    else isGiven = !isOfSeveral(start) && givesWords(start, end, p + 1, false, inCode, mayBeBare);
  } else if (byte == 33) isGiven = next == 61 && givesWords(start, end, p + 2 + <usize>(at(p + 2) == 61), false, inCode, false);
  else if (byte == 58) {
    if (next == 61) isGiven = !isOfSeveral(start) && givesWords(start, end, p + 2, false, inCode, false);
    else isGiven = givesWords(start, end, p + 1, true, inCode, mayBeBare);
  }
  // An argument, or a call.
  else if (byte == 44 || byte == 40) isGiven = givesArgument(start, end, p + 1, inCode);
  return isGiven && !mayComeBefore(start);
}
