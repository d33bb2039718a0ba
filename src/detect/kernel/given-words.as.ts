// Words and texts that a name is given, in AssemblyScript, as generic/given-words.ts and generic/translation.ts know them.
import { at, isBlank, isDigit, isLetter, isSpace, lower, skipBlanks } from "./bytes.as";

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

// --- translations ---

// That of generic/translation.ts.
const longestTranslation: usize = 200;

@inline function isHex(byte: u32): bool { return isDigit(byte) || (byte | 32) - 97 < 6; }

/** A letter of another script by its number: `\u05e1`. */
function isEscaped(p: usize): bool {
  if (lower(p + 1) != 117 || !isHex(at(p + 2)) || !isHex(at(p + 3)) || !isHex(at(p + 4)) || !isHex(at(p + 5))) return false;
  return at(p + 2) != 48 || at(p + 3) != 48 || at(p + 4) - 48 >= 8;
}

/** Not in plain texts: @ # $ % ^ & * _ + = / \ | ~ < >, and digits. */
@inline function isSign(byte: u32): bool {
  return isDigit(byte) || byte - 35 < 4 || byte == 42 || byte == 43 || byte == 47 || byte - 60 < 3 || byte == 64 || byte == 92 || byte == 94 ||
    byte == 95 || byte == 124 || byte == 126;
}

/** Behind a name that ends at `end` stands `": "` and a text. It passes by what generic/translation.ts does, and less. */
export function isGivenText(end: usize): bool {
  let p = end;
  for (const limit = end + 4; p < limit; p++) {
    const byte = at(p);
    if (byte != 34 && byte != 58 && byte != 32 && byte != 61) break;
  }
  if (at(p - 1) != 34 || p - end < 3) return false;
  let hasSigns = false, hasOthers = false, isOneLine = true;
  for (const limit = p + longestTranslation; p < limit; p++) {
    const byte = at(p);
    if (byte == 34) return isOneLine && (hasOthers || !hasSigns);
    if (byte == 92) {
      if (p + 6 <= limit && isEscaped(p)) return true;
      isOneLine = false;
    } else if (byte == 10) isOneLine = false;
    else if (isSpace(byte) || byte >= 128) hasOthers = true;
    else if (isSign(byte)) hasSigns = true;
  }
  return false;
}
