// Compiles literals into the image that the kernel reads. Runs at build time for the shipped rules, and at run time when a user
// brings rules of their own.
import {
  BEFORE_SIGN,
  BEFORE_SIGN_HEADS,
  BEHIND_SIGN,
  BEHIND_SIGN_HEADS,
  CLASSES,
  ENTRIES,
  ENTRY,
  ENTRY_LIMIT,
  FIRSTS,
  GROUPS,
  INNER_GRAMS,
  INNER_HEADS,
  LANGUAGE,
  LAST,
  LIMITS,
  LONG_ALWAYS,
  LONG_BEFORE_VALUE,
  LONG_HEADS,
  NAME_ENDS,
  NAME_WORDS,
  NIBBLE,
  QUALIFIERS,
  RUN_BITS,
  RUN_HEADS,
  SEXTETS,
  SHORT_HEADS,
  TABLES,
  TABLES_END,
  TEXT_PLACES,
  TRIED,
  TRIGRAM,
  TRIGRAMS,
  SHORT_ALWAYS,
  SHORT_BEFORE_VALUE,
  VALUE_FOLLOWS,
  WHOLE_WORDS,
  WORD_ALWAYS,
  WORD_BEFORE_VALUE,
  WORD_BITS,
  WORD_ENDS,
  WORD_HEADS,
} from "../kernel/layout.ts";
import { beforeTried, triedWords, walkBeginnings } from "../judge/guessable.ts";
import { letterTable } from "../judge/language.ts";
import { nameEnds } from "../judge/name-ends.ts";
import { keyQualifier } from "../judge/names.ts";
import { wholeWords } from "../judge/placeholder.ts";
import { trigramMasks } from "./buckets.ts";
import { groupOf } from "./groups.ts";
import { judgeLimits } from "./judge-limits.ts";
import { nameWords, wordEnds } from "./name-words.ts";
import { placeLiteral, type Placed } from "./place-literal.ts";
import type { Literal } from "./rule-literals.ts";
import { coverByTrigrams, type Trigram } from "./trigrams.ts";

function hash(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> 0;
}

/** Sets what both cases of a letter have in common, as the kernel does. */
function key(gram: string, length: number): number {
  let all = 0;
  for (let i = 0; i < length; i++) all |= (gram.charCodeAt(i) | 0x20) << (8 * i);
  return all >>> 0;
}

class Image {
  readonly bytes: Uint8Array = new Uint8Array(TABLES_END - TABLES);
  readonly #view = new DataView(this.bytes.buffer);

  setBits(address: number, bits: number): void {
    this.bytes[address - TABLES] = (this.bytes[address - TABLES] ?? 0) | bits;
  }
  setBit(table: number, index: number): void {
    this.setBits(table + (index >>> 3), 1 << (index & 7));
  }
  setByte(address: number, value: number): void {
    this.bytes[address - TABLES] = value;
  }
  getWord(address: number): number {
    return this.#view.getUint16(address - TABLES, true);
  }
  setWord(address: number, value: number): void {
    this.#view.setUint16(address - TABLES, value, true);
  }
  setNumber(address: number, value: number): void {
    this.#view.setUint32(address - TABLES, value, true);
  }
}

/** Byte classes by nibble: 128 + 64 letters, 32 digits, 16 underscore, 8 the signs + - /, 4 + 2 rare signs. */
function writeClasses(image: Image): void {
  const groups = [
    { bit: 128, high: 4, lows: [1, 15] },
    { bit: 128, high: 6, lows: [1, 15] },
    { bit: 64, high: 5, lows: [0, 10] },
    { bit: 64, high: 7, lows: [0, 10] },
    { bit: 32, high: 3, lows: [0, 9] },
    { bit: 16, high: 5, lows: [15, 15] },
    { bit: 8, high: 2, lows: [11, 11] },
    { bit: 8, high: 2, lows: [13, 13] },
    { bit: 8, high: 2, lows: [15, 15] },
    { bit: 4, high: 2, lows: [4, 6] },
    { bit: 4, high: 2, lows: [11, 11] },
    { bit: 2, high: 5, lows: [12, 12] },
    { bit: 2, high: 7, lows: [12, 12] },
  ];
  const masks = new Uint8Array(32);
  for (const { bit, high, lows } of groups) {
    for (let low = lows[0] ?? 0; low <= (lows[1] ?? 0); low++) masks[low] = (masks[low] ?? 0) | bit;
    masks[16 + high] = (masks[16 + high] ?? 0) | bit;
  }
  for (const [at, mask] of masks.entries()) image.setByte(CLASSES + at, mask);
  for (let at = 0; at < 16; at++) image.setByte(NIBBLE + at, 15);
}

