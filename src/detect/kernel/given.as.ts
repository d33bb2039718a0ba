// Whether a name is given anything, in AssemblyScript: the signs behind it, and what stands in front of it. It mirrors
// generic/assignment.ts, which reads the value; all that it reads passes here, and some more.
import { at, endsLine, isBlank, isDigit, isLetter, isQuote, isSpace, isWord, lower, opens, skipBlanks, skipSpaces } from "./bytes.as";
import { isAskedFor, isNextName, isVariable, mayReachQuote, valueMayFollow } from "./value.as";

/** The word at `p`, with a quote behind it, is given something: `value": `. */
function isPaired(p: usize): bool {
  while (isLetter(at(p))) p++;
  for (const end = p + 8; p < end && (isSpace(at(p)) || isQuote(at(p)) || at(p) == 92); ) p++;
  return at(p) == 58 || at(p) == 61;
}

/** `value` or `default` is the first word behind the name: `"key": "x", "value": "y"`. */
function pairFollows(end: usize): bool {
  for (let p = end; p < end + 80; p++) {
    const byte = at(p);
    if (isDigit(byte)) return false;
    if (!isLetter(byte)) continue;
    // android:
    if (byte == 97 && at(p + 7) == 58) {
      p += 7;
      continue;
    }
    const second = lower(p + 1), third = lower(p + 2), fourth = at(p + 3);
    if ((byte | 32) == 100) return second == 101 && third == 102 && isPaired(p);
    return (byte | 32) == 118 && second == 97 && third == 108 && (!isLetter(fourth) || (fourth | 32) == 117) && isPaired(p);
  }
  return false;
}

/** What generic/before-name.ts reads stands in front: `value="x" key="`, `"x" ==`, `"x".equals(`. */
function mayComeBefore(start: usize): bool {
  let p = start - 1;
  if (isQuote(at(p))) {
    // key, name, forHTTPHeaderField.
    for (const least = p - 8; p > least; ) {
      const byte = at(--p);
      if (byte == 58 || byte == 61) break;
      if (byte != 92 && byte != 64 && !isSpace(byte)) return false;
    }
    for (const least = p - 10; p > least; ) {
      const byte = at(--p), two = (lower(p - 1) << 8) | (byte | 32);
      if (isWord(byte)) return two == 0x6579 || two == 0x6d65 || two == 0x6c64;
      if (!isSpace(byte) && !isQuote(byte) && byte != 92) return false;
    }
    return false;
  }
  while (isBlank(at(p))) p--;
  const byte = at(p);
  if (byte == 61) return at(p - 1) == 61 || at(p - 1) == 33;
  // equals, equalsIgnoreCase, eq.
  const last = at(p - 1);
  return byte == 40 && (last == 115 || last == 101 || last == 113);
}

/** An element ends behind the quote at `p` that ends its attribute: `<string name="key">`. */
function elementEnds(p: usize): bool {
  for (const end = p + 82; ++p < end; ) {
    const byte = at(p);
    if (byte == 62) return true;
    if (byte == 60 || byte == 10) return false;
  }
  return false;
}

/** A type may stand at `p`, and an equals sign behind it: `string = `, `[16] = `, `{ get; } = `. */
function isTyped(p: usize): bool {
  const accessors = at(p) == 123;
  if (accessors) {
    // get; a block of HCL begins with other words or a line end.
    if (at(skipSpaces(p + 1, 2)) != 103) return false;
  }
  for (const end = p + 72; p < end; p++) {
    const byte = at(p);
    if (byte == 61) return at(p + 1) != 61;
    if (isWord(byte) || isSpace(byte) || (accessors && (byte == 123 || byte == 125 || byte == 59))) continue;
    // . < > [ ] | & ? ' *
    if (byte != 46 && byte != 60 && byte != 62 && byte != 91 && byte != 93 && byte != 124 && byte != 38 && byte != 63 && byte != 39 && byte != 42)
      return false;
  }
  return false;
}

