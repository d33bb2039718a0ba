// Words that a name is given, in AssemblyScript: no secret, as judge/shape.ts says of them. What is dropped here, it refuses.
import { mayComeBefore } from "./before-name.as";
import { at, endsLine, isBlank, isDigit, isLetter, isQuote, isWord, lower, opens, skipBlanks, skipSpaces } from "./bytes.as";
import { endOfLight, halfBits } from "./judged.as";
import { WHOLE_WORDS } from "./layout";
import { ARGUMENT, BARE, CALLED, GIVEN, INSTEAD } from "./limits";
import { ANY, kindOf, SOME_KEY } from "./name-kinds.as";
import { behindTypeOf } from "./typed.as";
import { isOfSeveral, isOutside, mayPrecede } from "./value.as";

/** Longer ones are left to it. */
const longest: usize = 160;
/** Longer names of calls are left to it. */
const longestCalled: usize = 50;
/** More names with dots between are. */
const mostNames: i32 = 12;
/** What is as short is no key. */
const shortestKey: usize = 5;

/** The letters from `p` to `end` are one of those of judge/placeholder.ts that stand for a secret: what is not is not found. */
function standsForOne(p: usize, end: usize): bool {
  if (end - p > 8) return false;
  let word: u64 = 0;
  for (let shift: u64 = 0; p < end; p++, shift += 8) {
    if (!isLetter(at(p))) return false;
    word |= (<u64>lower(p)) << shift;
  }
  // A slot of eight bytes each; the next one where another word has it.
  let slot = <u32>((word * 0x9e3779b97f4a7c15) >> 56);
  let known = load<u64>(WHOLE_WORDS + (<usize>slot << 3));
  while (known != word && known != 0) {
    slot = (slot + 1) & 255;
    known = load<u64>(WHOLE_WORDS + (<usize>slot << 3));
  }
  return known != 0;
}

/** Where the words end that begin at `p`, in quotes or, with `isBare`, without; 0 where they may be what a name of the kind holds. */
function endOfWords(p: usize, kind: u32, isBare: bool): usize {
  const from = p;
  let a: u32 = 26, b: u32 = 26, sum = 0;
  for (const limit = p + longest; p < limit; p++) {
    const byte = at(p), letter = (byte | 32) - 97;
    if (letter < 26) {
      sum += halfBits(a, b, letter);
      a = b;
      b = letter;
    } else if (byte == 95 || byte == 46 || (!isBare && (byte == 45 || byte == 47 || byte == 58 || byte == 32))) a = b = 26;
    else break;
  }
  const length = p - from;
  if (length == longest) return 0;
  if (kind >= SOME_KEY ? length < shortestKey || sum >= 0 : kind != ANY && length < shortestKey) return p;
  return standsForOne(from, p) ? p : 0;
}

/** A value without quotes may end at `p`: at , ; ) } or with its line, or at a blank, where it may be no type behind which more stands. In settings it goes on to the end of the line. */
function mayEndBare(p: usize, mayBeTyped: bool, inLines: bool): bool {
  const byte = at(p);
  if (inLines) return endsLine(byte);
  return byte == 44 || byte == 59 || byte == 41 || byte == 125 || endsLine(byte) || (!mayBeTyped && isBlank(byte));
}

/** Nothing goes on behind `p` with what ends there: no further piece of a string, no operator. */
function endsValue(p: usize): bool {
  p = skipBlanks(p, 40);
  let byte = at(p);
  // , ) ] } ; : and the end of the text
  if (byte == 0 || byte == 44 || byte == 41 || byte == 93 || byte == 125 || byte == 59 || byte == 58) return true;
  if (endsLine(byte)) {
    p = skipSpaces(p, 100);
    byte = at(p);
    // ) ] } # @ / - _ $ * % and the end of the text
    if (byte == 0 || byte == 41 || byte == 93 || byte == 125 || byte == 35 || byte == 64 || byte == 47 || byte == 45 || byte == 95 || byte == 36 || byte == 42 || byte == 37)
      return !isQuote(at(p + 1)) && !isQuote(at(p + 2));
  }
  if (!isLetter(byte) || isQuote(at(p + 1)) || isQuote(at(p + 2))) return false;
  // or
  return lower(p) != 111 || lower(p + 1) != 114;
}

