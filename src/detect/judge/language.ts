import language from "./language.json" with { type: "json" };

const size = 27;
/** Two numbers in a byte: a loop over each of them would be a good part of what a commit hook does. */
export const letterTable: Buffer = Buffer.from(language.table, "hex");

/** Half bits of a letter above or below an even draw, behind two others; 26 stands for the beginning of a word. */
function halfBits(before: number, last: number, letter: number): number {
  const index = (before * size + last) * 26 + letter;
  const both = letterTable[index >> 1] ?? 0;
  return ((index & 1) === 0 ? both >> 4 : both & 15) - 8;
}

/**
 * How much a text reads like language, in bits a letter above an even draw: words about 1.5, names 0.5 to 1, drawn letters -1 and
 * less. 0 without letters. It needs no dictionary, so it knows words that no list holds, and is length-normalised.
 */
export function familiarity(text: string): number {
  let a = 26;
  let b = 26;
  let letters = 0;
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const c = (text.charCodeAt(i) | 32) - 97;
    if (c < 0 || c > 25) {
      a = b = 26;
      continue;
    }
    sum += halfBits(a, b, c);
    letters++;
    a = b;
    b = c;
  }
  return letters === 0 ? 0 : sum / letters / 2;
}

// What joins words in identifiers, paths and texts.
const joins = new Set(Array.from("_-./: ", (sign) => sign.charCodeAt(0)));

/**
 * True for letters, and signs that join words, that read at least as much like language as an even draw does. The search asks the same
 * of what keys and tokens are given (kernel/words-given.as.ts).
 */
export function readsLikeWords(text: string): boolean {
  let a = 26;
  let b = 26;
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const c = (code | 32) - 97;
    if (c >= 0 && c <= 25) {
      sum += halfBits(a, b, c);
      a = b;
      b = c;
    } else if (joins.has(code)) a = b = 26;
    else return false;
  }
  return sum >= 0;
}
