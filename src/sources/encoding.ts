// From a file's bytes to the UTF-8 bytes that are searched. What a file is, its content says, never its attributes; its name counts
// only where the content could hide a text.
import type { SourceText } from "../model/text.ts";
import { utf16OfOtherScripts } from "./other-scripts.ts";
import { promisesText } from "./source-name.ts";

type Decoded = Pick<SourceText, "bytes" | "binary" | "encoding" | "nuls">;
type Wide = Exclude<SourceText["encoding"], "utf-8" | "binary">;

const headLength = 8000;

function startsWith(bytes: Buffer, ...mark: number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

/** A string cannot hold more than 512 MB, and millions of small ones are heavy, so wide texts are converted in pieces. */
const pieceLength = 4 * 1024 * 1024;

function fromUtf16(bytes: Buffer, bigEndian: boolean): Buffer {
  const highByte = bigEndian ? 0 : 1;
  const length = bytes.length & ~1;
  const pieces: Buffer[] = [];
  let at = 0;
  while (at < length) {
    let end = Math.min(at + pieceLength, length);
    // Both halves of a surrogate pair belong into one piece.
    if (end < length && ((bytes[end - 2 + highByte] ?? 0) & 0xfc) === 0xd8) end += 2;
    const piece = bytes.subarray(at, end);
    const little = bigEndian ? Buffer.from(piece).swap16() : piece;
    pieces.push(Buffer.from(little.toString("utf16le"), "utf8"));
    at = end;
  }
  return Buffer.concat(pieces);
}

function fromUtf32(bytes: Buffer, bigEndian: boolean): Buffer {
  const length = bytes.length & ~3;
  const pieces: Buffer[] = [];
  for (let at = 0; at < length; at += pieceLength) {
    let text = "";
    const end = Math.min(at + pieceLength, length);
    for (let unit = at; unit < end; unit += 4) {
      const code = bigEndian ? bytes.readUInt32BE(unit) : bytes.readUInt32LE(unit);
      text += code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
    }
    pieces.push(Buffer.from(text, "utf8"));
  }
  return Buffer.concat(pieces);
}

/** Bytes of a head that tell encodings apart: NULs by their place in a unit of four bytes, and characters that no text has. */
interface Counts {
  readonly nuls: readonly [number, number, number, number];
  readonly controls: number;
}

/** One loop for all that is asked: files that need it are few, and V8 compiles each loop over so many bytes for itself. */
function counted(head: Buffer): Counts {
  const nuls: [number, number, number, number] = [0, 0, 0, 0];
  let controls = 0;
  for (let i = 0; i < head.length; i++) {
    const byte = head[i] ?? 0;
    if (byte === 0) nuls[(i & 3) as 0 | 1 | 2 | 3]++;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127) controls++;
  }
  return { nuls, controls };
}

/** UTF-16 without its mark: of most characters one byte is NUL, always on the same side. */
function unmarkedUtf16({ length }: Buffer, { nuls: [first, second, third, fourth] }: Counts): "le" | "be" | undefined {
  if (length < 8) return undefined;
  const even = first + third;
  const odd = second + fourth;
  const pairs = length / 2;
  if (odd > 0.7 * pairs && even < 0.02 * pairs) return "le";
  if (even > 0.7 * pairs && odd < 0.02 * pairs) return "be";
  return undefined;
}

