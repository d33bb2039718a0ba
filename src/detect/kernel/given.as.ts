// Whether a name is given anything, in AssemblyScript: the signs behind it, and what stands in front of it. It mirrors
// generic/assignment.ts, which reads the value; all that it reads passes here, and some more.
import { isGivenAmong, isGivenLast } from "./among.as";
import { isLookedUp } from "./asked.as";
import { mayComeBefore } from "./before-name.as";
import { at, endsLine, isBlank, isDigit, isLetter, isQuote, isSpace, isWord, lower, skipBack, skipBlanks, skipSpaces } from "./bytes.as";
import { isDirective, isLineOfTwo, isSetting, mayBeDeclared } from "./declared.as";
import { isNextName } from "./literal.as";
import { behindTyped, behindTypeOf } from "./typed.as";
import { isInString, isOfSeveral, isOutside, isVariable, mayBeBare, mayReachQuote, valueMayFollow } from "./value.as";

/** Another piece of a pair follows, whose value may be one: `"key": "x", "value": "y"`. */
function pairFollows(end: usize, inCode: bool): bool {
  let p = skipQuote(end);
  p = skipSpaces(p, 4);
  if (at(p) == 44 || at(p) == 41) p++;
  else if (at(p) == 58) {
    const behind = skipSpaces(p + 1, 40);
    if (at(behind) == 123) p = behind + 1;
    // `key:`, and `value: x` below.
    else if (endsLine(at(skipBlanks(p + 1, 8)))) p++;
  }
  p = skipQuote(skipSpaces(p, 60));
  // android:
  if (lower(p) == 97 && at(p + 7) == 58) p += 8;
  const start = p;
  while (p - start < 13 && isLetter(at(p))) p++;
  // val, value, default, defaultValue
  const length = p - start, three = (lower(start + 2) << 16) | (lower(start + 1) << 8) | lower(start);
  if (three == 0x6c6176 ? length != 3 && length != 5 : three != 0x666564 || (length != 7 && length != 12)) return false;
  p = skipSpaces(skipQuote(p), 4);
  if (at(p) != 58 && at(p) != 61) return false;
  p = skipSpaces(p + 1, 4);
  return !inCode || (mayReachQuote(p, true) && !isLookedUp(p, false));
}

