import type { RuleInfo } from "../../model/rule.ts";
import type { SourceText } from "../../model/text.ts";
import { type NameKind, secretName } from "../judge/names.ts";
import { neverSecret } from "../judge/shape.ts";
import { candidateOf, type Sighting, type TextContext, type TextDetector } from "../structure/text-detector.ts";
import { type Assignment, readAssignment } from "./assignment.ts";
import { fileKind } from "./file-kind.ts";
import { doubtOf } from "./known-format.ts";

/** Secrets of no known format: a value given to a name that promises a secret. */
export const genericRules: readonly RuleInfo[] = [
  {
    id: "generic/password",
    title: "Password",
    kind: "generic",
    severity: "high",
    opens: "whatever account or service it was set for",
    rotate: "Change the password where it was set, then read it from the vault instead of the file.",
    cwe: [798, 259],
  },
  {
    id: "generic/secret",
    title: "Secret key or token",
    kind: "generic",
    severity: "high",
    opens: "whatever service issued it",
    rotate: "Revoke it where it was issued and make a new one, then read that from the vault instead of the file.",
    cwe: [798],
  },
];

/** Pieces of names that can promise a secret; the whole name is judged by `secretName`. */
export const genericAnchors: readonly string[] = [
  "pass",
  "pwd",
  "psw",
  "_pw",
  "-pw",
  "secret",
  "token",
  "key",
  "cred",
  "auth",
  "senha",
  "contrasena",
  "kennwort",
  "jwt",
  "bearer",
  "psk",
  "sessid",
  "sessionid",
  "nonce_salt",
  "in_salt",
];

const longestName = 60;
const windowBefore = 240;
const windowAfter = 1200;

const nameBytes = new Uint8Array(256);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$.-")
  nameBytes[char.charCodeAt(0)] = 1;
// What may stand between a name and its operator, and what may be the operator; each as the byte's class.
const decoration = new Uint8Array(256);
for (const char of "\"'`\\])}?*") decoration[char.charCodeAt(0)] = 1;
const operators = new Uint8Array(256);
for (const char of "=:>,(|?+!<.") operators[char.charCodeAt(0)] = 1;

/** A quick look at the bytes behind a name: most names in code are given nothing, and need no window. */
function mayAssign(bytes: Buffer, start: number, end: number): boolean {
  let i = end;
  while (i < end + 4 && decoration[bytes[i] ?? 0] === 1) i++;
  let code = bytes[i] ?? 0;
  if (operators[code] === 1 || code === 91) return true;
  if (code !== 32 && code !== 9 && code !== 10 && code !== 13 && code !== 47) return false;
  // `<string name="api_key" ...>`, `{ "name": "x"\n "value": "y" }`, `--password x`, `char password[] = "x"`.
  if (bytes[start] === 45 || i > end) return true;
  while (i < end + 44 && (code === 32 || code === 9)) code = bytes[++i] ?? 0;
  if (operators[code] === 1) return true;
  // `- name: API_TOKEN`, and `value: x` on the next line.
  if (code === 10 || code === 13) {
    while (i < end + 44 && (code === 10 || code === 13 || code === 32 || code === 9)) code = bytes[++i] ?? 0;
    return code === 118 || code === 100 || code === 34;
  }
  // `#define NAME "x"`, `ENV NAME x`, `"x" == password {`.
  if (isQuote(code) || code === 64 || bytes[start - 1] === 32) return isDeclared(bytes, start, code);
  // A type stands between: `password string = "x"`, `Password As String = "x"`, `Password { get; } = "x"`.
  return isTyped(code);
}

function isTyped(code: number): boolean {
  return code === 115 || code === 91 || code === 38 || code === 65 || code === 123;
}

/** True where a quote follows, or a word that declares or compares what comes stands in front, or a type follows. */
function isDeclared(bytes: Buffer, start: number, next: number): boolean {
  if (isQuote(next) || next === 64 || isTyped(next)) return true;
  const before = bytes[start - 2] ?? 0;
  // ENV, ==.
  return before === 86 || before === 61;
}

/** True where a name, call or member follows the operator and no quote does: `key = getKey()`, `token: string;`. */
function isExpression(bytes: Buffer, end: number): boolean {
  let i = end;
  const limit = Math.min(bytes.length, end + 100);
  let given = false;
  for (; i < limit; i++) {
    const byte = bytes[i] ?? 0;
    if (operators[byte] === 1) given = true;
    else if (decoration[byte] !== 1 && byte !== 32) break;
  }
  if (!given) return false;
  const start = i;
  let digits = false;
  while (i < limit && nameBytes[bytes[i] ?? 0] === 1) {
    const byte = bytes[i++] ?? 0;
    if (byte >= 48 && byte <= 57) digits = true;
    // A member is an expression too.
    if (byte === 46 && !digits) break;
  }
  if (i === start || digits) return false;
  const after = bytes[i] ?? 0;
  const isCode = after === 40 || after === 91 || after === 59 || after === 60 || bytes[i - 1] === 46;
  if (!isCode) return false;
  for (; i < limit && bytes[i] !== 10; i++) if (isQuote(bytes[i] ?? 0)) return false;
  return true;
}

