// A value in a mapping that may have its name beside it, in AssemblyScript. As structure/pair.ts, or less exact.
import { at, isBlank, isLetter, isQuote, isSpace, lower, skipBlanks, skipSpaces } from "./bytes.as";

/** What may be left of a longer key in front of `value`: `parameter_`. */
const longestPrefix: usize = 10;
/** So far from the literal its name may be looked for here; behind that it may stand. */
const nearby: usize = 180;

/** Where the key begins of which `value` at `p` is the end. */
function keyStart(p: usize): usize {
  const least = p - longestPrefix;
  while (p > least && (isLetter(at(p - 1)) || at(p - 1) == 95)) p--;
  return p;
}

/** `name` or `key` ends before the quote at `p`. */
@inline function isNamed(p: usize): bool {
  const last = lower(p - 1), before = lower(p - 2);
  return (last == 101 && before == 109) || (last == 121 && before == 101);
}

/** `name: x`, `value: y`: the key begins its line, and a value without structure follows. */
function isOnLine(p: usize): bool {
  let start = keyStart(p) - 1;
  for (const least = start - 80; start > least && (isBlank(at(start)) || at(start) == 45); ) start--;
  const before = at(start);
  if (before != 10 && before != 0) return false;
  const byte = at(skipBlanks(p + 6, 40));
  // { } [ ] & * ! | > % @ #
  return !isSpace(byte) && byte != 123 && byte != 125 && byte != 91 && byte != 93 && byte != 38 && byte != 42 && byte != 33 &&
    byte != 124 && byte != 62 && byte != 37 && byte != 64 && byte != 35;
}

/** `{"name": "x", "value": "y"}`: a string that is a member of an object, in which a name may stand as well. */
function isInBraces(p: usize): bool {
  const quote = keyStart(p) - 1;
  if (at(quote) != 34 && at(quote) != 39) return false;
  let start = quote - 1;
  for (const least = start - 60; start > least && isSpace(at(start)); ) start--;
  if (at(start) != 123 && at(start) != 44) return false;
  let next = skipSpaces(p + 7, 4);
  const closing = at(next);
  if (!isQuote(closing)) return closing == 92;
  for (; at(start) != 123; start--) {
    if (at(start) == 125) return false;
    if (p - start > nearby || (isQuote(at(start)) && isNamed(start))) return true;
  }
  // Nothing, or three quotes.
  if (at(next + 1) == closing) return at(next + 2) == closing;
  while (at(++next) != closing) if (at(next) == 92 || at(next) == 10 || next - p > nearby) return true;
  for (next++; at(next) != 123 && at(next) != 125; next++) if (next - p > nearby || (isQuote(at(next)) && isNamed(next))) return true;
  return false;
}

/** The value whose key ends with `value` at `p`: a quote behind it makes it a member of an object, else it must stand in lines. */
export function mayBeNamedBeside(p: usize, inLines: bool): bool {
  return at(p + 5) == 58 ? inLines && isOnLine(p) : isInBraces(p);
}
