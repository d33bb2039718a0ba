/** Estimates how hard a value is to guess, so that no guessable value is matched anywhere or hashed at full width. */

// Letters that often follow a letter in English prose and identifiers (own count over the documentation of 390 packages,
// widened by hand with pairs of frequent password words): 36 % of all pairs, 96 % of those in words.
const followers: Readonly<Record<string, string>> = {
  a: "bcdgiklmnprstuvy",
  b: "aeijloruy",
  c: "acehiklortu",
  d: "adeimorsu",
  e: "acdefgilmnpqrstvxy",
  f: "aefiortu",
  g: "aeghilnorsu",
  h: "aeiortu",
  i: "abcdefglmnoprstvx",
  j: "eosu",
  k: "eios",
  l: "adefilostuy",
  m: "abeimopu",
  n: "acdefgiklnosty",
  o: "bcdfgklmnoprstuvw",
  p: "aeiloprtuy",
  q: "u",
  r: "acdegikmnorstuvy",
  s: "acehiopstuy",
  t: "acehiorstuwy",
  u: "bcdegilmnprst",
  v: "aei",
  w: "aehino",
  x: "ap",
  y: "opr",
  z: "ae",
};

const lookalikes: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

// Rows of the keyboard and the alphabet; a run of three along one of them, in either direction, is no choice of characters.
const rows = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "qwertzuiop",
  "!@#$%^&*()",
];
const runs = rows.flatMap((row) => [row, Array.from(row).reverse().join("")]);

// What people build passwords and secret names from; each counts as a pick out of 64.
const frequentWords = (
  "password passwort passwd pass pwd secret token key admin administrator root user username login welcome changeme letmein " +
  "default example sample demo test testing dev development stage staging prod production local live master super dragon monkey " +
  "sunshine princess football shadow hunter spring summer autumn winter sommer january february march april june july august " +
  "september october november december monday friday sunday company storage account service server client access database data " +
  "api app web jwt auth session cookie private public azure amazon google github this that your very long enough please replace"
).split(" ");

const wordsByInitial = new Map<string, string[]>();
for (const word of frequentWords) {
  const initial = word.slice(0, 1);
  wordsByInitial.set(initial, [...(wordsByInitial.get(initial) ?? []), word]);
}

const letterBits = Math.log2(26);
const frequentWordBits = 6;
/** What a further letter costs once a word has begun: a word of eight letters then has 15 bits, like a pick out of 35,000. */
const nextLetterBits = 1.5;
/** Signs stand between words or at the end; where they stand is the only choice that counts. */
const signBits = 3;
const yearBits = 6;
/** A longer value has more bits than any threshold asks for; this bounds the work. */
const considered = 128;

/** Bits from which a value that equals a vault's must come out of that vault: no one writes it by chance. */
export const provingStrength = 45;

function isLetter(char: string): boolean {
  return /^[a-z]$/iu.test(char);
}

/** Bits of one character that belongs to no pattern: from the classes in use, but never more than their variety shows. */
function characterBits(chars: readonly string[]): number {
  const distinct = new Set(chars);
  const lower = [...distinct].filter((char) => /[a-z]/u.test(char));
  const upper = [...distinct].filter((char) => /[A-Z]/u.test(char));
  const digits = [...distinct].filter((char) => /\d/u.test(char));
  const rest = [...distinct].filter((char) => char > "\u007f").length;
  const letters = [...lower, ...upper];
  const isHex = letters.length > 0 && digits.length > 0 && letters.every((char) => /[a-f]/iu.test(char));
  const size = (used: number, all: number): number => Math.min(all, 6 * used);
  const classes = isHex ? 16 : size(lower.length, 26) + size(upper.length, 26) + size(digits.length, 10) + rest;
  return Math.log2(Math.max(2, Math.min(classes, 4 * distinct.size)));
}

/** One way to describe a stretch of the value: it ends before `end` and costs `bits`. */
interface Stretch {
  readonly end: number;
  readonly bits: number;
}

/** What the choice of capitals adds: nothing, one bit for `Word` and `WORD`, a bit a letter where it follows no habit. */
function caseBits(word: string): number {
  if (!/[A-Z]/u.test(word)) return 0;
  return /^[A-Z][^A-Z]*$/u.test(word) || !/[a-z]/u.test(word) ? 1 : word.length;
}

/** The value as a reader of leetspeak takes it, one place a character; NUL where no letter can be read. */
function fold(chars: readonly string[]): string {
  return chars.map((char) => (isLetter(char) ? char.toLowerCase() : (lookalikes[char] ?? "\0"))).join("");
}

function frequent(chars: readonly string[], folded: string, start: number): Stretch[] {
  return (wordsByInitial.get(folded[start] ?? "") ?? [])
    .filter((word) => folded.startsWith(word, start))
    .map((word) => {
      const written = chars.slice(start, start + word.length);
      const swapped = written.filter((char) => !isLetter(char)).length;
      return { end: start + word.length, bits: frequentWordBits + swapped + caseBits(written.join("")) };
    });
}

/** True where the stretch is a word of its own: no letter before and after it, or a new hump of camel case. */
function standsAlone(chars: readonly string[], start: number, end: number): boolean {
  const isLower = (char: string): boolean => /[a-z]/u.test(char);
  const begins = !isLetter(chars[start - 1] ?? " ") || !isLower(chars[start] ?? " ");
  const next = chars[end] ?? " ";
  return begins && (!isLetter(next) || (isLower(chars[end - 1] ?? " ") && !isLower(next)));
}

