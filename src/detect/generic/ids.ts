/** Values that say which thing is meant, and open nothing: its name or UUID, the id of an access key beside the key that is secret. */
import { isUuid } from "../judge/uuid.ts";
import type { Given } from "./place.ts";

// Of time and machine, and of the MD5 of a name, as Java writes them: https://www.rfc-editor.org/rfc/rfc9562#section-5
const timeUuid = /^[\da-f]{8}-[\da-f]{4}-1[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/iu;
const nameUuid = /^[\da-f]{8}-[\da-f]{4}-3[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/u;
// What makes the type of that name of it, as ids have it: `UUID.fromString("...")`, `new Guid("...")`.
const readsUuid =
  /(?:\bUUID\.fromString|\buuid\.(?:UUID|(?:Must)?Parse)|\bUuid::(?:parse_str|fromString)|\bGuid\.Parse|\bnew Guid)\(\s{0,3}["']$/u;
// What may be any key, as a variable or setting.
const anyKey = /^(?:prev|previous|old|new|current)?_?keys?$/iu;

// As Amazon's are, those of services with the same interface, and those of integrations that sign in with two keys.
const accessId = /^(?=[A-Z]*\d)[A-Z\d]+$/u;
const shortestAccessId = 16;
const longestAccessId = 24;
const accessName = /(?:access|integration)[_-]?key(?:[_-]?id)?$/iu;
const secretBeside = /secret[_-]?(?:access[_-]?)?key/iu;
const besideReach = 120;

/** True for the id of a pair of which the other is the secret: `AccessKey: ABCD1234`, and below it `SecretKey: ...`. */
export function isAccessId({ name, window, nameStart, found }: Given): boolean {
  const length = found.end - found.start;
  if (length < shortestAccessId || length > longestAccessId) return false;
  if (!accessName.test(name) || !accessId.test(window.slice(found.start, found.end))) return false;
  const before = window.slice(Math.max(0, nameStart - besideReach), nameStart);
  return secretBeside.test(before) || secretBeside.test(window.slice(found.end, found.end + besideReach));
}

const keyOfPair = /(?:^|[:.])key$/iu;

/** True for the name of a property whose value stands before it: `<Property value="10.0.0.1" key="dns"/>`. */
export function isNameOfPair({ name, window, nameStart, found }: Given): boolean {
  if (!found.quoted || found.syntax !== "equals" || !keyOfPair.test(name)) return false;
  return /<[\w:.-]{1,60}\s[^<>]{0,200}\bvalue\s?=\s?(?<quote>["'])[^"'<>]{0,160}\k<quote>\s{1,40}(?:[\w-]{1,40}:)?$/u.test(
    window.slice(Math.max(0, nameStart - 240), nameStart),
  );
}

/** True for the id of what is asked for: `read(PolicyType.PASSWORD, "<uuid>")`. */
export function isIdOfKind({ name, window, nameStart, found }: Given, value: string): boolean {
  if (found.syntax !== "argument" || !isUuid(value)) return false;
  return /^(?:\w+\.)*[A-Z_]+$/u.test(name) && (name.includes(".") || window[nameStart - 1] === ".");
}

/** True for a number of JSON, as databases give it to what they keep: `"process_key": 2251799813685906`. */
export function isNumberOfJson(
  { nameKind, window, nameStart, found: { quoted, syntax } }: Given,
  value: string,
): boolean {
  if (quoted || nameKind === "password" || syntax !== "colon" || window[nameStart - 1] !== '"') return false;
  return /^\d{1,26}$/u.test(value);
}

const countryBefore = /["'][A-Z]{2}["']\s{0,3}(?:=>|:)\s{0,3}["'][^"'\n]{1,80}["'],\s{0,40}["']$/u;

const recordOfCountry = /^"\s?:\s?[[{]/u;
const nextCountry = /[\]}],\s{0,40}"[A-Z]{2}"\s?:\s?[[{]/u;

/** True for a country by its code: `'PT' => 'Portugal', 'PW' => 'Palau'`, `"PW":["680"],"PY":["595"]`. */
export function isCountry({ name, window, nameStart, found }: Given): boolean {
  if (name !== "PW" || !found.quoted) return false;
  if (countryBefore.test(window.slice(Math.max(0, nameStart - 140), nameStart))) return true;
  const nameEnd = nameStart + name.length;
  return recordOfCountry.test(window.slice(nameEnd, nameEnd + 4)) && nextCountry.test(window.slice(found.end));
}

/** Why what a name is given most likely names a thing; nothing where it may be secret. */
export function idDoubt(given: Given, value: string): string | undefined {
  const { name, nameKind, file, window, found } = given;
  if (isAccessId(given)) return "the id of a pair whose secret stands beside it";
  if (!isUuid(value)) return undefined;
  if (nameKind === "password") return undefined;
  if (readsUuid.test(window.slice(Math.max(0, found.start - 24), found.start))) return "a UUID that is read as one";
  if (timeUuid.test(value)) return "a UUID of time and machine";
  if (nameUuid.test(value)) return "a UUID made of a name";
  // Of `entityKey`, `setKey("...")`: under what the thing is found. No SSH key is one.
  const mayBeAny = anyKey.test(name) && (found.syntax === "equals" || file.unquoted === "line");
  const isOfThing = nameKind === "some-key" && !mayBeAny;
  return isOfThing || /ssh[_-]?keys?$/iu.test(name) ? "a UUID, under which something is found" : undefined;
}
