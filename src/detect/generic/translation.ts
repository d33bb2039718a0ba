/** Texts of a user interface, in files of translations: what `password` is called in some language, or a sentence about it. */

const longest = 200;
const lettersAndSpaces = /^[^\d@#$%^&*_+=/\\|~<>]*$/u;
const escapedApostrophe = /(?<=[a-z])\\'(?=[a-z])/giu;
const joinedWords = /(?<=[a-z])_(?=[a-z])/giu;

/** Several words, other letters, or letters only: also the title of a page (`Change_password`), and with an escaped apostrophe. */
export function isText(value: string): boolean {
  if (/[\s\x80-\xff]/u.test(value) || lettersAndSpaces.test(value)) return true;
  if (!/_|\\'/u.test(value)) return false;
  const plain = value.replace(escapedApostrophe, "");
  return lettersAndSpaces.test(/^[A-Z]/u.test(plain) ? plain.replace(joinedWords, "") : plain);
}

/** True for the key of a text that stands elsewhere: `[%key:common::state::off%]`. */
export function isTextKey(bytes: Buffer, start: number, end: number): boolean {
  return bytes[start - 1] === 37 && bytes[start - 2] === 91 && bytes[end] === 58;
}

/** True for `": "` and a text in quotes behind a name: asked before a window is read, since translations repeat the word. */
export function isGivenText(bytes: Buffer, nameEnd: number): boolean {
  let start = nameEnd;
  while (start < nameEnd + 4 && '": ='.includes(String.fromCharCode(bytes[start] ?? 0))) start++;
  if (bytes[start - 1] !== 34 || start - nameEnd < 3) return false;
  let end = start;
  while (end < start + longest && bytes[end] !== 34) end++;
  const value = bytes.toString("latin1", start, end);
  return /\\u(?!00[0-7])[\da-f]{4}/iu.test(value) || (end < start + longest && !/[\\\n]/u.test(value) && isText(value));
}