/** What each character of base64 and base64url stands for, and where in the encoding of a text it may stand. */
function writeSextets(image: Image): void {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
  for (const [index, char] of alphabet.split(/(?=.)/u).entries()) {
    const value = index < 64 ? index : index - 2;
    // The characters that hold the highest bits of three bytes: clear in ASCII, and the first of them is no control character.
    const base64 =
      Number(value < 32 && value >= 2) | (Number((value & 8) === 0) << 1) | (Number((value & 2) === 0) << 2);
    const hex = (Number(/[2-7]/u.test(char)) << 3) | (Number(/[\da-f]/iu.test(char)) << 4);
    image.setByte(SEXTETS + char.charCodeAt(0), value);
    image.setByte(TEXT_PLACES + char.charCodeAt(0), base64 | hex);
  }
}

function writeGroups(image: Image): void {
  for (let code = 0; code < 256; code++) image.setByte(GROUPS + code, groupOf(code));
}

/** Marks the last letters, four at most, of each of the words that names of secrets end with, and of those in front of `key`. */
function writeWords(image: Image): void {
  const last = (word: string): number => hash(key(word.slice(-4), Math.min(4, word.length)));
  for (const end of nameEnds) image.setBit(NAME_ENDS, last(end) >>> 20);
  for (const word of keyQualifier) image.setBit(QUALIFIERS, last(word) >>> 22);
}

function writeTable(image: Image, address: number, table: Uint8Array): void {
  image.bytes.set(table, address - TABLES);
}

/** A hash of a word of any length, without case; `part` says what kind of word it is. */
function hashWord(word: string, part: number): number {
  return Array.from(word).reduce((sum, char) => hash((sum >>> 5) ^ (sum << 3) ^ (char.charCodeAt(0) | 0x20)), part);
}

/** What the kernel has to know of the judge. */
function writeJudge(image: Image): void {
  for (const [at, limit] of judgeLimits().entries()) image.setWord(LIMITS + 2 * at, limit);
  for (const [part, words] of [triedWords, beforeTried, walkBeginnings].entries())
    for (const word of words) image.setBit(TRIED, hashWord(word, part) >>> 21);
}

/** Those of letters alone, eight at most: 256 slots, of which most stay empty. */
function writeWholeWords(image: Image): void {
  const isTaken = new Set<number>();
  for (const word of wholeWords) {
    if (!/^[a-z]{1,8}$/u.test(word)) continue;
    const bytes = Buffer.alloc(8);
    bytes.write(word);
    const product = BigInt.asUintN(64, bytes.readBigUInt64LE() * 0x9e3779b97f4a7c15n);
    let slot = Number(product >> 56n);
    while (isTaken.has(slot)) slot = (slot + 1) & 255;
    isTaken.add(slot);
    for (const [at, byte] of bytes.entries()) image.setByte(WHOLE_WORDS + 8 * slot + at, byte);
  }
  if (isTaken.size > 192) throw new Error("There are more words that stand for a secret than the search can tell.");
}

/** Of eight bytes, or of six as if they were the last of eight. */
function hashLong(gram: string): number {
  const low = key(gram, 4);
  const high = key(gram.slice(4), gram.length - 4);
  const all = ((BigInt(high) << 32n) | BigInt(low)) << (gram.length < 8 ? 16n : 0n);
  return Number(BigInt.asUintN(64, all * 0x9e3779b97f4a7c15n) >> 32n);
}

const kinds = {
  long: [LONG_ALWAYS, LONG_BEFORE_VALUE],
  word: [WORD_ALWAYS, WORD_BEFORE_VALUE],
  short: [SHORT_ALWAYS, SHORT_BEFORE_VALUE],
} as const;

const none = [0, 0, 0, 0] as const;

/** The first four bytes of the gram; of three all that a fourth one may follow. */
function fourBytes(gram: string, mayFollow: (code: number) => boolean = () => true): readonly string[] {
  if (gram.length > 3) return [gram];
  const codes = Array.from({ length: 256 }, (_, code) => code);
  return codes.filter(mayFollow).map((code) => gram + String.fromCharCode(code));
}

/** Marks the gram in its lane's bits, and gives the address of the head of its list. The kernel hashes in the same way. */
function markGram(image: Image, { lane, gram }: Placed, { condition, details = none }: Literal): number {
  const three = hash(key(gram, 3));
  const byThree = 2 * (three >>> 21);
  if (lane === "inner" || lane === "behind-sign" || lane === "before-sign") {
    image.setBits(
      INNER_GRAMS + (three >>> 19),
      lane === "inner" ? TRIGRAM : lane === "behind-sign" ? BEHIND_SIGN : BEFORE_SIGN,
    );
    return byThree + (lane === "inner" ? INNER_HEADS : lane === "behind-sign" ? BEHIND_SIGN_HEADS : BEFORE_SIGN_HEADS);
  }
  if (lane === "run") {
    for (const each of fourBytes(gram, (code) => details[0] === 0 || (groupOf(code) & details[1]) !== 0))
      image.setBit(RUN_BITS, hash(key(each, 4)) >>> 17);
    return RUN_HEADS + byThree;
  }
  const [always, beforeValue] = kinds[lane];
  for (const each of fourBytes(gram))
    image.setBits(FIRSTS + (hash(key(each, 4)) >>> 17), condition === VALUE_FOLLOWS ? beforeValue : always);
  if (lane === "short") {
    return SHORT_HEADS + byThree;
  }
  const all = hashLong(gram);
  image.setBit(WORD_BITS, all >>> 15);
  return (lane === "long" ? LONG_HEADS : WORD_HEADS) + 2 * (all >>> 21);
}

