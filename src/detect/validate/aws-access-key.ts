// The id of an AWS access key holds its account: bits 1 to 40 of the Base32 behind the four letters of the kind.
// A number of more than twelve digits is no account. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
import { decodeBase32 } from "./base32.ts";
import type { Validator } from "./verdict.ts";

const prefixLength = 4;
const length = 20;
const largestAccount = 999_999_999_999;

/** Ids from before 2019 hold no account; their fifth character is below `Q`. */
function holdsAccount(value: string): boolean {
  return value.charAt(prefixLength) >= "Q" || /\d/u.test(value.charAt(prefixLength));
}

/** No parameters. A possible account proves nothing (nine of ten random ids hold one): never more than `unknown`. */
export const awsAccessKey: Validator = (value) => {
  if (value.length !== length) return "unknown";
  const bytes = decodeBase32(value.slice(prefixLength));
  if (!bytes || value !== value.toUpperCase()) return "invalid";
  if (!holdsAccount(value)) return "unknown";
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = bytes;
  const account = (a & 0x7f) * 2 ** 33 + b * 2 ** 25 + c * 2 ** 17 + d * 2 ** 9 + e * 2 + (f >> 7);
  return account > largestAccount ? "invalid" : "unknown";
};
