/** Values that were hashed or encrypted already: what they were made of is not in the file. */
import { type Guarded, guarded, matches } from "./characters.ts";

const publicHash = guarded(/^(?:hmac-)?(?:sha(?:1|256|384|512)|md5)[-:=$]/iu, "-:=$");
// `aes-256-cbc:iv:text`, `HMACSHA2+256:AAAnEA:salt:hash`: an algorithm, and parts in Base64 or hexadecimal.
const encrypted = guarded(
  /^(?:aes|rsa|x?chacha|3?des|blowfish|camellia|hmac[-_]?(?:sha|md5)|pbkdf2|s?sha\d|bcrypt|scrypt|argon2)[\w+-]{0,30}(?=[:$].*[\w+/=-]{16})(?:[:$][\w+/=.,-]{0,1000}){2,6}$/iu,
  ":$",
);
// `{"value": "x", "salt": "y"}`, as Keycloak exports what it hashed; inside of a string its quotes are escaped.
const salted = guarded(/^\{\s{0,4}\\{0,3}"(?:value|hash)\\{0,3}"\s{0,3}:.{1,900}\\{0,3}"salt\\{0,3}"\s{0,3}:/u, "{");
const ciphertext =
  /^(?:ENC\[|ENC\(|\$ANSIBLE_VAULT|!vault|encrypted:|\{cipher\}|AQICAH|vault:v\d+:|age1|AGE-ENC|\$2[abxy]?\$|\$argon2|\$pbkdf2|\$scrypt|\$[1-7HPSUy]\$|\{SSHA\}|\{SHA\}|\{MD5\}|\{CRYPT\}|pbkdf2[_:]|bcrypt|phpass|NACL\[|SCRAM-SHA|-----BEGIN (?:PUBLIC|CERT|AGE|PGP MESSAGE|RSA PUBLIC))|^Ag[A-Za-z\d+/]{200}/u;
// Of LDAP and of crypt: `{SSHA256}x`, `$P$Bx`. In `{noop}x` and `{CLEAR}x` the password itself follows.
const scheme = guarded(
  /^\{(?:s?sha[-\d]{0,4}|s?md[45]|crypt(?:-[\w-]{1,12})?|pbkdf2[\w-]{0,16}|bcrypt|scrypt|argon2\w{0,2}|kerberos|sasl)\}\S/iu,
  "{",
);
// In a script of a shell with its signs escaped: `\$6\$x`.
const modular = guarded(/^\\?\$(?:[a-z]{1,12}\d{0,3}|[A-Z1567]|2[abxy])\\?\$[./\w$=,+\\-]{13,}$/u, "$");
// `5f2c0a91$<hash>`: the salt, and what came of it.
const saltAndHash = guarded(/^[\da-z]{4,32}\$(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64}|[\da-f]{128})$/iu, "$");
// Of MySQL: SHA-1 of SHA-1.
const ofMysql = /^\*[\dA-F]{40}$/iu;
// The key of a cache that would be too long, or stand in another script: `##<md5>`.
const hashedKey = guarded(/^#{1,2}(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64})$/iu, "#");
// In LDIF all that may hold a sign is written in Base64, which of `{` begins so.
const encodedScheme = /^e[0-3][\w+/]{8,}/u;
/** Of `SHA-Password` and `md5_password` the names of functions that hash. */
const hashName =
  /(?:^|[^a-z])s?(?:sha(?:[-_]?\d{1,3})?|md5|bcrypt|pbkdf2|argon2)(?=[-_]?(?:digest)?[-_]?pass|[-_]?pw)|samba(?:nt|lm)-?pass/iu;
const encodedBytes = /^(?:[\da-f]{32,128}|[\w+/.$-]{20,120}={0,2})$/iu;

// Of Apache NiFi: what the cipher begins with, and what came of it, in Base64: `x||y`. https://nifi.apache.org/nifi-docs/toolkit-guide.html
const beginsAndCipher = /^[A-Za-z\d+/]{16}(?:[A-Za-z\d+/]{6}==)?\|\|[A-Za-z\d+/]{20,1000}={0,2}$/u;
// Of its flows, `enc{x}`.
const inBraces = guarded(/^enc\{[^{}]{1,1000}\}$/iu, "{");

/** All that are guarded, to hold each against its guard. */
export const guardedHashes: readonly Guarded[] = [
  publicHash,
  encrypted,
  salted,
  scheme,
  modular,
  saltAndHash,
  hashedKey,
  inBraces,
];

const beginnings = new Set("E$!e{AvapbNS-");

/** True for a hash or ciphertext, by what stands in the value, or by a name that says how it was hashed. */
export function isHashed(value: string, name: string, isPassword: boolean, characters: number): boolean {
  const is = (pattern: Guarded): boolean => matches(pattern, value, characters);
  if (is(publicHash) || is(encrypted) || is(salted) || is(scheme) || is(modular) || is(saltAndHash)) return true;
  if (is(inBraces) || (value.includes("||") && beginsAndCipher.test(value))) return true;
  if (value.startsWith("*") && ofMysql.test(value)) return true;
  if (
    value.startsWith("e") &&
    encodedScheme.test(value) &&
    scheme.pattern.test(Buffer.from(value, "base64").toString("latin1"))
  )
    return true;
  if (beginnings.has(value.charAt(0)) && ciphertext.test(value)) return true;
  return isPassword ? value.length >= 20 && hashName.test(name) && encodedBytes.test(value) : is(hashedKey);
}
