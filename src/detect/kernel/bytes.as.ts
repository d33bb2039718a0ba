// Kinds of bytes, and how to get past them, in AssemblyScript.

@inline export function at(p: usize): u32 { return load<u8>(p); }
/** Both cases of a letter as the lower one. */
@inline export function lower(p: usize): u32 { return at(p) | 32; }
@inline export function isQuote(byte: u32): bool { return byte == 34 || byte == 39 || byte == 96; }
@inline export function isLetter(byte: u32): bool { return (byte | 32) - 97 < 26; }
@inline export function isDigit(byte: u32): bool { return byte - 48 < 10; }
/** Letters, digits, underscore. */
@inline export function isWord(byte: u32): bool { return isLetter(byte) || isDigit(byte) || byte == 95; }
/** What names are made of: word characters and `$ . -`. */
@inline export function isName(byte: u32): bool { return isWord(byte) || byte == 36 || byte == 45 || byte == 46; }
@inline export function isBlank(byte: u32): bool { return byte == 32 || byte == 9; }
@inline export function endsLine(byte: u32): bool { return byte == 10 || byte == 13; }
/** What `\s` of a regex means in Latin-1. */
@inline export function isSpace(byte: u32): bool { return byte == 32 || byte - 9 < 5 || byte == 160; }
@inline export function opens(byte: u32): bool { return byte == 40 || byte == 91 || byte == 123; }

@inline export function skipBlanks(p: usize, most: usize): usize {
  const end = p + most;
  while (p < end && isBlank(at(p))) p++;
  return p;
}

@inline export function skipSpaces(p: usize, most: usize): usize {
  const end = p + most;
  while (p < end && isSpace(at(p))) p++;
  return p;
}

/** The last byte before `start` that is no blank. */
export function skipBack(start: usize): usize {
  let p = start - 1;
  while (isBlank(at(p))) p--;
  return p;
}