/** The offset behind a quote, which may be escaped. */
function skipQuote(p: usize): usize {
  for (const end = p + 3; p < end && at(p) == 92; ) p++;
  return isQuote(at(p)) ? p + 1 : p;
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

/** What is read of a word in front of a bracket, and of one in it. */
const longestWord: usize = 60;

/** In code the name from `start` to `end` is given, from `p` on, what another one calls so: `key = params.get("key")`, `key=Some(params["key"])`. */
function isAskedFor(start: usize, end: usize, p: usize): bool { return isLookedUp(skipBlanks(p, 60), true) && isOutside(start, end, true); }

/** What begins behind `p` is a call or an element, and no string in it is a value: judge/shape.ts takes it for code. */
function isExpression(p: usize, inCode: bool): bool {
  p = skipBlanks(p, 60);
  const from = p;
  for (const end = p + longestWord; p < end && (isWord(at(p)) || at(p) == 46); ) p++;
  if (p == from) return false;
  if (at(p) == 91) {
    const inner = p + 1;
    for (const end = inner + longestWord; ++p < end && (isWord(at(p)) || at(p) == 46 || at(p) == 45); );
    if (p == inner || at(p) != 93) return false;
  } else if (at(p) != 40) return false;
  return !mayReachQuote(from, inCode) || isLookedUp(from, false);
}

/** Behind an equals sign that ends at `sign` the name from `start` to `end` may be given a value. */
function isSetTo(start: usize, end: usize, sign: usize, inCode: bool): bool {
  // Behind a type also => and =~.
  if (at(sign - 2) != 58 && (at(sign) == 62 || at(sign) == 126)) return valueMayFollow(sign + 1, false, inCode);
  if (inCode && (isVariable(start, end, sign, false) || isAskedFor(start, end, sign)) && !isOfSeveral(start)) return false;
  return (!isExpression(sign, inCode) && valueMayFollow(sign, at(sign - 2) == 58, inCode)) || (inCode && isGivenLast(start, sign));
}

/** What the name is compared with may be a value: in code, outside of strings, it has quotes. */
function isComparedWith(start: usize, end: usize, sign: usize, inCode: bool): bool {
  if (!valueMayFollow(sign, false, inCode)) return false;
  const p = skipSpaces(sign, 60);
  return !inCode || !isWord(at(p)) || (mayReachQuote(p, true) && !isLookedUp(p, false)) || !isOutside(start, end, false);
}

/** The quote behind the name from `start` to `end` ends a string that holds more than the name. */
function endsString(start: usize, end: usize): bool {
  const before = at(start - 1);
  // "Section:Key", ${KEY}
  return before != 58 && before != 123 && !isQuote(before) && isInString(start, at(end));
}

/** So much of a line is read in front of a name. */
const longestLine: usize = 240;

/** The name from `start` is a cell of a table: a bar stands in front of it. */
function isInRow(start: usize): bool {
  for (let p = start - 1; p > start - longestLine && at(p) != 10; p--) if (at(p) == 124) return true;
  return false;
}

/** An element ends at `p`, and another one begins: `</key><string>`. */
function elementFollows(p: usize): bool {
  while (isLetter(at(p)) || at(p) == 45) p++;
  return at(p) == 62 && at(skipSpaces(p + 1, 60)) == 60;
}

/** No value is longer. */
const longestText: usize = 1024;

/** An element that begins behind `p` holds text and nothing else, or CDATA. */
function holdsText(p: usize): bool {
  p = skipSpaces(p, 60);
  // CDATA, or a value of its own: <Password><Value>x.
  if (at(p) == 60) {
    if (lower(p + 1) != 118 || at(p + 6) != 62) return at(p + 1) == 33;
    p += 7;
  }
  for (const limit = p + longestText; p < limit && at(p) != 60 && at(p) != 10; ) p++;
  p = skipSpaces(p, 60);
  return at(p) == 60 && at(p + 1) == 47;
}

/** What stands behind the name from `start` to `end` may give it a value. */
function mayFollow(start: usize, end: usize, inCode: bool): bool {
  let p = end;
  const before = at(start - 1);
  while (p < end + 3 && at(p) == 92) p++;
  let ownQuote = false;
  if (isQuote(at(p))) {
    ownQuote = at(p) == before;
    // "{\"section:key\": ...
    if (!ownQuote && before != 58 && (p > end || (inCode && endsString(start, end)))) return false;
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
      if (next == 61) return isComparedWith(start, end, p + 2 + <usize>(at(p + 2) == 61), inCode);
      if (next == 126) return isComparedWith(start, end, p + 2, inCode);
      if (next == 62) return valueMayFollow(p + 2, false, inCode);
      return isSetTo(start, end, p + 1, inCode);
    }
    case 58: {
      let colons: usize = 1;
      while (colons < 3 && at(p + colons) == 58) colons++;
      if (at(p + colons) == 61) return isSetTo(start, end, p + colons + 1, inCode);
      if (inCode && colons == 1 && (isVariable(start, end, p + 1, true) || isAskedFor(start, end, p + 1))) return false;
      const typed = behindTypeOf(p);
      const sign = p + min<usize>(colons, 2);
      return (typed != 0 && isSetTo(start, end, typed, inCode)) || (!isExpression(sign, inCode) && valueMayFollow(sign, true, inCode));
    }
    case 44: case 40: {
      const argument = skipSpaces(p + 1, 60);
      // Of YAML: `[--password, x]`.
      if (byte == 44 && !inCode && at(start) == 45 && mayBeBare(at(argument))) return true;
      // The next pair of a list: `("password", "x"), ("host", "y")`.
      if (byte == 44 && at(argument) == 40 && at(p - 1) == 41) return false;
      // `password, user = "x", "a"`.
      if (byte == 44 && inCode && isGivenAmong(start, end)) return true;
      if (byte == 44 && isList(end, argument)) return false;
      return mayReachQuote(argument, inCode) && !(byte == 44 && isNextName(argument)) && !(inCode && isLookedUp(argument, false));
    }
    case 124: {
      if (next != 124) return isInRow(start) || beginsLine(start) || headsTable(p);
      const isSet = at(p + 2) == 61;
      return (isSet && !inCode) || mayReachQuote(skipSpaces(p + 2 + <usize>isSet, 60), inCode);
    }
    case 33: {
      if (next == 61) return isComparedWith(start, end, p + 2 + <usize>(at(p + 2) == 61), inCode);
      break;
    }
    case 60: if (next == 45 || (next == 47 && elementFollows(p + 2))) return true; break;
    case 62: return ownQuote || ((before == 60 || before == 58) && holdsText(p + 1));
    case 43: if (next == 61) return true; break;
    case 63: if (next == 63 || next == 61) return true; break;
    // .=, .equals(, .orElse(, .unwrap_or(, .getOrElse(, .value =, .text =
    case 46: {
      const two = (lower(p + 1) << 8) | lower(p + 2);
      if (next == 61 || two == 0x6571 || two == 0x6f72 || two == 0x756e || load<u32>(p + 1) == 0x4f746567 || two == 0x7661 || two == 0x7465) return true;
      break;
    }
    case 45: if (next == 62) return true; break;
    // Of C++ token[]{"x"}.
    case 91: {
      let brace = p + 1;
      while (brace < p + 22 && at(brace) != 93) brace++;
      brace = skipSpaces(brace + 1, 1);
      if (at(brace) == 123 && isQuote(at(skipSpaces(brace + 1, 8)))) return true;
      const sign = behindElement(p);
      if (sign != 0 && isSetTo(start, end, sign, inCode)) return true;
      break;
    }
    // Of C++ token{"x"}, of Ruby fetch("TOKEN") { "x" } and let(:token) { "x" }.
    case 123: if ((p == end || ownQuote || at(start - 1) == 58) && isQuote(at(skipSpaces(p + 1, 8)))) return true; break;
    case 116: if (next == 111 && isSpace(at(p + 2)) && isQuote(at(p + 3))) return true; break;
  }
  if ((at(start) == 45 || before == 45) && p > after && (isQuote(byte) || mayBeBare(byte))) return true;
  // Of YAML: `- --password`, and `- x` on the next line.
  if (!inCode && at(start) == 45 && endsLine(byte) && (itemFollows(p) || (ownQuote && isQuote(at(skipSpaces(p, 44)))))) return true;
  if (isLetter(byte) || byte == 91 || byte == 38 || byte == 123) {
    const sign = behindTyped(p);
    if (sign != 0 && isSetTo(start, end, sign, inCode)) return true;
  }
  // Of YAML: `? name`, and `: x` on the next line.
  if (!inCode && endsLine(byte) && at(skipBack(start)) == 124 && dashesFollow(p)) return true;
  if (!inCode && endsLine(byte) && (at(skipBack(start)) == 63 || (isQuote(before) && at(skipBack(start - 1)) == 63))) return true;
  if (ownQuote) return at(end) == 34 && elementEnds(end);
  if (p == after) return false;
  if (isQuote(byte) || byte == 64) return mayBeDeclared(start);
  if (!inCode && isLineOfTwo(start, end, p)) return true;
  const last = skipBack(start);
  if (at(last) == 116 && at(start) == 36) return true;
  return at(last) == 86 || (!inCode && (at(last) == 118 || isSetting(last) || isDirective(last)));
}

