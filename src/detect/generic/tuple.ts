/** Several names that are given several values: `user, password = "a", "x"`, `const [user, password] = ["a", "x"]`. */
import { isQuote, isSpace, literal, skip } from "./literal.ts";
import { type Assignment, found, type Place } from "./place.ts";

const names =
  /^[ \t]{0,60}(?:(?:const|let|var|val|my|local)\s{1,4})?[[({]?\s{0,4}(?<others>(?:[$\w.]{1,60}\s{0,2},\s{0,2}){1,6})\$?$/u;
const longestList = 400;

/** The value at the place of the last name, which the sign follows. */
export function readTuple(place: Place, lineStart: number, sign: string, at: number): Assignment | undefined {
  const { text, nameStart, style, inString } = place;
  if (style !== "code" || inString || (sign !== "=" && sign !== ":=")) return undefined;
  const others = names.exec(text.slice(lineStart, nameStart))?.groups?.["others"];
  if (others === undefined) return undefined;
  let i = /[[(]/u.test(text.charAt(at)) ? skip(text, at + 1, isSpace, 20) : at;
  const limit = Math.min(text.length, i + longestList);
  for (let left = others.split(",").length - 1; left > 0 && i < limit; i++) {
    const char = text.charAt(i);
    if (isQuote(char)) i = literal(text, i, undefined)?.end ?? limit;
    else if (char === ",") left--;
    // Another value than a plain one may hold commas of its own.
    else if (/[\n;([{]/u.test(char)) return undefined;
  }
  const value = literal(text, skip(text, i, isSpace, 20), undefined);
  return found(place, value, true, "equals");
}
