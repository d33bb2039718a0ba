// Names that something is given to, in AssemblyScript: what generic/generic.ts can make something of passes, and some more.
import { mayComeBefore } from "./before-name.as";
import { at, isBlank, isDigit, isName, isQuote, lower, skipSpaces } from "./bytes.as";
import { mayBeGiven } from "./given.as";
import { isGivenText, isGivenWords } from "./given-words.as";
import { areFamiliar } from "./judged.as";
import { IN_CODE, IN_LINES, IN_LOCALE, NAME, NAMES } from "./layout";
import { mayPromise, promisesNothing } from "./promised.as";
import { isGivenAnyWords } from "./words-given.as";

const longestName: usize = 60;

// --- names that promise nothing ---

/** Four bytes at `p`, of which only `left` belong to the name. */
@inline function quad(p: usize, left: usize): u32 {
  const all = load<u32>(p);
  return left >= 4 ? all : all & ((1 << (<u32>left << 3)) - 1);
}

/** Where the name of `length` bytes at `p` is remembered, if it is: a slot of 64 bytes, the first of them its length. */
function slotOf(p: usize, length: usize): usize {
  let hash = <u32>length;
  for (let i: usize = 0; i < length; i += 4) hash = (rotl<u32>(hash, 5) ^ quad(p + i, length - i)) * 0x9e3779b1;
  return NAMES + <usize>((hash >> 18) << 6);
}

function isPassedOver(p: usize, length: usize): bool {
  const slot = slotOf(p, length);
  if (<usize>load<u8>(slot) != length) return false;
  for (let i: usize = 0; i < length; i += 4) if (quad(p + i, length - i) != quad(slot + 1 + i, length - i)) return false;
  return true;
}

function remember(p: usize, length: usize): void {
  const slot = slotOf(p, length);
  memory.copy(slot + 1, p, length);
  store<u8>(slot, <u8>length);
}

/** Remembers the name of `length` bytes at NAME: it is not reported any more, until another takes its slot. */
export function passOver(length: i32): void {
  if (<usize>length <= longestName) remember(NAME, <usize>length);
}

// --- names ---

/** The literal at `p` goes on to a word that promises nothing: `keyboard`, `tokenizer`, `author`. */
function isOtherWord(p: usize): bool {
  const first = lower(p);
  let end = p;
  if (first == 106 || (first == 107 && lower(p + 2) == 121)) end += 3;
  else if (first == 97) end += 4;
  else if (first == 116) end += 5;
  else if (first == 115 && lower(p + 2) == 99) end += 6;
  else return false;
  if (at(end) == 115) end++;
  const next = at(end);
  if (next - 97 >= 26) return false;
  // authorization, authtok. As exact as name-at.ts: a name is reported once, where the detector does not pass it by.
  if (load<u64>(end) == 0x6f6974617a69726f && at(end + 8) == 110) return false;
  if (next == 116 && at(end + 1) == 111 && at(end + 2) == 107) return false;
  for (let i: usize = 0; i < 11; i++) if (at(end + i) == 112 && at(end + i + 1) == 119) return false;
  return true;
}

@inline function decorates(byte: u32): bool {
  return isQuote(byte) || byte == 92 || byte == 93 || byte == 41 || byte == 125 || byte == 63 || byte == 42;
}
@inline function operates(byte: u32): bool {
  return byte == 61 || byte == 58 || byte == 62 || byte == 44 || byte == 40 || byte == 124 || byte == 63 || byte == 43 || byte == 33 ||
    byte == 60 || byte == 46;
}

/** A name, call or member without digits follows the operator, and no quote on its line: `key = getKey()`, `token: string;`. */
function givesExpression(end: usize): bool {
  const limit = end + 100;
  let p = end;
  let given = false;
  for (; p < limit; p++) {
    const byte = at(p);
    if (operates(byte)) given = true;
    else if (!decorates(byte) && byte != 32) break;
  }
  if (!given) return false;
  const start = p;
  while (p < limit && isName(at(p))) {
    const byte = at(p++);
    if (isDigit(byte)) return false;
    if (byte == 46) break;
  }
  // q(x) and qq(x) of Perl are strings.
  if (p == start || (at(start) == 113 && p - start <= 2)) return false;
  const after = at(p);
  if (after != 40 && after != 91 && after != 59 && after != 60 && at(p - 1) != 46) return false;
  for (; p < limit && at(p) != 10; p++) if (isQuote(at(p))) return false;
  return true;
}

/** How long the method is, with its dot, that the name ends with and that compares or sets: `.equals`, `.equalsIgnoreCase`, `.value`, `.text`. */
function methodLength(from: usize, end: usize): usize {
  for (let p = end - 1; p > from; p--) {
    if (at(p) != 46) continue;
    const length = end - p, next = load<u32>(p + 1);
    if (next == 0x61757165) return length == 7 || (length == 17 && at(p + 7) == 73) ? length : 0;
    return (next == 0x756c6176 && length == 6) || ((next | 32) == 0x74786574 && length == 5) ? length : 0;
  }
  return 0;
}

/** A method that ends at `end` compares or sets: `.equals(`, `.value = `. */
function isCalledOrSet(end: usize): bool {
  const p = skipSpaces(end, 3);
  return at(end) == 40 || (at(p) == 61 && at(p + 1) != 61);
}

// Those of generic/letters.ts.
const leastLetters: usize = 16;
const mostSigns: usize = 6;

/** Letters enough for a key stand behind the name, a few signs between, and do not read like words as generic/letters.ts asks. */
function lettersFollow(end: usize): bool {
  let p = end;
  for (; p < end + mostSigns; p++) {
    const byte = at(p);
    if (!isBlank(byte) && byte != 61 && byte != 58 && byte != 62 && !isQuote(byte)) break;
  }
  if (p == end) return false;
  for (let i: usize = 0; i < leastLetters; i++) if (lower(p + i) - 97 >= 26) return false;
  return !areFamiliar(p);
}

// The name that was reported last: the same one holds several literals often.
let last: usize = 0;

/** Begins with another text. */
export function forgetLast(): void {
  last = 0;
}

/** Something may be given to the name that holds the literal at `p`, and no literal before it in the name was reported. In code an expression does not count, in a file of translations a text. */
export function isAssigned(text: usize, p: usize, files: u32): bool {
  if (isOtherWord(p)) return false;
  // "pw"
  if (isQuote(at(p))) p++;
  let from = p;
  while (from != text && p - from < longestName && isName(at(from - 1))) from--;
  let end = p;
  while (end - from <= longestName && isName(at(end))) end++;
  while (end > p && (at(end - 1) == 45 || at(end - 1) == 46)) end--;
  if (lettersFollow(end)) return true;
  if (methodLength(from, end) > 0) return isCalledOrSet(end) || mayComeBefore(from);
  const length = end - from;
  if (length > longestName || from == last || !mayPromise(from, end) || isPassedOver(from, length) || isGivenWords(from, end)) return false;
  if ((files & IN_LOCALE) != 0 && isGivenText(end)) return false;
  const inCode = (files & IN_CODE) != 0;
  if (!mayBeGiven(from, end, inCode) || (inCode && givesExpression(end)) || isGivenAnyWords(from, end, inCode, (files & IN_LINES) != 0)) return false;
  if (promisesNothing(from, end)) {
    remember(from, length);
    return false;
  }
  last = from;
  return true;
}
