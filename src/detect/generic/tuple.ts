/**
 * Several names that are given several values: `user, password = "a", "x"`, `const [user, password] = ["a", "x"]`, also where the
 * password comes first.
 */
import { consume, isQuote, isSpace, literal, skip } from "./literal.ts";
import { type Assignment, found, type Place } from "./place.ts";
import { readQuoted } from "./quoted.ts";

const names =
  /^[ \t]{0,60}(?:(?:const|let|var|val|my|local)\s{1,4})?[[({]?\s{0,4}(?<others>(?:[$\w.]{1,60}\s{0,2},\s{0,2}){0,6})\$?$/u;
// Behind a name that is not the last.
const namesBehind = /(?:\s{0,2},\s{0,2}\$?[\w.]{1,60}){1,6}\s{0,2}[\])}]?\s{0,4}(?::=|=(?!=))\s{0,4}/uy;
// What no list of values goes on with: a parameter or an argument, as in `f(\n  password, host="x", port=1)`, or the end.
const nextValue = /^["'`][)\]]{0,3}\s{0,2},\s{0,40}(?![)\]}*&]|[$\w.]{1,60}\s{0,2}(?:=(?!=)|:(?!:)))\S/u;
const longestList = 400;

/** Where the value begins in front of which so many others stand, each behind a comma; nothing where none does. */
function valueAt(text: string, at: number, others: number): number | undefined {
  let i = /[[(]/u.test(text.charAt(at)) ? skip(text, at + 1, isSpace, 20) : at;
  const limit = Math.min(text.length, i + longestList);
  let depth = 0;
  for (let left = others; left > 0; i++) {
    const char = text.charAt(i);
    if (i >= limit || /[\n;{]/u.test(char)) return undefined;
    if (isQuote(char)) i = literal(text, i, undefined)?.end ?? limit;
    else if (/[[(]/u.test(char)) depth++;
    else if (/[\])]/u.test(char)) {
      if (depth-- === 0) return undefined;
    } else if (char === "," && depth === 0) left--;
  }
  return skip(text, i, isSpace, 20);
}

function valueOf(place: Place, at: number | undefined): Assignment | undefined {
  if (at === undefined) return undefined;
  const value = found(place, literal(place.text, at, undefined), true, "equals");
  if (value) return value;
  // `os.environ.get("P", "x")`; what other calls are told may be anything.
  const read = isQuote(place.text[at]) ? undefined : readQuoted(place, at, "equals");
  return read?.syntax === "fallback" ? read : undefined;
}

/** How many names the line from `lineStart` has in front; nothing where it does not begin with names alone. */
function namesBefore({ text, nameStart }: Place, lineStart: number): number | undefined {
  const others = names.exec(text.slice(lineStart, nameStart))?.groups?.["others"];
  return others === undefined ? undefined : others.split(",").length - 1;
}

/** The value at the place of the last name, which the sign follows. */
export function readTuple(place: Place, lineStart: number, sign: string, at: number): Assignment | undefined {
  if (place.style !== "code" || place.inString || (sign !== "=" && sign !== ":=")) return undefined;
  const count = namesBefore(place, lineStart);
  return count === undefined || count === 0 ? undefined : valueOf(place, valueAt(place.text, at, count));
}

/** The value at the place of a name that others follow. */
export function readAmong(place: Place, lineStart: number): Assignment | undefined {
  if (place.style !== "code" || place.inString) return undefined;
  const at = consume(namesBehind, place.text, place.nameEnd);
  const count = at === undefined ? undefined : namesBefore(place, lineStart);
  const value = at === undefined || count === undefined ? undefined : valueOf(place, valueAt(place.text, at, count));
  return value && nextValue.test(place.text.slice(value.end, value.end + 120)) ? value : undefined;
}