/** The next line, behind the end of one at `p`, begins as the row of dashes does below the head of a table. */
function dashesFollow(p: usize): bool {
  p = skipSpaces(p, 8);
  return at(p) == 45 || (at(p) == 58 && at(p + 1) == 45);
}

/** A row of dashes stands below the line that goes on at `p`, which so is the head of a table. */
function headsTable(p: usize): bool {
  for (const limit = p + longestLine; p < limit && at(p) != 0 && !endsLine(at(p)); ) p++;
  return dashesFollow(p);
}

/** A list of strings at `p` is another argument, not what the name that ends at `end` is given: `check(password, ["x", "y"])`. */
function isList(end: usize, p: usize): bool {
  if (at(p) != 91 || (isQuote(at(end)) && at(end + 1) != 93)) return false;
  p = skipSpaces(p + 1, 20);
  return isQuote(at(p)) && !isQuote(at(p + 1)) && at(p + 1) != 92;
}

/** Where an equals sign ends behind an element whose subscript begins at `p`: `passwords["root"] = "x"`; 0 where none does. */
function behindElement(p: usize): usize {
  const last = p + 46;
  while (p < last && at(p) != 93 && !endsLine(at(p))) p++;
  if (at(p) != 93) return 0;
  p = skipSpaces(p + 1, 4);
  return at(p) == 61 && at(p + 1) != 61 ? p + 1 : 0;
}

/** Nothing but blanks and marks of a text stand between the name from `start` and the beginning of its line. */
function beginsLine(start: usize): bool {
  let p = start - 1;
  for (const least = p - 8; p > least && (isBlank(at(p)) || at(p) == 42 || at(p) == 96); ) p--;
  return at(p) == 10 || at(p) == 0;
}

/** The next line, behind the end of one at `p`, is an item of a list. */
function itemFollows(p: usize): bool {
  p = skipSpaces(p, 62);
  return at(p) == 45 && isBlank(at(p + 1));
}

/** A value may stand behind the name from `start` to `end`, or in front of it. */
export function mayBeGiven(start: usize, end: usize, inCode: bool): bool {
  // [%key:common::state::off%]
  if (at(start - 1) == 37 && at(start - 2) == 91 && at(end) == 58) return false;
  // ${NAME:-x}
  if (at(start - 1) == 123 && at(start - 2) == 36) return at(end) == 58;
  if (looksUp(start, end)) return false;
  return mayFollow(start, end, inCode) || pairFollows(end, inCode) || mayComeBefore(start);
}
