// Reads what stands in base64, base64url or hex at one place, with the place of each part in the text.
import type { Span } from "../../model/text.ts";
import { isControl } from "./content.ts";

export interface EncodedRun {
  readonly encoding: "base64" | "base64url" | "hex";
  readonly span: Span;
  readonly bytes: Buffer;
  /** The characters that encode a part of `bytes`. */
  readonly place: (part: Span) => Span;
}

const letter = 1;
const hexDigit = 2;
const hexLetter = 4;
const sign = 8;
const urlSign = 16;
const classes = new Uint8Array(256);
for (const [characters, mask] of [
  ["GHIJKLMNOPQRSTUVWXYZghijklmnopqrstuvwxyz", letter],
  ["0123456789", letter | hexDigit],
  ["abcdefABCDEF", letter | hexDigit | hexLetter],
  ["+/", sign],
  ["-_", urlSign],
] as const)
  for (const char of characters) classes[char.charCodeAt(0)] = mask;

/** What a character of base64 stands for. */
const sextets = new Uint8Array(256);
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
for (let index = 0; index < alphabet.length; index++) sextets[alphabet.charCodeAt(index)] = index;
sextets[45] = 62;
sextets[95] = 63;

const padding = 61;
const dot = 46;
/** Longer lines are no wrapped base64: `base64` writes 76 characters, OpenSSL and PEM 64. */
const wrapped = { least: 40, most: 256, indentation: 40 };
/** Shorter runs of hex are numbers, hashes and colours too often. */
const shortestHex = 24;
/** Characters that tell most of what is no text. */
const glance = 64;

/** True where a token character stands. */
export function isRunByte(byte: number | undefined): boolean {
  return byte !== undefined && classes[byte] !== 0;
}

/** The classes that occur in what was read, and those that all its characters have. */
interface Kinds {
  some: number;
  all: number;
}

/** The first byte behind the token characters from `at` on, whose classes are added to `kinds`. */
function endOfRun(bytes: Buffer, at: number, kinds: Kinds): number {
  let { some, all } = kinds;
  let end = at;
  for (; end < bytes.length; end++) {
    const mask = classes[bytes[end] ?? 0] ?? 0;
    if (mask === 0) break;
    some |= mask;
    all &= mask;
  }
  kinds.some = some;
  kinds.all = all;
  return end;
}

/** Where the next line of wrapped base64 begins; nothing where none follows. */
function nextLine(bytes: Buffer, end: number): number | undefined {
  let at = end;
  if (bytes[at] === 13) at++;
  if (bytes[at] !== 10) return undefined;
  at++;
  const limit = at + wrapped.indentation;
  while (at < limit && (bytes[at] === 32 || bytes[at] === 9)) at++;
  return isRunByte(bytes[at]) ? at : undefined;
}

/** A run, by what one look at each of its characters tells. */
interface Extent extends Readonly<Kinds> {
  readonly start: number;
  readonly end: number;
  /** Where its last line begins. */
  readonly lastLine: number;
  /** Characters of its first line, and of all lines together. */
  readonly width: number;
  readonly length: number;
}

/**
 * Calls `line` with each line of the run that begins at `start`: several where it is wrapped, all but the last of the same length.
 * Gives the classes of its characters.
 */
function eachLine(bytes: Buffer, start: number, line: (start: number, end: number) => void): Kinds {
  const kinds: Kinds = { some: 0, all: 255 };
  let end = endOfRun(bytes, start, kinds);
  const width = end - start;
  line(start, end);
  if (width < wrapped.least || width > wrapped.most || width % 4 !== 0) return kinds;
  for (;;) {
    const next = nextLine(bytes, end);
    if (next === undefined) return kinds;
    const more = { ...kinds };
    end = endOfRun(bytes, next, more);
    const after = bytes[end];
    // What follows must be a line of its own, not the beginning of other text.
    const isWhole = after === undefined || after === 10 || after === 13 || after === padding || end - next === width;
    if (!isWhole || end - next > width) return kinds;
    kinds.some = more.some;
    kinds.all = more.all;
    line(next, end);
    if (end - next < width) return kinds;
  }
}

/** The run that begins at `start`. It may be all of a large text: nothing is made of its lines. */
function extentAt(bytes: Buffer, start: number): Extent {
  let [end, lastLine, width, length] = [start, start, 0, 0];
  const kinds = eachLine(bytes, start, (from, to) => {
    if (from === start) width = to - from;
    length += to - from;
    lastLine = from;
    end = to;
  });
  return { start, end, lastLine, width, length, ...kinds };
}

