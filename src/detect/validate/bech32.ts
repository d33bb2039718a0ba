// Bech32, the encoding of age identities and nostr keys: six of its characters are a checksum that finds every typing error.
// https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki
import type { Validator } from "./verdict.ts";

const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
const checksumLength = 6;
const longest = 4000;

function polynomial(values: Iterable<number>): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [bit, generator] of generators.entries()) if ((top >> bit) & 1) sum ^= generator;
  }
  return sum;
}

function* expand(prefix: string): Iterable<number> {
  for (const byte of Buffer.from(prefix)) yield byte >> 5;
  yield 0;
  for (const byte of Buffer.from(prefix)) yield byte & 31;
}

function* digits(data: string): Iterable<number> {
  for (const character of data) yield alphabet.indexOf(character);
}

/** The six characters behind `head` (prefix, `1`, data), in the case of `head`. */
export function computeBech32(head: string): string {
  const folded = head.toLowerCase();
  const separator = folded.lastIndexOf("1");
  const data = digits(folded.slice(separator + 1));
  const sum =
    polynomial([...expand(folded.slice(0, separator)), ...data, ...new Array<number>(checksumLength).fill(0)]) ^ 1;
  let text = "";
  for (let shift = 25; shift >= 0; shift -= 5) text += alphabet.charAt((sum >> shift) & 31);
  return head === folded ? text : text.toUpperCase();
}

/** No parameters. Mixed case and foreign characters are no Bech32: `unknown`. */
export const bech32: Validator = (value) => {
  if (value.length > longest || !/^[\x21-\x7e]{1,83}1[02-9ac-hj-np-z]{6,}$/iu.test(value)) return "unknown";
  if (value !== value.toLowerCase() && value !== value.toUpperCase()) return "unknown";
  return value.endsWith(computeBech32(value.slice(0, -checksumLength))) ? "valid" : "invalid";
};
