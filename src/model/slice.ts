/** Strings of bytes. */

/** As every version of Node has it; its types leave it out. */
interface Sliceable {
  latin1Slice(start: number, end: number): string;
  utf8Slice(start: number, end: number): string;
}

/**
 * The bytes from `start` to `end` as Latin-1, as far as there are any. A scan makes some ten thousand short strings, and the method that
 * `Buffer.toString` comes to once it has found out the encoding takes half the time of it.
 */
export function latin1(bytes: Buffer, start: number, end: number): string {
  const from = Math.max(0, start);
  const to = Math.min(end, bytes.length);
  return from < to ? (bytes as Buffer & Sliceable).latin1Slice(from, to) : "";
}

/** The same of UTF-8. */
export function utf8(bytes: Buffer, start: number, end: number): string {
  const from = Math.max(0, start);
  const to = Math.min(end, bytes.length);
  return from < to ? (bytes as Buffer & Sliceable).utf8Slice(from, to) : "";
}
