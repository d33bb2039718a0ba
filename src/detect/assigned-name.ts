import type { SourceText, Span } from "../model/text.ts";
import { secretName } from "./judge/names.ts";
import { latin1 } from "../model/slice.ts";

/** Finds the name that a secret is given to, for the matching by name and for the reference to write. Runs on findings only. */

const reach = 400;
// Before an opening quote: name, closing quote or bracket, type, operator, string prefix.
const beforeQuote =
  /(?<name>[\w$.-]{1,60})["'`]?\??[\])]{0,2}(?:\s{1,4}(?:string|\[\]byte))?\s{0,20}(?::\s{0,3}[A-Za-z][\w.<>[\]| ]{0,33}=|=>|:=|\|\|=?|\?\?=?|={1,3}|!==?|[:,(])\s{0,20}[bBrRuUfF@$]{0,2}$/u;
// Without quotes: the first name with an operator behind which nothing but the value stands.
const unquoted = /(?<name>[A-Za-z_$][\w$.-]{0,60})["'`]?\s{0,20}[=:]\s{0,20}\S{0,300}$/u;
const pairName =
  /["'`]?(?:name|key|Name|Key)["'`]?\s{0,4}[:=]\s{0,4}["'`]?(?<name>[\w.-]{1,60})["'`]?[\s,]{0,60}["'`-]{0,2}$/u;

// Calls and types that only wrap the value: `[]byte("x")`, `Buffer.from("x")`.
const wrapper =
  /(?:(?:\[\]byte|string|bytes|str|Buffer\.from|(?:strings|bytes)\.Trim\w{1,20})\(\s{0,20}){1,4}(?=[bBrRuUfF@$]{0,2}$)/u;

/** Where the string literal that holds `at` begins: its quote's offset; -1 when none opens on this line. */
function openingQuote(line: string): number {
  let open = -1;
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i);
    if (char === "\\") i++;
    else if (open >= 0 ? char === line.charAt(open) : char === '"' || char === "'" || char === "`")
      open = open >= 0 ? -1 : i;
  }
  return open;
}

// What a literal of several lines ends its first line with.
const opensBelow = /(?:`|"""|'''|@["'])\\?\r?$/u;

/** What stands before the opening quote of a literal whose first line ends above `line`; nothing where none does. */
function leadAbove(window: string, lineStart: number): string | undefined {
  const above = window.slice(window.lastIndexOf("\n", lineStart - 2) + 1, lineStart - 1);
  const quote = lineStart > 0 ? opensBelow.exec(above) : null;
  return quote && openingQuote(above) >= quote.index ? above.slice(0, quote.index) : undefined;
}

/** True for the argument in front that is no name: `login("admin", "x")`, `login("Ada B", "x")`. */
function isOtherArgument(lead: string, name: string): boolean {
  const string = /(?<before>.)[\w$.-]{1,60}["'`]\s{0,20},\s{0,20}[bBrRuUfF@$]{0,2}$/u.exec(lead);
  if (!string) return false;
  return !/["'`]/u.test(string.groups?.["before"] ?? "") || (/^[a-z]+$/u.test(name) && secretName(name) === undefined);
}

/** The name, or nothing where none stands. */
export function assignedName(text: SourceText, span: Span): string | undefined {
  const window = latin1(text.bytes, Math.max(0, span.start - reach), span.start);
  const line = window.slice(window.lastIndexOf("\n") + 1);
  const open = openingQuote(line);
  const above = line.trim() === "" ? leadAbove(window, window.length - line.length) : undefined;
  const lead = (above ?? (open >= 0 ? line.slice(0, open) : line)).replace(wrapper, "");
  const match = (open >= 0 || above !== undefined ? beforeQuote : unquoted).exec(lead);
  const name = match?.groups?.["name"]?.replace(/^[-.$]{1,3}|[-.]$/gu, "");
  if (name === undefined || name === "" || /^\d/u.test(name) || isOtherArgument(lead, name)) return undefined;
  if (!/^(?:value|default|defaultValue|val)$/iu.test(name)) return name;
  // A pair: the name stands in the neighbouring field.
  const start = window.length - line.length + (match?.index ?? 0);
  return pairName.exec(window.slice(0, start))?.groups?.["name"] ?? name;
}
