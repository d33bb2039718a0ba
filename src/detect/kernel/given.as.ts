// What may be given to a name, in AssemblyScript: the signs behind it, and whether a value can follow them. It mirrors
// generic/assignment.ts, which reads the value; all that it reads passes here, and some more.
import { at, endsLine, isBlank, isDigit, isLetter, isQuote, isSpace, isWord, lower } from "./bytes.as";

@inline function skipBlanks(p: usize, most: usize): usize {
  const end = p + most;
  while (p < end && isBlank(at(p))) p++;
  return p;
}

@inline function skipSpaces(p: usize, most: usize): usize {
  const end = p + most;
  while (p < end && isSpace(at(p))) p++;
  return p;
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
    if ((byte | 32) == 100) return second == 101 && third == 102;
    return (byte | 32) == 118 && second == 97 && third == 108 && (!isLetter(fourth) || (fourth | 32) == 117);
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

@inline function opens(byte: u32): bool {
  return byte == 40 || byte == 91 || byte == 123;
}

/** The word from `p` to `end` may stand before a value: new, try, await, const, final, return, static. */
function mayPrecede(p: usize, end: usize): bool {
  const length = end - p;
  const first = at(p);
  if (length == 3) return first == 110 || first == 116;
  if (length == 5) return first == 97 || first == 99 || first == 102;
  return length == 6 && (first == 114 || first == 115);
}

/** A string literal may be reached from `p`: at once, inside calls and brackets, behind a fallback, or as a heredoc. */
function mayReachQuote(p: usize, inCode: bool): bool {
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
      if (depth == 0 && isSpace(byte) && at(p - 2) == 111 && at(p - 1) == 114) return true;
      if (isSpace(byte)) {
        if (mayPrecede(from, p)) {
          p = skipSpaces(p, 28);
          continue;
        }
        byte = at(++p);
        if (depth == 0 && isBlank(byte)) byte = at(p + 1);
      }
      // a || "x", a ?? "x", a or "x", a[b] || "x".
      if (depth == 0 && (byte == 124 || byte == 63 || byte == 111 || byte == 91)) return true;
      byte = at(p);
      // f(default="x")
      if (depth > 0 && byte == 61 && isQuote(at(p + 1))) return true;
      if (!opens(byte) && byte != 33) return false;
      p++;
      if (opens(at(p)) || at(p) == 33) return true;
      p = skipSpaces(p, 24);
      continue;
    } else if (!opens(byte) && byte != 64 && byte != 36 && byte != 38 && byte != 42 && byte != 43) return false;
    p = skipSpaces(p + 1, 44);
  }
  return true;
}

/** A value may begin behind an operator that ends at `sign`. */
function valueMayFollow(sign: usize, isColon: bool, inCode: bool): bool {
  const p = skipSpaces(sign, 60);
  const byte = at(p);
  if (isQuote(byte) || opens(byte)) return mayReachQuote(p, inCode);
  for (let q = sign; q < p; q++) if (inCode && endsLine(at(q))) return mayReachQuote(p, inCode);
  // A heredoc; a block of YAML; an anchor of YAML.
  if (byte == 60) return at(p + 1) == 60;
  if (byte == 62 || byte == 124) return isColon;
  if (byte == 38) return !inCode || mayReachQuote(p, inCode);
  return byte != 41 && byte != 93 && byte != 125 && byte != 44 && byte != 59;
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
      return valueMayFollow(p + 1 + <usize>(next == 62 || next == 126), false, inCode);
    }
    case 58: {
      let colons: usize = 1;
      while (colons < 3 && at(p + colons) == 58) colons++;
      if (at(p + colons) == 61) return valueMayFollow(p + colons + 1, false, inCode);
      return isTyped(p + 1) || valueMayFollow(p + min<usize>(colons, 2), true, inCode);
    }
    case 44: case 40: return mayReachQuote(skipSpaces(p + 1, 60), inCode);
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
  // ${NAME:-x}
  if (at(start - 1) == 123 && at(start - 2) == 36) return at(end) == 58;
  if (looksUp(start, end)) return false;
  return mayFollow(start, end, inCode) || pairFollows(end) || mayComeBefore(start);
}

// --- words ---

// Those of generic/given-words.ts.
const longestWord: usize = 15;
const longestText: usize = 300;
const mostBlanks: usize = 40;
const fewestWords: u32 = 4;

@inline function isPlainQuote(byte: u32): bool { return byte == 34 || byte == 39; }

/** Nothing but blanks stands between `start` and the beginning of its line. */
function beginsLine(start: usize): bool {
  let p = start - 1;
  for (const least = start - mostBlanks; p > least && isBlank(at(p)); ) p--;
  return at(p) == 10;
}

/** The text that ends at `p` ends with its line, and the next line is no further piece of it. */
function endsWithLine(p: usize): bool {
  const isItem = at(p) == 44;
  if (isItem || at(p) == 59) p++;
  if (at(p) == 13) p++;
  if (at(p) != 10) return false;
  if (isItem) return true;
  p = skipBlanks(p + 1, mostBlanks);
  const byte = at(p);
  if (isLetter(byte)) return !isPlainQuote(at(p + 1)) && !isPlainQuote(at(p + 2));
  return byte == 10 || byte == 35 || byte == 125;
}

/** What the name promises may consist of words: phrase, mnemonic, seed, and some other names. */
function mayConsistOfWords(start: usize, end: usize): bool {
  for (let p = start; p + 2 < end; p++) {
    const three = (load<u32>(p) | 0x202020) & 0xffffff;
    if (three == 0x726870 || three == 0x656e6d || three == 0x656573) return true;
  }
  return false;
}

/** A line is the name from `start` to `end`, also in quotes, an operator and words in quotes, too few for a phrase. It passes by what generic/given-words.ts does, and less. */
export function isGivenWords(start: usize, end: usize): bool {
  const own = at(end);
  const isQuoted: usize = isPlainQuote(own) && at(start - 1) == own ? 1 : 0;
  let p = skipBlanks(end + isQuoted, mostBlanks);
  if (at(p) != 61 && at(p) != 58) return false;
  p = skipBlanks(p + 1, mostBlanks);
  const quote = at(p);
  if (!isPlainQuote(quote)) return false;
  const first = at(p + 1);
  const limit = p + longestText;
  let words: u32 = 0;
  do {
    const from = ++p;
    while (p - from <= longestWord && isLetter(at(p))) p++;
    if (p == from || p - from > longestWord || p >= limit) return false;
    words++;
  } while (at(p) == 32);
  if (at(p) == 46 || at(p) == 33) p++;
  // Most texts begin with a capital, and no phrase does.
  if (at(p) != quote || words < 2 || (first >= 97 && words >= fewestWords)) return false;
  return beginsLine(start - isQuoted) && endsWithLine(p + 1) && !mayConsistOfWords(start, end);
}
