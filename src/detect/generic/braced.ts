/**
 * Literals in braces right behind a name: `std::string token{"x"}` and `char token[]{"x"}` of C++, `ENV.fetch("TOKEN") { "x" }` and
 * `let(:token) { "x" }` of Ruby.
 */
import { isQuote, isSpace, literal, skip } from "./literal.ts";
import { type Assignment, found, type Place } from "./place.ts";

// Elsewhere braces behind a name hold the members of a value, or a block.
const stringType = /(?:string(?:_view)?|QString|QByteArray|CString|String|char|auto)\s{1,4}[*&]?$/u;
const fetched = /\bfetch\(\s?["']$|\blet!?\(:$/u;

/** The literal in the brace at `at`, which is all that stands in it. */
export function readBraced(place: Place, at: number): Assignment | undefined {
  const { text, nameStart, nameEnd } = place;
  const lead = text.slice(Math.max(0, nameStart - 40), nameStart);
  const isInitial = at === nameEnd || text[nameEnd] === "[";
  if (!(isInitial ? stringType : fetched).test(lead)) return undefined;
  const start = skip(text, at + 1, isSpace, 8);
  const value = isQuote(text[start]) ? literal(text, start, place.inside) : undefined;
  if (!value || !/^["'](?:sv?)?\s{0,8}\}/u.test(text.slice(value.end, value.end + 12))) return undefined;
  return found(place, value, true, isInitial ? "equals" : "fallback");
}