/** Words, also in leetspeak: stretches in which every letter is a usual follower of the one before. */
function words(chars: readonly string[], folded: string, start: number): Stretch[] {
  const found: Stretch[] = [];
  let previous = "";
  let letters = 0;
  let swapped = 0;
  for (let i = start; i < chars.length; i++) {
    const char = chars[i] ?? "";
    const letter = folded[i] ?? "\0";
    if (letter === "\0" || (previous !== "" && followers[previous]?.includes(letter) !== true)) break;
    if (isLetter(char)) letters++;
    else swapped++;
    previous = letter;
    const length = letters + swapped;
    // A short word counts only where it stands alone: random letters hold one too often.
    if (length >= 4 ? letters >= 2 * swapped : length === 3 && swapped === 0 && standsAlone(chars, start, i + 1)) {
      const bits = letterBits + nextLetterBits * (length - 1) + swapped + caseBits(chars.slice(start, i + 1).join(""));
      found.push({ end: i + 1, bits });
    }
  }
  return found;
}

/** Runs along the alphabet, the digits or the keyboard, and one character over and over. */
function sequences(chars: readonly string[], start: number): Stretch[] {
  const first = (chars[start] ?? "").toLowerCase();
  let longest = 1;
  while (chars[start + longest]?.toLowerCase() === first) longest++;
  for (const run of runs) {
    const from = run.indexOf(first);
    if (from < 0) continue;
    let length = 1;
    while (from + length < run.length && run[from + length] === chars[start + length]?.toLowerCase()) length++;
    longest = Math.max(longest, length);
  }
  const found: Stretch[] = [];
  for (let length = 3; length <= longest; length++) found.push({ end: start + length, bits: 5 + Math.log2(length) });
  return found;
}

/** The longest stretch that stood earlier in the value. */
function repeats(chars: readonly string[], start: number): Stretch[] {
  let longest = 0;
  for (let from = 0; from < start; from++) {
    let length = 0;
    while (start + length < chars.length && chars[from + length] === chars[start + length]) length++;
    longest = Math.max(longest, length);
  }
  return longest < 3 ? [] : [{ end: start + longest, bits: 1 + Math.log2(start + 1) + Math.log2(longest) }];
}

function years(chars: readonly string[], start: number): Stretch[] {
  return /^(?:19|20)\d\d$/u.test(chars.slice(start, start + 4).join("")) ? [{ end: start + 4, bits: yearBits }] : [];
}

/** The cheapest description of the value, as a guesser who knows these patterns would write it. */
function cheapest(value: string): number {
  const chars = Array.from(value.slice(0, considered));
  const folded = fold(chars);
  const literal = characterBits(chars);
  const costs = new Array<number>(chars.length + 1).fill(Infinity);
  costs[0] = 0;
  chars.forEach((char, start) => {
    const base = costs[start] ?? Infinity;
    const isSign = char < "\u0080" && !/[A-Za-z\d]/u.test(char);
    const stretches = [
      { end: start + 1, bits: isSign ? Math.min(signBits, literal) : literal },
      ...frequent(chars, folded, start),
      ...words(chars, folded, start),
      ...sequences(chars, start),
      ...repeats(chars, start),
      ...years(chars, start),
    ];
    for (const { end, bits } of stretches) costs[end] = Math.min(costs[end] ?? Infinity, base + bits);
  });
  return costs[chars.length] ?? 0;
}

const credentials = /^[a-z][a-z\d+.-]{0,30}:\/\/[^/?#@\s]{0,1000}?:([^/?#\s]{0,1000})@/iu;
const setting =
  /(?:^|;)[ \t]{0,10}(?:password|pwd|accountkey|sharedaccesskey|secret|apikey|accesskey)[ \t]{0,10}=[ \t]{0,10}([^;]{0,2000})/iu;

/** What a guesser has to guess: of a URL or a connection string its password alone, since the rest is known. */
function unknownPart(value: string): string {
  const head = value.slice(0, 4096);
  return credentials.exec(head)?.[1] ?? setting.exec(head)?.[1] ?? value;
}

/** The text that a base64 or hex value stands for; nothing if it does not decode to text. */
function hiddenText(value: string): string | undefined {
  if (value.length < 8 || value.length > 1024) return undefined;
  const encodings = [
    /^(?:[\da-f]{2})+$/iu.test(value) ? "hex" : undefined,
    /^[\w+/-]+={0,2}$/u.test(value) ? "base64" : undefined,
  ] as const;
  for (const encoding of encodings) {
    const text = encoding && Buffer.from(value, encoding).toString("latin1");
    if (text !== undefined && text !== "" && /^[\t\n\r\x20-\x7e]+$/u.test(text)) return text;
  }
  return undefined;
}

/**
 * Bits of a value's strength, on the low side: words, keyboard runs, repeats and years count little, an encoding of a weak
 * value is as weak as that value. A random value keeps about nine tenths of its bits.
 */
export function estimateStrength(value: string): number {
  const unknown = unknownPart(value);
  const hidden = hiddenText(unknown);
  const bits = cheapest(unknown);
  return hidden === undefined ? bits : Math.min(bits, cheapest(unknownPart(hidden)));
}
