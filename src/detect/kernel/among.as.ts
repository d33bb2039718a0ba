// Several names that are given several values, in AssemblyScript, as generic/tuple.ts reads them.
import { isOnlyString } from "./asked.as";
import { at, isLetter, isQuote, isSpace, isWord, opens, skipSpaces } from "./bytes.as";
import { mayReachQuote } from "./value.as";

/** What is read in front of a name: a longer line is cut there. */
const farthest: usize = 239;
/** More names do not stand in front of one, nor behind it. */
const mostNames: i32 = 6;
/** How many they are where the line begins farther off. */
const unknown: i32 = 7;
/** What is read of names that follow, of a list of values, and of one value: within LOOKS_AHEAD all in all. What stands behind is left to the detector. */
const longestNames: usize = 160;
const longestList: usize = 160;
const longestValue: usize = 120;

/** The last byte at `p` or before that is no blank, from `least` on. */
function skipBack(p: usize, least: usize): usize {
  while (p > least && at(p) != 10 && isSpace(at(p))) p--;
  return p;
}

/** A word that declares what follows ends at `p`: const, let, var, val, local, my. */
function declares(p: usize): bool {
  const two = load<u16>(p - 1);
  return two == 0x7473 || two == 0x7465 || two == 0x7261 || two == 0x6c61 || two == 0x796d;
}

/** How many names, each with a comma, stand between the one from `start` and the beginning of its line; -1 where something else does. */
function namesBefore(start: usize): i32 {
  const least = start - farthest;
  let p = start - 1, names = 0;
  if (at(p) == 36) p--;
  for (let comma = skipBack(p, least); at(comma) == 44; comma = skipBack(p, least)) {
    p = skipBack(comma - 1, least);
    const end = p;
    while (p > least && (isWord(at(p)) || at(p) == 46 || at(p) == 36)) p--;
    if (p <= least) return unknown;
    if (p == end || ++names > mostNames) return -1;
  }
  p = skipBack(p, least);
  if (opens(at(p))) p = skipBack(p - 1, least);
  if (isLetter(at(p)) && declares(p)) {
    while (p > least && isLetter(at(p))) p--;
    p = skipBack(p, least);
  }
  if (p <= least) return unknown;
  return at(p) == 10 || at(p) == 0 ? names : -1;
}

/** Where the equals sign ends behind names, each behind a comma, from `p` on; 0 where something else follows. */
function behindNames(p: usize): usize {
  for (let names = 0; ; names++) {
    const comma = skipSpaces(p, 2);
    if (at(comma) != 44) {
      if (names == 0) return 0;
      break;
    }
    if (names == mostNames) return 0;
    p = skipSpaces(comma + 1, 2);
    if (at(p) == 36) p++;
    const from = p;
    while (p < from + 60 && (isWord(at(p)) || at(p) == 46)) p++;
    if (p == from) return 0;
  }
  p = skipSpaces(p, 2);
  const byte = at(p);
  if (byte == 41 || byte == 93 || byte == 125) p++;
  p = skipSpaces(p, 4);
  if (at(p) == 58) return at(p + 1) == 61 ? p + 2 : 0;
  return at(p) == 61 && at(p + 1) != 61 ? p + 1 : 0;
}

/** From `p` on stands a string, or one that is taken where there is nothing else. */
function mayBeValue(p: usize): bool {
  if (isQuote(at(p)) || at(p) == 92) return true;
  if (!mayReachQuote(p, true)) return false;
  for (const end = p + longestValue; p < end; p++) {
    const byte = at(p);
    if (isQuote(byte)) return !isOnlyString(p);
    if (byte == 124 || byte == 63 || byte == 92 || (byte == 114 && at(p - 1) == 111)) return true;
  }
  return true;
}

/** In the list of values at `p` one may stand behind so many others. */
function holdsValue(p: usize, others: i32): bool {
  p = skipSpaces(p, 4);
  if (at(p) == 40 || at(p) == 91) p = skipSpaces(p + 1, 20);
  let depth = 0;
  for (const end = p + longestList; others > 0; p++) {
    const byte = at(p);
    if (byte == 10 || byte == 59 || byte == 123) return false;
    if (p >= end || isQuote(byte)) return true;
    if (byte == 40 || byte == 91) depth++;
    else if (byte == 41 || byte == 93) {
      if (depth-- == 0) return false;
    } else if (byte == 44 && depth == 0) others--;
  }
  return mayBeValue(skipSpaces(p, 20));
}

/** In code other names stand in front of the one from `start`, and it is given one of several values behind a sign that ends at `sign`: `user, password = "a", "x"`. */
export function isGivenLast(start: usize, sign: usize): bool {
  const before = at(start - 1);
  if (before != 32 && !isQuote(before)) return false;
  const others = namesBefore(start);
  return others > 0 && (others == unknown || holdsValue(sign, others));
}

/** In code other names follow the one from `start` to `end`, and it is given one of several values: `password, user = "x", "a"`. */
export function isGivenAmong(start: usize, end: usize): bool {
  const sign = behindNames(end);
  if (sign == 0) return false;
  if (sign - end > longestNames) return true;
  const others = namesBefore(start);
  return others == unknown || (others >= 0 && holdsValue(sign, others));
}
