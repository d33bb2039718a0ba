// What detectors read first behind anchors that are words of many texts, in AssemblyScript: as exact as they are, or less.
import {
  ATTRIBUTE, CALL, CHOICE, COOKIE, ENDS_QUOTED, ENTRY_OF_HOST, GROUP, IDENTIFIED, KEY_TYPE, LOGINS, PRINTED, QUOTED_ARGUMENT, SEED, USER_LINE, VARIABLE,
} from "./layout";
import { at, isQuote, isSpace, isWord, lower, opens, skipSpaces } from "./bytes.as";
import { isEntryOfHost, isFirstLogin, isUserLine, opensGroup } from "./settings.as";
import { mayPromise } from "./promised.as";
import { goesOnAsIdentified, isPrintedToReader } from "./structures.as";

/** Whether what the detector of this look reads first stands around the literal from `start` to `end`. */
export function looks(look: u32, more: u32, start: usize, end: usize): bool {
  switch (<i32>look) {
    case CHOICE: return choosesInBraces(end) && isBehindName(start);
    case ENDS_QUOTED: return endsQuoted(end);
    case QUOTED_ARGUMENT: return isQuoted(skipSpaces(end, 4));
    case USER_LINE: return isUserLine(end);
    case CALL: return hasLiteral(end, more != 0);
    case ATTRIBUTE: return isInAttribute(start);
    case COOKIE: return givesCookie(end);
    case KEY_TYPE: return isKeyType(end);
    case SEED: return hasSeed(start, end);
    case GROUP: return opensGroup(end - 1);
    case LOGINS: return isFirstLogin(start, end - 1);
    case ENTRY_OF_HOST: return isEntryOfHost(start);
    case VARIABLE: return isPromisingVariable(end);
    case IDENTIFIED: return goesOnAsIdentified(end);
    case PRINTED: return isPrintedToReader(end);
    default: return true;
  }
}

/** A string begins at `p` that is not empty. */
function isQuoted(p: usize): bool {
  const byte = at(p);
  return byte == 92 || (isQuote(byte) && (at(p + 1) != byte || at(p + 2) == byte));
}

// --- templates ---

/** `else` before the braces that are open at `p` end, or others open. */
function choosesInBraces(p: usize): bool {
  for (const end = p + 600; p < end; p++) {
    const byte = at(p);
    if (byte == 123 || byte == 125) return false;
    // else
    if (byte == 101 && load<u32>(p) == 0x65736c65) return true;
  }
  return false;
}

/** How far in front of a template the sign may stand that gives it to a name. */
const farthestSign: usize = 52;

/** A sign stands in front of `p` on its line behind a name that may promise a secret. */
function isBehindName(p: usize): bool {
  for (const least = p - farthestSign; --p > least; ) {
    const byte = at(p);
    if (byte == 10) return false;
    if (byte != 58 && byte != 61) continue;
    let end = p;
    for (const first = end - 4; end > first && isSpace(at(end - 1)); ) end--;
    if (at(end - 1) == 34 || at(end - 1) == 39) end--;
    let start = end;
    for (const first = end - 61; start > first && (isWord(at(start - 1)) || at(start - 1) == 46 || at(start - 1) == 45); ) start--;
    if (start < end && mayPromise(start, end)) return true;
  }
  return false;
}

/** The braces that are open at `p` end behind a quote. */
function endsQuoted(p: usize): bool {
  for (const end = p + 300; p < end; p++) if (at(p) == 125) return isQuote(at(p - 1));
  return false;
}

// --- calls ---

const longestArguments: usize = 600;

/** How far behind a name the bracket may stand, the rest of the name in between: `credentials.basic = (`. */
const nearestBracket: usize = 12;

/** What ends at `p` is called with a string among its arguments, behind the first of them with `later`. The bracket may stand in front of `p`. */
function hasLiteral(p: usize, later: bool): bool {
  const last = at(p - 1);
  if (last == 40 || last == 91) return isInBrackets(p, later);
  if (last == 32) p--;
  for (let bracket = p; bracket < p + nearestBracket && !isQuote(at(bracket)); bracket++) if (at(bracket) == 40) return isInBrackets(bracket + 1, later);
  // Without brackets.
  const first = at(p + 1);
  return at(p) == 32 && (first == 34 || first == 39 || first == 58) && isAmongArguments(p + 1, later);
}

/** The same behind the bracket in front of `p`, and a blank. */
@inline function isInBrackets(p: usize, later: bool): bool { return isAmongArguments(isSpace(at(p)) ? p + 1 : p, later); }