interface Entry {
  readonly literal: Literal;
  readonly index: number;
  /** Of the gram in the literal. */
  readonly offset: number;
}

/**
 * Writes the gram's offset, length, condition, cased and files, index; where the four bytes stand that are compared first, from the gram
 * on, and by how many bits they are moved up; the literal's address, the details, and those four bytes.
 */
function writeEntry(
  image: Image,
  number: number,
  { literal, index, offset }: Entry,
  address: number,
  isLast: boolean,
): void {
  const { text, condition, cased, files = 0, details = none } = literal;
  const entry = ENTRIES + ENTRY * number;
  // Those that the gram tells least of.
  const first = offset > 0 || text.length < 4 ? 0 : text.length - 4;
  const bits = text.length < 4 ? 8 : 0;
  image.setByte(entry, offset);
  image.setByte(entry + 1, text.length);
  image.setByte(entry + 2, condition);
  image.setByte(entry + 3, (cased ? 1 : 0) | (files << 1));
  image.setWord(entry + 4, index);
  image.setByte(entry + 6, first - offset);
  image.setByte(entry + 7, bits | (isLast ? LAST : 0));
  image.setNumber(entry + 8, address);
  for (const [at, detail] of details.entries()) image.setByte(entry + 12 + at, detail);
  image.setNumber(entry + 16, (key(text.slice(first, first + 4), Math.min(4, text.length)) << bits) >>> 0);
}

/** The image for `literals`; the kernel reports each by its index. Throws where one cannot be placed. */
export function compileTables(literals: readonly Literal[]): Uint8Array {
  if (literals.length >= ENTRY_LIMIT)
    throw new Error(
      `Rules may have ${String(ENTRY_LIMIT - 1)} anchors and names together; these have ${String(literals.length)}.`,
    );
  const image = new Image();
  writeClasses(image);
  writeSextets(image);
  writeGroups(image);
  writeWords(image);
  writeTable(image, NAME_WORDS, nameWords());
  writeTable(image, WORD_ENDS, wordEnds());
  writeTable(image, LANGUAGE, letterTable);
  writeJudge(image);
  writeWholeWords(image);
  const placements = literals.map((literal) => {
    const placed = placeLiteral(literal);
    if (!placed) throw new Error(`The anchor "${literal.text}" is too short or too common to search for.`);
    return placed;
  });
  const trigrams = coverByTrigrams(literals.filter((_, i) => placements[i]?.lane === "inner"));
  const texts = new Map<string, number>();
  let end = ENTRIES + ENTRY * (literals.length + 1);
  const address = (text: string): number => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    const at = end;
    if (at + text.length > TABLES_END) throw new Error("The anchors and names of all rules together are too long.");
    for (const byte of Buffer.from(text, "latin1")) image.setByte(end++, byte);
    texts.set(text, at);
    return at;
  };
  const lists = new Map<number, Entry[]>();
  for (const [index, literal] of literals.entries()) {
    let placed = placements[index];
    if (!placed) continue;
    if (placed.lane === "inner") {
      const { text, cased }: Trigram = trigrams.get(literal.text) ?? { text: placed.gram, cased: false };
      const offset = (cased ? literal.text : literal.text.toLowerCase()).indexOf(text);
      placed = { lane: "inner", offset, gram: text.toLowerCase() };
    }
    const head = markGram(image, placed, literal);
    const list = lists.get(head) ?? [];
    list.push({ literal, index, offset: placed.offset });
    lists.set(head, list);
  }
  let number = 1;
  for (const [head, list] of lists) {
    image.setWord(head, number);
    for (const [at, entry] of list.entries())
      writeEntry(image, number++, entry, address(entry.literal.text), at === list.length - 1);
  }
  const chosen = new Map([...trigrams.values()].map((trigram) => [JSON.stringify(trigram), trigram]));
  for (const [at, mask] of trigramMasks([...chosen.values()]).entries()) image.setByte(TRIGRAMS + at, mask);
  return image.bytes.subarray(0, end - TABLES);
}
