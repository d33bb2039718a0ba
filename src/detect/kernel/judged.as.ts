// What names are given and weighs too little to be a secret, in AssemblyScript. It adds up what judge/judge.ts does, as far as the value's
// characters tell, and of the rest the most that speaks for a secret: what is dropped here, the judge refuses.
import { at, isDigit, isLetter, isQuote, isWord, lower } from "./bytes.as";
import {
  BARE, BARE_KEY, BARE_OUTSIDE, BRACKET_INSIDE, DIGITS_ONLY, DIGITS_ONLY_KEY, DIGITS_SHARE, DRAWN_KEY, DRAWN_PASSWORD, JOINED_WORDS, LEAST, LENGTHS,
  LETTERS_ONLY, LETTERS_ONLY_KEY, MAY_BE_HASH, MAY_BE_HEX, MAY_BE_PADDED, MAY_BE_UUID, OF_CODE, OF_KEY, OF_OTHERS, OF_PASSWORD, OF_SOME_KEY,
  OF_TOKEN, ONE_CASE, OUTSIDE, READABLE_KEY, READABLE_LETTERS, READABLE_PASSWORD, SECRET_WORD, SENTENCE_END, SHORT_KEY, SIGNS_SHARE, SPACE, SPACES,
  TWO_CLASSES,
} from "./limits";
import { LANGUAGE, LIMITS, TRIED } from "./layout";
import { ANY, KEY, KEY_ALONE, TOKEN } from "./name-kinds.as";
import { isOutsideAll } from "./outside.as";

/** Longer ones are left to it. */
const longest: usize = 160;
/** What stands for the beginning of a word. */
const none: u32 = 26;

/** What the letter of a word says, as judge/language.ts counts: half bits above an even draw. */
@inline export function halfBits(before: u32, last: u32, letter: u32): i32 {
  const index = (before * 27 + last) * 26 + letter;
  const both = <u32>load<u8>(LANGUAGE + (index >> 1));
  return <i32>((index & 1) == 0 ? both >> 4 : both & 15) - 8;
}

/** As many letters a key of letters alone may have, as generic/letters.ts reads it. */
const longestLetters: usize = 400;

/** The letters at `p` read too much like words for a key of letters alone. */
export function areFamiliar(p: usize): bool {
  let a = none, b = none, sum = 0, letters = 0;
  for (const end = p + longestLetters; p < end; p++) {
    const letter = lower(p) - 97;
    if (letter >= 26) break;
    sum += halfBits(a, b, letter);
    a = b;
    b = letter;
    letters++;
  }
  return sum >= 2 * letters;
}

@inline function limit(place: usize): f64 { return <f64>load<i16>(LIMITS + (place << 1)); }

// Of the value that was measured last, as judge/facts.ts counts.
let length: u32 = 0;
let small: u32 = 0;
let capitals: u32 = 0;
let digits: u32 = 0;
let spaces: u32 = 0;
let signs: u32 = 0;
let familiar: i32 = 0;
let hasBracket: bool = false;
let areJoined: bool = false;

/** A value without quotes goes on with the byte, so that it ends elsewhere where other bytes stand. */
@inline function goesOn(byte: u32): bool {
  // - . / : @ % * + $ # = ~ ^, and not ! and ?, behind which a string may be taken
  return isWord(byte) || byte == 45 || byte == 46 || byte == 47 || byte == 58 || byte == 64 || byte == 37 || byte == 42 || byte == 43 ||
    byte == 36 || byte == 35 || byte == 61 || byte == 126 || byte == 94;
}

/** ( ) [ ] { } < > */
@inline function isBracket(byte: u32): bool {
  return byte == 40 || byte == 41 || byte == 91 || byte == 93 || byte == 123 || byte == 125 || byte == 60 || byte == 62;
}

/** Measures the value that begins at `p`, in quotes or, with `isBare`, without, and gives its end; 0 where it is long or holds what is no plain character. */
function measure(p: usize, isBare: bool): usize {
  const from = p;
  let a = none, b = none;
  let joins = true;
  small = capitals = digits = spaces = signs = 0;
  familiar = 0;
  hasBracket = false;
  areJoined = true;
  for (const end = p + longest; p < end; p++) {
    const byte = at(p), letter = (byte | 32) - 97;
    if (letter < 26) {
      familiar += halfBits(a, b, letter);
      a = b;
      b = letter;
      if (byte >= 97) small++;
      else capitals++;
      joins = false;
      continue;
    }
    if (isBare ? !goesOn(byte) : isQuote(byte)) break;
    if (byte - 32 >= 95 || byte == 92) return 0;
    a = b = none;
    if (isDigit(byte)) digits++;
    else if (byte == 32) spaces++;
    else signs++;
    if (isBracket(byte)) hasBracket = true;
    // - _ . and blanks, one at a time
    if (joins || (byte != 45 && byte != 95 && byte != 46 && byte != 32)) areJoined = false;
    joins = true;
  }
  length = <u32>(p - from);
  if (joins || signs + spaces == 0) areJoined = false;
  return length == 0 || p - from == longest ? 0 : p;
}

