// From a file's bytes to the UTF-8 bytes that are searched. What a file is, its content says, never its name or its attributes.
import type { SourceText } from "../model/text.ts";

type Decoded = Pick<SourceText, "bytes" | "binary" | "encoding">;

const headLength = 8000;

function startsWith(bytes: Buffer, ...mark: number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function fromUtf16(bytes: Buffer, bigEndian: boolean): Buffer {
  const even = bytes.subarray(0, bytes.length & ~1);
  const little = bigEndian ? Buffer.from(even).swap16() : even;
  return Buffer.from(little.toString("utf16le"), "utf8");
}

function fromUtf32(bytes: Buffer, bigEndian: boolean): Buffer {
  const pieces: string[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const code = bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
    pieces.push(code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd");
  }
  return Buffer.from(pieces.join(""), "utf8");
}

/** UTF-16 without its mark: of most characters one byte is NUL, always on the same side. */
function unmarkedUtf16(head: Buffer): "le" | "be" | undefined {
  if (head.length < 8) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < head.length; i++) {
    if (head[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  const pairs = head.length / 2;
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

/** Bytes that no text has. One NUL does not make a text binary: whoever wants to hide a secret could add one. */
function looksBinary(head: Buffer): boolean {
  if (!head.includes(0)) return false;
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127) controls++;
  return (controls > 4 && controls > 0.02 * head.length) || !isUtf8(head);
}

/** The UTF-8 bytes of a text, without a byte order mark; a binary file's bytes as they are. The result may share memory with `bytes`. */
export function decode(bytes: Buffer): Decoded {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return { bytes: bytes.subarray(3), binary: false, encoding: "utf-8" };
  if (startsWith(bytes, 0xff, 0xfe, 0, 0))
    return { bytes: fromUtf32(bytes.subarray(4), false), binary: false, encoding: "utf-32le" };
  if (startsWith(bytes, 0, 0, 0xfe, 0xff))
    return { bytes: fromUtf32(bytes.subarray(4), true), binary: false, encoding: "utf-32be" };
  if (startsWith(bytes, 0xff, 0xfe))
    return { bytes: fromUtf16(bytes.subarray(2), false), binary: false, encoding: "utf-16le" };
  if (startsWith(bytes, 0xfe, 0xff))
    return { bytes: fromUtf16(bytes.subarray(2), true), binary: false, encoding: "utf-16be" };
  const head = bytes.subarray(0, headLength);
  if (head.includes(0)) {
    const order = unmarkedUtf16(head);
    if (order) return { bytes: fromUtf16(bytes, order === "be"), binary: false, encoding: `utf-16${order}` };
    if (looksBinary(head)) return { bytes, binary: true, encoding: "binary" };
  }
  return { bytes, binary: false, encoding: "utf-8" };
}
