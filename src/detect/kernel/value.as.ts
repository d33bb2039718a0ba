// Whether a value can stand where something is given to a name, in AssemblyScript.
import { at, endsLine, isDigit, isLetter, isQuote, isSpace, isWord, isBlank, opens, skipBlanks, skipSpaces } from "./bytes.as";

/** Behind the sign of a template at `p` stand enough characters of one word that the sign may be drawn as well: those of judge/placeholder.ts. */
function goesOnAsWord(p: usize, quote: u32): bool {
  for (const end = p + 8; p < end; p++) {
    const byte = at(p);
    if (byte == quote || isSpace(byte) || byte == 92) return false;
  }
  return true;
}

/** A string literal at `p` that may hold a secret: not empty, no single character, no template from its beginning. */
function mayHold(p: usize): bool {
  const quote = at(p), first = at(p + 1), second = at(p + 2);
  if (first == quote) return second == quote;
  if (first == 92) return true;
  if (second == quote) return false;
  // {{, ${, $(, <%; %s, %d, %v.
  if (second == 123) return first != 123 && first != 36;
  if (second == 40) return first != 36;
  if (first == 37) return (second != 115 && second != 100 && second != 118) || goesOnAsWord(p + 3, quote);
  return first != 60 || second != 37;
}

/** A string literal at `p` is the name of the next pair, not what the name before it is given: `"Password", "port": x`. */
export function isNextName(p: usize): bool { return isQuote(at(p)) && isKey(p); }

/** The string literal at `p` is a name in braces, which a colon follows: `"key": { "type": x }`. */
function isKey(p: usize): bool {
  const quote = at(p);
  for (const end = p + 64; ++p < end; ) {
    const byte = at(p);
    if (byte == 92 || byte == 10) return false;
    if (byte != quote) continue;
    p = skipSpaces(p + 1, 4);
    return at(p) == 58 && at(p + 1) != 58;
  }
  return false;
}

/** The word from `p` to `end` may stand before a value: new, try, await, const, final, return, static. */
export function mayPrecede(p: usize, end: usize): bool {
  const length = end - p;
  const first = at(p);
  if (length == 3) return first == 110 || first == 116;
  if (length == 5) return first == 97 || first == 99 || first == 102;
  return length == 6 && (first == 114 || first == 115);
}

/** A string literal begins at `p`, perhaps behind a letter. */
@inline function beginsString(p: usize): bool { return isQuote(at(p)) || isQuote(at(p + 1)); }

/** A value without quotes may begin with the byte. */
export function mayBeBare(byte: u32): bool {
  // - " ' ` < > { } ( ) [ ] , ; | & \\
  return byte != 45 && !isQuote(byte) && byte != 60 && byte != 62 && byte != 123 && byte != 125 && !opens(byte) && byte != 41 && byte != 93 &&
    byte != 44 && byte != 59 && byte != 124 && byte != 38 && byte != 92 && !endsLine(byte);
}

