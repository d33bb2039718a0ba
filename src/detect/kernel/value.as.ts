// Whether a value can stand where something is given to a name, in AssemblyScript.
import { isLookedUp, mayBeElementOr } from "./asked.as";
import { at, endsLine, isDigit, isLetter, isQuote, isSpace, isWord, isBlank, opens, skipBlanks, skipSpaces } from "./bytes.as";
import { beginsString, beginsValue, isKey, isRaw, mayEnd, mayHold, takesDefault } from "./literal.as";

/** The word from `p` to `end` may stand before a value: new, try, await, const, final, return, static. */
export function mayPrecede(p: usize, end: usize): bool {
  const length = end - p;
  const first = at(p);
  if (length == 3) return first == 110 || first == 116;
  if (length == 5) return first == 97 || first == 99 || first == 102;
  return length == 6 && (first == 114 || first == 115);
}

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
    if (isQuote(byte)) return depth > 0 ? beginsValue(p) && !isKey(p) : mayHold(p) && mayEnd(p, inCode);
    if (byte == 92) return true;
    if (byte == 35) return isRaw(p);
    if (depth == 0 && byte == 60) return at(p + 1) == 60;
    // Of Lua [[x]], of Perl q(x).
    if (depth == 0 && inCode && (byte == 113 || (byte == 91 && at(p + 1) == 91))) return true;
    if (byte == 91 && at(p + 1) == 93) {
      // []byte(
      for (p += 2; isWord(at(p)); ) p++;
      if (at(p) != 40 && at(p) != 123) return false;
    } else if (isLetter(byte) || byte == 95 || (depth == 0 && (isDigit(byte) || byte == 46))) {
      const from = p;
      while (p - from < 63 && (isWord(byte) || byte == 36 || byte == 46 || (byte == 58 && (at(p + 1) == 58 || at(p - 1) == 58)))) byte = at(++p);
      if (p - from >= 63 || byte == 60) return true;
      // A prefix stands in front of a string as a call does.
      if (isQuote(byte)) return p - from <= 2 && !isKey(p);
      if (byte == 35 && p - from <= 2 && isRaw(p)) return true;
      if (depth == 0 && (takesDefault(skipSpaces(p, 2)) || (load<u16>(p - 2) == 0x726f && beginsString(skipSpaces(p, 3))))) return true;
      if (isSpace(byte)) {
        if (mayPrecede(from, p)) {
          p = skipSpaces(p, 28);
          continue;
        }
        byte = at(++p);
      } else if (depth == 0 && byte == 91 && mayBeElementOr(p)) return true;
      // default="x"
      if (byte == 61 && p - from == 7 && at(from) == 100) return beginsValue(p + 1);
      if (!opens(byte) && byte != 33) return false;
      p++;
      // ask() or "x", ask(a, b) || "x"; elsewhere what stands in brackets is read on.
      if (depth == 0 && mayFallBack(p)) return true;
      if (opens(at(p)) || at(p) == 33) p++;
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
  return takesDefault(skipSpaces(p + 1, 3));
}

/** No line ends from `p` to `end`; a CR alone ends none to the detector. */
function isOnLine(p: usize, end: usize): bool {
  for (; p < end; p++) if (at(p) == 10) return false;
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
  // Of YAML a word below may begin with a bracket.
  if (isQuote(byte) || opens(byte)) return mayReachQuote(p, inCode) || (!inCode && isColon && byte == 40 && !isOnLine(sign, p));
  if (inCode && !isOnLine(sign, p)) return mayReachQuote(p, inCode) && !isLookedUp(p, false);
  if (!inCode && isColon && !isOnLine(sign, p)) return valueMayBeBelow(p);
  // A heredoc; a block of YAML; an anchor of YAML.
  if (byte == 60) return at(p + 1) == 60;
  if (byte == 62 || byte == 124) return isColon;
  if (byte == 38) return !inCode || mayReachQuote(p, inCode);
  return byte != 41 && byte != 93 && byte != 125 && byte != 44 && byte != 59;
}

/** How much of a line is looked at in front of a name. */
const longestLead: usize = 160;

/** Neither a string nor, where `isCode` asks for it, a comment may be open at the name from `start` to `end`: its whole line before it says so. Strings that end may stand there, all in the same quotes. */
export function isOutside(start: usize, end: usize, isCode: bool): bool {
  let p = start - 1;
  if (isQuote(at(p)) && at(p) == at(end)) p--;
  let first: u32 = 0, quote: u32 = 0, isOpen = false, isEscaped = false;
  for (const least = p - longestLead; p > least; p--) {
    const byte = at(p);
    // Of Batch: `rem password: x`.
    if (byte == 10) return !isOpen && !(isEscaped && quote != 0) && (!isCode || (first | 32) != 114);
    if (isQuote(byte)) {
      // Other quotes, an apostrophe, and what three quotes begin.
      if ((quote != 0 && byte != quote) || at(p - 1) == byte || (byte == 39 && isLetter(at(p - 1)) && isLetter(at(p + 1)))) return false;
      quote = byte;
      isOpen = !isOpen;
      continue;
    }
    if (isBlank(byte)) continue;
    if (byte == 92) isEscaped = true;
    // # % * - / ; <
    if (isCode && (byte == 35 || byte == 37 || byte == 42 || byte == 45 || byte == 47 || byte == 59 || byte == 60)) return false;
    first = byte;
  }
  return false;
}

/** A string in these quotes is open at the name from `start`, where nothing else of its line could begin or end one. */
export function isInString(start: usize, quote: u32): bool {
  let isOpen = false;
  let p = start - 1;
  for (const least = p - longestLead; p > least; p--) {
    const byte = at(p);
    if (byte == 10) return isOpen;
    if (byte == 92 || (isQuote(byte) && (byte != quote || at(p - 1) == byte || (byte == 39 && isLetter(at(p - 1)) && isLetter(at(p + 1)))))) return false;
    if (byte == quote) isOpen = !isOpen;
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
