/**
 * Which characters a value holds, as bits. Most values are words, and most regexes about shapes ask for signs: what no match can be
 * without is looked for first, at the cost of one bit.
 */

export const letter = 1;
export const digit = 2;
/** White space, and all beyond ASCII, of which some is. */
export const space = 4;
/** Beyond ASCII. */
export const foreign = 8;

// Every other sign that a guard names has a bit of its own.
const signs = "./\\:-=@$#[](){}<>&%,_+";
const firstSign = 4;

const bits = new Uint32Array(128);
for (let code = 48; code <= 57; code++) bits[code] = digit;
for (let code = 65; code <= 90; code++) bits[code] = bits[code + 32] = letter;
for (const code of [9, 10, 11, 12, 13, 32]) bits[code] = space;
for (let index = 0; index < signs.length; index++) bits[signs.charCodeAt(index)] = 1 << (firstSign + index);

/** The bits of the characters of `value`. */
export function charactersOf(value: string): number {
  let all = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    all |= code < 128 ? (bits[code] ?? 0) : space | foreign;
  }
  return all;
}

/** A pattern, and what every match of it holds some of. */
export interface Guarded {
  readonly pattern: RegExp;
  readonly needs: number;
}

/** A pattern that matches no value without one of the signs, or of the kinds of characters. */
export function guarded(pattern: RegExp, needed: string, kinds = 0): Guarded {
  let needs = kinds;
  for (let index = 0; index < needed.length; index++) needs |= bits[needed.charCodeAt(index)] ?? 0;
  return { pattern, needs };
}

/** True where the pattern matches the value, which holds these characters. */
export function matches({ pattern, needs }: Guarded, value: string, characters: number): boolean {
  return (characters & needs) !== 0 && pattern.test(value);
}