function isQuote(byte: number): boolean {
  return byte === 34 || byte === 39 || byte === 96;
}

/** The line around a value, without the value. */
function lineAround(window: string, nameStart: number, valueEnd: number): { before: string; after: string } {
  const lineStart = window.lastIndexOf("\n", nameStart - 1) + 1;
  const lineEnd = window.indexOf("\n", valueEnd);
  return {
    before: window.slice(Math.max(lineStart, nameStart - windowBefore), nameStart),
    after: window.slice(valueEnd, Math.min(valueEnd + 160, lineEnd < 0 ? window.length : lineEnd)),
  };
}

const kinds = new Map<string, NameKind | undefined>();
const mostKinds = 4096;

/** What a name promises. Answers are kept: code says the same few names again and again. */
function nameKindOf(name: string): NameKind | undefined {
  if (kinds.has(name)) return kinds.get(name);
  const kind = secretName(name) ?? (/^(?:.*[.$-])?keys?$/iu.test(name) ? "some-key" : undefined);
  if (kinds.size >= mostKinds) kinds.clear();
  kinds.set(name, kind);
  return kind;
}

/** True for `password=x` as a value: the inner name has a hit of its own, so the outer one need not be judged. */
function isAssignment(value: string): boolean {
  const at = value.indexOf("=");
  return at > 0 && at <= longestName && secretName(value.slice(0, at)) !== undefined;
}

const anonymousUser = /user(?:_?name)?["'`\])]{0,3}\s{0,3}[:=,]{1,2}>?\s{0,3}["'`]?anonymous\b/iu;

/** True where the account in front of a password is that of anybody, whose password is an address or nothing by custom. */
function isOfAnybody(window: string, nameStart: number): boolean {
  const lead = window.slice(Math.max(0, nameStart - 120), nameStart);
  return /anonymous/iu.test(lead) && anonymousUser.test(lead);
}

/** True for `password=stored,` in program code. */
function isVariable({ quoted, syntax, inString, end }: Assignment, value: string, window: string): boolean {
  if (quoted || inString || syntax !== "equals") return false;
  return /^[A-Za-z_]\w{0,40}$/u.test(value) && /[,;)]/u.test(window.charAt(end));
}

/** True for `$DONT_EXPIRE_PASSWD = 65536` in programs: a password is a string there. */
function isNumber({ quoted, inString, inComment }: Assignment, value: string): boolean {
  return !quoted && !inString && !inComment && /^\d{1,20}$/u.test(value);
}

/** True for `unlock(password) == expected` outside of strings: what a name is compared with has quotes, or is a name as well. */
function isComparedName({ quoted, syntax }: Assignment, value: string): boolean {
  return !quoted && syntax === "comparison" && /^[A-Za-z_][\w.]*$/u.test(value);
}

