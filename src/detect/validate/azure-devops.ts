// Azure DevOps tokens of the form before CASK: 32 bytes in Base32, with the four bytes of a CRC-32 spread among them.
// Format: https://github.com/microsoft/security-utilities (SEC101/102).
import { crc32 } from "node:zlib";
import { decodeBase32, encodeBase32 } from "./base32.ts";
import type { Validator } from "./verdict.ts";

const length = 52;
// Where the checksum's bytes stand, the lowest first.
const places = [22, 8, 7, 2];
const userToken = 0xe0b9692d;
const applicationToken = 0x1019f92e;

function checksumOf(bytes: Uint8Array): number {
  return crc32(bytes.filter((_, at) => !places.includes(at)));
}

/** A token made of 52 Base32 characters: the bytes of its checksum are replaced by the right ones. */
export function computeAzureDevops(text: string): string {
  const bytes = decodeBase32(text) ?? new Uint8Array();
  const checksum = checksumOf(bytes) ^ userToken;
  for (const [index, at] of places.entries()) bytes[at] = (checksum >>> (8 * index)) & 0xff;
  return encodeBase32(bytes).toLowerCase();
}

export const azureDevops: Validator = (value) => {
  const bytes = value.length === length ? decodeBase32(value) : undefined;
  if (!bytes) return "unknown";
  const stored = places.reduce((sum, at, index) => sum | ((bytes[at] ?? 0) << (8 * index)), 0);
  const mask = (stored ^ checksumOf(bytes)) >>> 0;
  return mask === userToken || mask === applicationToken ? "valid" : "invalid";
};
