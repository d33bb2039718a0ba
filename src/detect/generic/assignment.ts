/** Reads what a name is given: `name = "value"`, `"name": "value"`, `<name>value</name>`, `--name value`, name/value pairs. Works on a small window. */
export interface Assignment {
  /** Offsets of the value in the window. */
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

// Behind the name and its closing quote or bracket; each is tried at that place only, on a window of a few hundred bytes.
const pair = /["'`]?\s{0,4}[,)]?\s{0,60}["'`]?(?:value|defaultValue|default|val)["'`]?\s{0,4}[:=]\s{0,4}/iuy;
const typed =
  /["'`]?\??\s{0,4}(?::\s{0,2}[A-Za-z][\w.<>[\]| ?]{0,40}|\s(?:string|String|str|&str|&'static str|\[\]byte|char\s?\[\]))\s{0,4}=\s{0,8}/uy;
const operator =
  /\\?["'`]?[\])]{0,2}\s{0,40}(?::{2,3}=|===?|!==?|=>|:=|\?\?=|\|\|=?|\?\?|\?=|\+=|\.=|<-|=|:|>|,|\()\s{0,40}/uy;
const flag = /[ \t]{1,3}/uy;
const stringPrefix =
  /(?:@|\$|L|[bBrRuUfF]{1,2}|new\s{1,3}String\(|String\.valueOf\(|Buffer\.from\(|(?:os\.)?getenv\([^,()]{1,60},\s{0,3}|\[\]byte\(|\w{0,24}\|\|\s{0,3}|process\.env\.\w{1,60}\s{0,3}(?:\|\||\?\?)\s{0,3})?/uy;

function consume(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function quotedEnd(text: string, quote: string, from: number): number | undefined {
  for (let i = from; i < text.length; i++) {
    const char = text[i];
    if (char === "\\") i++;
    else if (char === quote) return i;
    else if (char === "\n" && quote !== "`") return undefined;
  }
  return undefined;
}

const unquotedValue = /[^\s"'`<>{}()[\],;|&\\][^\s"'`<>,;\\]{0,300}/uy;
const yamlValue = /[^\s"'`<>{}[\],|&>*!%#@][^\n\r"'`<>]{0,300}/uy;
const xmlValue = /[^\s<>"'][^<>\s]{0,300}/uy;
const xmlClose = /\s{0,40}<\//uy;

/** True when the name stands inside a string that `quote` would close: in `"Password:",` the second quote opens nothing. */
function closesString(text: string, quote: string, nameStart: number, nameEnd: number): boolean {
  if (text[nameStart - 1] === quote && text[nameEnd] === quote) return false;
  let inside = false;
  for (let i = text.lastIndexOf("\n", nameStart - 1) + 1; i < nameStart; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === quote) inside = !inside;
  }
  return inside && text[nameEnd] !== quote;
}

export type UnquotedStyle = "none" | "word" | "line";

/**
 * The value that stands behind a name which ends at `nameEnd`.
 * `style`: whether a value without quotes is possible here, and if so whether it ends with the word or the line.
 */
export function readAssignment(
  text: string,
  nameStart: number,
  nameEnd: number,
  style: UnquotedStyle,
): Assignment | undefined {
  const asFlag = text.slice(Math.max(0, nameStart - 2), nameStart).includes("--");
  const afterOperator =
    consume(pair, text, nameEnd) ?? consume(typed, text, nameEnd) ?? consume(operator, text, nameEnd);
  const at = afterOperator ?? (asFlag && style !== "none" ? consume(flag, text, nameEnd) : undefined);
  if (at === undefined) return undefined;
  const sign = text
    .slice(nameEnd, at)
    .trim()
    .replace(/^\\?["'`]?[\])]{0,2}\s*/u, "");

  const open = consume(stringPrefix, text, at) ?? at;
  const escaped = text[open] === "\\" && (text[open + 1] === '"' || text[open + 1] === "'");
  const quote = text[escaped ? open + 1 : open];
  if (quote === '"' || quote === "'" || quote === "`") {
    if (!escaped && closesString(text, quote, nameStart, nameEnd)) return undefined;
    const triple = text.startsWith(quote.repeat(3), open) ? 2 : 0;
    const start = open + 1 + (escaped ? 1 : 0) + triple;
    const end = escaped ? text.indexOf(`\\${quote}`, start) : quotedEnd(text, quote, start);
    if (end === undefined || end <= start) return undefined;
    return { start, end, quoted: true };
  }
  if (sign === ">" && text.slice(at).includes("<")) {
    const end = consume(xmlValue, text, at);
    return end !== undefined && consume(xmlClose, text, end) !== undefined
      ? { start: at, end, quoted: true }
      : undefined;
  }
  if (style === "none" || sign === "," || sign === "(" || sign === ">") return undefined;
  // Without quotes the value must stand on the name's own line.
  if (text.slice(nameEnd, at).includes("\n")) return undefined;
  const end = consume(style === "line" && sign === ":" ? yamlValue : unquotedValue, text, at);
  if (end === undefined) return undefined;
  const value = text
    .slice(at, end)
    .replace(/\s+#.*$/u, "")
    .trimEnd();
  return { start: at, end: at + value.length, quoted: false };
}
