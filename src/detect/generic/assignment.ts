import type { Syntax } from "../judge/evidence.ts";
import type { UnquotedStyle } from "./file-kind.ts";
import { inComment, openQuote } from "./line.ts";

/**
 * Reads what a name is given: `name = "value"`, `"name": "value"`, `<name>value</name>`, `--name value`, `name("value")`, name/value
 * pairs, a query string, a block scalar. Tolerant, language-agnostic, on a small window; each byte is looked at a few times at most.
 */
export interface Assignment {
  /** Offsets of the value in the window. */
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  readonly syntax: Syntax;
  /** Name and value both stand inside one string literal. */
  readonly inString: boolean;
  readonly inComment: boolean;
}

const longest = 1024;

function isBlank(char: string | undefined): boolean {
  return char === " " || char === "\t";
}

function isSpace(char: string | undefined): boolean {
  return char === " " || char === "\t" || char === "\n" || char === "\r";
}

function isQuote(char: string | undefined): char is string {
  return char === '"' || char === "'" || char === "`";
}

function skip(text: string, at: number, test: (char: string | undefined) => boolean, most: number): number {
  let i = at;
  while (i < at + most && test(text[i])) i++;
  return i;
}

// Tried at one place only, on text of a bounded length.
const pair =
  /\\{0,3}["'`]?\s{0,4}[,)]?\s{0,60}\\{0,3}["'`]?(?:value|defaultValue|default|val)\\{0,3}["'`]?\s{0,4}[:=]\s{0,4}/iuy;
const plist = /<\/(?:key|name|code|td|th|dt|strong|b)>\s{0,60}<(?:string|value|code|td|dd)>/iuy;
const element = /"[^<>\n]{0,80}>\s{0,40}(?:<value>)?/iuy;
const typed =
  /\s{0,4}(?::\s{0,2}(?:&'static\s)?[A-Za-z&][\w.<>[\]|& ?]{0,40}|\s(?:string|String|str|&str|[\w ]{0,12}char\s?\*?\[?\]?|\[\]byte))\s{0,4}(?==[^=])/uy;
const operator = /:{2,3}=|:=|===?|!==?|=>|=~|\?\?=|\|\|=?|\?\?|\?=|\+=|\.=|<-|->|[=>,(|]|:{1,2}/uy;
const wrapper =
  /[@$&*]|[bBrRuUfFLN]{1,2}(?=["'])|(?:new|await|return|const|static|final|try|\+)\s{1,4}|[A-Za-z_][\w$.:]{0,50}(?:<[\w<>, ]{0,30}>)?\s?[([{!]{1,2}|\[\]\w{1,12}[({]|[[({]\s{0,20}/uy;
const defaulted = /^(?:\s{0,2}["'\])]{0,2},\s{0,3}|["'`]?[)\]]{0,3}\s{0,3}(?:\|\||\?\?|or)\s{1,3})[bBrRuU]?(?=["'`])/u;
const environmentRead =
  /(?:\w{1,40}\s?(?:\|\||\?\?|or)\s{1,3}|[\w.]{1,60}(?:\["?\w{1,40}"?\])?\s{0,2}(?:\|\||\?\?)\s{0,3})[bBrRuU]?(?=["'`])/uy;

// Calls whose argument is a name or a text, not the value: `env("X")`, `config["x"]`, `t("x")`.
const lookup = /(?:env|environ|getenv|config|settings?|lookup|fetch|translate|gettext|i18n|\bt|_)\??\s?[([]$/iu;

function consume(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** The end of a string literal whose content begins at `from`; its closing quote is escaped `slashes` times. */
function quotedEnd(text: string, quote: string, from: number, slashes: number): number | undefined {
  const limit = Math.min(text.length, from + longest);
  for (let i = from; i < limit; i++) {
    const char = text[i];
    if (char === "\n" && quote !== "`") return undefined;
    if (char === "\\") {
      let run = 1;
      while (text[i + run] === "\\") run++;
      if (slashes > 0 && text[i + run] === quote && run <= slashes) return i;
      i += run % 2 === 1 ? run : run - 1;
    } else if (char === quote) return i;
  }
  return undefined;
}

/** A quick look: `value` or `default` may follow, behind signs and white space alone. */
function mayPair(text: string, at: number): boolean {
  const limit = Math.min(text.length, at + 80);
  for (let i = at; i < limit; i++) {
    const code = text.charCodeAt(i) | 32;
    if (code >= 97 && code <= 122) return code === 118 || code === 100;
    if (code >= 48 && code <= 57) return false;
  }
  return false;
}

interface Literal {
  readonly start: number;
  readonly end: number;
}

/** The string literal at `at`: with prefix, triple quotes, or escaped quotes of a string in a string. */
function literal(text: string, at: number, inside: string | undefined): Literal | undefined {
  let i = at;
  while (text[i] === "\\" && i < at + 3) i++;
  const slashes = i - at;
  const quote = text[i];
  if (!isQuote(quote)) return undefined;
  if (slashes === 0 && quote === inside) return undefined;
  const triple = text.startsWith(quote.repeat(3), i) ? 2 : 0;
  const start = i + 1 + triple;
  if (triple > 0 && text[start] === "\n") return undefined;
  const end = quotedEnd(text, quote, start, slashes);
  return end === undefined || end <= start ? undefined : { start, end };
}

// What ends a value without quotes, by where it stands.
const wordEnds = " \t\r\n\"'`<>,;|&)}]";
const inStringEnds = " \t\r\n\"'`<>,;|&)}\\";
const lineEnds = "\r\n";

function unquotedEnd(text: string, at: number, ends: string): number {
  const limit = Math.min(text.length, at + longest);
  let i = at;
  for (; i < limit; i++) {
    const char = text.charAt(i);
    if (ends.includes(char)) {
      // A bracket that the value itself opened belongs to it: `${A}`, `f(x)`.
      if ((char === "}" || char === ")" || char === "]") && opens(text, at, i, char)) continue;
      break;
    }
  }
  return i;
}

function opens(text: string, from: number, to: number, close: string): boolean {
  const open = close === "}" ? "{" : close === ")" ? "(" : "[";
  let depth = 0;
  for (let i = from; i < to; i++) {
    if (text[i] === open) depth++;
    else if (text[i] === close) depth--;
  }
  return depth > 0;
}

function trimmedLine(text: string, start: number, end: number): number {
  let stop = end;
  for (let i = start + 1; i < stop; i++) {
    if (text[i] === "#" && isBlank(text[i - 1])) stop = i;
  }
  while (stop > start && isBlank(text[stop - 1])) stop--;
  return stop;
}

const syntaxOf = (sign: string): Syntax => {
  if (sign === "(") return "call";
  if (sign === ",") return "argument";
  if (sign === ">") return "element";
  if (sign === "=>" || sign === "->" || sign === "<-") return "arrow";
  if (sign.startsWith(":") && sign !== ":=" && !sign.endsWith("=")) return "colon";
  if (sign === "=" || sign === ":=" || sign.endsWith(":=")) return "equals";
  if (sign === "|") return "list";
  return sign === "+=" || sign === ".=" || sign === "?="
    ? "equals"
    : sign === "||" || sign === "??"
      ? "fallback"
      : "comparison";
};

/** Text and place of one name; what the readers below share. */
interface Place {
  readonly text: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly style: UnquotedStyle;
  readonly inString: boolean;
  readonly inComment: boolean;
  /** The quote that would close the string in which the name stands. */
  readonly inside: string | undefined;
}

function found(place: Place, span: Literal | undefined, quoted: boolean, syntax: Syntax): Assignment | undefined {
  if (!span || span.end <= span.start) return undefined;
  const { start, end } = span;
  return { start, end, quoted, syntax, inString: place.inString, inComment: place.inComment };
}

/** A string literal behind the operator, also inside calls, brackets and behind a fallback: `Some("x")`, `getenv("A") or "x"`. */
function readQuoted(place: Place, at: number, syntax: Syntax): Assignment | undefined {
  const { text } = place;
  let i = at;
  let depth = 0;
  let wrapped = syntax;
  const other = consume(environmentRead, text, at);
  if (other !== undefined) {
    i = other;
    wrapped = "fallback";
  }
  let looksUp = false;
  for (; depth < 4 && !isQuote(text[i]) && text[i] !== "\\"; depth++) {
    const next = consume(wrapper, text, i);
    if (next === undefined) return undefined;
    looksUp ||= lookup.test(text.slice(i, next).trimEnd());
    i = skip(text, next, isSpace, 24);
  }
  const first = literal(text, i, place.inside);
  if (!first) return undefined;
  // Of `getenv("NAME", "value")` and `env["NAME"] || "value"` the second string is the value.
  const rest = defaulted.exec(text.slice(first.end, first.end + 24));
  if (rest && depth > 0 && /^[A-Za-z_][\w.-]{0,60}$/u.test(text.slice(first.start, first.end))) {
    const second = literal(text, first.end + rest[0].length, place.inside);
    if (second) return found(place, second, true, "fallback");
  }
  // `password: { "old": ... }`: what stands in the braces is a name.
  if (looksUp || (depth > 0 && /^["'`]\s{0,4}:(?!:)/u.test(text.slice(first.end, first.end + 8)))) return undefined;
  return found(place, first, true, wrapped);
}

/** A value without quotes that ends with the word, the line, or the string around it. */
function readBare(place: Place, at: number, syntax: Syntax): Assignment | undefined {
  const { text, style, inString } = place;
  const first = text[at];
  if (first === undefined || "\"'`<>{}()[],;|&\\\n\r".includes(first)) {
    if (!(style === "line" && first === "|") && first !== "{" && first !== "<" && first !== "(") return undefined;
    return undefined;
  }
  if (style === "line" && !inString && !place.inComment) {
    const end = trimmedLine(text, at, unquotedEnd(text, at, lineEnds));
    // Flow mappings and trailing separators: `{ user: a, password: b }`.
    const flow = /^[^\s,{}[\]]{1,200}(?=\s{0,3}[,}])/u.exec(text.slice(at, end));
    return found(place, { start: at, end: flow ? at + flow[0].length : end }, false, syntax);
  }
  const end = unquotedEnd(text, at, inString ? inStringEnds : wordEnds);
  // In code a name, member or call may follow: that is an expression.
  if (style === "code" && !inString && !place.inComment && "([.".includes(text.charAt(end))) return undefined;
  return found(place, { start: at, end }, false, syntax);
}

/** A YAML block scalar of one line: `key: |`, then the value, indented. */
function readBlock(place: Place, at: number): Assignment | undefined {
  const head = /^[|>][+-]?\d?[ \t]{0,10}\r?\n[ \t]{1,40}(?=\S)/u.exec(place.text.slice(at, at + 60));
  if (!head) return undefined;
  const start = at + head[0].length;
  const end = trimmedLine(place.text, start, unquotedEnd(place.text, start, lineEnds));
  return found(place, { start, end }, false, "colon");
}

function readElement(place: Place, at: number): Assignment | undefined {
  const { text } = place;
  const start = skip(text, at, isSpace, 60);
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

/** The value that stands behind a name from `nameStart` to `nameEnd` in `text`; nothing where none does. */
export function readAssignment(
  text: string,
  nameStart: number,
  nameEnd: number,
  style: UnquotedStyle,
): Assignment | undefined {
  const lineStart = text.lastIndexOf("\n", nameStart - 1) + 1;
  let i = nameEnd;
  const leading = text[nameStart - 1];
  let slashes = 0;
  while (text[i + slashes] === "\\" && slashes < 3) slashes++;
  const ownQuote = isQuote(leading) && text[i + slashes] === leading;
  const around = openQuote(text, lineStart, ownQuote ? nameStart - 1 - slashes : nameStart);
  const inside = slashes > 0 && around === undefined ? undefined : around;
  const place: Place = {
    text,
    nameStart,
    nameEnd,
    style,
    inString: inside !== undefined,
    inComment: inComment(text, lineStart, nameStart),
    inside,
  };
  const dashed = text[nameStart] === "-" || text[nameStart - 1] === "-";

  const paired = mayPair(text, nameEnd) ? consume(pair, text, nameEnd) : undefined;
  if (paired !== undefined)
    return readQuoted(place, paired, "pair") ?? (style === "code" ? undefined : readBare(place, paired, "pair"));
  const tagged = text[nameEnd] === "<" ? consume(plist, text, nameEnd) : undefined;
  if (tagged !== undefined) return readElement(place, tagged);

  if (ownQuote) i += slashes + 1;
  else if (isQuote(text[i]) && text[i] !== inside && text[i + 1] !== " ") i++;
  while (
    i < nameEnd + 6 &&
    (text[i] === "]" || text[i] === ")" || text[i] === "?" || text[i] === "*" || text[i] === "}")
  )
    i++;
  const afterName = i;
  i = (text[i] === ":" || isSpace(text[i]) ? consume(typed, text, i) : undefined) ?? skip(text, i, isBlank, 40);
  const signEnd = consume(operator, text, i);
  if (signEnd === undefined) {
    // `<string name="api_key">value`, `--password value`.
    if (ownQuote && text[nameEnd] === '"') {
      const open = consume(element, text, nameEnd);
      if (open !== undefined) return readElement(place, open);
    }
    if (!dashed || i === afterName || text[nameStart - 1] === ".") return undefined;
    const quoted = isQuote(text[i]) ? readQuoted(place, i, "flag") : undefined;
    if (quoted ?? isQuote(text[i])) return quoted;
    if (text[i] === "-") return undefined;
    return readBare({ ...place, style: "word", inComment: true }, i, "flag");
  }
  const sign = text.slice(i, signEnd);
  if (sign === ">") {
    if (ownQuote && consume(element, text, nameEnd) !== undefined) return readElement(place, signEnd);
    return text[nameStart - 1] === "<" ? readElement(place, signEnd) : undefined;
  }
  if (sign === "|" && !text.slice(lineStart, nameStart).includes("|")) return undefined;
  const syntax = syntaxOf(sign);
  const at = skip(text, signEnd, place.inString ? isBlank : isSpace, 60);
  if (sign.startsWith(":") && (text[at] === "|" || text[at] === ">")) return readBlock(place, at);
  const quoted = readQuoted(place, at, syntax);
  if (quoted) return quoted;
  if (isQuote(text[at])) return undefined;
  if (syntax === "argument" || syntax === "call" || syntax === "fallback") return undefined;
  // Without quotes the value must stand on the name's own line.
  for (let k = signEnd; k < at; k++) if (text[k] === "\n") return undefined;
  if (syntax === "comparison" && style === "code" && !place.inString) return undefined;
  return readBare(place, at, syntax);
}
