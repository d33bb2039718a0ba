// What stands behind anchors in settings and tables of logins, in AssemblyScript: as exact as the detectors in JavaScript, or less.
import { at, isBlank, isLetter, isQuote, isSpace, isWord, lower, opens, skipBlanks, skipSpaces } from "./bytes.as";
import { signFollows } from "./surroundings.as";

/** What users are called: word characters, a dot, an at sign, a hyphen. */
@inline function isUser(byte: u32): bool { return isWord(byte) || byte == 46 || byte == 64 || byte == 45; }

/** The offset behind the word at `p`, which has these letters in any case, and the blank behind it; 0 where another stands there. */
function behindWord(p: usize, letters: u64, length: usize): usize {
  const mask = length < 8 ? (<u64>1 << (<u64>length << 3)) - 1 : ~<u64>0;
  return ((load<u64>(p) | 0x2020202020202020) & mask) == letters && at(p + length) == 32 ? p + length + 1 : 0;
}

const password: u64 = 0x64726f7773736170;
const secret: u64 = 0x746572636573;
const role: u64 = 0x656c6f72;
// Its first eight letters.
const privileg: u64 = 0x67656c6976697270;

/** The offset behind `privilege` or `role` at `p`, what it is, and a blank; 0 where they do not stand there. */
function behindRank(p: usize): usize {
  let next = behindWord(p, role, 4);
  if (next == 0 && (load<u64>(p) | 0x2020202020202020) == privileg && lower(p + 8) == 101 && at(p + 9) == 32) next = p + 10;
  if (next == 0) return 0;
  const start = next;
  for (const last = start + 31; next < last && (isWord(at(next)) || at(next) == 45); ) next++;
  return next > start && at(next) == 32 ? next + 1 : 0;
}

/** At `p` a user's name, a privilege and a role or none, and the word for a password or secret. */
export function isUserLine(p: usize): bool {
  const start = p;
  for (const last = start + 61; p < last && isUser(at(p)); ) p++;
  if (p == start || at(p) != 32) return false;
  p++;
  for (let i = 0; i < 2; i++) {
    const next = behindRank(p);
    if (next != 0) p = next;
  }
  return behindWord(p, password, 8) != 0 || behindWord(p, secret, 6) != 0;
}

/** The sign at `p` behind the name of a group opens an object, or what stands on the lines below it. */
export function opensGroup(p: usize): bool {
  if (at(p) == 93) {
    const byte = at(skipBlanks(p + 1, 20));
    return byte == 10 || byte == 13;
  }
  if (isQuote(at(p))) p = skipBlanks(p + 1, 4);
  const sign = at(p++);
  if (sign != 58 && sign != 61) return false;
  if (sign == 61 && at(p) == 62) p++;
  const byte = at(skipBlanks(p, 4));
  return byte == 123 || byte == 35 || byte == 10 || byte == 13;
}

/** A user, between quotes or without, ends; the offset behind it, 0 where none begins at `p`. */
function behindUser(p: usize): usize {
  const quote = at(p);
  const quoted = quote == 34 || quote == 39;
  if (quoted) p++;
  if (!isLetter(at(p)) && at(p) != 95) return 0;
  for (const last = p + 41; p < last && isUser(at(p)); ) p++;
  if (!quoted) return p;
  return at(p) == quote ? p + 1 : 0;
}

/** The first of logins in the brackets that open at `p`: a user and a string, or brackets of its own. */
function isFirstInBrackets(p: usize): bool {
  // Of a map of Go the type follows; a list may be what is put into another bracket.
  if (at(p) == 91 && (at(p - 1) | 32) == 112) return true;
  if (at(p) == 40 && at(skipSpaces(p + 1, 4)) == 91) return true;
  p = skipSpaces(p + 1, 60);
  if (opens(at(p))) return true;
  p = behindUser(p);
  if (p == 0) return false;
  p = skipSpaces(p, 4);
  const sign = at(p++);
  if (sign != 58 && sign != 61 && sign != 44) return false;
  if (sign == 61 && at(p) == 62) p++;
  return isQuote(at(skipSpaces(p, 8)));
}

/** Nothing stands before the word at `start` on its line but blanks and what it is the end of, or the bracket of a section. */
function beginsLine(start: usize): bool {
  let p = start - 1;
  if (at(p) == 91) {
    p--;
    for (const least = p - 8; p > least && isBlank(at(p)); ) p--;
  } else {
    for (const least = p - 30; p > least && (isWord(at(p)) || at(p) == 45); ) p--;
    for (const least = p - 40; p > least && isBlank(at(p)); ) p--;
  }
  return at(p) == 10 || at(p) == 0;
}

/** The line at `p` holds nothing, a comment, or a user and what it is given. */
function isLoginLine(p: usize): bool {
  p = skipBlanks(p, 60);
  const first = at(p);
  if (first == 10 || first == 13 || first == 35 || first == 59) return true;
  if (first == 45) p = skipBlanks(p + 1, 4);
  p = behindUser(p);
  if (p == 0) return false;
  p = skipBlanks(p, 8);
  return (at(p) == 58 || at(p) == 61) && isBlank(at(p + 1));
}

/** What makes a map or list may stand at `p` before its bracket: array, dict, map, new. */
function makesMap(p: usize): bool {
  const three = (load<u32>(p) | 0x202020) & 0xffffff;
  return three == 0x727261 || three == 0x636964 || three == 0x70616d || three == 0x77656e;
}

/** Logins may begin behind the word at `start` and the sign that ends at `last`: in brackets, or on the lines below. */
export function isFirstLogin(start: usize, last: usize): bool {
  const byte = at(last);
  if (opens(byte)) return isFirstInBrackets(last);
  if (byte == 34) return isFirstInBrackets(last - 1);
  let sign = last - 1;
  if (at(sign) == 13) sign--;
  if (at(sign) == 123) return isFirstInBrackets(sign);
  if (at(sign) == 58) {
    // Brackets may stand below, too.
    const below = skipSpaces(sign + 1, 5);
    if (opens(at(below))) return isFirstInBrackets(below);
    if (makesMap(below)) return true;
  }
  return beginsLine(start) && isLoginLine(last + 1);
}

@inline function partsTokens(byte: u32): bool { return isBlank(byte) || byte == 10 || byte == 13; }

function skipParting(p: usize): usize {
  for (const end = p + 60; p < end && partsTokens(at(p)); ) p++;
  return p;
}

/** How long the word is that begins an entry: `machine`, `default`. */
const firstWord: usize = 7;

/** Behind the word at `start` a host where it is `machine`, then a first key of an entry, or a quote; a password follows. */
export function isEntryOfHost(start: usize): bool {
  let p = skipParting(start + firstWord);
  if (at(start) == 109) {
    if (at(p) == 34 || at(p) == 39) return signFollows(p, 115, 119, 800);
    const host = p;
    for (const last = host + 121; p < last && (isWord(at(p)) || at(p) == 46 || at(p) == 58 || at(p) == 45); ) p++;
    if (p == host || !partsTokens(at(p))) return false;
    p = skipParting(p);
  }
  if (at(p) != 34 && at(p) != 39) {
    // login, user, account, password, port
    const two = <u32>load<u16>(p);
    if (two != 0x6f6c && two != 0x7375 && two != 0x6361 && two != 0x6170 && two != 0x6f70) return false;
  }
  return signFollows(start + firstWord, 115, 119, 800);
}