/** A quote stands among the arguments that begin at `p`, as structure/arguments.ts reads them; with `later` behind the first of them. */
function isAmongArguments(p: usize, later: bool): bool {
  let depth: i32 = 0;
  for (const end = p + longestArguments; p < end; p++) {
    const byte = at(p);
    if (isQuote(byte)) {
      if (!later) return true;
      for (p++; at(p) != byte; p++) {
        if (at(p) == 92) p++;
        else if (at(p) == 10 && byte != 96) return false;
        if (p >= end) return false;
      }
    } else if (depth == 0 && (byte == 44 || (byte == 61 && at(p + 1) == 62))) later = false;
    else if (opens(byte)) depth++;
    else if (byte == 41 || byte == 93 || byte == 125) {
      if (depth-- == 0) return false;
    } else if (byte == 59 || (byte == 10 && depth == 0 && at(p + 1) == 10)) return false;
  }
  return false;
}

// --- members ---

/** The longest name in an attribute. */
const longestName: usize = 160;

/** What ends before `p` is called as attributes that hold a name: key, name, id, n, property, parameter, type. */
function holdsName(p: usize): bool {
  const last = lower(p - 1), before = lower(p - 2);
  if (last == 110) return isSpace(at(p - 2));
  if (last == 121) return before == 101 || before == 116;
  return (last == 101 && (before == 109 || before == 112)) || (last == 100 && before == 105) || (last == 114 && before == 101);
}

/** A quote behind an equals sign may open the value of the attribute that `start` stands in, which holds a name. */
function isInAttribute(start: usize): bool {
  let double = false, single = false;
  let p = start - 1;
  for (const least = start - longestName - 1; p > least && !(double && single); p--) {
    const byte = at(p);
    if (byte == 34 && !double) double = true;
    else if (byte == 39 && !single) single = true;
    else continue;
    let sign = p - 1;
    for (const first = sign - 4; sign > first && isSpace(at(sign)); ) sign--;
    if (at(sign) != 61) continue;
    for (const first = sign - 4; sign > first && isSpace(at(sign - 1)); ) sign--;
    if (holdsName(sign)) return true;
  }
  return false;
}

/** How far behind the sign of a header the name of a cookie ends. */
const longestCookieName: usize = 140;

/** What the header that ends at `p` is given begins with a name and an equals sign. */
function givesCookie(p: usize): bool {
  if (lower(p) == 115) p++;
  if (at(p) == 92) p++;
  for (const end = p + 3; p < end && (at(p) == 34 || at(p) == 39 || at(p) == 93 || at(p) == 41); ) p++;
  p = skipSpaces(p, 3);
  const sign = at(p);
  if (sign != 58 && sign != 61 && sign != 44) return false;
  for (const end = p + longestCookieName; ++p < end; ) if (at(p) == 61) return true;
  return false;
}

/** `"kty": "RSA"`: the first letter of a type that a JSON Web Key may have, behind the name that ends at `p`. */
function isKeyType(p: usize): bool {
  if (at(p) == 92) p++;
  if (isQuote(at(p))) p++;
  p = skipSpaces(p, 4);
  if (at(p) != 58 && at(p) != 61) return false;
  p++;
  if (at(p) == 62) p++;
  p = skipSpaces(p, 20);
  const prefix = lower(p);
  if (prefix == 98 || prefix == 117) p++;
  if (at(p) == 92) p++;
  if (isQuote(at(p))) p++;
  // RSA, EC, OKP, oct, AKP
  const letter = lower(p);
  return letter == 114 || letter == 101 || letter == 111 || letter == 97;
}

@inline function isBase32(byte: u32): bool { return byte - 65 < 26 || byte - 50 < 6; }

const seedLength: usize = 58;

/** A seed begins within reach of its name, from `start` to `end`, on the same line. */
function hasSeed(start: usize, end: usize): bool {
  for (const last = start + 48; end <= last; end++) {
    const byte = at(end);
    if (byte == 10) return false;
    if (byte != 83) continue;
    // A, C, N, O, U, X
    const kind = at(end + 1);
    if (kind != 65 && kind != 67 && kind != 78 && kind != 79 && kind != 85 && kind != 88) continue;
    if (!isBase32(at(end + 2)) || !isBase32(at(end + 3))) continue;
    for (let i: usize = 4; i < seedLength; i++) if (!isBase32(at(end + i))) return false;
    return true;
  }
  return false;
}

/** The label of a block begins at `p`, may promise a secret, and the block follows. */
function isPromisingVariable(p: usize): bool {
  const start = p;
  for (const last = start + 61; p < last && (isWord(at(p)) || at(p) == 45); ) p++;
  return at(p) == 34 && at(skipSpaces(p + 1, 4)) == 123 && mayPromise(start, p);
}
