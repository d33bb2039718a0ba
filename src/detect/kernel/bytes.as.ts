// Kinds of bytes, in AssemblyScript.

// @ts-ignore: decorator
@inline export function at(p: usize): u32 { return load<u8>(p); }
/** Both cases of a letter as the lower one. */
// @ts-ignore: decorator
@inline export function lower(p: usize): u32 { return at(p) | 32; }
// @ts-ignore: decorator
@inline export function isQuote(byte: u32): bool { return byte == 34 || byte == 39 || byte == 96; }
// @ts-ignore: decorator
@inline export function isLetter(byte: u32): bool { return (byte | 32) - 97 < 26; }
// @ts-ignore: decorator
@inline export function isDigit(byte: u32): bool { return byte - 48 < 10; }
/** Letters, digits, underscore. */
// @ts-ignore: decorator
@inline export function isWord(byte: u32): bool { return isLetter(byte) || isDigit(byte) || byte == 95; }
/** What names are made of: word characters and `$ . -`. */
// @ts-ignore: decorator
@inline export function isName(byte: u32): bool { return isWord(byte) || byte == 36 || byte == 45 || byte == 46; }
// @ts-ignore: decorator
@inline export function isBlank(byte: u32): bool { return byte == 32 || byte == 9; }
// @ts-ignore: decorator
@inline export function endsLine(byte: u32): bool { return byte == 10 || byte == 13; }
/** What `\s` of a regex means in Latin-1. */
// @ts-ignore: decorator
@inline export function isSpace(byte: u32): bool { return byte == 32 || byte - 9 < 5 || byte == 160; }
