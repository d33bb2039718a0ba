// What the kernel knows of the words in names, compiled from what the judge says of them (kernel/promised.as.ts).
import {
  aboutSecret,
  accountEnds,
  accounts,
  gluedToKey,
  keyQualifier,
  notSecretAny,
  notSecretFirst,
  otherKeys,
  passwordEnds,
  passwordWords,
  tails,
  tokenEnds,
  tokenWords,
} from "../judge/names.ts";
import {
  ABOUT_SECRET,
  LONGEST_WORD,
  NOT_ANYWHERE,
  NOT_FIRST,
  OTHER_KEY,
  PASSWORD_WORD,
  SECRET_WORD,
  TAIL,
} from "../kernel/layout.ts";

const slotCount = 1024;
const slotSize = 16;
const endBits = 14;
const endLetters = 8;
const factor = 0x9e3779b97f4a7c15n;

/** Words that promise a secret by themselves, besides those for a password. */
const secretWords = [
  ...tokenWords.split("|"),
  ..."psk sid sessid sessionid api auth authorization phrase word".split(" "),
];

/** What words end with that promise a secret. */
const ends = [
  ...passwordEnds.split("|"),
  ...tokenEnds.split("|"),
  ...accounts.split("|").flatMap((account) => accountEnds.split("|").map((end) => account + end)),
  ...gluedToKey.split("|").map((what) => `${what}key`),
];

function hash(key: bigint, bits: number): number {
  return Number(BigInt.asUintN(64, key * factor) >> BigInt(64 - bits));
}

/** NAME_WORDS. */
export function nameWords(): Uint8Array {
  const said = new Map<string, number>();
  const say = (words: Iterable<string>, what: number): void => {
    for (const word of words) said.set(word, (said.get(word) ?? 0) | what);
  };
  say(aboutSecret, ABOUT_SECRET);
  say(
    [...otherKeys].filter((word) => !keyQualifier.has(word)),
    OTHER_KEY,
  );
  say(tails, TAIL);
  say(notSecretFirst, NOT_FIRST);
  say(notSecretAny, NOT_ANYWHERE);
  say(secretWords, SECRET_WORD);
  say(passwordWords.split("|"), PASSWORD_WORD);
  const table = Buffer.alloc(slotCount * slotSize);
  const letters = Buffer.alloc(slotSize);
  for (const [word, what] of said) {
    if (word.length > LONGEST_WORD) throw new Error(`The kernel knows no word as long as "${word}".`);
    letters.fill(0).write(word, "latin1");
    const key = letters.readBigUInt64LE() ^ (letters.readBigUInt64LE(8) * 31n);
    let slot = hash(key, 10);
    while (table[slot * slotSize] !== 0) slot = (slot + 1) % slotCount;
    letters[LONGEST_WORD] = what;
    letters.copy(table, slot * slotSize);
  }
  return table;
}

/** WORD_ENDS. */
export function wordEnds(): Uint8Array {
  const bits = new Uint8Array(2 ** endBits / 8);
  const letters = Buffer.alloc(endLetters);
  for (const end of ends) {
    // The kernel takes an `s` off each word.
    letters.fill(0).write(end.replace(/s$/u, "").slice(-endLetters), "latin1");
    const index = hash(letters.readBigUInt64LE(), endBits);
    bits[index >>> 3] = (bits[index >>> 3] ?? 0) | (1 << (index & 7));
  }
  return bits;
}
