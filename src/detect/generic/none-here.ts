/** Values that by what stands around them are no secret, whatever they look like. */
import { secretName } from "../judge/names.ts";
import { isUuid } from "../judge/uuid.ts";
import { isContent } from "./content.ts";
import { isAlternative, isOfExpression } from "./expression.ts";
import { isCountry, isIdOfKind, isNameOfPair, isNumberOfJson } from "./ids.ts";
import { isOfText } from "./of-text.ts";
import type { Assignment, Given } from "./place.ts";
import { getter } from "./quoted.ts";

const anonymousUser =
  /user(?:_?name)?["'`\])]{0,3}\s{0,3}[:=,]{1,2}>?\s{0,3}["'`]?anonymous\b(?:(?!\n\s{0,8}\n|user|login)[^{}[\]()]){0,80}$/iu;

/** So much in front of a name says whose account it is. */
export const accountReach = 120;

/** True where the account in front of a password is that of anybody, whose password is an address or nothing by custom. */
export function isOfAnybody({
  nameKind,
  window,
  nameStart,
}: Pick<Given, "nameKind" | "window" | "nameStart">): boolean {
  if (nameKind !== "password") return false;
  const lead = window.slice(Math.max(0, nameStart - accountReach), nameStart);
  return /anonymous/iu.test(lead) && anonymousUser.test(lead);
}

// Of Rust, also at the end of a line.
const numberType = /^(?:[iu](?:8|16|32|64|128|size)|f(?:32|64))$/u;

/** True for `password=stored,`, `{"password": stored}`, `self.password = password`, and for a type, `password: LPCWSTR,` or `pw: u64)`, in program code. */
function isVariable({ found, name, nameStart, window }: Given, value: string): boolean {
  const { quoted, syntax, inString, inComment, end } = found;
  if (quoted || inString || (syntax !== "equals" && (syntax !== "colon" || inComment))) return false;
  if (numberType.test(value)) return true;
  if (!/^[A-Za-z_]\w{0,40}$/u.test(value)) return false;
  const isEntry = window[end] === "}" && /["']/u.test(window.charAt(nameStart - 1));
  return isEntry || /[,;)]/u.test(window.charAt(end)) || name.endsWith(`.${value}`);
}

/** True for `.Key("tags.0.name")`: what is called `key` alone looks up what words name. The search passes most of them by. */
function isLookUp({ nameKind, found: { quoted, syntax } }: Given, value: string): boolean {
  return (
    quoted &&
    syntax === "call" &&
    nameKind === "some-key" &&
    /^(?:[a-z_.]|(?<=\.)(?:\d+|[#%])(?=\.|$))*$/u.test(value) &&
    !/[a-z]{16}/u.test(value)
  );
}

// With the type that languages write behind: `2048u32`, `-1073741717i32`, `0xC000006B_u32`, `65536UL`. Keys may have more digits.
const number =
  /^[-+]?(?:0x[\da-f_]{1,16}?|[\d_]{1,26})(?:_?(?:[iu](?:8|16|32|64|128|size)|f(?:32|64))|ul{0,2}|l{1,2}u?|n)?$/iu;

/** True for `$DONT_EXPIRE_PASSWD = 65536` in programs: a password is a string there. */
function isNumber({ quoted, inString, inComment }: Assignment, value: string): boolean {
  return !quoted && !inString && !inComment && number.test(value);
}

// What a value that goes on may end with.
const joints = new Set(".:_/=-");

/** True for what goes before something else: `"k8s-aws-v1." + encoded`. */
function isBeginning({ found: { quoted, end }, window }: Given, value: string): boolean {
  return (
    quoted && joints.has(value.at(-1) ?? "") && /^["'`]\)?\s{0,3}(?:\+|\.\B|<<|\|\|)/u.test(window.slice(end, end + 8))
  );
}

/** True for `unlock(password) == expected` outside of strings: what a name is compared with has quotes, or is a name as well. */
function isComparedName({ quoted, syntax }: Assignment, value: string): boolean {
  return !quoted && syntax === "comparison" && /^[A-Za-z_][\w.]*$/u.test(value);
}

/** True for the first of several arguments, which names whom the credential is for: `ClientSecretCredential("tenant", "id", "x")`. */
function isForWhom({ name, window, found }: Given): boolean {
  if (found.syntax !== "call" || !/credentials?$/iu.test(name)) return false;
  return /^["'`]\s{0,4},/u.test(window.slice(found.end, found.end + 6));
}

/** True for `getPassword("admin")`: what is asked for, not what it is. */
function isAskedFor({ name, found }: Given): boolean {
  return found.syntax === "call" && getter.test(name);
}

/** True for the token in the address of a badge, which anybody may see: `badge.svg?token=x`. */
function isOfBadge({ window, nameStart, found }: Given): boolean {
  const before = window[nameStart - 1];
  if (found.syntax !== "equals" || (before !== "?" && before !== "&" && before !== ";")) return false;
  return /(?:\.svg|\/badges?\b[^\s"'<>]{0,80})\?[^\s"'<>]{0,40}$/iu.test(
    window.slice(Math.max(0, nameStart - 160), nameStart),
  );
}

/** True for the user of a header that has more than the secret: `Authorization: Digest username="x"`. */
function isUserOf({ window, nameStart, name, found }: Given): boolean {
  const nameEnd = nameStart + name.length;
  // Between most names and values stand three or four characters.
  if (found.start - nameEnd < "username=".length) return false;
  return /\busername\s?=\s?\\?["']?$/iu.test(window.slice(Math.max(nameEnd, found.start - 20), found.start));
}

/** True for the id of a secret that libvirt keeps: `<encryption secret="<uuid>"/>`. */
function isIdOfSecret({ name, window, nameStart }: Given, value: string): boolean {
  if (name !== "secret" || !isUuid(value)) return false;
  return /<(?:encryption|secret)\s(?:[\w:-]{1,30}\s?=\s?["'][^"'<>]{0,60}["']\s{1,4}){0,6}$/u.test(
    window.slice(Math.max(0, nameStart - 200), nameStart),
  );
}

/** True for what a program that reads words compares one with: `strcmp(token, "mode=fast")`. */
function isOfParser({ name, window, nameStart, found }: Given, value: string): boolean {
  if (found.syntax !== "argument" || !/^tok(?:en)?$/u.test(name) || !/^[a-z_]+=/iu.test(value)) return false;
  return /strn?(?:case)?cmp\(\s?$/u.test(window.slice(Math.max(0, nameStart - 14), nameStart));
}

/** True for the first of the arguments of the next call: `get("x", PASSWORD_KEY),` and below it `set("y", "z")`. */
function isOfNextCall({ window, nameStart, name, found }: Given): boolean {
  if (found.syntax !== "argument" || !found.quoted || window[nameStart + name.length] !== ")") return false;
  const between = window.slice(nameStart + name.length, found.start);
  return (
    /^\),\s{0,20}\n\s{0,60}[\w.]{1,60}\(\s{0,60}[bru]?["']$/u.test(between) &&
    /^["'],/u.test(window.slice(found.end, found.end + 2))
  );
}

/** True for the bytes behind a password, which an algorithm takes with it: `{ "password", "\x12\x34", 5 }`. */
function isSaltBehind({ nameKind, window, found }: Given): boolean {
  if (nameKind !== "password" || found.syntax !== "argument" || window[found.start] !== "\\") return false;
  return found.quoted && /^(?=.*\\x[01])(?:\\x[\da-f]{2}){4,}$/iu.test(window.slice(found.start, found.end));
}

/** True for what a route passes on, of CakePHP: `'pass' => array('id')`. */
function isPassedOn({ name, window, found }: Given, value: string): boolean {
  if (name !== "pass" || !/^[a-z_]+$/u.test(value)) return false;
  return /=>\s?(?:array\(|\[)\s{0,20}["']$/u.test(window.slice(Math.max(0, found.start - 34), found.start));
}

// Of C in braces, where several words stand before: one or two of them may be a login.
const inBraces = /\{\s{0,60}(?:"[\w-]{1,40}",\s{0,60}){2,16}"$/u;
const listBefore = /\[\s{0,60}(?:(?<quote>["'])[\w-]{1,40}\k<quote>,\s{0,60}){0,16}["']$/u;
const itemAfter = /^["']\s{0,60}[,\]]/u;
const bareWord = /^[a-z]{2,20}(?:-[a-z]{2,20})*$/u;

/** True for another name in a list of names: `["password", "totp"]`, `["wgDBpassword", "wgDBssl"]`. Lines around say so. */
export function isNameBeside({ name, window, nameStart, found }: Given): boolean {
  // Of `["--password", "x"]` the second is given.
  if (found.syntax !== "argument" || !found.quoted || window[nameStart] === "-") return false;
  if (!itemAfter.test(window.slice(found.end, found.end + 64))) return false;
  const value = window.slice(found.start, found.end);
  const prefix = /^(?<prefix>[a-z_]{2,20}?)(?:pass|pwd)/iu.exec(name)?.groups?.["prefix"];
  const isAlike =
    prefix === undefined
      ? bareWord.test(name) && bareWord.test(value)
      : /^[a-z_]{2,40}$/iu.test(value) && value.startsWith(prefix);
  if (!isAlike) return false;
  const before = window.slice(0, nameStart);
  return listBefore.test(before) || inBraces.test(before);
}

/** True for the name of the next pair: `'auth' => 'userpass', 'idp.ecp' => true`. */
function isNextName({ window, found }: Given): boolean {
  if (found.syntax !== "argument" || !found.quoted) return false;
  return /^["'`]\s{0,4}(?:=>|:(?!:))/u.test(window.slice(found.end, found.end + 8));
}

/** True for a name among others that colons part, as of the columns of an account: `"name:LM-Password:Account-Flags::"`. */
function isColumn({ window, nameStart, found }: Given, value: string): boolean {
  if (found.syntax !== "colon" || window[nameStart - 1] !== ":" || window[found.start - 1] !== ":") return false;
  return /^[A-Za-z_-]+(?::[A-Za-z_-]*)*$/u.test(value);
}

/** True for the number behind a login that was encoded with it: `admin:password:438812520`, where `password` is what one signs in with. */
function isBehindLogin({ nameKind, window, nameStart, found }: Given, value: string): boolean {
  if (nameKind !== "password" || found.quoted) return false;
  if (window[nameStart - 1] !== ":" || window[found.start - 1] !== ":" || !/^\d{1,12}$/u.test(value)) return false;
  const isWhole = /(?:^|[\s"'])[\w.@-]{1,40}:$/u.test(window.slice(Math.max(0, nameStart - 44), nameStart));
  return isWhole && /^(?:[\s"']|$)/u.test(window.charAt(found.end));
}

/** True behind a path: `/etc/passwd: <hash of the file>`. */
function isOfPath({ window, nameStart, found }: Given, value: string): boolean {
  if (found.syntax !== "colon" || window[nameStart - 1] !== "/") return false;
  if (window[found.start - 1] !== ":" && !/^[\da-f]{32,128}$/u.test(value)) return false;
  return /(?:^|[\s"'`(])\/(?:[\w.-]{1,40}\/){1,8}$/u.test(window.slice(Math.max(0, nameStart - 120), nameStart));
}

/** True for the name of a secret in Amazon's vault: `arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-x7Gh2k`. */
function isOfArn({ window, nameStart, found }: Given): boolean {
  if (found.syntax !== "colon" || window[nameStart - 1] !== ":") return false;
  return /\barn:aws[\w-]{0,12}:[\w:*-]{1,60}:$/u.test(window.slice(Math.max(0, nameStart - 90), nameStart));
}

/** True for a class in a string that says what of which module is meant: `"authYubiKey:PrefixFilter"`. */
function isMember({ nameKind, window, nameStart, found }: Given, value: string): boolean {
  if (nameKind === "password" || !found.inString || found.syntax !== "colon" || found.quoted) return false;
  if (window[found.start - 1] !== ":" || window[nameStart - 1] !== window[found.end]) return false;
  return /^(?:[A-Z][a-z]+|\d[A-Z][a-z]+|[A-Z]{2,5}(?=[A-Z\d])){2,8}$/u.test(value);
}

/** True for the database behind `mysql -uroot -prootpass`, whose password is glued to its option. */
function isBehindGlued({ name, window, nameStart, found }: Given): boolean {
  if (found.syntax !== "flag" || !/^p./u.test(name)) return false;
  if (window[nameStart] !== "-" || window[nameStart + 1] === "-") return false;
  return /\b(?:mysql|mariadb)\w{0,10}[^\n|;&]{0,80}\s$/u.test(window.slice(Math.max(0, nameStart - 110), nameStart));
}

/** True for whom a call with a verb checks or sets: `checkPass("clerk", "x")`. */
function isWhose({ name, window, found }: Given, value: string): boolean {
  if (found.syntax !== "call" || !found.quoted || !/^[a-z]{2,16}$/u.test(value)) return false;
  if (!/^(?:check|verify|validate|test|set|change|reset|update|authenticate|login)[A-Z_]/u.test(name)) return false;
  return /^["'`],\s{0,4}["'`][^"'`\n]{1,60}["'`]\s{0,4}[,)]/u.test(window.slice(found.end, found.end + 72));
}

/** True for how a call treats what the name held before: `password = normalize("NFC", password)`, not with `password=None` behind. */
function isHow({ name, window, found }: Given): boolean {
  if (!found.quoted || window[found.end + 1] !== ",") return false;
  const rear =
    /^["'`],\s{0,4}(?:self\.|this\.|\$)?(?<next>[A-Za-z_]\w{0,60})(?!\w|\s?=(?!=))(?<ends>\s{0,4}[),])?/u.exec(
      window.slice(found.end, found.end + 90),
    );
  const { next, ends } = rear?.groups ?? {};
  if (next === undefined) return false;
  return next === name.replace(/^\$|^.*\./u, "") || (ends !== undefined && secretName(next) === "password");
}

/** True for what a script of a shell compares a variable with: `if test "$pass" = dlopen`. */
function isComparedVariable({ name, file, found }: Given, value: string): boolean {
  if (found.quoted || !name.startsWith("$") || file.unquoted === "code" || found.syntax !== "equals") return false;
  return /^[a-z]+$/u.test(value);
}

const tuple =
  /(?:^|\n)[ \t]{0,60}(?:(?:const|let|var|val|my|local)\s{1,4})?[$\w.]{1,60}(?:\s{0,2},\s{0,2}[$\w.]{1,60}){1,6}\s{0,4}:?=\s{0,4}["'`]$/u;

/** True for what the next of several names is given: `password, salt := "password", "x"`. */
function isOfNextInTuple({ window, nameStart, found }: Given): boolean {
  if (found.syntax !== "argument" || !found.quoted || !/["'`]/u.test(window.charAt(nameStart - 1))) return false;
  return tuple.test(window.slice(Math.max(0, nameStart - 200), nameStart));
}

/** True for the short form of an option that is declared with its name behind: `DB_PASSWORD("dbPw", "dbPassword", "...")`. */
function isShortOption({ name, window, found }: Given, value: string): boolean {
  if (found.syntax !== "call" || !found.quoted || !/^[A-Z][A-Z\d_]*$/u.test(name)) return false;
  if (!/^[A-Za-z][\w-]{0,20}$/u.test(value)) return false;
  const long = /^["']\s{0,4},\s{0,20}["'](?<long>[A-Za-z][\w-]{2,60})["']/u.exec(
    window.slice(found.end, found.end + 92),
  )?.groups?.["long"];
  return long?.toLowerCase().replaceAll(/[_-]/gu, "") === name.toLowerCase().replaceAll("_", "");
}

const restOfCipher = /^\|\|[A-Za-z\d+/]{20}/u;

/** True for what a cipher begins with, in front of what came of it, where bars part words: `db.password=x||y`. */
function isBeforeCipher({ window, found }: Given): boolean {
  return !found.quoted && window[found.end] === "|" && restOfCipher.test(window.slice(found.end, found.end + 22));
}

const kindOfStore = /^(?:[A-Z]{2,8}|[A-Z][a-z]{2,12})$/u;

/** True for the kind of what passwords are kept in: `passwordDB => 'LDAP'`. */
function isKindOfStore({ name, nameKind }: Given, value: string): boolean {
  return nameKind === "password" && /[a-z]DB$/u.test(name) && kindOfStore.test(value);
}

const anyUuid = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/iu;

const itemsBefore = /(?:["'][\w-]{1,40}["'],\s{0,60}){2}["']$/u;
const lastItem = /["'](?<item>[\w-]{1,40})["'],\s{0,60}["']$/u;
const nextItem = /^["'],\s{0,60}["'](?<item>[\w-]{1,40})["']/u;

/** True in a list of words in alphabetical order, such as those that a spelling checker is to let pass. */
export function isInSortedList({ name, window, nameStart, found }: Given, value: string): boolean {
  if (found.syntax !== "argument" || !found.quoted) return false;
  const next = nextItem.exec(window.slice(found.end, found.end + 110))?.groups?.["item"];
  if (next === undefined) return false;
  const before = window.slice(0, nameStart);
  const last = itemsBefore.test(before) ? lastItem.exec(before)?.groups?.["item"] : undefined;
  if (last === undefined) return false;
  const [a, b, c, d] = [last, name, value, next].map((word) => word.toLowerCase());
  return a !== undefined && b !== undefined && c !== undefined && d !== undefined && a < b && b < c && c < d;
}

// `01-con-discon`, `client`, a UUID: words and numbers, where a password mixes letters with digits or signs.
const idOrWord =
  /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[a-z]{1,20}|(?:[a-z]{1,20}\d{0,2}|\d{1,8})(?:[-_.](?:[a-z]{1,20}\d{0,2}|\d{1,8})){1,6})$/iu;
const otherPassword = /^["'],[^\n()]{0,100}\b(?:password|passwd|pwd)\s?=\s?[bru]?["'](?!["'])/u;

/** True for the first argument of a call that has the password further on: `pw_login = connect("id", user="x", password="y")`. */
function isPlaceOfOther({ nameKind, window, found }: Given, value: string): boolean {
  if (nameKind !== "password" || !found.quoted || found.syntax !== "equals") return false;
  if (window[found.end + 1] !== "," || !idOrWord.test(value)) return false;
  if (!/\w\(\s{0,4}[bru]?["']$/u.test(window.slice(Math.max(0, found.start - 12), found.start))) return false;
  return otherPassword.test(window.slice(found.end, found.end + 130));
}

const opensList = /[=:]\s{0,4}\[\s{0,20}["']$/u;

/** True for the first of the packages or features of a manifest that make up what is called so: `http-credentials = ["client"]`. */
function isFeature({ file, found, window }: Given): boolean {
  if (!file.manifest || !found.quoted) return false;
  return found.syntax === "argument" || opensList.test(window.slice(Math.max(0, found.start - 30), found.start));
}

// A key of letters and digits.
const opaque = /^(?=(?:\D*\d){3})(?=(?:[^A-Za-z]*[A-Za-z]){3})[\w-]{20,200}$/u;

/** True for what is called an API and is no key of it: its address, version or name. */
function isInterface(lowerName: string, value: string): boolean {
  return lowerName.endsWith("api") && !opaque.test(value);
}

/** Why not is said by each of the conditions. */
export function isNoneHere(given: Given, value: string): boolean {
  const { name, file, found } = given;
  const lower = name.toLowerCase();
  if (file.unquoted === "code" && isVariable(given, value)) return true;
  if ((file.unquoted === "code" || name.startsWith("$")) && isNumber(found, value)) return true;
  // A list of `keys` as an API gives it, of which each is an id.
  if (lower === "keys" && isUuid(value)) return true;
  if (isComparedName(found, value) || isForWhom(given) || isAskedFor(given)) return true;
  if (isLookUp(given, value) || isOfExpression(given, value) || isWhose(given, value)) return true;
  // What is called `key` alone, and holds an id among other things.
  if (lower === "key" && !isUuid(value) && anyUuid.test(value)) return true;
  if (isBehindLogin(given, value) || isOfArn(given)) return true;
  if (isNextName(given) || isColumn(given, value) || isOfPath(given, value) || isMember(given, value)) return true;
  if (isPlaceOfOther(given, value)) return true;
  if (isHow(given) || isBehindGlued(given) || isComparedVariable(given, value)) return true;
  if (isOfNextInTuple(given) || isShortOption(given, value)) return true;
  if (isBeforeCipher(given) || isKindOfStore(given, value)) return true;
  if (isInterface(lower, value)) return true;
  if (isBeginning(given, value) || isFeature(given) || isInSortedList(given, value)) return true;
  if (isUserOf(given) || isIdOfSecret(given, value) || isOfNextCall(given)) return true;
  if (isOfText(given, value) || isSaltBehind(given) || isPassedOn(given, value)) return true;
  if (isNameOfPair(given) || isIdOfKind(given, value) || isOfParser(given, value)) return true;
  if (isNumberOfJson(given, value) || isCountry(given) || isAlternative(given, value)) return true;
  return isOfBadge(given) || isContent(given) || isNameBeside(given);
}
