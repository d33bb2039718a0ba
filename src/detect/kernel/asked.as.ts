// What is asked for by its name, in AssemblyScript, as generic/quoted.ts knows it: the string in `params.get("key")` and `params["key"]` is no value.
import { at, isLetter, isQuote, isWord, skipSpaces } from "./bytes.as";
import { beginsValue, takesDefault } from "./literal.as";

/** What is read here of the words in front of a bracket, and of a string in it. */
const longestAsked: usize = 48;
/** Of what a method asks for behind `get` or `find`. */
const longestRest: usize = 31;

/** A string ends at the quote at `p`, and what stands behind it may be taken in its place: `f("x", "y")`, `a["x"] or "y"`. */
function mayHaveDefault(p: usize): bool {
  p++;
  if (at(p) == 44) return beginsValue(skipSpaces(p + 1, 3));
  // unwrap_or, or, orElse, getOrElse
  if (at(p) == 41 && at(p + 1) == 46) return at(p + 2) == 117 || at(p + 2) == 111 || load<u32>(p + 2) == 0x4f746567;
  for (const end = p + 3; p < end && (at(p) == 41 || at(p) == 93); ) p++;
  return takesDefault(skipSpaces(p, 3));
}

/** Behind a subscript at `p` stands what is taken where there is no such element: `a[b] || "x"`. */
export function mayBeElementOr(p: usize): bool {
  if (at(++p) == 34) p++;
  for (const end = p + 40; p < end && isWord(at(p)); ) p++;
  if (at(p) == 34) p++;
  return at(p) == 93 && takesDefault(skipSpaces(p + 1, 2));
}

/** The string literal at `p` holds something, and nothing may be taken in its place: only what is asked for by a name has a default. */
export function isOnlyString(p: usize): bool {
  const quote = at(p);
  if (at(p + 1) == quote) return false;
  let isName = true;
  for (const limit = p + longestAsked; at(++p) != quote; ) {
    const byte = at(p);
    if (p >= limit || byte == 92 || byte == 10) return false;
    if (!isWord(byte) && byte != 45 && byte != 46) isName = false;
  }
  return !isName || !mayHaveDefault(p);
}

/** The name from `start` to `end` is one of a method that cuts or joins texts: split, rsplit, partition, rpartition, strip, lstrip, rstrip, join, replace. */
function cutsText(start: usize, end: usize): bool {
  const length = end - start, first = at(start), last = load<u32>(end - 4);
  if (length < 4) return false;
  if (last == 0x6e696f6a) return length == 4;
  if (last == 0x74696c70) return length == 5 ? first == 115 : length == 6 && load<u16>(start) == 0x7372;
  if (last == 0x70697274) return length == 5 ? first == 115 : length == 6 && (first == 108 || first == 114) && at(start + 1) == 115;
  if (last == 0x6563616c) return length == 7 && load<u32>(start) == 0x6c706572;
  if (last != 0x6e6f6974) return false;
  return length == 9 ? load<u32>(start) == 0x74726170 && at(start + 4) == 105 : length == 10 && load<u32>(start) == 0x72617072 && load<u16>(start + 4) == 0x6974;
}

/** The name from `start` to `end` is one of a method that is told what it is asked for: get, getX, get_x, find, ask, query, GetX, FindX. */
function asks(start: usize, end: usize): bool {
  const length = end - start, four = load<u32>(start) | 0x20, first = at(start);
  const isCapital = first == 71 || first == 70;
  let p = start;
  // get, ask; find; query
  if ((four & 0xffffff) == 0x746567 || (four & 0xffffff) == 0x6b7361) p += 3;
  else if (four == 0x646e6966) p += 4;
  else if (four == 0x72657571 && at(start + 4) == 121) p += 5;
  else return false;
  if (first < 97 && !isCapital) return false;
  if (p >= end) return p == end && !isCapital;
  // GetBytes gives what it is told.
  const next = at(p);
  return end - p <= longestRest && next != 66 && at(p + 1) != 121 && (next - 65 < 26 || (next == 95 && !isCapital));
}

/** A word ends at the bracket at `p`, and is told what is asked for; it begins at `start`, perhaps with those that it is a member of. */
function isAsking(start: usize, p: usize): bool {
  // getenv, env
  if (p - start >= 3 && (load<u32>(p - 4) | 0x20202020) >> 8 == 0x766e65) return true;
  let from = p;
  while (from > start && at(from - 1) != 46) from--;
  return asks(from, p) || cutsText(from, p);
}

/** From `p` on stands what another one calls so, and nothing that is taken in its place: `params.get("key")`, `Some(params["key"])`. With `isPlain` the string has no prefix. */
export function isLookedUp(p: usize, isPlain: bool): bool {
  let isAsked = false;
  for (let depth = 0; depth < 4 && (isLetter(at(p)) || at(p) == 95); depth++) {
    const from = p;
    while (p - from < longestAsked && (isWord(at(p)) || at(p) == 46)) p++;
    const byte = at(p);
    // Of Perl: q(x), qq(x).
    if (depth == 0 && at(from) == 113 && p - from <= 2) return false;
    // A call, or a subscript.
    if (byte == 40) isAsked = isAsked || isAsking(from, p);
    else if (byte == 91) {
      if (depth == 0 && mayBeElementOr(p)) return false;
      isAsked = isAsked || at(p - 1) != 46;
    }
    // u"x"
    else return isQuote(byte) && isAsked && !isPlain && p - from == 1 && isOnlyString(p);
    p = skipSpaces(p + 1, 20);
  }
  return isAsked && isQuote(at(p)) && isOnlyString(p);
}
