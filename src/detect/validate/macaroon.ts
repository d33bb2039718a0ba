// Macaroons are structured: PyPI writes the binary format version 2, Fly.io its own in MessagePack. A text that breaks off inside a
// field, or has no signature at its end, was cut or made up. Who holds a macaroon's key alone can prove it.
// https://github.com/rescrv/libmacaroons/blob/master/doc/format.txt, https://github.com/superfly/macaroon
import type { Validator } from "./verdict.ts";

const longest = 8192;
const version = 2;
const endOfSection = 0;
const signature = 6;
const signatureLength = 32;

/** The field that begins at `at`, and where the next one does. Lengths are varints; none is longer than two bytes here. */
function field(bytes: Buffer, at: number): { type: number; length: number; end: number } | undefined {
  const [type, low, high = 0] = bytes.subarray(at, at + 3);
  if (type === undefined) return undefined;
  if (type === endOfSection) return { type, length: 0, end: at + 1 };
  if (low === undefined || high >= 0x80) return undefined;
  const isShort = low < 0x80;
  const length = isShort ? low : (low & 0x7f) | (high << 7);
  const end = at + (isShort ? 2 : 3) + length;
  return end > bytes.length ? undefined : { type, length, end };
}

/** True when the fields end with the signature, and it with the text. */
function isComplete(bytes: Buffer): boolean {
  if (bytes[0] !== version) return false;
  for (let at = 1; at < bytes.length;) {
    const next = field(bytes, at);
    if (!next || next.type > signature) return false;
    if (next.type === signature) return next.length === signatureLength && next.end === bytes.length;
    at = next.end;
  }
  return false;
}

/** PyPI tokens. No parameters; a complete one proves little: never more than `unknown`. */
export const pypiMacaroon: Validator = (value) => {
  if (!value.startsWith("pypi-") || value.length > longest) return "unknown";
  return isComplete(Buffer.from(value.slice("pypi-".length), "base64url")) ? "unknown" : "invalid";
};

const arrayOfFour = 0x94;
const arrayOfThree = 0x93;
const bytesFollow = 0xc4;

/** Fly.io tokens: an array of nonce, location, caveats and signature, the nonce an array of three that begins with bytes. */
export const flyMacaroon: Validator = (value) => {
  const body = /^fm(?:1[ar]|2)_(?<body>[A-Za-z0-9+/]{8})/u.exec(value)?.groups?.["body"];
  if (body === undefined) return "unknown";
  const [first, second, third] = Buffer.from(body, "base64");
  return first === arrayOfFour && second === arrayOfThree && third === bytesFollow ? "unknown" : "invalid";
};
