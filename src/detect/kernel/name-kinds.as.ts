// What a name may hold by the word that it ends with, in AssemblyScript, as judge/names.ts and the judge's weights tell names apart.
import { at, isLetter, isWord, lower } from "./bytes.as";
import { QUALIFIERS } from "./layout";

export const ANY: u32 = 0; // a password perhaps
export const TOKEN: u32 = 1; // a token or secret, or a key
export const KEY: u32 = 2; // a key
export const SOME_KEY: u32 = 3; // a key of something unknown
export const KEY_ALONE: u32 = 4; // the same of what is called nothing but key

/** The letters end a word that makes a key one of something: of private, api and others. */
@inline function isQualifier(letters: u32): bool {
  const index = (letters * 0x9e3779b1) >> 22;
  return ((<u32>load<u8>(QUALIFIERS + (index >> 3)) >> (index & 7)) & 1) != 0;
}

/** The letters from `p` to `end` are one word: all but the first are of one case, which is also that of a capital in front. */
function isOneWord(p: usize, end: usize): bool {
  const isCapital = at(p + 1) < 97;
  if (isCapital && at(p) >= 97) return false;
  while (++p < end) if ((at(p) < 97) != isCapital) return false;
  return true;
}

/** The name that ends at `end` with `four` does so with a word for what is no password: token, secret, credential, creds, auth, authorization. */
function endsWithToken(end: usize, four: u32): bool {
  if (four == 0x6e656b6f) return lower(end - 5) == 116;
  if (four == 0x74657263) return lower(end - 5) == 101 && lower(end - 6) == 115;
  if (four == 0x6c616974) return lower(end - 5) == 110 && lower(end - 6) == 101;
  if (four == 0x6e6f6974) return lower(end - 5) == 97 && lower(end - 6) == 122;
  // creds, and not masterauth
  return four == 0x64657263 || (four == 0x68747561 && lower(end - 5) != 114);
}

/** What the name from `start` holds, which ends at `end` with the word for it. */
export function kindOf(start: usize, end: usize): u32 {
  while (start < end && (at(start) == 45 || at(start) == 46)) start++;
  const whole = end;
  if (lower(end - 1) == 115) end--;
  if (end - start < 3) return ANY;
  const last = load<u32>(end - 4) | 0x20202020;
  if (last >> 8 == 0x79656b) {
    let p = end - 3;
    if (p == start) return isOneWord(start, whole) ? KEY_ALONE : SOME_KEY;
    // A word of its own: behind a sign, or with a capital behind a small letter.
    const isHump = at(p) == 75 && at(p - 1) - 97 < 26;
    if (!isHump && isWord(at(p - 1)) && at(p - 1) != 95) return (last & 0xff) == 100 ? ANY : KEY;
    if (!isHump) p--;
    if (p - start < 2 || !isLetter(at(p - 1)) || !isLetter(at(p - 2))) return KEY;
    const four = load<u32>(p - 4) | 0x20202020;
    return isQualifier(four >> 16) || isQualifier(four >> 8) || isQualifier(four) ? KEY : SOME_KEY;
  }
  return end - start >= 4 && endsWithToken(end, last) ? TOKEN : ANY;
}
