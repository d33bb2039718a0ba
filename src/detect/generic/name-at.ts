import { latin1 } from "../../model/slice.ts";
/** The name around a hit, and a quick look at the bytes behind it: most names in code are given nothing, and need no window. */

export const longestName = 60;

const nameBytes = new Uint8Array(256);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$.-")
  nameBytes[char.charCodeAt(0)] = 1;
// What may stand between a name and its operator, and what may be the operator; each as the byte's class.
const decoration = new Uint8Array(256);
for (const char of "\"'`\\])}?*") decoration[char.charCodeAt(0)] = 1;
const operators = new Uint8Array(256);
for (const char of "=:>,(|?+!<.") operators[char.charCodeAt(0)] = 1;

/** True where something may be given to the name from `start` to `end`. */
export function mayAssign(bytes: Buffer, start: number, end: number): boolean {
  let i = end;
  while (i < end + 4 && decoration[bytes[i] ?? 0] === 1) i++;
  let code = bytes[i] ?? 0;
  if (operators[code] === 1 || code === 91) return true;
  // Of C++: `token{"x"}`.
  if (code === 123) return isQuote(bytes[i + 1] ?? 0);
  if (code !== 32 && code !== 9 && code !== 10 && code !== 13 && code !== 47) return false;
  // `<string name="api_key" ...>`, `{ "name": "x"\n "value": "y" }`, `--password x`, `char password[] = "x"`.
  if (bytes[start] === 45 || i > end) return true;
  while (i < end + 44 && (code === 32 || code === 9)) code = bytes[++i] ?? 0;
  if (operators[code] === 1) return true;
  // `- name: API_TOKEN`, and `value: x` on the next line.
  if (code === 10 || code === 13) {
    while (i < end + 44 && (code === 10 || code === 13 || code === 32 || code === 9)) code = bytes[++i] ?? 0;
    // Of YAML: `? name`, and `: x` on the next line.
    if (code === 118 || code === 100 || code === 34 || code === 58) return true;
    // `user | password`, and dashes on the next line.
    return code === 45 && bytes[start - 2] === 124;
  }
  // `#define NAME "x"`, `ENV NAME x`, `"x" == password {`.
  if (isQuote(code) || code === 64 || bytes[start - 1] === 32) return isDeclared(bytes, start, code);
  // `db.password x`.
  if ((start === 0 || bytes[start - 1] === 10) && bytes.subarray(start, end).includes(46)) return true;
  // A type stands between: `password string = "x"`, `Password As String = "x"`, `Password { get; } = "x"`.
  return isTyped(code);
}

function isTyped(code: number): boolean {
  return code === 115 || code === 91 || code === 38 || code === 65 || code === 123;
}

/** True where an option ends at `at`: `-gx`. */
function isOption(bytes: Buffer, at: number): boolean {
  let i = at;
  while (i > at - 8 && ((bytes[i] ?? 0) | 32) >= 97 && ((bytes[i] ?? 0) | 32) <= 122) i--;
  return i < at && bytes[i] === 45;
}

/** True where a quote follows, or a word that declares or compares what comes stands in front, or a type follows. */
function isDeclared(bytes: Buffer, start: number, next: number): boolean {
  if (isQuote(next) || next === 64 || isTyped(next)) return true;
  const before = bytes[start - 2] ?? 0;
  // ENV, ==; setenv, set -gx; set $name, proxy_set_header, fastcgi_param.
  if (before === 86 || before === 61 || before === 118 || isOption(bytes, start - 2)) return true;
  return (
    (before === 116 && bytes[start] === 36) ||
    (bytes[start - 2 - 6] === 95 && before === 114) ||
    (before === 109 && bytes[start - 2 - 5] === 95)
  );
}

/** True where a name, call or member follows the operator and no quote does: `key = getKey()`, `token: string;`. */
export function isExpression(bytes: Buffer, end: number): boolean {
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
  // `q(x)` and `qq(x)` of Perl are strings.
  if (i === start || digits || (bytes[start] === 113 && i - start <= 2)) return false;
  const after = bytes[i] ?? 0;
  const isCode = after === 40 || after === 91 || after === 59 || after === 60 || bytes[i - 1] === 46;
  if (!isCode) return false;
  for (; i < limit && bytes[i] !== 10; i++) if (isQuote(bytes[i] ?? 0)) return false;
  return true;
}

function isQuote(byte: number): boolean {
  return byte === 34 || byte === 39 || byte === 96;
}

/**
 * True where the anchor begins a longer word that promises nothing: `keyboard`, `tokenizer`, `author`. What promises something
 * elsewhere in the name has an anchor of its own.
 */
export function isOtherWord(bytes: Buffer, at: number): boolean {
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
  const rest = latin1(bytes, end, end + 12);
  return !rest.startsWith("orization") && !rest.startsWith("tok") && !rest.includes("pw");
}

const methods = [".equals", ".equalsIgnoreCase", ".value", ".Text", ".text"];

/** How many bytes at the end of `password.equals` and the like are no part of the name. */
export function methodLength(bytes: Buffer, start: number, end: number): number {
  // Within the name: without a dot in the text, `lastIndexOf` would go back to its beginning each time.
  let dot = end - 1;
  while (dot > start && bytes[dot] !== 46) dot--;
  if (dot <= start) return 0;
  return methods.find((method) => method.length === end - dot && latin1(bytes, dot, end) === method)?.length ?? 0;
}

/** Where the name around a hit at `at` begins. */
export function nameStartOf(bytes: Buffer, at: number): number {
  let start = at;
  while (start > 0 && at - start < longestName && nameBytes[bytes[start - 1] ?? 0] === 1) start--;
  return start;
}

/** Where it ends. */
export function nameEndOf(bytes: Buffer, at: number, start: number): number {
  let end = at;
  while (end < bytes.length && end - start <= longestName && nameBytes[bytes[end] ?? 0] === 1) end++;
  while (end > at && (bytes[end - 1] === 45 || bytes[end - 1] === 46)) end--;
  return end;
}
