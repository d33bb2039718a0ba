// String literals, in AssemblyScript: what may be one that a name is given.
import { at, endsLine, isLetter, isQuote, isSpace, isWord, skipBlanks, skipSpaces } from "./bytes.as";

/** Behind the sign of a template at `p` stand enough characters of one word that the sign may be drawn as well: those of judge/placeholder.ts. */
function goesOnAsWord(p: usize, quote: u32): bool {
  for (const end = p + 8; p < end; p++) {
    const byte = at(p);
    if (byte == quote || isSpace(byte) || byte == 92) return false;
  }
  return true;
}

/** What stands for a value, in angle brackets from `p` on, is all of a string that nothing is added to: a word begins the next line. */
function isInAngles(p: usize, quote: u32): bool {
  if (!isLetter(at(++p))) return false;
  for (const end = p + 60; p < end; p++) {
    const byte = at(p);
    // . / : -
    if (!isWord(byte) && byte != 32 && byte != 45 && byte != 46 && byte != 47 && byte != 58) break;
  }
  if (at(p) != 62 || at(p + 1) != quote || !endsLine(at(p + 2))) return false;
  p = skipSpaces(p + 2, 100);
  return isLetter(at(p)) && !isQuote(at(p + 1)) && !isQuote(at(p + 2));
}

/** Behind a string that ends in front of `p` a further piece of it follows: `"a" "b"`, `"a" + "b"`. */
function piecesFollow(p: usize): bool {
  p = skipSpaces(p, 60);
  const byte = at(p);
  // + . .. & \
  if (byte == 43 || byte == 46 || byte == 38 || byte == 92) p = skipSpaces(p + 1 + <usize>(at(p + 1) == 46), 60);
  const first = at(p);
  if (isQuote(first)) return true;
  // @ $
  return (isLetter(first) || first == 64 || first == 36) && (isQuote(at(p + 1)) || isQuote(at(p + 2)));
}

/** A raw string of Rust or Swift begins with the signs at `p`: `#"x"#`. */
export function isRaw(p: usize): bool {
  for (const end = p + 3; p < end && at(p) == 35; ) p++;
  return at(p) == 34 && at(p - 1) == 35;
}

/** A string literal at `p` that may hold a secret: not empty, no single character, no template from its beginning. */
export function mayHold(p: usize): bool {
  const quote = at(p), first = at(p + 1), second = at(p + 2);
  if (first == quote) return second == quote;
  if (first == 92) return true;
  if (second == quote) return piecesFollow(p + 3);
  // {{, ${, $(, <%; %s, %d, %v.
  if (second == 123) return first != 123 && first != 36;
  if (second == 40) return first != 36;
  if (first == 37 && at(p + 3) == quote) return piecesFollow(p + 4);
  if (first == 37) return (second != 115 && second != 100 && second != 118) || goesOnAsWord(p + 3, quote);
  return first != 60 || (second != 37 && !isInAngles(p + 1, quote));
}

/** So much of a string is read. */
const longestString: usize = 400;

/** The string literal at `p` may end: on its line, or one line below three quotes. */
export function mayEnd(p: usize, inCode: bool): bool {
  const quote = at(p);
  if (quote == 96) return true;
  const isTriple = at(p + 1) == quote && at(p + 2) == quote;
  p += isTriple ? 3 : 1;
  if (endsLine(at(p))) {
    if (!isTriple) return !inCode || at(p) == 13;
    p = skipBlanks(at(p) == 13 ? p + 2 : p + 1, 40);
    for (const end = p + longestString; at(p) != quote; p++) {
      if (p >= end) return true;
      if (at(p) == 10) return at(skipBlanks(p + 1, 40)) == quote;
    }
    return true;
  }
  for (const end = p + longestString; p < end; p++) {
    const byte = at(p);
    if (byte == quote || byte == 92) return true;
    if (byte == 10) return false;
  }
  return true;
}

/** A string literal at `p` is the name of the next pair, not what the name before it is given: `"Password", "port": x`. */
export function isNextName(p: usize): bool { return isQuote(at(p)) && isKey(p); }

/** The string literal at `p` is a name in braces, which a colon follows: `"key": { "type": x }`. */
export function isKey(p: usize): bool {
  const quote = at(p);
  // A string in a string: '"x"'.
  if (isQuote(at(p + 1))) return false;
  for (const end = p + 64; ++p < end; ) {
    const byte = at(p);
    if (byte == 92 || byte == 10) return false;
    if (byte != quote) continue;
    p = skipSpaces(p + 1, 4);
    return at(p) == 58 && at(p + 1) != 58;
  }
  return false;
}

/** A string literal begins at `p`, perhaps behind a letter. */
@inline export function beginsString(p: usize): bool { return isQuote(at(p)) || isQuote(at(p + 1)); }

/** A string that holds something begins at `p`, perhaps behind a letter. */
export function beginsValue(p: usize): bool {
  if (!isQuote(at(p))) p++;
  const quote = at(p);
  return isQuote(quote) && (at(p + 1) != quote || at(p + 2) == quote);
}

/** A string is taken, behind an operator at `p`, where what stands in front is nothing: `|| "x"`, `?? "x"`, `?: "x"`, `or "x"`. */
export function takesDefault(p: usize): bool {
  const two = load<u16>(p);
  return (two == 0x7c7c || two == 0x3f3f || two == 0x3a3f || two == 0x726f) && beginsValue(skipSpaces(p + 2, 3));
}
