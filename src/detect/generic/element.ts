/** The content of an element of XML that is called as a secret: `<password>x</password>`, `<string name="api_key">x</string>`. */
import { consume, isSpace, longest, skip } from "./literal.ts";
import { type Assignment, found, type Place } from "./place.ts";

// Of XML: the prefix of a namespace in front of a name.
const namespace = /<[\w-]{1,40}:$/u;
// Of Windows' answer files: `<Password><Value>x</Value>`.
const valueElement = /<value>\s{0,40}/iuy;

/** True where the name is that of an element. */
export function isTag({ text, nameStart }: Place): boolean {
  const before = text[nameStart - 1];
  return before === "<" || (before === ":" && namespace.test(text.slice(Math.max(0, nameStart - 42), nameStart)));
}

/** What stands behind the tag that ends at `at`, up to the next one. */
export function readElement(place: Place, at: number): Assignment | undefined {
  const { text } = place;
  const first = skip(text, at, isSpace, 60);
  const start = consume(valueElement, text, first) ?? first;
  const cdata = text.startsWith("<![CDATA[", start) ? 9 : 0;
  let end = start + cdata;
  while (
    end < text.length &&
    end < start + longest &&
    !"<\n".includes(text.charAt(end)) &&
    !(cdata > 0 && text[end] === "]")
  )
    end++;
  const close = skip(text, end, isSpace, 60);
  if (cdata === 0 && !text.startsWith("</", close)) return undefined;
  while (end > start && isSpace(text[end - 1])) end--;
  return found(place, { start: start + cdata, end }, true, "element");
}
