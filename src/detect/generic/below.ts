/** Values on the lines below their name: block scalars and indented values of YAML, heredocs. */
import { isBlank, lineEnds, skip, trimmedLine, unquotedEnd } from "./literal.ts";
import { type Assignment, found, type Place } from "./place.ts";

/** A YAML block scalar of one line: `key: |`, then the value, indented, also below empty lines. */
export function readBlock(place: Place, at: number): Assignment | undefined {
  const head = /^[|>][+-]?\d?[ \t]{0,10}\r?\n(?:[ \t]{0,40}\r?\n){0,4}[ \t]{1,40}(?=\S)/u.exec(
    place.text.slice(at, at + 260),
  );
  if (!head) return undefined;
  const start = at + head[0].length;
  // Of an empty block, what follows is the next key.
  const lineStart = place.text.lastIndexOf("\n", place.nameStart - 1) + 1;
  const valueLine = place.text.lastIndexOf("\n", start - 1) + 1;
  if (start - valueLine <= skip(place.text, lineStart, isBlank, 60) - lineStart) return undefined;
  const end = trimmedLine(place.text, start, unquotedEnd(place.text, start, lineEnds));
  return found(place, { start, end }, false, "colon");
}

/** A heredoc of one word: `secret = <<EOT`, the value, `EOT`. */
export function readHeredoc(place: Place, at: number): Assignment | undefined {
  const head =
    /^<{2,3}[-~]?["']?(?<end>\w{1,20})["']?[ \t]{0,10}\r?\n[ \t]{0,40}(?<value>\S{6,1024})\s{1,40}\k<end>\b/u.exec(
      place.text.slice(at, at + 1200),
    );
  const value = head?.groups?.["value"];
  if (!head || value === undefined) return undefined;
  const start = at + head[0].lastIndexOf(value);
  return found(place, { start, end: start + value.length }, true, "equals");
}

// One word that is neither the next key nor the beginning of other YAML.
const indentedWord = /[^\s:#"'`{}[\]&*!|>%@,?-][^\s#:]{5,1024}[ \t]{0,20}(?=\r?\n|$)/uy;

/** A YAML value on the line below its name, further in: `token:`, then the word; the item of a list need not stand further in. */
export function readIndented(place: Place, lineStart: number, at: number, isItem: boolean): Assignment | undefined {
  const { text, nameStart } = place;
  const valueLine = text.lastIndexOf("\n", at) + 1;
  const depth = skip(text, valueLine, isBlank, 60) - valueLine;
  const own = skip(text, lineStart, isBlank, nameStart - lineStart) - lineStart;
  if (depth < own || (depth === own && !isItem)) return undefined;
  indentedWord.lastIndex = at;
  if (!indentedWord.test(text)) return undefined;
  return found(place, { start: at, end: trimmedLine(text, at, indentedWord.lastIndex) }, false, "colon");
}
