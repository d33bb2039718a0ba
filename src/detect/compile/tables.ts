// Compiles literals into the image that the kernel reads. Runs at build time for the shipped rules, and at run time when a user
// brings rules of their own.
import {
  CLASSES, ENTRIES, ENTRY_LIMIT, INNER_BITS, INNER_HEADS, LITERALS, START_BITS, START_HEADS, TABLES, TABLES_END, TRIGRAMS,
} from "../kernel/layout.ts";
import { placeLiteral, type Placed } from "./place-literal.ts";
import type { Literal } from "./rule-literals.ts";
import { trigramMasks } from "./trigrams.ts";

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

  setBit(table: number, index: number): void {
    const at = table - TABLES + (index >>> 3);
    this.bytes[at] = (this.bytes[at] ?? 0) | (1 << (index & 7));
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
}

/** Byte classes by nibble: 1 digit, 2 + 4 upper case, 8 + 16 lower case, 32 underscore, 64 the signs + - /. */
function writeClasses(image: Image): void {
  const groups = [
    { bit: 1, high: 3, lows: [0, 9] },
    { bit: 2, high: 4, lows: [1, 15] },
    { bit: 4, high: 5, lows: [0, 10] },
    { bit: 8, high: 6, lows: [1, 15] },
    { bit: 16, high: 7, lows: [0, 10] },
    { bit: 32, high: 5, lows: [15, 15] },
    { bit: 64, high: 2, lows: [11, 11] },
    { bit: 64, high: 2, lows: [13, 13] },
    { bit: 64, high: 2, lows: [15, 15] },
  ];
  const masks = new Uint8Array(32);
  for (const { bit, high, lows } of groups) {
    for (let low = lows[0] ?? 0; low <= (lows[1] ?? 0); low++) masks[low] = (masks[low] ?? 0) | bit;
    masks[16 + high] = (masks[16 + high] ?? 0) | bit;
  }
  for (const [at, mask] of masks.entries()) image.setByte(CLASSES + at, mask);
}

function markGram(image: Image, { lane, gram }: Placed): void {
  if (lane === "inner") {
    image.setBit(INNER_BITS, hash(key(gram, 3)) >>> 17);
    return;
  }
  if (gram.length === 4) {
    image.setBit(START_BITS, hash(key(gram, 4)) >>> 15);
    return;
  }
  // Three bytes and any fourth one.
  for (let last = 0; last < 256; last++) image.setBit(START_BITS, hash(key(gram + String.fromCharCode(last), 4)) >>> 15);
}

/** The image for `literals`; the kernel reports each by its index. Throws where one cannot be placed. */
export function compileTables(literals: readonly Literal[]): Uint8Array {
  if (literals.length >= ENTRY_LIMIT)
    throw new Error(`Rules may have ${String(ENTRY_LIMIT - 1)} anchors and names together; these have ${String(literals.length)}.`);
  const image = new Image();
  writeClasses(image);
  const inner = new Set<string>();
  const texts = new Map<string, number>();
  let textEnd = 0;
  for (const [index, literal] of literals.entries()) {
    const placed = placeLiteral(literal);
    if (!placed) throw new Error(`The anchor "${literal.text}" is too short or too common to search for.`);
    if (placed.lane === "inner") inner.add(placed.gram);
    markGram(image, placed);
    let text = texts.get(literal.text);
    if (text === undefined) {
      text = textEnd;
      texts.set(literal.text, text);
      for (const byte of Buffer.from(literal.text, "latin1")) image.setByte(LITERALS + textEnd++, byte);
      if (textEnd > TABLES_END - LITERALS) throw new Error("The anchors and names of all rules together are too long.");
    }
    const number = index + 1;
    const entry = ENTRIES + 16 * number;
    const head = (placed.lane === "start" ? START_HEADS : INNER_HEADS) + 2 * (hash(key(placed.gram, 3)) >>> 21);
    image.setByte(entry, placed.offset);
    image.setByte(entry + 1, literal.text.length);
    image.setByte(entry + 2, literal.condition);
    image.setWord(entry + 4, text);
    image.setWord(entry + 6, index);
    image.setWord(entry + 8, image.getWord(head));
    image.setWord(head, number);
  }
  for (const [at, mask] of trigramMasks([...inner]).entries()) image.setByte(TRIGRAMS + at, mask);
  // Nothing but zeros lies behind the last literal.
  return image.bytes.subarray(0, LITERALS - TABLES + textEnd);
}

/** Tells whether tables were compiled from these literals (FNV-1a over all of them). */
export function literalsKey(literals: readonly Literal[]): string {
  let state = 0x811c9dc5;
  for (const { text, begins, condition } of literals) {
    for (const char of `${text}\n${begins}\n${String(condition)}\n`) state = Math.imul(state ^ char.charCodeAt(0), 0x01000193) >>> 0;
  }
  return `${String(literals.length)}-${state.toString(16)}`;
}
