/** Hashes of passwords, as lists of users keep them beside their salt or the algorithm that made them. */
import { isSpace } from "./literal.ts";
import type { Given } from "./place.ts";

// The digests of SHA-1, SHA-256, SHA-384 and SHA-512: 20, 32, 48 and 64 bytes, as hexadecimal digits or base64.
const digest =
  /^(?:[\da-f]{40}|[\da-f]{96}|[\da-f]{128}|[\w+/-]{27}=?|[\w+/-]{43}=?|[\w+/-]{64}|[\w+/-]{86}(?:==)?)$/iu;
const shortestDigest = 27;
// A salt that was drawn, where `"salt": "app-v1"` says no more than that the value is used with one.
const saltBeside =
  /^\\?["'],\s{0,60}\\?["'](?:password_?)?salt\\?["']\s{0,4}:\s{0,4}\\?["'](?:[\da-f]{16}|[\dA-F]{16}|(?=[^"'\\]{0,60}\d)(?=[^"'\\]{0,60}[a-z])(?=[^"'\\]{0,60}[A-Z])[A-Za-z\d+/]{16})/u;
// The next member, attribute or property: `"cipherAlgorithm": "SHA"`, `adminHash=MD5`, also with the path of a property in front.
const algorithmBeside =
  /^\\?["']?[,;]?\s{1,60}\\?["']?[\w.[\]-]{0,80}?(?:algorithm|algo|cipher|hash|hashing|hash_?type|encoding|scheme)\\?["']?\s{0,4}[:=]\s{0,4}\\?["']?s?(?:sha|md)-?\d{0,3}\b/iu;
const hexDigest = /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{56}|[\da-f]{64}|[\da-f]{96}|[\da-f]{128})$/iu;
// No password is so long and drawn of sixteen characters: what SHA-384 and SHA-512 make.
const longHexDigestLength = 96;
const longHexDigest = /^(?:[\da-f]{96}|[\da-f]{128})$/iu;
// A member beside it that says so: `password: "x", hashedPassword: true`.
const isHashed = String.raw`\\?["']?(?:(?:is|pre|already)_?)?(?:pass(?:word|wd)?_?)?(?:is_?)?hashed(?:_?pass(?:word|wd)?)?\\?["']?\s{0,3}[:=]\s{0,3}true`;
const hashed = /hashed/iu;
const hashedBehind = new RegExp(String.raw`^\\?["'\x60],\s{0,60}${isHashed}\b`, "iu");
const hashedBefore = new RegExp(String.raw`\b${isHashed},\s{0,60}\\?["']?$`, "iu");
const reach = 160;
const mayEnd = new Set("\"',");
// The next member of a record, by the name of the password: `passwd_hash_algo: pbkdf2`, `db.password.protected=aes/gcm/256`; `true` says that something
// is protected by the password.
const methodBelow =
  /^["']?,?[ \t]{0,8}\r?\n[ \t]{0,80}["']?(?<name>[\w.-]{1,80}?)[._-]?(?:hash[_-]?algo(?:rithm)?|protected)["']?\s{0,4}[:=]\s{0,4}["']?(?!(?:true|false|yes|no|on|off|none|null)\b)[A-Z]/iu;

/** True where the next line says by which method what `name` holds was hashed or encrypted. */
function hasMethodBelow(name: string, window: string, end: number): boolean {
  const next = window.charAt(end);
  if (!mayEnd.has(next) && !isSpace(next)) return false;
  return methodBelow.exec(window.slice(end, end + 2 * reach))?.groups?.["name"] === name;
}

function saysHashed(window: string, nameStart: number, { start, end, quoted }: Given["found"]): boolean {
  if (!quoted || start < nameStart) return false;
  const comma = window[end] === "\\" ? end + 2 : end + 1;
  const behind = window[comma] === "," ? window.slice(end, end + reach) : "";
  if (hashed.test(behind) && hashedBehind.test(behind)) return true;
  const before = window.slice(Math.max(0, nameStart - reach), nameStart);
  return hashed.test(before) && hashedBefore.test(before);
}

// Of MIME, whose lines end so: a digest that a test expects of the word before it.
const encodedLines = /^(?:[A-Za-z\d+/]{2,76}={0,2}(?:\\r\\n|\r\n)){1,4}$/u;
// Also cut, as some servers keep them.
const encoded = /^(?:[A-Za-z\d+/]|\\r\\n){16,200}={0,2}$/u;
const expectsHash = /\bpassword,\s{1,4}(?:\w{1,20}\s{1,4})?expected_?(?:hash|digest)\b/iu;
const testReach = 900;

/** True for what comes of the password before it: `of("word", "<digest>")`. */
function isDigestOf({ window, nameStart, found }: Given, value: string): boolean {
  if (found.syntax !== "argument" || !found.quoted || !/["']/u.test(window.charAt(nameStart - 1))) return false;
  if (value.length >= shortestDigest && encodedLines.test(value)) return true;
  return encoded.test(value) && expectsHash.test(window.slice(found.end, found.end + testReach));
}

/** What tells that a password may be the hash of one: its salt or algorithm is the next member, one beside it says so, or it is as long as only hashes are. */
export function hashSign(given: Given): string | undefined {
  const { name, window, nameStart, found, nameKind } = given;
  if (nameKind !== "password") return undefined;
  const value = window.slice(found.start, found.end);
  if (value.length >= longHexDigestLength && longHexDigest.test(value)) return "but the length of a hash";
  if (isDigestOf(given, value)) return "but as a digest of the word before it";
  if (saysHashed(window, nameStart, found)) return "but said to be hashed";
  if (hasMethodBelow(name, window, found.end)) return "but said to be hashed or encrypted";
  if (value.length < shortestDigest) return undefined;
  const isHex = hexDigest.test(value);
  const behind = isHex || (found.quoted && digest.test(value)) ? window.slice(found.end, found.end + reach) : "";
  // A passphrase has one that makes a key of it.
  if (isHex && !/phrase/iu.test(name) && algorithmBeside.test(behind))
    return "but an algorithm beside it, as beside a hash";
  return found.quoted && digest.test(value) && saltBeside.test(behind)
    ? "but a salt beside it, as beside a hash"
    : undefined;
}