/** The name from `start` begins its line or statement, or stands behind a word that declares: define, def, defvar, setq, setx, ENV, `set(`. */
function mayBeDeclared(start: usize): bool {
  let p = start - 1;
  if (at(p) == 64) p--;
  for (const least = p - 80; p > least && isSpace(at(p)); ) {
    if (at(p) == 10) return true;
    p--;
  }
  const byte = at(p);
  // set, proxy_set_header, fastcgi_param; defvar; set( of CMake; define, def, setq, setx, ENV, setenv, and options.
  if (byte == 116) return at(p - 1) == 101 && at(p - 2) == 115;
  // Of Clojure: `:name "x"`.
  if (byte == 58) return isSpace(at(p - 1)) || opens(at(p - 1));
  if (isDirective(p)) return true;
  if (byte == 114) return at(p - 1) == 97 && at(p - 2) == 118;
  if (byte == 40) return at(p - 1) == 116 && at(p - 2) == 101 && at(p - 3) == 115;
  return byte == 0 || byte == 123 || byte == 59 || byte == 101 || byte == 102 || byte == 113 || byte == 120 || byte == 86 || byte == 118 || isOption(p);
}

/** A directive of nginx ends at `p` that sets what follows: proxy_set_header, fastcgi_param. */
function isDirective(p: usize): bool {
  const byte = at(p);
  if (byte == 109) return at(p - 1) == 97 && at(p - 5) == 95;
  return byte == 114 && at(p - 1) == 101 && at(p - 6) == 95;
}

/** An option ends at `p`: `set -gx`. */
function isOption(p: usize): bool {
  const end = p;
  while (p > end - 8 && isLetter(at(p))) p--;
  return p < end && at(p) == 45;
}

/** The line ends behind one word at `p`, and a name with a dot, from `start` to `end`, begins it. */
function isLineOfTwo(start: usize, end: usize, p: usize): bool {
  const before = at(start - 1);
  if (before != 0 && before != 10) return false;
  while (start < end && at(start) != 46) start++;
  if (start == end) return false;
  for (const most = p + 201; p < most; p++) if (isSpace(at(p)) || at(p) == 0) break;
  p = skipBlanks(p, 40);
  return at(p) == 10 || at(p) == 13 || at(p) == 0;
}

/** `.Key("tags.0.name")`: what is called `key` alone looks up what words name. It passes by what generic/generic.ts does, and less. */
function looksUp(start: usize, end: usize): bool {
  const quote = at(end + 1);
  if (at(end) != 40 || quote != 34) return false;
  if (lower(end - 1) != 121 || lower(end - 2) != 101 || lower(end - 3) != 107) return false;
  if (end - 3 != start && (end - 4 != start || at(start) != 46)) return false;
  let letters = 0;
  for (let p = end + 2; p < end + 82; p++) {
    const byte = at(p);
    if (byte == quote) return true;
    if (byte - 97 < 26) {
      // A key of letters alone may be as long.
      if (++letters >= 16) return false;
      continue;
    }
    letters = 0;
    if (byte == 46 || byte == 95) continue;
    // A digit or sign is a step of its own: `.0.`, `.#`, `.%`.
    if (at(p - 1) != 46 || (!isDigit(byte) && byte != 35 && byte != 37)) return false;
    while (isDigit(at(p + 1)) && p < end + 82) p++;
    if (at(p + 1) != 46 && at(p + 1) != quote) return false;
  }
  return false;
}

