import { familiarity } from "./language.ts";
import { words } from "./names.ts";

const shape = /^[A-Za-z][A-Za-z\d]*$/u;
const mostDigits = 3;
const leastLetters = 3.5;
const fewestWords = 3;
const leastFamiliar = 0.6;

const constant = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+){1,12}$/u;
const joined = /^[a-z][a-z\d]{0,20}(?:[-_][a-z\d]{1,20}){1,9}$/u;
const word = /^(?:[a-z]{2,20}|[a-z]{1,4}\d{1,2}[a-z]?|\d{1,3})$/u;
const mostlyLetters = 0.7;
const leastJoined = 0.3;

/** True for the name of a constant, `D3D_SYNC_OBJECT_0_1`: drawn values of any letters are not of capitals alone. */
export function isConstant(value: string): boolean {
  return constant.test(value) && /[A-Z]{3}/u.test(value);
}

/** True for words in small letters with hyphens or underscores between, `archive-mainnet-s3-node-1`: long enough for a token, and none. */
export function isJoinedWords(value: string): boolean {
  if (!joined.test(value)) return false;
  const parts = value.split(/[-_]/u);
  const letters = value.replaceAll(/[^a-z]/gu, "").length;
  return (
    parts.every((part) => word.test(part)) &&
    letters >= mostlyLetters * value.length &&
    familiarity(value) >= leastJoined
  );
}

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
