// What stands around the anchors of structures that are words of many texts, in AssemblyScript: the quick looks of those detectors in
// JavaScript, or less exact ones.
import { at, isDigit, isLetter, isQuote, isSpace, isWord, lower, skipSpaces } from "./bytes.as";
import { sextet } from "./encoded.as";
import { signFollows } from "./surroundings.as";

// --- SQL ---

/** What may be white space, up to five bytes of it: some of it takes several bytes. */
function skipWhite(p: usize): usize {
  for (const end = p + 5; p < end && (at(p) <= 32 || at(p) > 127); ) p++;
  return p;
}

/** `password ` or `password(` from `start` on, behind no word: a string follows it, FOR, or `= password`. Its last byte, before `end`, is white or the bracket already. */
export function goesOnAsStatement(start: usize, end: usize): bool {
  if (isWord(at(start - 1))) return false;
  const next = skipWhite(end - 1);
  const sign = at(next);
  if (sign == 61) {
    const begins = skipWhite(next + 1);
    return lower(begins) == 112 || beginsString(begins);
  }
  const begins = sign == 40 ? skipWhite(next + 1) : next;
  if ((sign | 32) == 102) return isForUser(next);
  return beginsQuoted(at(begins)) || beginsString(begins);
}

/** `for user =` at `p`. */
function isForUser(p: usize): bool {
  if (lower(p + 1) != 111 || lower(p + 2) != 114 || !isSpace(at(p + 3))) return false;
  p = skipSpaces(p + 4, 3);
  for (const last = p + 80; p < last && !isSpace(at(p)); ) p++;
  return isSpace(at(p)) && at(skipSpaces(p, 4)) == 61;
}

/** A quote, or what escapes one. */
@inline function beginsQuoted(byte: u32): bool { return byte == 92 || byte == 39 || byte == 34; }

/** The longest password without quotes. */
const longestBare: usize = 62;

/** `identified ` ends at `p`: WITH follows, or BY and a string, or a word with a digit. */
export function goesOnAsIdentified(p: usize): bool {
  p = skipSpaces(p, 3);
  if (lower(p) == 119) return lower(p + 1) == 105;
  if (lower(p) != 98 || lower(p + 1) != 121 || !isSpace(at(p + 2))) return false;
  p = skipSpaces(p + 3, 3);
  if (!isLetter(at(p))) return beginsQuoted(at(p)) || at(p) == 36;
  const first = lower(p);
  for (const last = p + longestBare; p < last && (isWord(at(p)) || at(p) == 35 || at(p) == 36); p++) if (isDigit(at(p))) return true;
  // E'x', U&'x'; VALUES, PASSWORD
  return beginsQuoted(at(p)) || at(p) == 38 || (isSpace(at(p)) && (first == 118 || first == 112));
}

/** A string with a letter in front or between dollars begins at `p`, its quotes or dollars escaped or not: `E'x'`, `N'x'`, `U&'x'`, `$$x$$`, `$tag$x$tag$`. */
function beginsString(p: usize): bool {
  const letter = lower(p);
  if (letter == 101 || letter == 110) return beginsQuoted(at(p + 1));
  if (letter == 117) return at(p + 1) == 38 && beginsQuoted(at(p + 2));
  if (at(p) != 36) return false;
  const last = ++p + 21;
  while (p < last && isWord(at(p))) p++;
  return at(p) == 36 || at(p) == 92;
}

// --- HTTP ---

/** How far before a scheme the name of its header is looked for. */
const longestHeader: usize = 60;

/** `Authorization: ` may stand in front of `p`. */
function isBehindHeader(p: usize): bool {
  let sign = p - 1;
  for (const least = p - 6; sign > least && (isSpace(at(sign)) || isQuote(at(sign)) || at(sign) == 92); ) sign--;
  for (const least = sign - 24; sign > least && (isWord(at(sign)) || at(sign) == 46 || isSpace(at(sign))); ) sign--;
  const byte = at(sign);
  if (byte != 58 && byte != 61 && byte != 44 && byte != 40) return false;
  // auth
  for (const least = p - longestHeader; sign >= least; sign--) if ((load<u32>(sign) | 0x20202020) == 0x68747561) return true;
  return false;
}

@inline function isPrintable(byte: u32): bool { return byte - 32 < 95; }