@inline function lengthPlace(): usize {
  return LENGTHS + (length <= 4 ? 0 : length <= 7 ? 1 : length <= 11 ? 2 : length <= 19 ? 3 : length <= 39 ? 4 : 5);
}

/** The most that the value which was measured may weigh besides what its place does. Its last byte is `last`. */
function mostOf(last: u32, isPassword: bool): f64 {
  const letters = small + capitals;
  const share = <f64>length;
  const familiarity = letters == 0 ? <f64>0 : <f64>familiar / <f64>letters / 2;
  const certainty = <f64>min<u32>(letters, 10) / 10;
  const readable = min<f64>(max<f64>(familiarity, 0), 2) * certainty;
  const drawn = min<f64>(max<f64>(-familiarity, 0), 2.5) * certainty;
  let sum = limit(lengthPlace());
  if (!isPassword && length < 12) sum += limit(SHORT_KEY);
  if (digits == length) sum += limit(DIGITS_ONLY) + (isPassword ? <f64>0 : limit(DIGITS_ONLY_KEY));
  if (letters == length) {
    sum += limit(LETTERS_ONLY) + limit(READABLE_LETTERS) * readable + (isPassword ? <f64>0 : limit(LETTERS_ONLY_KEY));
    if (small == 0 || capitals == 0) sum += limit(ONE_CASE);
  }
  const classes = <usize>(small > 0) + <usize>(capitals > 0) + <usize>(digits > 0) + <usize>(signs > 0);
  if (classes >= 2) sum += limit(TWO_CLASSES + classes - 2);
  if (letters > 0) sum += limit(DIGITS_SHARE) * min<f64>(<f64>(2 * digits) / share, 1);
  sum += limit(SIGNS_SHARE) * min<f64>(<f64>(4 * signs) / share, 1) + limit(SPACES) * <f64>min<u32>(spaces, 4) / 4;
  if (spaces > 0) sum += limit(SPACE);
  const mayBeUuid = length == 36 && signs == 4;
  if (isPassword) sum += limit(DRAWN_PASSWORD) * drawn + limit(READABLE_PASSWORD) * readable;
  else sum += limit(DRAWN_KEY) * drawn + (mayBeUuid ? max<f64>(limit(READABLE_KEY) * readable, 0) : limit(READABLE_KEY) * readable);
  if (areJoined) sum += limit(JOINED_WORDS) * (0.2 + readable);
  if (hasBracket) sum += limit(BRACKET_INSIDE);
  // . : ! ?
  if (last == 46 || last == 58 || last == 33 || last == 63) sum += limit(SENTENCE_END);
  if (signs + spaces == 0) {
    if (length >= 16 && digits > 0) sum += limit(MAY_BE_HEX);
    if (length == 40 || length == 64) sum += limit(MAY_BE_HASH);
  }
  if (mayBeUuid) sum += limit(MAY_BE_UUID);
  if (last == 61) sum += limit(MAY_BE_PADDED);
  return sum;
}

/** The letters of a word for secrets stand in the value: pass, cred, auth, pwd, token, secret. */
function holdsSecretWord(p: usize, end: usize): bool {
  for (; p + 2 < end; p++) {
    const four = load<u32>(p) | 0x20202020;
    if (four << 8 == 0x64777000) return true;
    if (p + 3 >= end) return false;
    if (four == 0x73736170 || four == 0x64657263 || four == 0x68747561) return true;
    if (four == 0x656b6f74 && p + 4 < end && lower(p + 4) == 110) return true;
    if (four == 0x72636573 && p + 5 < end && lower(p + 4) == 101 && lower(p + 5) == 116) return true;
  }
  return false;
}

// Parts of judge/guessable.ts.
const A_WORD: u32 = 0;
const BEFORE_WORD: u32 = 1;
const WALK_BEGINS: u32 = 2;

