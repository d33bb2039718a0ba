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
  NAME_ENDS,
  NIBBLE,
  RUN_BEGINS,
  RUN_HEADS,
  SEXTETS,
  SHORT_HEADS,
  TABLES,
  TABLES_END,
  TEXT_PLACES,
  TRIGRAM,
  TRIGRAMS,
  SHORT_ALWAYS,
  SHORT_BEFORE_VALUE,
  SHORT_BITS,
  VALUE_FOLLOWS,
  WORD_ALWAYS,
  WORD_BEFORE_VALUE,
  WORD_BITS,
  WORD_HEADS,
} from "../kernel/layout.ts";
import { nameEnds } from "../judge/name-ends.ts";
import { trigramMasks } from "./buckets.ts";
import { groupOf } from "./groups.ts";
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

/** Marks the last letters, four at most, of each of the words that names of secrets end with. */
function writeNameEnds(image: Image): void {
  for (const end of nameEnds) {
    const letters = end.slice(-4);
    image.setBit(NAME_ENDS, hash(key(letters, letters.length)) >>> 20);
  }
}

function hash6(gram: string): number {
  return hash((key(gram, 4) ^ hash(key(gram.slice(4), 2))) >>> 0);
}

/** Marks the gram in its lane's bits, and gives the address of the head of its list. The kernel hashes in the same way. */
function markGram(image: Image, { lane, gram }: Placed, condition: number): number {
  const three = hash(key(gram, 3));
  const byThree = 2 * (three >>> 21);
  if (lane === "inner" || lane === "behind-sign" || lane === "before-sign") {
    image.setBits(
      INNER_GRAMS + (three >>> 19),
      lane === "inner" ? TRIGRAM : lane === "behind-sign" ? BEHIND_SIGN : BEFORE_SIGN,
    );
    return byThree + (lane === "inner" ? INNER_HEADS : lane === "behind-sign" ? BEHIND_SIGN_HEADS : BEFORE_SIGN_HEADS);
  }
  // Of three bytes and any fourth one, or of four.
  const grams = gram.length > 3 ? [gram] : Array.from({ length: 256 }, (_, last) => gram + String.fromCharCode(last));
  const beforeValue = condition === VALUE_FOLLOWS;
  const kind =
    lane === "run"
      ? RUN_BEGINS
      : lane === "word"
        ? beforeValue
          ? WORD_BEFORE_VALUE
          : WORD_ALWAYS
        : beforeValue
          ? SHORT_BEFORE_VALUE
          : SHORT_ALWAYS;
  for (const each of grams) image.setBits(FIRSTS + (hash(key(each, 4)) >>> 17), kind);
  if (lane === "run") return RUN_HEADS + byThree;
  if (lane === "short") {
    image.setBit(SHORT_BITS, three >>> 18);
    return SHORT_HEADS + byThree;
  }
  image.setBit(WORD_BITS, hash6(gram) >>> 15);
  return WORD_HEADS + 2 * (hash6(gram) >>> 21);
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
  writeNameEnds(image);
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
  for (const [index, literal] of literals.entries()) {
    let placed = placements[index];
    if (!placed) continue;
    if (placed.lane === "inner") {
      const { text, cased }: Trigram = trigrams.get(literal.text) ?? { text: placed.gram, cased: false };
      const offset = (cased ? literal.text : literal.text.toLowerCase()).indexOf(text);
      placed = { lane: "inner", offset, gram: text.toLowerCase() };
    }
    const head = markGram(image, placed, literal.condition);
    // Of each hash one list: gram's offset, length, condition, cased and files, index, next entry, address of the literal, details, and
    // four bytes of the literal that are compared first.
    const number = index + 1;
    const entry = ENTRIES + ENTRY * number;
    image.setByte(entry, placed.offset);
    image.setByte(entry + 1, literal.text.length);
    image.setByte(entry + 2, literal.condition);
    image.setByte(entry + 3, (literal.cased ? 1 : 0) | ((literal.files ?? 0) << 1));
    image.setWord(entry + 4, index);
    image.setWord(entry + 6, image.getWord(head));
    image.setNumber(entry + 8, address(literal.text));
    image.setWord(head, number);
    for (const [at, detail] of (literal.details ?? []).entries()) image.setByte(entry + 12 + at, detail);
    // Those that the gram tells least of.
    image.setNumber(entry + 16, key(placed.offset > 0 ? literal.text.slice(0, 4) : literal.text.slice(-4), 4));
  }
  const chosen = new Map([...trigrams.values()].map((trigram) => [JSON.stringify(trigram), trigram]));
  for (const [at, mask] of trigramMasks([...chosen.values()]).entries()) image.setByte(TRIGRAMS + at, mask);
  return image.bytes.subarray(0, end - TABLES);
}
