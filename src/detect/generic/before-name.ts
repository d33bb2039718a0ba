import type { Assignment } from "./place.ts";
import { isBlank, isQuote, longest } from "./literal.ts";

/** Values that stand before their name: `"x" == password`, `value="x" key="password"`, `{ "value": "x", "key": "password" }`. */

const valuePair =
  /value\\{0,2}["']?\s{0,4}[:=]\s{0,4}\\{0,2}(?<quote>["'])(?<value>[^"'\\\n<>]{1,300})\\{0,2}\k<quote>\s{0,4},?\s{0,60}\\{0,2}["']?(?:key|name)\\{0,2}["']?\s{0,4}[:=]\s{0,4}\\{0,2}["']$/iuy;
// Of Swift and Objective-C: `setValue("x", forHTTPHeaderField: "X-Api-Key")`.
const headerField = /value[(:]\s?@?(?<quote>")(?<value>[^"\\\n]{1,300})",?\s{1,4}forHTTPHeaderField:\s?@?"$/iuy;
// Of the same: `UserDefaults.standard.set("x", forKey: "token")`.
const keyed = /set(?:Object|Value)?[(:]\s?@?"(?<value>[^"\\\n]{1,300})",?\s{1,4}forKey:\s?@?"$/u;
const farthest = 400;

/** The pair in front of a quoted name. */
function pairBefore(text: string, nameStart: number): Assignment | undefined {
  const lead = text.slice(Math.max(0, nameStart - farthest), nameStart);
  const stored = lead.endsWith('"') && /forKey:\s?@?"$/u.test(lead) ? keyed.exec(lead) : undefined;
  const at = stored ? stored.index : lead.toLowerCase().lastIndexOf("value");
  if (at < 0) return undefined;
  valuePair.lastIndex = at;
  headerField.lastIndex = at;
  const value = (stored ?? valuePair.exec(lead) ?? headerField.exec(lead))?.groups?.["value"];
  if (value === undefined) return undefined;
  const start = nameStart - lead.length + lead.indexOf(value, lead.indexOf('"', at + 3));
  return {
    start,
    end: start + value.length,
    quoted: true,
    syntax: "pair",
    inString: false,
    inComment: false,
  };
}

/** The string literal that is compared with the name behind it: `"x" == password`, `"x".equals(password)`. */
function comparedWith(text: string, nameStart: number): Assignment | undefined {
  let i = nameStart - 1;
  while (isBlank(text[i])) i--;
  if (text[i] === "(") {
    const call = /\.(?:equals(?:IgnoreCase)?|eq)\($/u.exec(text.slice(Math.max(0, i - 18), i + 1))?.[0];
    if (call === undefined) return undefined;
    i -= call.length;
  } else {
    if (text[i] !== "=" || (text[i - 1] !== "=" && text[i - 1] !== "!")) return undefined;
    while (text[i] === "=" || text[i] === "!") i--;
    while (isBlank(text[i])) i--;
  }
  const quote = text[i];
  if (!isQuote(quote)) return undefined;
  let start = i;
  const limit = Math.max(0, i - longest);
  while (start > limit && text[start - 1] !== quote && text[start - 1] !== "\n") start--;
  if (text[start - 1] !== quote || start === i) return undefined;
  return { start, end: i, quoted: true, syntax: "comparison", inString: false, inComment: false };
}

/** The value in front of a name from `nameStart` to `nameEnd`; nothing where none does. */
export function readBefore(text: string, nameStart: number, nameEnd: number): Assignment | undefined {
  const before = text[nameStart - 1];
  if (isQuote(before))
    return text[nameEnd] === before || text[nameEnd] === "\\" ? pairBefore(text, nameStart) : undefined;
  return comparedWith(text, nameStart);
}