/** The translation of `password` in some language, or a sentence about it: several words, other letters, or letters only. */
function isText(value: string): boolean {
  return /[\s\x80-\xff]/u.test(value) || /^[^\d@#$%^&*_+=/\\|~<>]*$/u.test(value);
}

/** A value with its Unicode escapes read: JSON writes letters of other scripts so. What is beyond Latin-1 becomes some letter there. */
function unescaped(value: string): string {
  if (!value.includes("\\u")) return value;
  return value.replace(/\\u([\da-f]{4})/giu, (_, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code < 0x20 ? " " : String.fromCharCode(code === 0xa0 ? 0x20 : code > 0xff ? 0xe4 : code);
  });
}

/**
 * True where the anchor begins a longer word that promises nothing: `keyboard`, `tokenizer`, `author`. What promises something
 * elsewhere in the name has an anchor of its own.
 */
function isOtherWord(bytes: Buffer, at: number): boolean {
  const first = (bytes[at] ?? 0) | 32;
  // key, jwt; auth; token; secret. The other anchors go on in many ways.
  let end = at;
  if (first === 106 || (first === 107 && ((bytes[at + 2] ?? 0) | 32) === 121)) end += 3;
  else if (first === 97) end += 4;
  else if (first === 116) end += 5;
  else if (first === 115 && ((bytes[at + 2] ?? 0) | 32) === 99) end += 6;
  else return false;
  if (bytes[end] === 115) end++;
  const next = bytes[end] ?? 0;
  if (next < 97 || next > 122) return false;
  const rest = bytes.toString("latin1", end, end + 12);
  return !rest.startsWith("orization") && !rest.startsWith("tok") && !rest.includes("pw");
}

const methods = [".equals", ".equalsIgnoreCase", ".value", ".Text", ".text"];

/** How many bytes at the end of `password.equals` and the like are no part of the name. */
function methodLength(bytes: Buffer, start: number, end: number): number {
  const dot = bytes.lastIndexOf(46, end - 1);
  if (dot <= start) return 0;
  return (
    methods.find((method) => method.length === end - dot && bytes.toString("latin1", dot, end) === method)?.length ?? 0
  );
}

/** Reads the name around one anchor hit and what it is given. */
function genericSighting(text: SourceText, at: number, { named, isReference }: TextContext): Sighting | undefined {
  const { bytes } = text;
  if (isOtherWord(bytes, at)) return undefined;
  let nameStart = at;
  while (nameStart > 0 && at - nameStart < longestName && nameBytes[bytes[nameStart - 1] ?? 0] === 1) nameStart--;
  let nameEnd = at;
  while (nameEnd < bytes.length && nameEnd - nameStart <= longestName && nameBytes[bytes[nameEnd] ?? 0] === 1)
    nameEnd++;
  while (nameEnd > at && (bytes[nameEnd - 1] === 45 || bytes[nameEnd - 1] === 46)) nameEnd--;
  nameEnd -= methodLength(bytes, nameStart, nameEnd);
  if (nameEnd - nameStart > longestName || !mayAssign(bytes, nameStart, nameEnd)) return undefined;
  if (named.has(nameStart)) return undefined;
  named.add(nameStart);
  let bare = nameStart;
  while (bytes[bare] === 45 || bytes[bare] === 46) bare++;
  const name = bytes.toString("latin1", bare, nameEnd);
  const nameKind = nameKindOf(name);
  if (!nameKind) return undefined;
  const file = fileKind(text.path);
  if (file.generated) return undefined;
  if (file.unquoted === "code" && isExpression(bytes, nameEnd)) return undefined;
  const from = Math.max(0, nameStart - windowBefore);
  const window = bytes.toString("latin1", from, Math.min(bytes.length, nameEnd + windowAfter));
  const found = readAssignment(window, nameStart - from, nameEnd - from, file.unquoted);
  if (!found) return undefined;
  // The first of several arguments names whom the credential is for: `ClientSecretCredential("tenant", "id", "x")`.
  if (
    found.syntax === "call" &&
    /credentials?$/iu.test(name) &&
    /^["'`]\s{0,4},/u.test(window.slice(found.end, found.end + 6))
  )
    return undefined;
  const value = unescaped(window.slice(found.start, found.end));
  if (!found.quoted && isAssignment(value)) return undefined;
  if (file.locale && isText(value)) return undefined;
  if (file.unquoted === "code" && isVariable(found, value, window)) return undefined;
  if ((file.unquoted === "code" || name.startsWith("$")) && isNumber(found, value)) return undefined;
  if (isComparedName(found, value)) return undefined;
  if (neverSecret(value, name, nameKind, found.quoted) !== undefined || isReference(value)) return undefined;
  if (nameKind === "password" && isOfAnybody(window, nameStart - from)) return undefined;
  // `CURLOPT_USERPWD, "user:x"`: both in one.
  const pair = /userpwd$/iu.test(name) ? value.indexOf(":") + 1 : 0;
  return {
    ruleId: nameKind === "password" ? "generic/password" : "generic/secret",
    span: { start: from + found.start + pair, end: from + found.end },
    evidence: {
      value: value.slice(pair),
      name,
      nameKind,
      syntax: found.syntax,
      quoted: found.quoted,
      inString: found.inString,
      inComment: found.inComment,
      file,
      ...lineAround(window, nameStart - from, found.end),
    },
  };
}

/** The generic detector. */
export const genericDetector: TextDetector = {
  rules: genericRules,
  anchors: genericAnchors,
  format: false,
  sight: genericSighting,
  confirm(text, at, context) {
    const sighting = genericSighting(text, at, context);
    const candidate = sighting && candidateOf(sighting, genericRules, context);
    if (!candidate) return undefined;
    const { name, nameKind, value } = sighting.evidence;
    const doubt = nameKind === "password" ? undefined : doubtOf(name, value);
    return doubt === undefined
      ? candidate
      : { ...candidate, confidence: "low", reasons: [...candidate.reasons, doubt] };
  },
};