/** A string literal may be reached from `p`: at once, inside calls and brackets, behind a fallback, or as a heredoc. */
export function mayReachQuote(p: usize, inCode: bool): bool {
  for (let depth = 0; depth < 5; depth++) {
    let byte = at(p);
    if (isQuote(byte)) return depth > 0 ? !isKey(p) : mayHold(p);
    if (byte == 92) return true;
    if (depth == 0 && byte == 60) return at(p + 1) == 60;
    // Of Lua [[x]], of Perl q(x).
    if (depth == 0 && inCode && (byte == 113 || (byte == 91 && at(p + 1) == 91))) return true;
    if (byte == 91 && at(p + 1) == 93) {
      // []byte(
      for (p += 2; isWord(at(p)); ) p++;
      if (at(p) != 40 && at(p) != 123) return false;
    } else if (isLetter(byte) || byte == 95 || (depth == 0 && (isDigit(byte) || byte == 46))) {
      const from = p;
      while (p - from < 63 && (isWord(byte) || byte == 36 || byte == 58 || byte == 46)) byte = at(++p);
      if (p - from >= 63 || byte == 60) return true;
      if (isQuote(byte)) return p - from <= 2;
      if (depth == 0 && isSpace(byte) && at(p - 2) == 111 && at(p - 1) == 114 && beginsString(skipSpaces(p, 3))) return true;
      if (isSpace(byte)) {
        if (mayPrecede(from, p)) {
          p = skipSpaces(p, 28);
          continue;
        }
        byte = at(++p);
        if (depth == 0 && isBlank(byte)) byte = at(p + 1);
      }
      // a || "x", a ?? "x", a or "x", a[b] || "x".
      if (depth == 0 && (byte == 124 || byte == 63 || byte == 91 || (byte == 111 && at(skipSpaces(p, 1) + 1) == 114))) return true;
      byte = at(p);
      // default="x"
      if (byte == 61 && p - from == 7 && at(from) == 100 && isQuote(at(p + 1))) return true;
      if (!opens(byte) && byte != 33) return false;
      p++;
      if (opens(at(p)) || at(p) == 33) return true;
      // ask() or "x", ask(a, b) || "x"; elsewhere what stands in brackets is read on.
      if (depth == 0 && mayFallBack(p)) return true;
      p = skipSpaces(p, 24);
      continue;
    } else if (!opens(byte) && byte != 64 && byte != 36 && byte != 38 && byte != 42 && byte != 43) return false;
    p = skipSpaces(p + 1, 44);
  }
  return true;
}

/** A call whose brackets hold names alone, from `p` on, has a default behind it: `) or`, `) ||`, `) ??`, `) ?:`. */
function mayFallBack(p: usize): bool {
  for (const last = p + 41; p < last && (isWord(at(p)) || at(p) == 44 || at(p) == 46 || at(p) == 32); ) p++;
  if (at(p) != 41) return false;
  const sign = skipSpaces(p + 1, 3), byte = at(sign);
  return byte == 124 || byte == 63 || (byte == 111 && at(sign + 1) == 114);
}

/** No line ends from `p` to `end`. */
function isOnLine(p: usize, end: usize): bool {
  for (; p < end; p++) if (endsLine(at(p))) return false;
  return true;
}

/** The shortest value on a line below its name. */
const shortestBelow: usize = 6;

/** Of YAML a value stands at `p`, on a line below its name: a word alone, which is no name of the next pair. Also behind the dash of an item. */
function valueMayBeBelow(p: usize): bool {
  if (at(p) == 45 && isBlank(at(p + 1))) p = skipBlanks(p + 1, 8);
  const first = at(p);
  // A tag, an anchor, or a block.
  if (isQuote(first) || opens(first) || first == 33 || first == 38 || first == 62 || first == 124) return true;
  const from = p;
  for (const limit = p + 1100; p < limit; p++) {
    const byte = at(p);
    if (isSpace(byte) || byte == 58 || byte == 35 || byte == 0) break;
  }
  if (p - from >= shortestBelow) {
    const end = skipBlanks(p, 20);
    if (endsLine(at(end)) || at(end) == 0) return true;
  }
  return mayReachQuote(from, false);
}

/** A value may begin behind an operator that ends at `sign`. */
export function valueMayFollow(sign: usize, isColon: bool, inCode: bool): bool {
  const p = skipSpaces(sign, 60);
  const byte = at(p);
  if (isQuote(byte) || opens(byte)) return mayReachQuote(p, inCode);
  if (inCode && !isOnLine(sign, p)) return mayReachQuote(p, inCode);
  if (!inCode && isColon && !isOnLine(sign, p)) return valueMayBeBelow(p);
  // A heredoc; a block of YAML; an anchor of YAML.
  if (byte == 60) return at(p + 1) == 60;
  if (byte == 62 || byte == 124) return isColon;
  if (byte == 38) return !inCode || mayReachQuote(p, inCode);
  return byte != 41 && byte != 93 && byte != 125 && byte != 44 && byte != 59;
}

