// Checksums are written as digits of some base; each issuer has its own alphabet, but the arithmetic is one.

export const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
export const base62LowerFirst = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const base36 = "0123456789abcdefghijklmnopqrstuvwxyz";

/** `value` in the base of the alphabet, most significant digit first, padded on the left with its first character. */
export function toDigits(value: number, alphabet: string, width: number): string {
  let digits = "";
  for (let rest = value; rest > 0; rest = Math.floor(rest / alphabet.length)) {
    digits = alphabet.charAt(rest % alphabet.length) + digits;
  }
  return digits.padStart(width, alphabet.charAt(0));
}
