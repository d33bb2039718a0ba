/** Values that by their shape are no secret, whatever they are called: references, dates, paths, code, ciphertext. */
import { charactersOf, digit, foreign, type Guarded, guarded, letter, matches, space } from "./characters.ts";
import { guardedHashes, isHashed } from "./hashed.ts";
import { isMessage } from "./message.ts";
import { readsLikeWords } from "./language.ts";
import { isMadeUp, position } from "./made-up.ts";
import type { NameKind } from "./names.ts";
import { isPassphrase } from "./passphrase.ts";
import { placeholder } from "./placeholder.ts";

const date = guarded(/^\d{4}-\d\d-\d\d(?:[T ].{0,30})?$/u, "", digit);
const version = guarded(/^v?\d{1,4}(?:\.\d{1,6}){1,4}(?:[-+.][\w.]{1,30})?$/u, "", digit);
const url = guarded(/^(?:[a-z][a-z\d+.-]{1,20}:)?\/\//iu, "/");
const path = guarded(
  /^(?:\.{1,2}\/|\/(?!.*[=+])|~\/|[A-Z]:\\)[\w.@ /\\{}<>:-]{1,300}$|^[a-z.@_-]{1,60}(?:\/[\w.@-]{1,60}){2,20}$|^[\w./\\-]{1,120}\.(?:json|ya?ml|pem|key|crt|cer|txt|env|tsx?|jsx?|py|go|rb|java|xml|html?|css|md|sh|php|cs|pub|p12|pfx|jks|conf|ini|properties|toml|png|svg|gif|jpg|keystore)$/iu,
  "./\\",
);
const email = guarded(/^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}$/u, "@");
const dottedNames = guarded(/^[$@&*]?[A-Za-z_$]+\d?(?:(?:\.|::|->|\?\.)[A-Za-z_$]+\d?){1,12}$/u, ".:>");
const codeLike = guarded(
  /^[!*&]?[\w.$>:[\]-]{1,200}\(|=>|^(?:new|await|return|typeof|import|export|const|let|var|def|class)\s|\)\s*;?$|^[\w.]+\[[\w"'.-]+\]/u,
  "()[>",
  space,
);
// What joins two strings, where the quotes of one are read as those of the other: `".escape($x,"`, `.q($x).`.
const joint = guarded(/^(?:["'][.+,)]|[.+]|\)\.)\s?\(?[$A-Za-z_][\w$>-]{0,40}\(/u, "(");
// What is asked for, with its arguments: `net.if.in["{#NAME}",errors]`.
const item = guarded(/^[A-Za-z_][\w.-]{0,120}\[.{0,400}\]$/u, "[");
const device = guarded(/^(?:PART)?(?:UUID|LABEL)=/u, "=");
// A hash, or what is stored of a password, by its bytes.
const spacedBytes = guarded(/^(?:[\da-f]{2} ){7,80}[\da-f]{2}$/iu, "", space);
const aFunction = /^function\b/u;
// `aes256-gcm96`, `AWS4-HMAC-SHA256`, `rsa_pkcs1_sha256`: names of algorithms and their sizes.
const algorithm = guarded(
  /^(?:aws|aes|a?rsa|dsa|ecdsa|ecdh|hmac|sha|md|ripemd|x?chacha|poly|[gc]cm|cbc|ctr|ecb|siv|pkcs|oaep|pss|hs|rs|es|ps|3?des|kw)\d{0,5}(?:[-_/](?:with|aes|rsa|dsa|ecdsa|ecdh|hmac|sha|md|poly|[gc]cm|cbc|ctr|ecb|siv|pkcs|oaep|pss|mgf|kw|v|p)?\d{0,5}){1,4}$|^[a-z]{2,12}\d?-hmac-sha\d{1,3}$/iu,
  "-_/",
);
// `HS512` of a JSON Web Token, and how a client signs in to a mail server: `CRAM-MD5`.
const jsonAlgorithm = guarded(
  /^(?:(?:hs|rs|es|ps)(?:256|384|512)k?|a(?:128|192|256)(?:gcm|cbc|kw|gcmkw))$/iu,
  "",
  digit,
);
const keyTypes = guarded(/^ssh-(?:rsa|dss|ed25519)(?:,[a-z\d-]{4,40})*$/u, "-");
// As Java's calls ask for them: `HmacSHA256`, `PBKDF2WithHmacSHA1`, `SHA256withRSA`.
const nameForJava = /^(?:Hmac(?:SHA|MD)\d{1,3}|PB(?:KDF2|E)With[A-Z\d]{3,40}|(?:SHA|MD)\d{1,3}with[A-Z]{3,5})$/iu;
const curve = guarded(
  /^(?:(?:x|ed|curve)(?:25519|448)|(?:secp|sect|prime|brainpoolp)\d{3}[krtv]\d|nist-?p-?\d{3}|p-(?:256|384|521))$/iu,
  "",
  digit,
);
// What of TLS is taken and what is not: `HIGH:!SRP:!MD5`.
const ciphers = guarded(
  /^[!+-]?[A-Z][A-Z\d+-]{1,20}(?::[!+-]?[A-Za-z][A-Za-z\d+-]{1,20}){0,20}:![A-Za-z][A-Za-z\d+-]{1,20}(?::[!+-]?[A-Za-z\d+-]{2,20}){0,20}$|^\+?[A-Z][\w.+-]{1,20}(?::\+[A-Z][\w.+-]{1,20}){2,20}:?$/u,
  ":",
);
const mechanism = guarded(/^(?:(?:cram|digest)-md5|scram-sha-(?:1|256|512)(?:-plus)?)$/iu, "-");
// The same for passwords, which may well be `es-1234`: names that say what they are, and those of functions that hash.
const longAlgorithm = /^(?:aes|rsa|ecdsa|ecdh|hmac|sha\d|ripemd|x?chacha|pkcs|3des)/iu;
const hashFunction =
  /^(?:argon2(?:i|d|id)?|pbkdf2|scrypt|bcrypt|yescrypt|sha(?:256|512)[-_]?crypt)(?:[-_](?:hmac|sha\d{1,3}|md5))*$/iu;
// What Amazon's requests are signed with, which serves one request: `SignedHeaders=host, Signature=x`, `AKIA.../20260302/...`.
const signed = guarded(
  /^(?:SignedHeaders|Signature)=|^MAC id=|^AWS4-HMAC-SHA256 |^A[A-Z\d]{19}\/\d{8}\/|^\w{4,128}\/\d{8}\/.{1,60}\/aws4_request$/u,
  "=/-",
);
// What a client of Kerberos proves itself with, once: RFC 4559.
const ticket = guarded(/^(?:Negotiate|Kerberos) [\w+/]{8,2000}={0,2}$/iu, "", space);
// Public nkeys of NATS: a kind, then Base32 of the key and a checksum. https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth
const publicNkey = /^[ACNOUX][A-D][A-Z2-7]{54}$/u;
// The first letters of the Base64 of `ssh-`, `ecdsa-` and `sk-ssh-` keys as they stand in known_hosts, always public.
const publicBlob = /^AAAA(?:[BC]3NzaC1|E2VjZHNh|[A-Z]3NrLX)/u;
const regex = guarded(
  /\[\^?\w-\w[^\]\s]{0,40}\](?:[+*]|\{\d)|\\[sdwSDW](?:[+*]|\{\d)|\\\.\(|^\/.{0,80}\[[^\]]{1,80}\].{0,80}\/[a-z]{0,6}$/u,
  "[\\",
);
const controlCharacter = guarded(/\\(?:x[01][\da-f]|u00[01][\da-f]|0)/iu, "\\");
// Bytes beyond ASCII and nothing else, by their numbers.
const bytes = guarded(/^(?:\\x[89a-f][\da-f])+$/iu, "\\");
// Data of a path in SVG: `M15 6a1.5 1.5 0 01-3 0z`.
const outline = guarded(/^M(?=.*[ ,]) ?-?[\d.][MLHVCSQTAZ\d., -]{12,}$/iu, ",", space);
const markup = guarded(/[<>]\/?[a-z]|^&\w{1,12};|\\[nt]\s|\s{2}|\/>/iu, "<>&\\", space);
const resource = guarded(/^(?:[#.][a-z][a-z-]*\d{0,2}|arn:.*|.*-\d+\.\d+\.\d+|urn:.*|projects\/.*)$/u, "#.:/");

const publicKey = guarded(/^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\S{1,30}|sk-ssh-\S{1,30}) /u, "", space);
// `WSDL4J_JAR`: the name of a variable or constant.
const constant = guarded(/^[A-Z]{2,20}(?:\d[A-Z]{1,12})?(?:_(?:[A-Z]{2,20}\d?|[A-Z]\d)){1,6}$/u, "_");
// A word of a header of a message, as it is encoded for the way: `=?UTF-8?B?x?=`.
const encodedWord = guarded(/^=\?[\w-]{2,40}\?[bq]\?/iu, "=");
// What version control writes of the file: `$Id: a.c 1.2 $`.
const fileKeyword = guarded(
  /^\$(?:Id|Revision|Header|Author|Date|Source|Rev|URL|HeadURL|LastChanged\w{2,8})(?:: .*)?\$$/u,
  "$",
);
const level = /^(?:ERROR|WARN|WARNING|INFO|DEBUG|NOTICE|FATAL|CRITICAL)$/u;
// How often something may be asked for: `5/m`, `10/min/ip`.
const rate = guarded(/^\d{1,5}\/\d{0,4}(?:[smhd]|sec|min|hour|day|second|minute)s?(?:\/[a-z]{1,12})?$/iu, "/");
// Of an object in memory, `0x00007f3a9c51e8b2`, of an account of Ethereum, and the fingerprint of a key of OpenPGP: keys are longer.
const address = guarded(/^0x(?:0000[\da-f]{12}|[\da-f]{40})$/iu, "", digit);
const smallNumber = guarded(/^0x[\da-f]{1,8}(?:\.\.0x[\da-f]{1,8})?$|^-?\d{1,2}$/iu, "", digit);
const decimal = guarded(/^-?\d{1,12}\.\d{1,24}$/u, ".");
// Ids of OpenPGP keys, short and long.
const keyId = /^(?:[\dA-F]{8}|[\dA-F]{16}(?:[, ]{1,2}[\dA-F]{16}){1,9})$/u;
const longKeyId = /^(?:[\dA-F]{16}|[\dA-F]{40})$/u;
const namesKeyId =
  /gpg|pgp|ppa|apt|recv|signature|^keys?$|(?:private|signing)_?key$|^-*(?:receive|send|refresh|search|edit|delete|sign|export)-keys?$/iu;
// What stands between the parts of a mail: `----=_Part_1_2.3`, `Boundary-00=_x`.
const separator = guarded(/^(?:-{0,30}(?:=?_)?(?:boundary|NextPart)[-_=]|-{2,30}=?_Part_)\S/iu, "-_=");
// Of a column in a database.
const columnType = guarded(/^(?:n?var)?(?:char2?|binary)\(\d{1,6}\)$/iu, "(");
// Of a thing that is counted: `HOTP0001`.
const serial = guarded(/^[A-Z]{2,8}[-_]?0{2,8}\d{1,4}$/u, "", digit);
// `rfc2759`, and what a change was made for: `Bug#4139`.
const standard = guarded(/^(?:(?:rfc|iso|ieee|fips|cve)[-_ ]?|(?:bug|issue|ticket|pr)[ _-]?#)\d{2,6}$/iu, "", digit);
// What systems a script of configure is about: `*-*-os2*`.
const systems = guarded(/^\*-(?:\*-[\w*.-]{1,40}|[\w.-]{1,40}\*)$/u, "-");
// What is pressed together: `Ctrl-Shift-K`, `Alt-L|Ctrl-F1`.
const heldKeys = new Set("ctrl control alt shift cmd command meta option super".split(" "));
const lastKey = /^(?:[a-z]{1,10}|\d|f\d{1,2})$/u;
const mostHeld = 4;
const mostChords = 5;
const fileMode = /^[-dlcbsp](?:[r-][w-][xsStT-]){3}$/u;
// Words and small numbers, as of a date.
const wordsAndNumbers = guarded(/^[A-Za-z]{1,12}(?:[ ,]{1,2}(?:[A-Za-z]{1,12}|\d{1,4}))+$/u, ",", space);
// A column of a table: `t2h.NAME`.
const column = guarded(/^[A-Za-z_]+(?:\d[A-Za-z_]*)?\.[A-Za-z_]+(?:\d[A-Za-z_]*)?$/u, ".");
// What a map is asked for: words in small letters, and places in a list, with dots between: `net.iface-id.0`.
const dottedWords = guarded(/^(?=[^.]*\.)[a-z]{1,20}(?:[.-](?:[a-z]{1,20}|\d{1,3}))+$/u, ".");
// Of a command or mount: `vers=3`.
const option = guarded(/^[a-z]{3,20}=\d{1,2}$/u, "=");
// Of an object the number of its version, and a hash of its fields.
const fingerprint = guarded(/^\d{1,3}\.\d{1,4}-(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64})$/u, ".");
// What letters are written as: `utf-16be`.
const encodingName = guarded(
  /^(?:utf[-_]?(?:8|16|32)[-_]?(?:[bl]e|sig)?|iso[-_]?8859[-_]\d{1,2}|(?:cp|windows[-_])125\d)$/iu,
  "",
  digit,
);
// What YAML says of an encrypted value: `!encrypted/pkcs1-oaep`.
const encryptedTag = /^!(?:encrypted|vault|secret)(?:[/:][\w./:-]{1,60})?$/iu;
const fewestDigits = 16;
const countable = /^(?:0x)?(?<digits>(?:[\da-f]{2}){8,64})$/iu;
const jsonArray = guarded(/^\[\s?\{/u, "[");
// The element of a list: `codes[i + 1]`.
const element = guarded(/^[A-Za-z_]\w{0,60}\[[\w+ -]{1,30}\]$/u, "[");
// Letters, also of other scripts, with single spaces: a text of a user interface far more often than a passphrase.
const sentence = guarded(/^[A-Za-z'\x80-\xff]+(?:[ ,]{1,2}[A-Za-z'()\x80-\xff]+)+[.!?:]{0,3}$/u, ",", space);
const foreignWord = guarded(/^[A-Za-z'-]*[\x80-\xff][A-Za-z'\x80-\xff-]*[.!?:]?$/u, "", foreign);

/** All that are guarded, to hold each against its guard. */
export const guardedShapes: readonly Guarded[] = [
  ...guardedHashes,
  ...[date, version, url, path, email, dottedNames, codeLike, regex, controlCharacter, bytes, markup, resource],
  ...[algorithm, encodedWord, signed, ticket, publicKey, constant, smallNumber, decimal, jsonArray, element],
  ...[
    outline,
    sentence,
    foreignWord,
    mechanism,
    fileKeyword,
    joint,
    keyTypes,
    systems,
    wordsAndNumbers,
    column,
    dottedWords,
    option,
    fingerprint,
    encodingName,
    ciphers,
    rate,
    item,
    device,
    spacedBytes,
    separator,
    columnType,
    serial,
    jsonAlgorithm,
    curve,
    standard,
    position,
    address,
  ],
];

function isChord(keys: string): boolean {
  const held = keys.split(/[-+]/u);
  const last = held.pop() ?? "";
  return held.length > 0 && held.length <= mostHeld && held.every((key) => heldKeys.has(key)) && lastKey.test(last);
}

function areChords(value: string): boolean {
  const first = value.slice(0, Math.max(0, value.search(/[-+]/u))).toLowerCase();
  if (!heldKeys.has(first)) return false;
  const chords = value.toLowerCase().split("|");
  return chords.length <= mostChords && chords.every(isChord);
}

/** True for a key on a smart card or in a module, without the PIN that opens it: https://www.rfc-editor.org/rfc/rfc7512 */
function isKeyOnCard(value: string): boolean {
  return value.startsWith("pkcs11:") && !value.includes("pin-value=");
}

function isPublicBlob(value: string): boolean {
  return value.startsWith("AAAA") && publicBlob.test(value);
}

function isKeyId(value: string, name: string): boolean {
  if (value.length < 8 || !/^[\dA-F]/u.test(value)) return false;
  return (keyId.test(value) || (longKeyId.test(value) && namesKeyId.test(name))) && /[A-F]/u.test(value);
}

/** True for bytes that count up from any of them: `0x101112131415161718`. Keys of test vectors are written so. */
function isCountedUp(value: string): boolean {
  if (value.length < fewestDigits) return false;
  const digits = countable.exec(value)?.groups?.["digits"];
  if (digits === undefined) return false;
  const bytes = Buffer.from(digits, "hex");
  return bytes.every((byte, index) => index === 0 || byte === (bytes[index - 1] ?? 0) + 1);
}

/** True when ten letters in a row follow the alphabet, also with digits in between: typed in order, not drawn. */
function isSequence(value: string, characters: number): boolean {
  const isMixed = value.length >= 16 && characters === (letter | digit) && /^(?:[A-Za-z]\d){8,40}$/u.test(value);
  return isMixed ? inOrder(value.replaceAll(/\d/gu, ""), 8) : inOrder(value, 10);
}

function inOrder(value: string, least: number): boolean {
  let run = 1;
  for (let i = 1; i < value.length; i++) {
    const code = value.charCodeAt(i) | 32;
    run = code >= 98 && code <= 122 && code === (value.charCodeAt(i - 1) | 32) + 1 ? run + 1 : 1;
    if (run >= least) return true;
  }
  return false;
}

const basic = guarded(/^basic[ +](?<login>[A-Z\d+/]{4,200}={0,2})$/iu, "+", space);

/** True for HTTP Basic authentication of a user without a password. */
function isBasicWithoutPassword(value: string, characters: number): boolean {
  if (!matches(basic, value, characters)) return false;
  const login = basic.pattern.exec(value)?.groups?.["login"];
  return login !== undefined && !/:./u.test(Buffer.from(login, "base64").toString("latin1"));
}

function folded(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z\d]/gu, "");
}

/** The first letter or digit, in lower case; a sign or nothing where there is none, and what is beyond ASCII as it is. */
function firstOf(text: string): number {
  let code = 0;
  for (let i = 0; i < text.length; i++) {
    code = text.charCodeAt(i);
    if (code > 127 || (code >= 48 && code <= 57)) return code;
    code |= 32;
    if (code >= 97 && code <= 122) return code;
  }
  return code;
}

/** True where letters and digits are the same, in any case. Most values differ from their name in the first of them. */
function isName(value: string, name: string): boolean {
  const first = firstOf(value);
  const own = firstOf(name);
  const differs = first < 128 && own < 128 && first !== own;
  return !differs && folded(value) === folded(name);
}

/** Why `value`, given to `name`, is certainly none; nothing where it may be one. */
export function neverSecret(value: string, name: string, kind: NameKind, quoted: boolean): string | undefined {
  const isPassword = kind === "password";
  if (value.length < (isPassword ? 3 : 5)) return "too short";
  if (value.length > 1024) return "too long";
  if (kind === "some-key" && readsLikeWords(value)) return "words";
  const characters = charactersOf(value);
  const is = (pattern: Guarded): boolean => matches(pattern, value, characters);
  const held = placeholder(value, characters);
  if (held !== undefined) return held;
  if (isSequence(value, characters)) return "the alphabet";
  if (isCountedUp(value)) return "bytes that count up";
  if (is(date) || is(version)) return "a date or version";
  if (is(url) || is(path) || is(email) || isKeyOnCard(value)) return "a URL, path or address";
  if (isHashed(value, name, isPassword, characters)) return "a hash or ciphertext";
  if (is(algorithm) && (!isPassword || longAlgorithm.test(value))) return "an algorithm or signature";
  if (is(mechanism) || is(keyTypes) || is(ciphers) || (!isPassword && value.length <= 8 && is(jsonAlgorithm)))
    return "an algorithm or signature";
  if (value.length <= 24 && hashFunction.test(value)) return "an algorithm or signature";
  if (value.length <= 60 && nameForJava.test(value)) return "an algorithm or signature";
  if (!isPassword && (is(signed) || is(ticket) || (value.length <= 15 && is(curve))))
    return "an algorithm or signature";
  if (!isPassword && is(constant)) return "the name of a constant";
  if (is(resource)) return "a selector, resource name or version";
  if (
    ((is(codeLike) || (value.startsWith("function") && aFunction.test(value))) && !(quoted && isPassword)) ||
    is(markup)
  )
    return "code or markup";
  if (is(columnType)) return "the type of a column";
  if (!isPassword && is(separator)) return "a separator of parts";
  if (!isPassword && is(serial)) return "a number of a series";
  if (is(joint) || (!isPassword && is(item))) return "code or markup";
  if (is(device)) return "a selector, resource name or version";
  if (isPassword && is(spacedBytes)) return "a hash or ciphertext";
  if (is(dottedNames)) return "a dotted name";
  // A PEM file in Base64: what of these is secret has rules of its own.
  if (value.startsWith("LS0tLS1CRUdJTi")) return "a certificate or key";
  if (is(publicKey) || isPublicBlob(value) || (value.length === 56 && publicNkey.test(value))) return "a public key";
  if (is(regex)) return "a regular expression";
  if (!isPassword && (is(controlCharacter) || value.startsWith("--"))) return "control characters or options";
  if (is(bytes)) return "bytes";
  if (!isPassword && is(outline)) return "a drawing";
  if (is(fileKeyword)) return "a keyword of version control";
  if (value.length <= 14 && is(standard)) return "the name of a standard or change";
  if (value.length === 10 && fileMode.test(value)) return "the mode of a file";
  if (!isPassword && areChords(value)) return "keys of a keyboard";
  if (is(systems)) return "a selector, resource name or version";
  if (kind === "some-key" && value.length <= 40 && (is(column) || is(dottedWords))) return "a dotted name";
  if (is(option) || is(encodingName)) return "an option";
  if ((value.startsWith("!") && encryptedTag.test(value)) || (!isPassword && is(fingerprint)))
    return "a hash or ciphertext";
  if (!isPassword && is(wordsAndNumbers) && !/phrase|mnemonic|seed|words/iu.test(name)) return "a text";
  if (value.length <= 8 && level.test(value)) return "how grave a message is";
  if (is(smallNumber) || is(decimal) || is(rate)) return "a number";
  if (value.length <= 42 && is(address)) return "an address or fingerprint";
  if ((characters & digit) !== 0 && isMadeUp(value)) return "digits that repeat or count";
  if (!isPassword && is(position)) return "digits that repeat or count";
  if (!isPassword && is(jsonArray)) return "JSON";
  if (!quoted && is(element)) return "the element of a list";
  if (!isPassword && isKeyId(value, name)) return "the id of a public key";
  if (is(foreignWord) || is(encodedWord)) return "a text";
  if (is(sentence) && !/phrase|mnemonic|seed/iu.test(name) && !(quoted && isPassword && isPassphrase(value)))
    return "a text";
  if (!isPassword && isBasicWithoutPassword(value, characters)) return "a user without a password";
  if ((characters & (letter | digit)) === 0) return "signs only";
  if (!isPassword && (characters & letter) === 0 && /^[\d.,:\s-]{1,9}$/u.test(value)) return "a number";
  if (!isPassword && value.endsWith("..")) return "the beginning of a value";
  if (kind === "token" && isMessage(value)) return "an encoded message";
  if (isName(value, name)) return "its own name";
  return undefined;
}