/** Nothing that stands behind a value without quotes, which ends at `p`, makes it a part of something: no operator, bracket or string. */
function endsBare(p: usize): bool {
  p = skipSpaces(p, 100);
  const byte = at(p);
  // ( [ { | ? ! =
  if (opens(byte) || byte == 124 || byte == 63 || byte == 33 || byte == 61 || isQuote(byte) || isQuote(at(p + 1)) || isQuote(at(p + 2))) return false;
  // or
  return lower(p) != 111 || lower(p + 1) != 114;
}

/** The word from `p` to `end` is what the name from `start` to `nameEnd` calls its member: `self.password = password`. */
function isOwnMember(start: usize, nameEnd: usize, p: usize, end: usize): bool {
  const length = end - p, from = nameEnd - length;
  if (from <= start || at(from - 1) != 46 || length > 40 || memory.compare(from, p, length) != 0) return false;
  for (let q = p; q < end; q++) if (!isWord(at(q))) return false;
  return isOutside(start, nameEnd, true);
}

/** Where the key of a text ends that stands elsewhere, and begins at `p`: `[%key:common::state::off%]`. */
function endOfTextKey(p: usize): usize {
  if (at(p + 1) != 37 || !isWord(at(p + 2))) return 0;
  p += 2;
  for (const limit = p + longest; p < limit && (isWord(at(p)) || at(p) == 58 || at(p) == 46 || at(p) == 45); ) p++;
  return at(p) == 37 && at(p + 1) == 93 ? p + 2 : 0;
}

/** Where the literal in quotes at `p` ends, which a name of the kind is given and which is no secret; 0 where it may be one. */
function endOfRefused(p: usize, lead: usize, kind: u32, how: usize, inCode: bool): usize {
  const quote = at(p++);
  let last = isLetter(at(p)) ? endOfWords(p, kind, false) : at(p) == 91 ? endOfTextKey(p) : 0;
  if (last == 0 || at(last) != quote) last = endOfDottedNames(p);
  if (last != 0 && at(last) == quote) return last + 1;
  const end = endOfLight(p, lead, kind, how, inCode);
  return end != 0 && at(end) == quote ? end + 1 : 0;
}

/** A string begins at `p` behind one letter: `f"x"`. */
@inline function hasPrefix(p: usize): bool {
  const byte = lower(p), next = at(p + 1);
  // b r u f
  return (next == 34 || next == 39) && (byte == 98 || byte == 114 || byte == 117 || byte == 102);
}

/** Something may be taken in the place of the string that ends in front of `p`: `"x") or "y"`, `"x").unwrap_or("y")`. */
function mayFallBack(p: usize): bool {
  if (at(p) == 41 && at(p + 1) == 46) {
    const byte = at(p + 2);
    // unwrap_or, orElse, getOrElse
    return byte == 117 || byte == 111 || byte == 103;
  }
  for (const limit = p + 3; p < limit && (at(p) == 41 || at(p) == 93); ) p++;
  const byte = at(skipSpaces(p, 3));
  // | ? o
  return byte == 124 || byte == 63 || byte == 111;
}

/** The literal at `p`, an argument or inside of something, is no secret, and neither is the one behind a comma, which is taken where the first is a name. */
function isRefusedAmong(p: usize, lead: usize, kind: u32, how: usize, inCode: bool): bool {
  const last = endOfRefused(p, lead, kind, how, inCode);
  if (last == 0 || !endsValue(last)) return false;
  if (at(last) != 44) {
    const byte = at(skipBlanks(last, 40));
    return byte != 58 && byte != 44 && !mayFallBack(last);
  }
  const next = skipSpaces(last + 1, 3);
  if (isQuote(at(next + 1)) && isLetter(at(next))) return false;
  if (!isQuote(at(next))) return true;
  const end = endOfRefused(next, lead, kind, INSTEAD, inCode);
  return end != 0 && endsValue(end);
}