/** The text from `p` to `end` may be such a part: a bit of TRIED says so. */
function isTried(p: usize, end: usize, part: u32): bool {
  let hash = part;
  for (; p < end; p++) hash = ((hash >> 5) ^ (hash << 3) ^ lower(p)) * 0x9e3779b1;
  const index = hash >> 21;
  return ((<u32>load<u8>(TRIED + (index >> 3)) >> (index & 7)) & 1) != 0;
}

const shortestTried: usize = 3;
const longestTried: usize = 13;
const longestBefore: usize = 8;

/** What stands from `p` to `end` may stand in front of a word that everybody tries: nothing, `my`, `_`, `new_`. */
function mayStandBefore(p: usize, end: usize): bool {
  if (end > p && (at(end - 1) == 45 || at(end - 1) == 95 || at(end - 1) == 32)) end--;
  return end == p || (end - p < longestBefore && isTried(p, end, BEFORE_WORD));
}

/** The text from `p` to `end` may end with such a word, and be nothing besides. */
function endsAsTried(p: usize, end: usize): bool {
  for (let size = shortestTried; size <= longestTried && size <= end - p; size++)
    if (end - p - size <= longestBefore && mayStandBefore(p, end - size) && isTried(end - size, end, A_WORD)) return true;
  return false;
}

/** The end of the last letter from `p` to `end`. */
function lettersEnd(p: usize, end: usize): usize {
  while (end > p && !isLetter(at(end - 1))) end--;
  return end;
}

@inline function walkBegins(p: usize): bool { return isTried(p, p + 3, WALK_BEGINS); }

/** A password that everybody tries may stand from `p` to `end`: those of judge/guessable.ts, and some more. So may a phrase of several words. */
function mayBeChosen(p: usize, end: usize): bool {
  if (spaces >= 3 && capitals + digits + signs == 0) return true;
  if (end - p >= 6 && walkBegins(p) && (walkBegins(p + 1) || walkBegins(p + 3))) return true;
  end = lettersEnd(p, end);
  if (endsAsTried(p, end)) return true;
  if (end - p < 4) return false;
  const last = load<u32>(end - 4) | 0x20202020;
  // word, pass
  return (last == 0x64726f77 || last == 0x73736170) && endsAsTried(p, lettersEnd(p, end - 4));
}

/** A token may stand behind words in front: generic/prefixed.ts judges that by itself. */
function mayHaveBody(p: usize, end: usize): bool {
  if (digits == 0 || signs == 0) return false;
  const from = max<usize>(p, end - 12);
  for (let q = end; q > from; ) if (!isLetter(at(--q)) && !isDigit(at(q))) return false;
  return from == end - 12;
}

/** What the kind of the name adds. */
function ofName(kind: u32): f64 {
  if (kind == TOKEN) return limit(OF_TOKEN);
  if (kind == KEY) return limit(OF_KEY);
  return limit(OF_SOME_KEY) + (kind == KEY_ALONE ? limit(BARE_KEY) : <f64>0);
}

/** A colon stands in the value. */
function hasColon(p: usize, end: usize): bool {
  for (; p < end; p++) if (at(p) == 58) return true;
  return false;
}

/**
 * Where the value ends that begins at `p`, in quotes or, if `how` is BARE, without, where it is none that a name of this kind may
 * be given whose lead ends at `lead`; 0 where it may be a secret. `how` is one of limits.ts.
 */
export function endOfLight(p: usize, lead: usize, kind: u32, how: usize, inCode: bool): usize {
  const end = measure(p, how == BARE);
  if (end == 0 || mayHaveBody(p, end)) return 0;
  const last = at(end - 1), isAny = kind == ANY;
  let sum = limit(how) + limit(inCode ? OF_CODE : OF_OTHERS);
  if (isAny) sum += max<f64>(limit(OF_PASSWORD) + mostOf(last, true), limit(OF_TOKEN) + mostOf(last, false));
  else sum += ofName(kind) + mostOf(last, false);
  const least = limit(LEAST);
  if (sum >= least) {
    // Looked at where it may decide.
    const outside = limit(OUTSIDE) + (how == BARE && inCode ? limit(BARE_OUTSIDE) : <f64>0);
    if (sum + limit(SECRET_WORD) + outside >= least) return 0;
    if (holdsSecretWord(p, end)) sum += limit(SECRET_WORD);
    if (sum >= least && (sum + outside >= least || !isOutsideAll(lead))) return 0;
  }
  // Of a user and a password the judge sees the password alone: `CURLOPT_USERPWD, "user:x"`.
  return isAny && (hasColon(p, end) || mayBeChosen(p, end)) ? 0 : end;
}
