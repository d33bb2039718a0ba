// Reads what stands in base64, base64url or hex at one place, with the place of each part in the text.
import type { Span } from "../../model/text.ts";

export interface EncodedRun {
  readonly encoding: "base64" | "base64url" | "hex";
  readonly span: Span;
  readonly bytes: Buffer;
  /** The characters that encode a part of `bytes`. */
  readonly place: (part: Span) => Span;
}

const letter = 1;
const hexDigit = 2;
const sign = 4;
const urlSign = 8;
const classes = new Uint8Array(256);
for (const [characters, mask] of [
  ["GHIJKLMNOPQRSTUVWXYZghijklmnopqrstuvwxyz", letter],
  ["0123456789abcdefABCDEF", letter | hexDigit],
  ["+/", sign],
  ["-_", urlSign],
] as const)
  for (const char of characters) classes[char.charCodeAt(0)] = mask;

const padding = 61;
const dot = 46;
/** Longer lines are no wrapped base64: `base64` writes 76 characters, OpenSSL and PEM 64. */
const wrapped = { least: 40, most: 256, indentation: 40 };
/** Shorter runs of hex are numbers, hashes and colours too often. */
const shortestHex = 24;

/** True where a token character stands. */
export function isRunByte(byte: number | undefined): boolean {
  return byte !== undefined && classes[byte] !== 0;
}

/** The first byte behind the token characters from `at` on. */
function endOfRun(bytes: Buffer, at: number): number {
  let end = at;
  while (end < bytes.length && classes[bytes[end] ?? 0] !== 0) end++;
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

/** The lines of the run that begins at `start`: several where it is wrapped, all but the last of the same length. */
function linesAt(bytes: Buffer, start: number): Span[] {
  const lines = [{ start, end: endOfRun(bytes, start) }];
  const width = (lines[0]?.end ?? start) - start;
  if (width < wrapped.least || width > wrapped.most || width % 4 !== 0) return lines;
  for (let end = start + width; ;) {
    const next = nextLine(bytes, end);
    if (next === undefined) return lines;
    end = endOfRun(bytes, next);
    const after = bytes[end];
    // What follows must be a line of its own, not the beginning of other text.
    const isWhole = after === undefined || after === 10 || after === 13 || after === padding || end - next === width;
    if (!isWhole || end - next > width) return lines;
    lines.push({ start: next, end });
    if (end - next < width) return lines;
  }
}

function isHex(text: string): boolean {
  // Digits alone are a number.
  return (
    text.length >= shortestHex && text.length % 2 === 0 && /^(?=.*[a-f])[\da-f]+$/iu.test(text) && /^[2-7]/u.test(text)
  );
}

/** A part of a JSON Web Token: its header and claims are readable by design. */
function isOfJwt(bytes: Buffer, { start, end }: Span): boolean {
  return bytes.toString("latin1", start, start + 3) === "eyJ" && (bytes[end] === dot || bytes[start - 1] === dot);
}

/** The end of the run at `start`, and what it encodes; nothing of that where a run does not begin there or cannot be decoded. */
export function readRun(bytes: Buffer, start: number): { readonly end: number; readonly run?: EncodedRun } {
  if (isRunByte(bytes[start - 1])) return { end: start };
  const lines = linesAt(bytes, start);
  const last = lines.at(-1) ?? { start, end: start };
  const run = isOfJwt(bytes, last) ? undefined : decodedRun(bytes, lines, last);
  return { end: last.end, ...(run && { run }) };
}

function decodedRun(bytes: Buffer, lines: readonly Span[], last: Span): EncodedRun | undefined {
  const start = lines[0]?.start ?? last.start;
  let kinds = 0;
  for (const line of lines) for (let i = line.start; i < line.end; i++) kinds |= classes[bytes[i] ?? 0] ?? 0;
  if ((kinds & sign) !== 0 && (kinds & urlSign) !== 0) return undefined;
  const text = lines.map((line) => bytes.toString("latin1", line.start, line.end)).join("");
  const hex = isHex(text);
  if (!hex && text.length % 4 === 1) return undefined;
  let end = last.end;
  if (!hex) for (let count = 0; count < 2 && bytes[end] === padding; count++) end++;
  const decoded = Buffer.from(text, hex ? "hex" : "base64");
  const width = (lines[0]?.end ?? start) - start;
  const offsetOf = (character: number): number => {
    const index = Math.min(lines.length - 1, Math.floor(character / width));
    return (lines[index]?.start ?? start) + character - index * width;
  };
  const [bytesOf, charactersOf] = hex ? [1, 2] : [3, 4];
  // The padding, and white space at the end of what was encoded, belong to the last part.
  let whole = decoded.length;
  while (whole > 0 && (decoded[whole - 1] ?? 33) <= 32) whole--;
  return {
    encoding: hex ? "hex" : (kinds & urlSign) === 0 ? "base64" : "base64url",
    span: { start, end },
    bytes: decoded,
    place(part) {
      const first = offsetOf(Math.floor((part.start * charactersOf) / bytesOf));
      if (part.end >= whole) return { start: first, end };
      return { start: first, end: offsetOf(Math.ceil((part.end * charactersOf) / bytesOf) - 1) + 1 };
    },
  };
}