/** Where the literal begins that stands in the calls from `p` on: `d.Get("x")`, `pointer.To(!d.Get("x"))`; 0 where none does, or something else stands in front. */
function literalInCalls(p: usize): usize {
  for (let depth = 0; depth < 4; depth++) {
    // & *
    if (at(p) == 38 || at(p) == 42) {
      p++;
      continue;
    }
    if (!isLetter(at(p)) && at(p) != 95) return 0;
    const from = p;
    while (p - from < longestCalled && (isWord(at(p)) || at(p) == 46)) p++;
    if (at(p) == 32) p++;
    const bracket = at(p);
    if (bracket != 40 && bracket != 123) return 0;
    p = skipSpaces(p + 1 + <usize>(at(p + 1) == 33), 24);
    // In braces more may follow.
    if (isQuote(at(p))) return bracket == 40 ? p : 0;
  }
  return 0;
}

/** Behind a word such as `await` a call follows that is told a name first, or nothing: `get_token(self.x`. */
function isCallOfNames(p: usize): bool {
  const from = p;
  if (!isLetter(at(p)) && at(p) != 95) return false;
  while (p - from < longestCalled && (isWord(at(p)) || at(p) == 46)) p++;
  if (at(p) != 40) return false;
  p = skipSpaces(p + 1, 24);
  if (at(p) == 41) return true;
  if (!isWord(at(p))) return false;
  const name = p;
  while (p - name < longestCalled && (isWord(at(p)) || at(p) == 46)) p++;
  // , ) = but default= and value=
  return at(p) == 44 || at(p) == 41 || (at(p) == 61 && lower(name) != 100 && lower(name) != 118);
}

/** Where what stands in front of the name from `start` to `end` ends, and of its own quotes. */
@inline function leadOf(start: usize, end: usize): usize { return start - <usize>isQuote(at(end)); }

/** Names with dots between end there that begin at `p`, perhaps behind a sign: `self.token`, `$module.Params.token`; 0 where none do. */
function endOfDottedNames(p: usize): usize {
  if (at(p) == 36 || at(p) == 42) p++;
  for (let count = 0; count < mostNames; count++) {
    const from = p;
    while (p - from < longestCalled && (isLetter(at(p)) || at(p) == 95)) p++;
    if (p == from) return 0;
    if (isDigit(at(p))) p++;
    if (at(p) != 46) return count > 0 ? p : 0;
    p++;
  }
  return 0;
}

/** A word without quotes begins at `p`, which the name from `start` to `end` is given, and is no secret. Of Perl: q(x). */
function givesBare(start: usize, end: usize, p: usize, kind: u32, isColon: bool, mayBeTyped: bool, inCode: bool, inLines: bool): bool {
  const word = p + <usize>(at(p) == 36 || at(p) == 42);
  if (!isWord(at(word)) || lower(word) == 113) return false;
  let last = isLetter(at(p)) ? endOfWords(p, kind, true) : 0;
  if (last == 0 || !mayEndBare(last, mayBeTyped, inLines)) last = endOfDottedNames(p);
  if (last == 0 || !mayEndBare(last, mayBeTyped, inLines)) last = endOfLight(p, leadOf(start, end), kind, BARE, inCode);
  if (last == 0 && !isColon && inCode && isLetter(at(p))) {
    for (last = p; isWord(at(last)); ) last++;
    if (!isOwnMember(start, end, p, last)) return false;
  }
  if (last == 0 || at(last - 1) == 46 || !mayEndBare(last, mayBeTyped, inLines)) return false;
  const byte = at(last);
  if (byte == 44 || byte == 59 || byte == 41 || byte == 125) return true;
  return (!mayPrecede(word, last) || isCallOfNames(skipBlanks(last, 4))) && endsBare(last);
}