/** What follows `basic` may be `user:password` in base64: up to the colon it is printable. */
function isBasic(p: usize): bool {
  p = skipSpaces(p + 5, 3);
  const byte = at(p);
  if (byte == 37 || byte == 43 || byte == 92 || isQuote(byte)) return true;
  for (let i: usize = 0; i < 4; i++) if (!isWord(at(p + i)) && at(p + i) != 43 && at(p + i) != 45 && at(p + i) != 47) return false;
  const three = (sextet(p) << 18) | (sextet(p + 1) << 12) | (sextet(p + 2) << 6) | sextet(p + 3);
  const first = three >> 16, second = (three >> 8) & 255;
  if (!isPrintable(first)) return false;
  return first == 58 || (isPrintable(second) && (second == 58 || isPrintable(three & 255)));
}

/** The same without an encoding, behind the name of a header: `Authorization: Basic user:x`. */
function isPlain(p: usize): bool {
  let end = skipSpaces(p + 5, 3);
  const last = end + 80;
  while (end < last && at(end) > 32 && at(end) != 58 && !isQuote(at(end))) end++;
  if (at(end) != 58 || at(end + 1) <= 32) return false;
  // auth
  for (let q = p - 4; q >= p - longestHeader; q--) if ((load<u32>(q) | 0x20202020) == 0x68747561) return true;
  return false;
}

/** The scheme at `p` is no part of a word: `basic` with credentials; `token` and others behind the name of a header, or before a quote. */
export function hasCredentials(p: usize): bool {
  if (isWord(at(p - 1))) return false;
  if (lower(p) == 98) return isBasic(p) || isPlain(p);
  let end = p;
  while (isWord(at(end))) end++;
  const quote = at(skipSpaces(end, 2));
  return quote == 34 || quote == 39 || isBehindHeader(p);
}

// --- commands ---

/** The longest rest of a word that a command goes on with: `mariadb-import`. */
const longestRest: usize = 10;

/** How far behind a command its options are looked for. */
const longestCommand: usize = 640;

// pass
@inline function isPassword(p: usize): bool { return load<u32>(p) == 0x73736170; }

/**
 * What ends at `p` goes on as the name of a command does, to a blank or quote; behind it an option of two bytes follows (none where the
 * first is 0), with `word` also `password`: on its line, or as an item of its list.
 */
export function isCommand(p: usize, first: u32, second: u32, word: bool): bool {
  for (const end = p + longestRest; p < end && ((isLetter(at(p)) && at(p) >= 97) || at(p) == 45); ) p++;
  const sign = at(p);
  if (sign == 34 || sign == 39) return first == 0 || (at(p + 1) == 44 && signFollows(p, first, second, <u32>longestCommand));
  if (!isSpace(sign)) return false;
  if (first == 0) return true;
  for (const end = p + longestCommand; ++p < end; ) {
    const byte = at(p), before = at(p - 1);
    if (isSpace(before) && ((byte == first && at(p + 1) == second) || (word && isPassword(p)))) return true;
    const isEscaped = before == 92 || (before == 13 && at(p - 2) == 92);
    if (isEscaped) continue;
    // A line may end right before the option.
    if (byte == 10) return (at(p + 1) == first && at(p + 2) == second) || (word && isPassword(p + 1));
    if (byte == 124 || byte == 59) return false;
  }
  return false;
}

/** Options of what prints, and the blanks around them. */
const longestLead: usize = 12;

/** What is printed from `p` on is piped into what reads a password, by one of its words. */
export function isPrintedToReader(p: usize): bool {
  const end = p + longestCommand;
  for (const lead = p + longestLead; at(p) != 124; p++) {
    if (p >= end) return false;
    if (at(p) != 10 || p < lead) continue;
    // Only blanks may stand between it and the bar.
    const next = skipSpaces(p, 3);
    if (at(next) != 124) return false;
    p = next - 1;
  }
  for (; p < end; p++) {
    const four = load<u32>(p);
    // sudo, passwd, kadmin, adduser, file, token, stdin, fd
    if (four == 0x6f647573 || four == 0x64777373 || four == 0x6d64616b || four == 0x75646461) return true;
    if (four == 0x656c6966 || four == 0x6e656b6f || four == 0x6e696474 || (four & 0xffff) == 0x6466) return true;
  }
  return false;
}