/** How much of a line is looked at in front of a name. */
const longestLead: usize = 160;

/** Neither a string nor, where `isCode` asks for it, a comment may be open at the name from `start` to `end`: its whole line before it says so. */
export function isOutside(start: usize, end: usize, isCode: bool): bool {
  let p = start - 1;
  if (isQuote(at(p)) && at(p) == at(end)) p--;
  let first: u32 = 0;
  for (const least = p - longestLead; p > least; p--) {
    const byte = at(p);
    // Of Batch: `rem password: x`.
    if (byte == 10) return !isCode || (first | 32) != 114;
    if (isQuote(byte)) return false;
    if (isBlank(byte)) continue;
    // # % * - / ; <
    if (isCode && (byte == 35 || byte == 37 || byte == 42 || byte == 45 || byte == 47 || byte == 59 || byte == 60)) return false;
    first = byte;
  }
  return false;
}

/** Names and commas stand between the name at `start` and the beginning of its line: several names are given several values. */
export function isOfSeveral(start: usize): bool {
  let p = start - 1;
  if (at(p) != 32) return false;
  while (isBlank(at(p))) p--;
  if (at(p) != 44) return false;
  while (isWord(at(p)) || isBlank(at(p)) || at(p) == 44 || at(p) == 36 || at(p) == 46) p--;
  return at(p) == 0 || endsLine(at(p)) || (opens(at(p)) && !isWord(at(p - 1)));
}

/** The longest name of generic/none-here.ts. */
const longestVariable: usize = 41;

/** In code the name from `start` to `end` is given another one from `p` on: `password=stored,`, and with `isCode` also `password: str)`. */
export function isVariable(start: usize, end: usize, p: usize, isCode: bool): bool {
  p = skipBlanks(p, 60);
  if (!isLetter(at(p)) && at(p) != 95) return false;
  const from = p;
  while (p - from <= longestVariable && isWord(at(p))) p++;
  const byte = at(p);
  if (p - from > longestVariable || (byte != 44 && byte != 59 && byte != 41)) return false;
  return isOutside(start, end, isCode);
}

/** What is read here of the words in front of a bracket, and of a string in it. */
const longestAsked: usize = 48;

/** A string ends at the quote at `p`, and what stands behind it may be taken in its place: `f("x", "y")`, `a["x"] or "y"`. */
function mayHaveDefault(p: usize): bool {
  p++;
  if (at(p) == 44 || (at(p) == 41 && at(p + 1) == 46)) return true;
  for (const end = p + 3; p < end && (at(p) == 41 || at(p) == 93); ) p++;
  const byte = at(skipSpaces(p, 3));
  return byte == 124 || byte == 63 || byte == 111;
}

/** In code the name from `start` to `end` is given, from `p` on, what another one calls so: `key = params.get("key")`, `key=Some(params["key"])`. */
export function isAskedFor(start: usize, end: usize, p: usize): bool {
  p = skipBlanks(p, 60);
  for (let depth = 0; ; p++, depth++) {
    if (depth == 4 || (!isLetter(at(p)) && at(p) != 95)) return false;
    const from = p;
    while (p - from < longestAsked && (isWord(at(p)) || at(p) == 46)) p++;
    // .get( and env( or a word in front of [
    if (at(p) == 91 ? at(p - 1) != 46 : at(p) == 40 && (load<u32>(p - 4) == 0x7465672e || (load<u32>(p - 4) | 0x20202020) >> 8 == 0x766e65)) break;
    if (at(p) != 40) return false;
  }
  const quote = at(++p);
  if (!isQuote(quote) || at(p + 1) == quote) return false;
  for (const limit = p + longestAsked; at(++p) != quote; ) if (p >= limit || at(p) == 92 || at(p) == 10) return false;
  return !mayHaveDefault(p) && isOutside(start, end, true);
}
