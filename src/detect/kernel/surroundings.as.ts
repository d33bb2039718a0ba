// What stands around a literal, in AssemblyScript: the kernel's last look before it reports a hit. Each function lets pass all that the
// detectors in JavaScript can make something of, and some more; they look again, so what is wrong here costs time or a finding, never
// a wrong one. Text that is read lies within MARGIN of the literal.
import { GROUPS, REACH } from "./layout";

// @ts-ignore: decorator
@inline function at(p: usize): u32 { return load<u8>(p); }
// @ts-ignore: decorator
@inline function isIn(p: usize, groups: u32): bool { return (<u32>load<u8>(GROUPS + <usize>load<u8>(p)) & groups) != 0; }
// @ts-ignore: decorator
@inline function isQuote(byte: u32): bool { return byte == 34 || byte == 39 || byte == 96; }
// @ts-ignore: decorator
@inline function isLetter(byte: u32): bool { return (byte | 32) - 97 < 26; }
// @ts-ignore: decorator
@inline function isDigit(byte: u32): bool { return byte - 48 < 10; }
/** Letters, digits, underscore. */
// @ts-ignore: decorator
@inline function isWord(byte: u32): bool { return isLetter(byte) || isDigit(byte) || byte == 95; }
/** What names are made of: word characters and `$ . -`. */
// @ts-ignore: decorator
@inline function isName(byte: u32): bool { return isWord(byte) || byte == 36 || byte == 45 || byte == 46; }

/** At least `least` characters of `groups` from `p` on. */
export function goesOn(p: usize, least: u32, groups: u32): bool {
  for (const end = p + <usize>least; p < end; p++) if (!isIn(p, groups)) return false;
  return true;
}

/** The same in front of `p`. */
export function cameBefore(p: usize, least: u32, groups: u32): bool {
  for (let left = least; left > 0; left--) if (!isIn(--p, groups)) return false;
  return true;
}

/**
 * Within reach of a name that ends at `end`, what begins as values do: `least` characters of `groups`, the first two of them given
 * (0: any), behind no letter, digit, underscore or plus. What ends a statement ends the search.
 */
export function valueBegins(end: usize, least: u32, groups: u32, first: u32, second: u32): bool {
  if (least == 0) return true;
  const last = end + REACH;
  // Where the value may have begun; 0: nowhere.
  let start: usize = 0;
  for (let p = end; start != 0 || p < last; p++) {
    const byte = at(p);
    if (isIn(p, groups)) {
      if (start == 0) {
        const before = at(p - 1);
        const begins = p == end || !(isWord(before) || before == 43);
        if (begins && (first == 0 || byte == first) && (second == 0 || at(p + 1) == second)) start = p;
      }
      if (start != 0 && p - start + 1 >= <usize>least) return true;
    } else {
      if (byte == 59 || byte == 123 || byte == 125) return false;
      start = 0;
    }
  }
  return false;
}

/** `first`, and `second` behind it unless that is 0, begin less than `within` bytes behind `p`. */
export function signFollows(p: usize, first: u32, second: u32, within: u32): bool {
  for (const end = p + <usize>within; p < end; p++)
    if (at(p) == first && (second == 0 || at(p + 1) == second)) return true;
  return false;
}

/** An `@` behind the `://` at `p`, before anything that ends the host; behind a colon, or far enough for a token. */
export function hasUser(p: usize): bool {
  let colon = false;
  const end = p + 393;
  for (let next = p + 3; next < end; next++) {
    const byte = at(next);
    if (byte == 64 && (colon || next - p > 22)) return true;
    if (byte == 58) colon = true;
    else if (byte <= 32 || byte == 47 || byte == 60 || byte == 62 || isQuote(byte)) return false;
  }
  return false;
}

// --- names ---

const longestName: usize = 60;

// @ts-ignore: decorator
@inline function lower(p: usize): u32 { return at(p) | 32; }

/** The literal at `p` goes on to a word that promises nothing: `keyboard`, `tokenizer`, `author`. */
function isOtherWord(p: usize): bool {
  const first = lower(p);
  let end = p;
  if (first == 106 || (first == 107 && lower(p + 2) == 121)) end += 3;
  else if (first == 97) end += 4;
  else if (first == 116) end += 5;
  else if (first == 115 && lower(p + 2) == 99) end += 6;
  else return false;
  if (at(end) == 115) end++;
  const next = at(end);
  if (next - 97 >= 26) return false;
  // authorization, authtok.
  if ((next == 111 && at(end + 1) == 114) || (next == 116 && at(end + 1) == 111)) return false;
  for (let i: usize = 0; i < 11; i++) if (at(end + i) == 112 && at(end + i + 1) == 119) return false;
  return true;
}

