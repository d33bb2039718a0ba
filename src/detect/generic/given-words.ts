import { fewestWords, isPassphrase } from "../judge/passphrase.ts";

/**
 * Words of a language given to a name: messages, labels, descriptions. They are no secret, whatever the name promises, and a file may
 * hold nothing else: a look at the bytes spares window and judgement.
 */

const letter = 1;
const blank = 2;
const classes = new Uint8Array(256);
for (let code = 65; code <= 90; code++) classes[code] = classes[code + 32] = letter;
classes[32] = classes[9] = blank;

/** Keys of letters alone are read where they are this long (`lettersAfter`). */
const longestWord = 15;
const longestText = 300;
const mostBlanks = 40;

function isLetter(byte = 0): boolean {
  return classes[byte] === letter;
}

function isQuote(byte: number | undefined): boolean {
  return byte === 34 || byte === 39;
}

/** The offset behind blanks. */
function behindBlanks(bytes: Buffer, at: number): number {
  let i = at;
  while (i < at + mostBlanks && classes[bytes[i] ?? 0] === blank) i++;
  return i;
}

/** True where nothing but blanks stands between `at` and the beginning of its line. */
function beginsLine(bytes: Buffer, at: number): boolean {
  let i = at;
  while (i > 0 && at - i < mostBlanks && classes[bytes[i - 1] ?? 0] === blank) i--;
  return i === 0 || bytes[i - 1] === 10;
}

/** True where the text ends with its line: what follows is no further piece of it. */
function endsLine(bytes: Buffer, at: number): boolean {
  let i = at;
  const isItem = bytes[i] === 44;
  if (isItem || bytes[i] === 59) i++;
  if (bytes[i] === 13) i++;
  if (i >= bytes.length) return true;
  if (bytes[i] !== 10) return false;
  if (isItem) return true;
  i = behindBlanks(bytes, i + 1);
  // A name, the end of a block, a comment. A letter at a quote is a prefix: Python joins strings that stand beside each other.
  const isPrefix = isQuote(bytes[i + 1]) || isQuote(bytes[i + 2]);
  return i >= bytes.length || (isLetter(bytes[i]) && !isPrefix) || [10, 35, 125].includes(bytes[i] ?? 0);
}

/** The closing quote of two words or more with single spaces between, of letters alone; nothing where other characters stand there. */
function wordsEnd(bytes: Buffer, start: number, quote: number | undefined): number | undefined {
  const limit = start + longestText;
  let count = 0;
  for (let i = start; i < limit; i++) {
    const from = i;
    while (i - from <= longestWord && isLetter(bytes[i])) i++;
    if (i === from || i - from > longestWord) return undefined;
    count++;
    if (bytes[i] === 32) continue;
    if (bytes[i] === 46 || bytes[i] === 33) i++;
    return bytes[i] === quote && count > 1 ? i : undefined;
  }
  return undefined;
}

/** Names of what may consist of words, and by the first letter of each of these words its second one. */
const ofWords = /phrase|mnemonic|seed/iu;
const seconds = new Uint8Array(256);
for (const word of ["phrase", "mnemonic", "seed"]) seconds[word.charCodeAt(0)] = word.charCodeAt(1);

function mayConsistOfWords(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start; i + 1 < end; i++) {
    if (seconds[(bytes[i] ?? 0) | 32] === ((bytes[i + 1] ?? 0) | 32))
      return ofWords.test(bytes.toString("latin1", start, end));
  }
  return false;
}

/** Most texts have fewer words than a phrase: to count them costs less than to make a string of them. */
function hasWordsOfPhrase(bytes: Buffer, start: number, end: number): boolean {
  let words = 1;
  for (let i = start; i < end; i++) if (bytes[i] === 32) words++;
  return words >= fewestWords;
}

/** True where a line is a name from `start` to `end`, also in quotes, an operator and words in quotes. */
export function isGivenWords(bytes: Buffer, start: number, end: number): boolean {
  const isQuoted = isQuote(bytes[end]) && bytes[start - 1] === bytes[end];
  let i = behindBlanks(bytes, isQuoted ? end + 1 : end);
  if (bytes[i] !== 61 && bytes[i] !== 58) return false;
  i = behindBlanks(bytes, i + 1);
  const quote = bytes[i];
  if (!isQuote(quote) || !isLetter(bytes[i + 1])) return false;
  const close = wordsEnd(bytes, i + 1, quote);
  if (close === undefined || !beginsLine(bytes, isQuoted ? start - 1 : start) || !endsLine(bytes, close + 1))
    return false;
  if (mayConsistOfWords(bytes, start, end)) return false;
  // Most texts begin with a capital, and no phrase does.
  return (
    (bytes[i + 1] ?? 0) < 97 ||
    !hasWordsOfPhrase(bytes, i + 1, close) ||
    !isPassphrase(bytes.toString("latin1", i + 1, close))
  );
}
