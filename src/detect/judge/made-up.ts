/** Values that somebody typed to fill a place: digits that repeat or count. The suites of other scanners try their formats with such. */
import { type Guarded, guarded } from "./characters.ts";
import { isUuid } from "./uuid.ts";

const repeated = /^(?<digit>[\da-f])\k<digit>*$/iu;

/** True for `0123456789...`, `1234`, `abcd`, `9012`: each digit follows the one before, or begins anew. */
function counts(digits: string): boolean {
  return Array.from(digits).every((digit, i) => {
    const last = Number.parseInt(digits.charAt(i - 1), 16);
    const value = Number.parseInt(digit, 16);
    return i === 0 || value === last + 1 || (last >= 9 && value <= 1);
  });
}

/** True for `11111111-2222-3333-4444-555555555555` and `12345678-1234-1234-1234-123456789012`. */
function isFilled(value: string): boolean {
  return isUuid(value) && value.split("-").every((group) => repeated.test(group) || counts(group));
}

/** True where a value is such a one. Underscores may part the digits of a number. */
export function isMadeUp(value: string): boolean {
  const digits = value.startsWith("0") && /^0x[\da-f_]+$/iu.test(value) ? value.slice(2).replaceAll("_", "") : value;
  if (digits !== value && digits.length > 8 && new Set(digits).size <= 2) return true;
  return isFilled(digits);
}

/** A place in what is read page by page: `s0_0_0_0_0_0_0`. */
export const position: Guarded = guarded(/^[a-z]?\d{0,2}-?(?:\d{1,9}_){5,40}\d{1,9}$/u, "_");