/** Quotes, brackets and signs that may stand between a name and its operator. */
// @ts-ignore: decorator
@inline function decorates(byte: u32): bool {
  return isQuote(byte) || byte == 92 || byte == 93 || byte == 41 || byte == 125 || byte == 63 || byte == 42;
}
// @ts-ignore: decorator
@inline function operates(byte: u32): bool {
  return byte == 61 || byte == 58 || byte == 62 || byte == 44 || byte == 40 || byte == 124 || byte == 63 || byte == 43 || byte == 33 ||
    byte == 60 || byte == 46;
}
// @ts-ignore: decorator
@inline function isBlank(byte: u32): bool { return byte == 32 || byte == 9; }
// @ts-ignore: decorator
@inline function endsLine(byte: u32): bool { return byte == 10 || byte == 13; }
/** What types begin with: `string`, `[]byte`, `&str`, `As String`, `{ get; }`. */
// @ts-ignore: decorator
@inline function beginsType(byte: u32): bool { return byte == 115 || byte == 91 || byte == 38 || byte == 65 || byte == 123; }

/** Something may be given to the name from `start` to `end`: an operator follows, a type, a value in quotes, or `value:` on the next line. */
function mayAssign(start: usize, end: usize): bool {
  let p = end;
  while (p < end + 4 && decorates(at(p))) p++;
  let byte = at(p);
  if (operates(byte) || byte == 91) return true;
  if (!isBlank(byte) && !endsLine(byte) && byte != 47) return false;
  if (at(start) == 45 || p > end) return true;
  while (p < end + 44 && isBlank(byte)) byte = at(++p);
  if (operates(byte)) return true;
  if (endsLine(byte)) {
    while (p < end + 44 && (endsLine(byte) || isBlank(byte))) byte = at(++p);
    return byte == 118 || byte == 100 || byte == 34;
  }
  if (isQuote(byte) || byte == 64 || beginsType(byte)) return true;
  // ENV NAME x, == name x.
  const before = at(start - 2);
  return at(start - 1) == 32 && (before == 86 || before == 61);
}

/** A name, call or member without digits follows the operator, and no quote on its line: `key = getKey()`, `token: string;`. */
function givesExpression(end: usize): bool {
  const limit = end + 100;
  let p = end;
  let given = false;
  for (; p < limit; p++) {
    const byte = at(p);
    if (operates(byte)) given = true;
    else if (!decorates(byte) && byte != 32) break;
  }
  if (!given) return false;
  const start = p;
  while (p < limit && isName(at(p))) {
    const byte = at(p++);
    if (isDigit(byte)) return false;
    if (byte == 46) break;
  }
  // q(x) and qq(x) of Perl are strings.
  if (p == start || (at(start) == 113 && p - start <= 2)) return false;
  const after = at(p);
  if (after != 40 && after != 91 && after != 59 && after != 60 && at(p - 1) != 46) return false;
  for (; p < limit && at(p) != 10; p++) if (isQuote(at(p))) return false;
  return true;
}

/** The end of the name is a method that compares or sets: `password.equals`. More pass than do that. */
// @ts-ignore: decorator
@inline function endsInMethod(from: usize, end: usize): bool {
  for (let p = end - 1; p > from; p--) {
    if (at(p) != 46) continue;
    const next = load<u32>(p + 1);
    return next == 0x61757165 || next == 0x756c6176 || (next | 32) == 0x74786574;
  }
  return false;
}

// Those of generic/letters.ts.
const leastLetters: usize = 16;
const mostSigns: usize = 6;

/** Letters enough for a key stand behind the name, a few signs between. */
function lettersFollow(end: usize): bool {
  let p = end;
  for (; p < end + mostSigns; p++) {
    const byte = at(p);
    if (!isBlank(byte) && byte != 61 && byte != 58 && byte != 62 && !isQuote(byte)) break;
  }
  if (p == end) return false;
  for (let i: usize = 0; i < leastLetters; i++) if (lower(p + i) - 97 >= 26) return false;
  return true;
}

/** Something may be given to the name that holds the literal at `p`. In code an expression does not count. */
export function isAssigned(text: usize, p: usize, inCode: bool): bool {
  if (isOtherWord(p)) return false;
  let from = p;
  while (from != text && p - from < longestName && isName(at(from - 1))) from--;
  let end = p;
  while (end - from <= longestName && isName(at(end))) end++;
  while (end > p && (at(end - 1) == 45 || at(end - 1) == 46)) end--;
  if (endsInMethod(from, end) || lettersFollow(end)) return true;
  if (end - from > longestName || !mayAssign(from, end)) return false;
  return !(inCode && givesExpression(end));
}
