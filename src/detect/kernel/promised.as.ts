// Whether a name may promise a secret, in AssemblyScript, by the letters it ends with.
import { at, isLetter } from "./bytes.as";
import { NAME_ENDS } from "./layout";

/** The bit of NAME_ENDS for what both cases of some letters have in common; compile/name-ends.ts sets it. */
@inline function isEnd(key: u32): bool {
  const index = (key * 0x9e3779b1) >> 20;
  return ((<u32>load<u8>(NAME_ENDS + (index >> 3)) >> (index & 7)) & 1) != 0;
}

@inline function isUpper(byte: u32): bool { return byte - 65 < 26; }

/** False where the name from `start` to `end` ends with no word that promises a secret, or stands behind one that does: of most names. */
export function mayPromise(start: usize, end: usize): bool {
  let p = end;
  while (p > start && !isLetter(at(p - 1))) p--;
  if (p <= start + 1) return true;
  const last = at(p - 1), before = at(p - 2);
  // A word of one letter: `KEY_A`, `keyA`.
  if (!isLetter(before) || (isUpper(last) && !isUpper(before))) return true;
  // Of several.
  if ((last | 32) == 115 && p - start > 2) p--;
  const four = load<u32>(p - 4) | 0x20202020;
  if (isEnd(four >> 16)) return true;
  if (p - start < 3 || !isLetter(at(p - 3))) return false;
  if (isEnd(four >> 8)) return true;
  return p - start > 3 && isLetter(at(p - 4)) && isEnd(four);
}