/** What stands behind the name from `start` to `end` may give it a value. */
function mayFollow(start: usize, end: usize, inCode: bool): bool {
  let p = end;
  const before = at(start - 1);
  while (p < end + 3 && at(p) == 92) p++;
  let ownQuote = false;
  if (isQuote(at(p))) {
    ownQuote = at(p) == before;
    if (!ownQuote && p > end) return false;
    p++;
  } else if (p > end) return false;
  for (const most = end + 6; p < most; p++) {
    const byte = at(p);
    if (byte != 93 && byte != 41 && byte != 63 && byte != 42 && byte != 125) break;
  }
  const after = p;
  p = skipBlanks(p, 40);
  const byte = at(p), next = at(p + 1);
  switch (byte) {
    case 61: {
      if (next == 61) return valueMayFollow(p + 2 + <usize>(at(p + 2) == 61), false, inCode);
      if (next == 62 || next == 126) return valueMayFollow(p + 2, false, inCode);
      if (inCode && (isVariable(start, end, p + 1, false) || isAskedFor(start, end, p + 1))) return false;
      return valueMayFollow(p + 1, false, inCode);
    }
    case 58: {
      let colons: usize = 1;
      while (colons < 3 && at(p + colons) == 58) colons++;
      if (at(p + colons) == 61) return valueMayFollow(p + colons + 1, false, inCode);
      if (inCode && colons == 1 && (isVariable(start, end, p + 1, true) || isAskedFor(start, end, p + 1))) return false;
      return isTyped(p + 1) || valueMayFollow(p + min<usize>(colons, 2), true, inCode);
    }
    case 44: case 40: {
      const argument = skipSpaces(p + 1, 60);
      return mayReachQuote(argument, inCode) && !(byte == 44 && (isNextName(argument) || (inCode && isAskedFor(start, end, p + 1))));
    }
    case 124: return next != 124 || mayReachQuote(skipSpaces(p + 2 + <usize>(at(p + 2) == 61), 60), inCode);
    case 33: {
      if (next == 61) return valueMayFollow(p + 2 + <usize>(at(p + 2) == 61), false, inCode);
      break;
    }
    case 60: if (next == 45 || next == 47) return true; break;
    case 62: return before == 60 || ownQuote;
    case 43: if (next == 61) return true; break;
    case 63: if (next == 63 || next == 61) return true; break;
    // .=, .equals(, .orElse(, .unwrap_or(, .getOrElse(, .value =, .text =
    case 46: {
      const two = (lower(p + 1) << 8) | lower(p + 2);
      if (next == 61 || two == 0x6571 || two == 0x6f72 || two == 0x756e || two == 0x6765 || two == 0x7661 || two == 0x7465) return true;
      break;
    }
    case 45: if (next == 62) return true; break;
    case 116: if (next == 111 && isSpace(at(p + 2)) && isQuote(at(p + 3))) return true; break;
  }
  if (at(start) == 45 || before == 45) return true;
  if ((isLetter(byte) || byte == 91 || byte == 38 || byte == 123) && isTyped(p)) return true;
  // Of YAML: `? name`, and `: x` on the next line.
  if (!inCode && endsLine(byte) && (at(skipBack(start)) == 63 || (isQuote(before) && at(skipBack(start - 1)) == 63))) return true;
  if (ownQuote) return at(end) == 34 && elementEnds(end);
  if (p == after) return false;
  if (isQuote(byte) || byte == 64) return mayBeDeclared(start);
  if (!inCode && isLineOfTwo(start, end, p)) return true;
  const last = skipBack(start);
  if (at(last) == 116 && at(start) == 36) return true;
  return at(last) == 86 || (!inCode && (at(last) == 118 || isOption(last) || isDirective(last)));
}

/** The last byte before `start` that is no blank. */
function skipBack(start: usize): usize {
  let p = start - 1;
  while (isBlank(at(p))) p--;
  return p;
}

/** A value may stand behind the name from `start` to `end`, or in front of it. */
export function mayBeGiven(start: usize, end: usize, inCode: bool): bool {
  // [%key:common::state::off%]
  if (at(start - 1) == 37 && at(start - 2) == 91 && at(end) == 58) return false;
  // ${NAME:-x}
  if (at(start - 1) == 123 && at(start - 2) == 36) return at(end) == 58;
  if (looksUp(start, end)) return false;
  return mayFollow(start, end, inCode) || pairFollows(end) || mayComeBefore(start);
}
