// Client secrets of Microsoft Entra applications: `8Q~` at the fourth character, and three characters of checksum at the end.
// Format: https://github.com/microsoft/security-utilities (SEC101/156).
import { toDigits } from "./digits.ts";
import { marvin32, namedSeed } from "./marvin32.ts";
import type { Validator } from "./verdict.ts";

const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~";
const seed = namedSeed("AadPwd00");
const bodyLength = 37;

/** The three characters that end a secret whose first 37 are `body`: the upper half of six digits in base 66. */
export function computeEntra(body: string): string {
  return toDigits(marvin32(Buffer.from(body, "latin1"), seed), alphabet, 6).slice(0, 3);
}

/** Only the present form has a checksum; the `7Q~` one before it is `unknown`. */
export const entra: Validator = (value) => {
  if (!/^[\w~.-]{3}8Q~[\w~.-]{34}$/u.test(value)) return "unknown";
  return computeEntra(value.slice(0, bodyLength)) === value.slice(bodyLength) ? "valid" : "invalid";
};