/** The name from `start` to `end` is given words behind an operator that ends at `p`, and nothing that goes on with them. */
function givesWords(start: usize, end: usize, p: usize, isColon: bool, inCode: bool, inLines: bool, mayBeBare: bool): bool {
  const kind = kindOf(start, end), lead = leadOf(start, end), sign = p;
  p = skipBlanks(p, 60);
  const isOnLine = !endsLine(at(p));
  // In code a string may stand on the next line.
  if (inCode) p = skipSpaces(sign, 60);
  if (isQuote(at(p))) {
    const last = endOfRefused(p, lead, kind, GIVEN, inCode);
    // "password":, and "value": "x" on the next line.
    if (last == 0 || (!isOnLine && isColon && at(skipBlanks(last, 4)) == 58)) return false;
    return endsValue(last);
  }
  if (hasPrefix(p)) return isRefusedAmong(p + 1, lead, kind, GIVEN, inCode);
  const called = literalInCalls(p);
  if (called != 0) return isRefusedAmong(called, lead, kind, GIVEN, inCode);
  if (!isOnLine || !mayBeBare) return false;
  return givesBare(start, end, p, kind, isColon, isColon && behindTypeOf(sign - 1) != 0, inCode, inLines);
}

/** The name from `start` to `end` is given an argument behind the comma, or bracket, in front of `p`. */
function givesArgument(start: usize, end: usize, p: usize, inCode: bool): bool {
  const isCall = at(p - 1) == 40;
  const kind = kindOf(start, end), lead = leadOf(start, end);
  // Of `checkPassword("user", "x")` the second one is the password.
  if (isCall && kind == ANY) return false;
  p = skipSpaces(p, 60);
  if (!isQuote(at(p))) {
    p = literalInCalls(p);
    return p != 0 && isRefusedAmong(p, lead, kind, isCall ? CALLED : ARGUMENT, inCode);
  }
  if (!isCall) return isRefusedAmong(p, lead, kind, ARGUMENT, inCode);
  const last = endOfRefused(p, lead, kind, CALLED, inCode);
  return last != 0 && endsValue(last);
}

/** Where the subscript at `p` ends, if an element is set by it: `passwords["root"] = "x"`. */
function behindSubscript(p: usize): usize {
  const from = p++;
  for (const limit = p + 44; p < limit && at(p) != 93; p++) if (at(p) == 91 || endsLine(at(p))) return from;
  return at(p) == 93 && at(skipBlanks(p + 1, 4)) == 61 ? p + 1 : from;
}

/** The name from `start` to `end` is given words that are no secret. */
export function isGivenAnyWords(start: usize, end: usize, inCode: bool, inLines: bool): bool {
  const before = at(start - 1);
  // ${NAME:-x}, and "Section:Key".
  if (before == 58 || (before == 123 && at(start - 2) == 36)) return false;
  let p = end;
  if (isQuote(at(p))) {
    if (at(p) != before) return false;
    p++;
  }
  if (at(p) == 93) p++;
  else if (at(p) == 91) p = behindSubscript(p);
  p = skipBlanks(p, 40);
  const byte = at(p), next = at(p + 1);
  let isGiven = false;
  if (byte == 61) {
    if (next == 61) isGiven = givesWords(start, end, p + 2 + <usize>(at(p + 2) == 61), false, inCode, inLines, false);
    else if (next == 62) isGiven = givesWords(start, end, p + 2, false, inCode, inLines, false);
    else isGiven = !isOfSeveral(start) && givesWords(start, end, p + 1, false, inCode, inLines, true);
  } else if (byte == 33) isGiven = next == 61 && givesWords(start, end, p + 2 + <usize>(at(p + 2) == 61), false, inCode, inLines, false);
  else if (byte == 58) {
    if (next == 61) isGiven = !isOfSeveral(start) && givesWords(start, end, p + 2, false, inCode, inLines, true);
    else isGiven = givesWords(start, end, p + 1, true, inCode, inLines, true);
  }
  // An argument, or a call.
  else if (byte == 44 || byte == 40) isGiven = givesArgument(start, end, p + 1, inCode);
  return isGiven && !mayComeBefore(start);
}
