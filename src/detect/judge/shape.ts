/** Values that by their shape are no secret, whatever they are called: references, dates, paths, code, ciphertext. */
import type { NameKind } from "./names.ts";
import { placeholder } from "./placeholder.ts";

const date = /^\d{4}-\d\d-\d\d(?:[T ].{0,30})?$/u;
const version = /^v?\d{1,4}(?:\.\d{1,6}){1,4}(?:[-+.][\w.]{1,30})?$/u;
const url = /^(?:[a-z][a-z\d+.-]{1,20}:)?\/\//iu;
const path =
  /^(?:\.{1,2}\/|\/(?!.*[=+])|~\/|[A-Z]:\\)[\w.@ /\\{}<>:-]{1,300}$|^[a-z.@_-]{1,60}(?:\/[\w.@-]{1,60}){2,20}$|^[\w./\\-]{1,120}\.(?:json|ya?ml|pem|key|crt|cer|txt|env|tsx?|jsx?|py|go|rb|java|xml|html?|css|md|sh|php|cs|pub|p12|pfx|jks|conf|ini|properties|toml|png|svg|gif|jpg|keystore)$/iu;
const email = /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}$/u;
const dottedNames = /^[$@&*]?[A-Za-z_$]+\d?(?:(?:\.|::|->|\?\.)[A-Za-z_$]+\d?){1,12}$/u;
const codeLike =
  /^[!*&]?[\w.$>:[\]-]{1,200}\(|^function\b|=>|^(?:new|await|return|typeof|import|export|const|let|var|def|class)\s|\)\s*;?$|^[\w.]+\[[\w"'.-]+\]/u;
const publicHash = /^(?:sha(?:1|256|384|512)|md5)[-:=$]/iu;
const ciphertext =
  /^(?:ENC\[|ENC\(|\$ANSIBLE_VAULT|!vault|encrypted:|\{cipher\}|AQICAH|vault:v\d+:|age1|AGE-ENC|\$2[abxy]?\$|\$argon2|\$pbkdf2|\$scrypt|\$[156y]\$|\{SSHA\}|\{SHA\}|\{MD5\}|\{CRYPT\}|pbkdf2[_:]|bcrypt|phpass|NACL\[|SCRAM-SHA|-----BEGIN (?:PUBLIC|CERT|AGE|PGP MESSAGE|RSA PUBLIC))|^Ag[A-Za-z\d+/]{200}/u;
// The first letters of the Base64 of `ssh-`, `ecdsa-` and `sk-ssh-` keys as they stand in known_hosts, always public.
const publicBlob = /^AAAA(?:[BC]3NzaC1|E2VjZHNh|[A-Z]3NrLX)/u;
const regex = /\[\^?\w-\w[^\]\s]{0,40}\](?:[+*]|\{\d)|\\[sdwSDW](?:[+*]|\{\d)/u;
const controlCharacter = /\\(?:x[01][\da-f]|u00[01][\da-f]|0)/iu;
const markup = /[<>]\/?[a-z]|^&\w{1,12};|\\[nt]\s|\s{2}|\/>/iu;
const resource = /^(?:[#.][a-z][a-z-]*\d{0,2}|arn:.*|.*-\d+\.\d+\.\d+|urn:.*|projects\/.*)$/u;

const publicKey = /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-\S{1,30}|sk-ssh-\S{1,30}) /u;
const smallNumber = /^0x[\da-f]{1,8}$|^-?\d{1,2}$/iu;
const decimal = /^-?\d{1,12}\.\d{1,24}$/u;
// Ids of OpenPGP keys, short and long.
const keyId = /^(?:[\dA-F]{8}|[\dA-F]{16}(?:[, ]{1,2}[\dA-F]{16}){1,9})$/u;
const longKeyId = /^[\dA-F]{16}$/u;
const namesKeyId = /gpg|pgp|ppa|apt|signature|^keys?$/iu;
const jsonArray = /^\[\s?\{/u;
// The element of a list: `codes[i + 1]`.
const element = /^[A-Za-z_]\w{0,60}\[[\w+ -]{1,30}\]$/u;
// Letters, also of other scripts, with single spaces: a text of a user interface far more often than a passphrase.
const sentence = /^[A-Za-z'\x80-\xff]+(?:[ ,]{1,2}[A-Za-z'()\x80-\xff]+)+[.!?:]{0,3}$/u;
const foreignWord = /^[A-Za-z'-]*[\x80-\xff][A-Za-z'\x80-\xff-]*[.!?:]?$/u;

/** True when ten letters in a row follow the alphabet, also with digits in between: typed in order, not drawn. */
function isSequence(value: string): boolean {
  return /^(?:[A-Za-z]\d){8,40}$/u.test(value) ? inOrder(value.replaceAll(/\d/gu, ""), 8) : inOrder(value, 10);
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

const basic = /^basic[ +](?<login>[A-Z\d+/]{4,200}={0,2})$/iu;

/** True for HTTP Basic authentication of a user without a password. */
function isBasicWithoutPassword(value: string): boolean {
  const login = basic.exec(value)?.groups?.["login"];
  return login !== undefined && !/:./u.test(Buffer.from(login, "base64").toString("latin1"));
}

function folded(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z\d]/gu, "");
}

/** Why `value`, given to `name`, is certainly none; nothing where it may be one. */
export function neverSecret(value: string, name: string, kind: NameKind, quoted: boolean): string | undefined {
  const isPassword = kind === "password";
  if (value.length < (isPassword ? 3 : 5)) return "too short";
  if (value.length > 1024) return "too long";
  const held = placeholder(value);
  if (held !== undefined) return held;
  if (isSequence(value)) return "the alphabet";
  if (date.test(value) || version.test(value)) return "a date or version";
  if (url.test(value) || path.test(value) || email.test(value)) return "a URL, path or address";
  if (publicHash.test(value) || ciphertext.test(value)) return "a hash or ciphertext";
  if (resource.test(value)) return "a selector, resource name or version";
  if ((codeLike.test(value) && !(quoted && isPassword)) || markup.test(value)) return "code or markup";
  if (dottedNames.test(value)) return "a dotted name";
  if (publicKey.test(value) || publicBlob.test(value)) return "a public key";
  if (regex.test(value)) return "a regular expression";
  if (!isPassword && (controlCharacter.test(value) || value.startsWith("--"))) return "control characters or options";
  if (smallNumber.test(value) || decimal.test(value)) return "a number";
  if (!isPassword && jsonArray.test(value)) return "JSON";
  if (!quoted && element.test(value)) return "the element of a list";
  if (!isPassword && (keyId.test(value) || (longKeyId.test(value) && namesKeyId.test(name))) && /[A-F]/u.test(value))
    return "the id of a public key";
  if (foreignWord.test(value) || (sentence.test(value) && !/phrase|mnemonic|seed/iu.test(name))) return "a text";
  if (!isPassword && isBasicWithoutPassword(value)) return "a user without a password";
  if (!/[A-Za-z\d]/u.test(value)) return "signs only";
  if (!isPassword && /^[\d.,:\s-]{1,9}$/u.test(value)) return "a number";
  if (folded(value) === folded(name)) return "its own name";
  return undefined;
}
