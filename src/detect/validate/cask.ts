// Azure's common annotated security keys (CASK): 52 random characters, `JQQJ9`, where and when the key was made, the
// service's signature, a checksum. Format: https://github.com/microsoft/security-utilities (CommonAnnotatedKey).
import { base62, toDigits } from "./digits.ts";
import { marvin32, namedSeed } from "./marvin32.ts";
import type { Validator } from "./verdict.ts";

const bodyLength = 80;
const seed = namedSeed("Default0");

function hashBytes(body: string): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(marvin32(Buffer.from(body, "base64"), seed));
  return bytes;
}

/** Base62 where each leading zero byte is a `0` of its own and the padding stands on the right. */
function paddedDigits(bytes: Buffer): string {
  const leadingZeros = bytes.findIndex((byte) => byte !== 0);
  const zeros = "0".repeat(leadingZeros < 0 ? bytes.length : leadingZeros);
  const text = zeros + toDigits(bytes.readUInt32BE(), base62, 0);
  // Read as Base64 and written again, the sixth character keeps only the two bits that four bytes have room for.
  return Buffer.from(text.padEnd(6, "0"), "base64").toString("base64");
}

/** The checksum that follows the first 80 characters: 4 characters in the short form, 6 and `==` in the long one. */
export function computeCask(body: string, form: "short" | "long"): string {
  const checksum = paddedDigits(hashBytes(body));
  return form === "long" ? checksum : checksum.slice(0, 4);
}

/** The same for keys made before the format of September 2024, whose checksum is plain Base64. */
export function computeOldCask(body: string, form: "short" | "long"): string {
  const bytes = hashBytes(body);
  return (form === "long" ? bytes : bytes.subarray(0, 3)).toString("base64");
}

/** No parameters: the same checksum guards the keys of every service. */
export const cask: Validator = (value) => {
  if (value.length !== 84 && value.length !== 88) return "unknown";
  const body = value.slice(0, bodyLength);
  const form = value.length === 84 ? "short" : "long";
  if (!/^[A-Za-z0-9]{80}[A-Za-z0-9+/=]{4,8}$/u.test(value)) return "unknown";
  const tail = value.slice(bodyLength);
  return tail === computeCask(body, form) || tail === computeOldCask(body, form) ? "valid" : "invalid";
};
