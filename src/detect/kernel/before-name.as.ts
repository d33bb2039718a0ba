// Values that stand in front of their name, in AssemblyScript, as generic/before-name.ts reads them.
import { at, isBlank, isLetter, isQuote, isSpace, isWord, lower } from "./bytes.as";

/** The longest value in front of its name, with the backslashes behind it. */
const longestValue: usize = 304;
/** What is looked back at most over blanks, and over a sign that is written again and again. */
const farthest: usize = 240;

/** `value="x"` ends with the quote at `p`. */
function endsValue(p: usize): bool {
  const quote = at(p);
  if (quote != 34 && quote != 39) return false;
  const least = p - longestValue;
  do p--; while (at(p) == 92);
  for (; at(p) != quote; p--) {
    const byte = at(p);
    // A value has no other quote, no line end, no < and >.
    if (byte == 34 || byte == 39 || byte == 92 || byte == 10 || byte == 60 || byte == 62 || p < least) return false;
  }
  for (const end = p - 7; --p > end && (at(p) == 92 || isSpace(at(p))); );
  if (at(p) != 58 && at(p) != 61) return false;
  for (const end = p - 8; --p > end && (at(p) == 92 || isSpace(at(p)) || isQuote(at(p))); );
  return lower(p) == 101 && lower(p - 1) == 117 && lower(p - 2) == 108 && lower(p - 3) == 97 && lower(p - 4) == 118;
}

/** A value and the word `key` or `name`, which ends at `p`, stand in front of a name in quotes: `value="x" key="`. */
function isBehindValue(p: usize): bool {
  if (lower(p) == 121) p -= 3;
  else p -= 4;
  // The quote of the word, or of the value.
  if (isQuote(at(p))) {
    if (endsValue(p)) return true;
    p--;
  }
  for (const least = p - 70; p > least && (isSpace(at(p)) || at(p) == 44 || at(p) == 92); ) p--;
  return endsValue(p);
}

/** The name in quotes behind the one at `p` is given the value in front: of `key`, `name`, `forKey` and `forHTTPHeaderField`. */
function isPaired(p: usize): bool {
  for (const least = p - 8; p > least; ) {
    const byte = at(--p);
    if (byte == 58 || byte == 61) break;
    if (byte != 92 && byte != 64 && !isSpace(byte)) return false;
  }
  for (const least = p - 10; p > least; ) {
    const byte = at(--p);
    if (isWord(byte)) {
      const three = (lower(p - 2) << 16) | (lower(p - 1) << 8) | (byte | 32);
      // eld, key, ame
      if (three == 0x6b6579 && lower(p - 3) == 114 && lower(p - 4) == 111) return true;
      return three == 0x656c64 || ((three == 0x6b6579 || (three == 0x616d65 && lower(p - 3) == 110)) && isBehindValue(p));
    }
    if (!isSpace(byte) && !isQuote(byte) && byte != 92) return false;
  }
  return false;
}

/** A string is compared with the name behind `p`: `"x" ==`, `"x".equals(`. */
function isCompared(p: usize): bool {
  const least = p - farthest;
  while (isBlank(at(p)) && p > least) p--;
  if (at(p) == 40) {
    // equals, equalsIgnoreCase, eq
    const bracket = p;
    for (const end = p - 18; --p > end && isLetter(at(p)); );
    const length = bracket - p - 1;
    return at(p) == 46 && isQuote(at(p - 1)) && at(p + 1) == 101 && at(p + 2) == 113 && (length == 2 || length == 6 || length == 16);
  }
  if (at(p) != 61 || (at(p - 1) != 61 && at(p - 1) != 33)) return false;
  while ((at(p) == 61 || at(p) == 33) && p > least) p--;
  while (isBlank(at(p)) && p > least) p--;
  return isQuote(at(p));
}

/** What generic/before-name.ts reads may stand in front of the name from `start`. */
export function mayComeBefore(start: usize): bool { return isQuote(at(start - 1)) ? isPaired(start - 1) : isCompared(start - 1); }
