// Whether a name stands outside of strings and comments, in AssemblyScript, as generic/line.ts knows these. What is said to do so here does.
import { at, isBlank, isLetter, isQuote, lower } from "./bytes.as";

/** So much of a line is read in front of a name, a little less than generic/generic.ts reads. */
const longestLead: usize = 236;

/** The apostrophe at `p` stands between letters, and behind no prefix of a string. */
function isApostrophe(p: usize): bool {
  if (!isLetter(at(p - 1)) || !isLetter(at(p + 1))) return false;
  const before = at(p - 1), small = before | 32;
  // b r u f, and N and E
  const isPrefix = small == 98 || small == 114 || small == 117 || small == 102 || before == 78 || before == 69;
  return !isPrefix || isLetter(at(p - 2));
}

/** The line from `p` on may begin as a comment does. */
function mayBeginComment(p: usize): bool {
  const byte = at(p);
  // " and ' three times, rem
  if (byte == 34 || byte == 39) return at(p + 1) == byte;
  if ((byte | 32) == 114) return lower(p + 1) == 101;
  // # / * - ; < %
  return byte == 35 || byte == 47 || byte == 42 || byte == 45 || byte == 59 || byte == 60 || byte == 37;
}

/** Where the line begins of the name at `start`; 0 where that is far. */
function lineStart(start: usize): usize {
  let p = start;
  for (const least = start - longestLead; p > least; p--) if (at(p - 1) == 10) return p;
  return 0;
}

/** What ends its lead at `end`, a name without its own quotes or with these, stands outside of strings and comments. */
export function isOutsideAll(end: usize): bool {
  let p = lineStart(end);
  if (p == 0) return false;
  while (p < end && isBlank(at(p))) p++;
  if (p < end && mayBeginComment(p)) return false;
  let open: u32 = 0;
  for (; p < end; p++) {
    const byte = at(p), next = at(p + 1);
    // Comments count in strings as well: // /* and # behind a blank.
    if (byte == 47 && (next == 47 || next == 42)) return false;
    if (byte == 35 && at(p - 1) == 32) return false;
    if (byte == 92) {
      if (next == 47) return false;
      p++;
    } else if (open != 0) {
      if (byte == open) open = 0;
    } else if (isQuote(byte) && !(byte == 39 && isApostrophe(p))) open = byte;
  }
  return open == 0;
}