function isUtf8(head: Buffer): boolean {
  try {
    // The last character of the head may be cut: streaming forgives that.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * True for the wrong mark in front of plain ASCII, which hides a text from whoever believes the mark. In real UTF-16 and UTF-32
 * every line end, blank and Latin letter brings a NUL.
 */
function isMismarked(bytes: Buffer): boolean {
  const head = bytes.subarray(0, headLength);
  if (head.length === 0) return false;
  let plain = 0;
  let nul = 0;
  for (const byte of head) {
    if ((byte > 31 && byte < 127) || byte === 9 || byte === 10 || byte === 13) plain++;
    else if (byte === 0) nul++;
  }
  // A longer mark ends in NULs, and one more could be put anywhere.
  return plain > 0.75 * head.length && nul <= 2 + 0.01 * head.length;
}

/** UTF-32 without its mark: of nearly all characters two bytes are NUL, and the first of the same side. */
function unmarkedUtf32({ length }: Buffer, { nuls: [first, second, third, fourth] }: Counts): "le" | "be" | undefined {
  const units = length >> 2;
  if (units < 4) return undefined;
  if (third > 0.95 * units && fourth === units && second > 0.7 * units && first < 0.02 * units) return "le";
  // A unit that is cut may add one more.
  if (second > 0.95 * units && first >= units && third > 0.7 * units && fourth < 0.02 * units) return "be";
  return undefined;
}

/** Bytes that no text has. One NUL does not make a text binary: whoever wants to hide a secret could add one. */
function looksBinary(head: Buffer, { controls }: Counts): boolean {
  return (controls > 4 && controls > 0.02 * head.length) || !isUtf8(head);
}

/** Byte order marks; the longer ones first, since UTF-16LE's is the start of UTF-32LE's. */
const marks: readonly { mark: readonly number[]; encoding: Wide; toUtf8: (bytes: Buffer) => Buffer }[] = [
  { mark: [0xff, 0xfe, 0, 0], encoding: "utf-32le", toUtf8: (bytes) => fromUtf32(bytes, false) },
  { mark: [0, 0, 0xfe, 0xff], encoding: "utf-32be", toUtf8: (bytes) => fromUtf32(bytes, true) },
  { mark: [0xff, 0xfe], encoding: "utf-16le", toUtf8: (bytes) => fromUtf16(bytes, false) },
  { mark: [0xfe, 0xff], encoding: "utf-16be", toUtf8: (bytes) => fromUtf16(bytes, true) },
];

/** Bytes of a unit, which is never parted. */
export function unitBytes(encoding: SourceText["encoding"]): 1 | 2 | 4 {
  return encoding.startsWith("utf-16") ? 2 : encoding.startsWith("utf-32") ? 4 : 1;
}

/** Bytes of the byte order mark at the beginning of a text whose encoding is known. */
export function markLength(bytes: Buffer, encoding: SourceText["encoding"]): number {
  if (encoding === "utf-8") return startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0;
  const mark = marks.find((each) => each.encoding === encoding)?.mark ?? [];
  return startsWith(bytes, ...mark) ? mark.length : 0;
}

/** The UTF-8 bytes of what follows in a text whose encoding is known; the result may share memory with `bytes`. */
export function decodeAs(bytes: Buffer, encoding: SourceText["encoding"]): Buffer {
  return marks.find((each) => each.encoding === encoding)?.toUtf8(bytes) ?? bytes;
}

/** The UTF-8 bytes of a text at a path, without a byte order mark; a binary file's bytes as they are. The result may share memory with `bytes`. */
export function decode(bytes: Buffer, path: string): Decoded {
  // A history has millions of texts, and nearly all of them are plain.
  const isPlain = (bytes[0] ?? 0) < 0xef && !bytes.includes(0);
  return isPlain ? { bytes, binary: false, encoding: "utf-8" } : decodeOther(bytes, path);
}

function asUtf8(bytes: Buffer): Decoded {
  return { bytes, binary: false, encoding: "utf-8", ...(bytes.includes(0) && { nuls: true }) };
}

/** The same of what begins with a byte order mark, a letter of another script or some picture, or holds a NUL. */
function decodeOther(bytes: Buffer, path: string): Decoded {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return asUtf8(bytes.subarray(3));
  for (const { mark, encoding, toUtf8 } of marks) {
    if (!startsWith(bytes, ...mark)) continue;
    const rest = bytes.subarray(mark.length);
    return isMismarked(rest) ? asUtf8(bytes) : { bytes: toUtf8(rest), binary: false, encoding };
  }
  const head = bytes.subarray(0, headLength);
  if (head.includes(0)) {
    const counts = counted(head);
    const order = unmarkedUtf16(head, counts) ?? utf16OfOtherScripts(head);
    if (order) return { bytes: fromUtf16(bytes, order === "be"), binary: false, encoding: `utf-16${order}` };
    const wide = unmarkedUtf32(head, counts);
    if (wide) return { bytes: fromUtf32(bytes, wide === "be"), binary: false, encoding: `utf-32${wide}` };
    if (looksBinary(head, counts) && !promisesText(path, head))
      return { bytes, binary: true, encoding: "binary", nuls: true };
  }
  return asUtf8(bytes);
}
