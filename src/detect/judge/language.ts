import language from "./language.json" with { type: "json" };

// Half bits above or below an even draw, by the two letters before; 26 stands for the beginning of a word.
const size = 27;
const halfBits = Int8Array.from(language.table, (digit) => Number.parseInt(digit, 16) - 8);

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
    sum += halfBits[(a * size + b) * 26 + c] ?? 0;
    letters++;
    a = b;
    b = c;
  }
  return letters === 0 ? 0 : sum / letters / 2;
}
