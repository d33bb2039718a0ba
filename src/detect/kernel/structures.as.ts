// What stands around the anchors of structures that are words of many texts, in AssemblyScript: the quick looks of those detectors in
// JavaScript, or less exact ones.
import { at, isLetter, isQuote, isSpace, isWord, lower, skipSpaces } from "./bytes.as";
import { sextet } from "./encoded.as";

// --- SQL ---

/** What may be white space, up to five bytes of it: some of it takes several bytes. */
function skipWhite(p: usize): usize {
  for (const end = p + 5; p < end && (at(p) <= 32 || at(p) > 127); ) p++;
  return p;
}

/** `password ` from `start` on, behind no word: a quote, a bracket or FOR follows it, or `= password`. Its last byte, before `end`, is white already. */
export function goesOnAsStatement(start: usize, end: usize): bool {
  if (isWord(at(start - 1))) return false;
  const next = skipWhite(end - 1);
  const sign = at(next);
  if (sign == 61) {
    const begins = skipWhite(next + 1);
    return lower(begins) == 112 || beginsString(begins);
  }
  return sign == 40 || (sign | 32) == 102 || sign == 92 || sign == 39 || sign == 34 || beginsString(next);
}

/** A string with a letter in front or between dollars begins at `p`: `E'x'`, `N'x'`, `U&'x'`, `$$x$$`, `$tag$x$tag$`. */
function beginsString(p: usize): bool {
  const letter = lower(p);
  if (letter == 101 || letter == 110) return at(p + 1) == 39;
  if (letter == 117) return at(p + 1) == 38 && at(p + 2) == 39;
  if (at(p) != 36) return false;
  const last = ++p + 21;
  while (p < last && isWord(at(p))) p++;
  return at(p) == 36;
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

/** What ends at `p` goes on as the name of a command does, to a blank or quote. */
export function isCommand(p: usize): bool {
  for (const end = p + longestRest; p < end && ((isLetter(at(p)) && at(p) >= 97) || at(p) == 45); ) p++;
  const byte = at(p);
  return isSpace(byte) || byte == 34 || byte == 39;
}
