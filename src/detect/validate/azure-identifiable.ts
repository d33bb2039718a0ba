// Azure's "identifiable keys": random bytes, four readable characters that name the service, and a Marvin32 checksum of
// all that stands before it. Format: https://github.com/microsoft/security-utilities (IdentifiableSecrets).
import { marvin32, namedSeed } from "./marvin32.ts";
import type { Validator } from "./verdict.ts";

type Parameters = Readonly<Record<string, readonly string[]>>;

const checksumBytes = 4;
// Characters behind those of the signature, padding not counted, whatever the length of the key.
const tailLength = 6;

function encodedLength(size: number): number {
  return Math.ceil(size / 3) * 4;
}

function isUrlSafe(parameters: Parameters): boolean {
  return parameters["alphabet"]?.[0] === "base64url";
}

/**
 * The characters that complete a key whose `head` ends with its signature, for the first of the rule's seeds.
 * The bits between signature and checksum are zero, as the service makes them.
 */
export function computeIdentifiableTail(head: string, parameters: Parameters): string {
  const size = Number(parameters["bytes"]?.[0]);
  const seed = parameters["seeds"]?.[0] ?? "";
  const key = Buffer.from(head.padEnd(encodedLength(size), "A"), "base64").subarray(0, size);
  key.writeUInt32LE(marvin32(key.subarray(0, size - checksumBytes), namedSeed(seed)), size - checksumBytes);
  const text = key.toString("base64").slice(head.length);
  return isUrlSafe(parameters) ? text.replaceAll("+", "-").replaceAll("/", "_") : text;
}

/**
 * Parameters: `signature` (the four characters), `bytes` (length of the key), `seeds` (names of the kinds that share the
 * signature), `alphabet` (`base64url`, else standard Base64), and `replaced`, the characters that the service may have replaced after it had computed the checksum: a key
 * without any of them may be valid all the same.
 */
export const azureIdentifiable: Validator = (value, parameters) => {
  const size = Number(parameters["bytes"]?.[0]);
  const signature = parameters["signature"]?.[0] ?? "";
  const seeds = parameters["seeds"] ?? [];
  if (!(size > checksumBytes) || seeds.length === 0 || value.length !== encodedLength(size)) return "unknown";
  const bare = value.replace(/={1,2}$/u, "");
  const head = bare.slice(0, bare.length - tailLength);
  const shape = isUrlSafe(parameters) ? /^[\w-]+$/u : /^[A-Za-z0-9+/]+$/u;
  if (!shape.test(bare) || signature === "" || !head.endsWith(signature)) return "unknown";
  const key = Buffer.from(bare, "base64");
  if (key.length !== size) return "unknown";
  const stored = key.readUInt32LE(size - checksumBytes);
  const body = key.subarray(0, size - checksumBytes);
  if (seeds.some((seed) => marvin32(body, namedSeed(seed)) === stored)) return "valid";
  const replaced = parameters["replaced"];
  return replaced && !replaced.some((character) => value.includes(character)) ? "unknown" : "invalid";
};