/** True for hex that may be text; digits alone are a number. */
function isHex(bytes: Buffer, { start, length, some, all }: Extent): boolean {
  const first = bytes[start] ?? 0;
  return (
    length >= shortestHex &&
    length % 2 === 0 &&
    (all & hexDigit) !== 0 &&
    (some & hexLetter) !== 0 &&
    first >= 50 &&
    first <= 55
  );
}

/** A part of a JSON Web Token: its header and claims are readable by design. */
function isOfJwt(bytes: Buffer, { lastLine, end }: Extent): boolean {
  return (
    bytes.toString("latin1", lastLine, lastLine + 3) === "eyJ" && (bytes[end] === dot || bytes[lastLine - 1] === dot)
  );
}

/** A quick look at the first characters of base64: false where they give bytes that `readContent` takes for no text. */
function mayBeText(bytes: Buffer, { start, width }: Extent): boolean {
  const end = start + Math.min(glance, width - (width % 4));
  for (let i = start; i < end; i += 4) {
    const [a, b, c, d] = [bytes[i] ?? 0, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0, bytes[i + 3] ?? 0];
    const three = ((sextets[a] ?? 0) << 18) | ((sextets[b] ?? 0) << 12) | ((sextets[c] ?? 0) << 6) | (sextets[d] ?? 0);
    if (i === start && (three >> 8 === 0x1f8b || ((three >> 8) & 255) === 0)) return true;
    if (isControl(three >> 16) || isControl((three >> 8) & 255) || isControl(three & 255)) return false;
  }
  return true;
}

/** True behind the sign of hex, `0x` or `\x`, which is no part of the run. */
function isBehindHexSign(bytes: Buffer, start: number): boolean {
  return ((bytes[start - 1] ?? 0) | 32) === 120 && (bytes[start - 2] === 48 || bytes[start - 2] === 92);
}

/** The end of the run at `start`, and what it encodes; nothing of that where a run does not begin there or cannot be decoded. */
export function readRun(bytes: Buffer, start: number): { readonly end: number; readonly run?: EncodedRun } {
  if (isRunByte(bytes[start - 1]) && !isBehindHexSign(bytes, start)) return { end: start };
  const extent = extentAt(bytes, start);
  const run = isOfJwt(bytes, extent) ? undefined : decodedRun(bytes, extent);
  return { end: extent.end, ...(run && { run }) };
}

function decodedRun(bytes: Buffer, extent: Extent): EncodedRun | undefined {
  const { start, lastLine, width, length, some } = extent;
  if ((some & sign) !== 0 && (some & urlSign) !== 0) return undefined;
  const hex = isHex(bytes, extent);
  if (!hex && (length % 4 === 1 || !mayBeText(bytes, extent))) return undefined;
  let end = extent.end;
  if (!hex) for (let count = 0; count < 2 && bytes[end] === padding; count++) end++;
  const lines: number[] = [];
  eachLine(bytes, start, (from) => lines.push(from));
  const text = bytes.toString("latin1", start, extent.end);
  // White space between the lines counts for nothing in base64.
  const decoded = hex
    ? Buffer.from(lastLine === start ? text : text.replaceAll(/\s+/gu, ""), "hex")
    : Buffer.from(text, "base64");
  const offsetOf = (character: number): number => {
    const index = Math.min(lines.length - 1, Math.floor(character / width));
    return (lines[index] ?? start) + character - index * width;
  };
  const [bytesOf, charactersOf] = hex ? [1, 2] : [3, 4];
  // The padding, and white space at the end of what was encoded, belong to the last part.
  let whole = decoded.length;
  while (whole > 0 && (decoded[whole - 1] ?? 33) <= 32) whole--;
  return {
    encoding: hex ? "hex" : (some & urlSign) === 0 ? "base64" : "base64url",
    span: { start, end },
    bytes: decoded,
    place(part) {
      const first = offsetOf(Math.floor((part.start * charactersOf) / bytesOf));
      if (part.end >= whole) return { start: first, end };
      return { start: first, end: offsetOf(Math.ceil((part.end * charactersOf) / bytesOf) - 1) + 1 };
    },
  };
}
