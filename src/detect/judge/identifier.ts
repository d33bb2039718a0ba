import { familiarity } from "./language.ts";
import { words } from "./names.ts";

const shape = /^[A-Za-z][A-Za-z\d]*$/u;
const mostDigits = 3;
const leastLetters = 3.5;
const fewestWords = 3;
const leastFamiliar = 0.6;

/**
 * True for a name of programs, which consists of words and has few digits: `CloudAccountV2Node`, `addressLine1`. Drawn letters make
 * short humps that read like no language.
 */
export function isIdentifier(value: string): boolean {
  if (!shape.test(value)) return false;
  const digits = value.replaceAll(/\D/gu, "").length;
  if (digits > mostDigits) return false;
  const letters = value.replaceAll(/[^A-Za-z]/gu, "").length;
  const count = words(value).length;
  return count >= fewestWords && letters >= leastLetters * count && familiarity(value) >= leastFamiliar;
}
