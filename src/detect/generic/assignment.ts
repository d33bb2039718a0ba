import type { Syntax } from "../judge/evidence.ts";
import type { UnquotedStyle } from "./file-kind.ts";
import { inComment, openQuote } from "./line.ts";
import { readBefore } from "./before-name.ts";
import { readBlock, readHeredoc, readIndented } from "./below.ts";
import { readBraced } from "./braced.ts";
import { isTag, readElement } from "./element.ts";
import {
  consume,
  firstOfPairs,
  isBlank,
  isQuote,
  isSpace,
  lineEnds,
  skip,
  trimmedLine,
  unquotedEnd,
  inStringEnds,
  wordEnds,
} from "./literal.ts";
import { type Assignment, found, type Place } from "./place.ts";
import { readQuoted } from "./quoted.ts";
import { belowHeader, describesOther, headsTable } from "./table.ts";
import { readAmong, readTuple } from "./tuple.ts";

/**
 * Reads what a name is given: `name = "value"`, `"name": "value"`, `<name>value</name>`, `--name value`, `name("value")`, name/value
 * pairs, a query string, a block scalar. Tolerant, language-agnostic, on a small window; each byte is looked at a few times at most.
 */
// Tried at one place only, on text of a bounded length.
const pair =
  /\\{0,3}["'`]?\s{0,4}(?:[,)]|:\s{0,40}\{|:(?=[ \t]{0,8}\r?\n[ \t]))?\s{0,60}\\{0,3}["'`]?(?:android:)?(?:[Vv]al(?:ue)?|VAL(?:UE)?|[Dd]efault(?:[Vv]alue)?|DEFAULT)\\{0,3}["'`]?\s{0,4}[:=]\s{0,4}/uy;
const plist = /<\/(?:key|name|param-name|code|td|th|dt|strong|b)>\s{0,60}<(?:string|value|param-value|code|td|dd)>/iuy;
const element = /"[^<>\n]{0,80}>\s{0,40}(?:<(?:value|string)>)?/iuy;
// Of C++: `password[]{"x"}`.
const bounds = /\[\w{0,20}\]\s?(?=\{)/uy;
const typed =
  /[ \t]{0,4}(?::\s{0,2}(?:&'static\s)?[A-Za-z&][\w.<>[\]|& ?]{0,40}|[ \t](?:string|String|str|&str|[\w ]{0,12}char\s?\*?\[?\]?|\[\]byte)|[ \t]As\s[\w.]{1,30}|\[\w{0,20}\]|\{\s?get;[^}=\n]{0,40}\})\s{0,4}(?==[^=])/uy;
// An element: `passwords["root"] = "x"`, `[:password][:root] = "x"`.
const subscripted = /\[(?:["'][\w.@ -]{1,40}["']|:?[A-Za-z_]\w{0,40}|\d{1,4})\](?=\s{0,4}=[^=~>])/uy;
// Of YAML: `!!str x`, `&anchor x`. Other tags call functions.
const yamlTag = /(?:(?:!!str|!!binary|!|&[\w-]{1,40})[ \t]{1,4}){1,2}(?=[^\s|>])/uy;
const goesOnBelow = /\\\r?\n[ \t]{0,40}/uy;
// Of YAML: `? name`, and `: value` on the next line.
const complexKey = /(?:^|[ \t])\?[ \t]{1,8}["']?$/u;
const colonBelow = /[ \t]{0,20}\r?\n[ \t]{0,40}(?=:\s)/uy;
// Of YAML, a list of arguments: `- --password`, and `- value` on the next line.
const isItem = /^[ \t]{0,60}-[ \t]{1,4}["']?$/u;
const nextItem = /["']?[ \t]{0,8}\r?\n[ \t]{0,60}-[ \t]{1,4}/uy;
// Of a shell's array: `"--password"`, and `"value"` on the next line.
const quotedBelow = /^[ \t]{0,8}\r?\n[ \t]{0,30}["']/u;
// The same in one line, without quotes: `[--password, value]`.
const nextInFlow = /[^\s,[\]{}"'`#&*!|>%@<-][^\s,[\]{}]{2,200}(?=[ \t]{0,4}[,\]])/uy;
const inFlow = /\[[^\]\n]*$/u;
// In shells: `${NAME:-value}`.
const shellDefault = /:[-=]/uy;
// Of an option the value is one word, also in a file of lines: `-Dapp.password=x -Xmx2g`, `--from-literal=token=x -n y`, `-pass pass:x`.
const optionBefore = /[\s"']-{1,2}[A-Za-z][\w-]{0,40}[= ]["']?$/u;
// What stands before a name that is given its value with nothing but blanks between: `#define NAME "x"`, `(def name "x")`,
// `(setq name "x")`, `ENV NAME x`, `set(NAME "x")` of CMake, of fish `set -gx NAME x`, of csh `setenv NAME x`, of Apache `SetEnv NAME x`,
// of nginx `set $name x` and `proxy_set_header NAME x`, of Tcl `set name "x"`, of Clojure `:name "x"`.
const declared =
  /(?:^|[{;])\s{0,80}@?$|(?:#\s{0,3}define|\((?:def(?:ine|var)?|setq)|\bsetx|\bENV|\b[sS]et[eE]nv|\bset\s{1,4}(?:-[a-zA-Z]{1,4}|--export)(?:\s{1,4}-[a-zA-Z]{1,4}){0,3}|\bset|_set_header|_param)\s{1,8}$|[\s{(]:$|(?<![\w.])set\(\s{0,8}$/u;
// The attributes between the type and the value of an input in HTML.
const inputValue = /["']\s{1,40}(?:[\w:-]{1,40}(?:=["'][^"'<>\n]{0,80}["'])?\s{1,40}){0,6}value\s?=\s?(?=["'])/iuy;
const operator =
  /\.equals(?:IgnoreCase)?\(|\.(?:unwrap_or|unwrap_or_else|orElse|getOrElse)\((?:\|\w{0,8}\|\s?)?|\.(?:value|[Tt]ext)\s{0,3}=(?!=)|:{2,3}=|:=|===?|!==?|=>|=~|\?\?=|\|\|=?|\?\?|\?=|\+=|\.=|<-|->|[=>,(|]|:{1,2}|to(?=\s["'])/uy;
const sectionBefore = /(["'])(?:[A-Za-z]\w{0,40}:){1,4}$/u;

const lastColumn = /\|[ \t]{0,40}[*`]{0,2}$/u;

/** A quick look: `value` or `default` may follow, behind signs and white space alone. */
function mayPair(text: string, at: number): boolean {
  const limit = Math.min(text.length, at + 80);
  for (let i = at; i < limit; i++) {
    const code = text.charCodeAt(i) | 32;
    if (code >= 97 && code <= 122) return code === 118 || code === 100 || text.startsWith("android:", i);
    if (code >= 48 && code <= 57) return false;
  }
  return false;
}

/** A quick look: a type may stand behind the name that ends at `end`, where no sign does that gives it a value at once. */
function mayBeTyped(text: string, end: number, afterBlanks: number): boolean {
  const char = text[afterBlanks];
  if (char === "=" || isQuote(char)) return false;
  return text[end] === ":" || text[end] === "[" || isSpace(text[end]);
}

const syntaxOf = (sign: string): Syntax => {
  if (sign === "(") return "call";
  if (sign === "to") return "arrow";
  if (sign === ",") return "argument";
  if (sign === ">") return "element";
  if (sign === "=>" || sign === "->" || sign === "<-") return "arrow";
  if (sign.startsWith(":") && sign !== ":=" && !sign.endsWith("=")) return "colon";
  if (sign === "=" || sign === ":=" || (sign.startsWith(".") && sign.endsWith("=")) || sign.endsWith(":="))
    return "equals";
  if (sign === "|") return "list";
  return sign === "+=" || sign === ".=" || sign === "?="
    ? "equals"
    : sign === "||" || sign === "??" || /^\.[a-z]{2,}_?[a-zE]/u.test(sign)
      ? "fallback"
      : "comparison";
};

/** True for an option, or what one takes: another may follow. */
function isOption({ text, nameStart }: Place): boolean {
  return text[nameStart] === "-" || optionBefore.test(text.slice(Math.max(0, nameStart - 48), nameStart));
}

/** A value without quotes that ends with the word, the line, or the string around it. */
function readBare(place: Place, at: number, syntax: Syntax): Assignment | undefined {
  const { text, style, inString } = place;
  const first = text[at];
  if (first === undefined || "\"'`<>{}()[],;|&\n\r".includes(first)) return undefined;
  // Of properties: a character by its number, or one that says something elsewhere.
  if (first === "\\" && !(style === "line" && /[u:=!#]/u.test(text.charAt(at + 1)))) return undefined;
  if (style === "line" && !inString && !place.inComment && !isOption(place)) {
    const line = trimmedLine(text, at, unquotedEnd(text, at, lineEnds));
    const end = syntax === "equals" ? firstOfPairs(text, at, line) : line;
    // Flow mappings and trailing separators: `{ user: a, password: b }`.
    const flow = /^[^\s,{}[\]]{1,200}(?=\s{0,3}[,}])/u.exec(text.slice(at, end));
    return found(place, { start: at, end: flow ? at + flow[0].length : end }, false, syntax);
  }
  // Of Kafka: `'SCRAM-SHA-512=[password=x]'`.
  const ends = inString ? inStringEnds : wordEnds;
  const end = unquotedEnd(text, at, text[place.nameStart - 1] === "[" ? `${ends}]` : ends);
  // In code a name, member or call may follow: that is an expression.
  if (style === "code" && !inString && !place.inComment && /[([.]/u.test(text.slice(end - 1, end + 1)))
    return undefined;
  return found(place, { start: at, end }, false, syntax);
}

/** Of `${NAME:-value}` and Spring's `${name:value}` the value; nothing of other expansions. */
function readDefault(place: Place): Assignment | undefined {
  const { text, nameEnd } = place;
  const at = consume(shellDefault, text, nameEnd) ?? (text[nameEnd] === ":" ? nameEnd + 1 : undefined);
  if (at === undefined) return undefined;
  const start = isQuote(text[at]) ? at + 1 : at;
  const end = unquotedEnd(text, start, "}\"'`\r\n");
  return found(place, { start, end }, true, "fallback");
}

// One word and the end of its line.
const lastWord = /[^\s#;:=<>(){}[\]]{4,200}(?=[ \t]{0,40}(?:\r?\n|$))/uy;

/** Of properties, where a blank gives as well: `db.password x`. Other files of lines hold texts, so that the name must have a dot. */
function readLine(place: Place, at: number): Assignment | undefined {
  const { text, nameStart, nameEnd } = place;
  if (!text.slice(nameStart, nameEnd).includes(".")) return undefined;
  lastWord.lastIndex = at;
  return lastWord.test(text) ? found(place, { start: at, end: lastWord.lastIndex }, false, "equals") : undefined;
}

/** What stands behind a name with only blanks between, where the line's beginning shows a declaration: `#define NAME "x"`. */
function readDeclared(place: Place, lineStart: number, at: number): Assignment | undefined {
  const { text, nameStart, style } = place;
  if (place.inString || place.inComment) return undefined;
  const lead = declared.exec(text.slice(Math.max(lineStart, nameStart - 90), nameStart))?.[0];
  if (lead === undefined) return undefined;
  if (style === "line" && nameStart === lineStart && !isQuote(text[at])) return readLine(place, at);
  const isWord = /[a-z][\s(]/iu.test(lead);
  const isObjectiveC = text[at] === "@" && text[at + 1] === '"';
  if (isQuote(text[at]) || isObjectiveC)
    return isWord || style !== "word" || lead.endsWith(":") ? readQuoted(place, at, "flag") : undefined;
  // Texts speak of setting a password: only a variable needs no quotes.
  const isVariable = !/\bset\s{1,8}$/u.test(lead) || text[nameStart] === "$";
  if (isVariable && /set(?:env|\s|_)|_param/iu.test(lead))
    return style === "code" ? undefined : readBare({ ...place, style: "word" }, at, "equals");
  if (!/ENV\s/u.test(lead)) return undefined;
  return found(place, { start: at, end: trimmedLine(text, at, unquotedEnd(text, at, lineEnds)) }, false, "equals");
}

/** True for a type of programs: `"text" | "password" | "radio"`. */
function isAlternative({ style, inString, inComment }: Place, ownQuote: boolean): boolean {
  return ownQuote && style === "code" && !inString && !inComment;
}

/** True for a cell of a table: behind a bar, or the first of a head. */
function isInRow({ text, nameStart }: Place, lineStart: number): boolean {
  return text.slice(lineStart, nameStart).includes("|") || headsTable(text, lineStart);
}

/** The text begins within the line of the name. */
export interface Cut {
  /** The quote of the string literal that is open there. */
  readonly open: string | undefined;
}

/** The value that stands behind a name from `nameStart` to `nameEnd` in `text`; nothing where none does. */
export function readAssignment(
  text: string,
  nameStart: number,
  nameEnd: number,
  style: UnquotedStyle,
  cut?: Cut,
): Assignment | undefined {
  const behind = readBehind(text, nameStart, nameEnd, style, cut);
  return (
    behind ?? (isQuote(text[nameStart - 1]) || style === "code" ? readBefore(text, nameStart, nameEnd) : undefined)
  );
}

function readBehind(
  text: string,
  nameStart: number,
  nameEnd: number,
  style: UnquotedStyle,
  cut: Cut | undefined,
): Assignment | undefined {
  const lineStart = text.lastIndexOf("\n", nameStart - 1) + 1;
  let i = nameEnd;
  const leading = text[nameStart - 1];
  let slashes = 0;
  while (text[i + slashes] === "\\" && slashes < 3) slashes++;
  // Of .NET: `"Jwt:Key"`.
  const section =
    leading === ":" ? (sectionBefore.exec(text.slice(Math.max(lineStart, nameStart - 66), nameStart)) ?? []) : [];
  const [sections = "", quote = leading] = section;
  const ownQuote = isQuote(quote) && text[i + slashes] === quote;
  const opening = nameStart - Math.max(1, sections.length);
  const around = openQuote(text, lineStart, ownQuote ? opening - slashes : nameStart, cut?.open);
  const inside = slashes > 0 && around === undefined ? undefined : around;
  const place: Place = {
    text,
    nameStart,
    nameEnd,
    style,
    inString: inside !== undefined,
    inComment: inComment(text, lineStart, nameStart, cut !== undefined),
    inside,
  };
  if (text.startsWith("${", nameStart - 2)) return readDefault(place);
  const dashed = text[nameStart] === "-" || text[nameStart - 1] === "-";

  const isInput = isQuote(leading) && /type=.$/iu.test(text.slice(Math.max(0, nameStart - 6), nameStart));
  const paired =
    (isInput ? consume(inputValue, text, nameEnd) : undefined) ??
    (mayPair(text, nameEnd) ? consume(pair, text, nameEnd) : undefined);
  if (paired !== undefined) {
    const at = (style === "line" ? consume(yamlTag, text, paired) : undefined) ?? paired;
    return readQuoted(place, at, "pair") ?? (style === "code" ? undefined : readBare(place, at, "pair"));
  }
  const tagged = text[nameEnd] === "<" ? consume(plist, text, nameEnd) : undefined;
  if (tagged !== undefined) return readElement(place, tagged);

  if (ownQuote) i += slashes + 1;
  else if (isQuote(text[i]) && text[i] !== inside && text[i + 1] !== " ") i++;
  while (
    i < nameEnd + 6 &&
    (text[i] === "]" || text[i] === ")" || text[i] === "?" || text[i] === "*" || text[i] === "}")
  )
    i++;
  if (text[i] === "[" && !place.inString) i = consume(subscripted, text, i) ?? i;
  const afterName = i;
  const afterBlanks = skip(text, i, isBlank, 40);
  i = (mayBeTyped(text, afterName, afterBlanks) ? consume(typed, text, i) : undefined) ?? afterBlanks;
  if (style === "line" && complexKey.test(text.slice(Math.max(lineStart, nameStart - 60), nameStart)))
    i = consume(colonBelow, text, i) ?? i;
  const brace = text[i] === "[" ? consume(bounds, text, i) : i;
  const braced = brace !== undefined && text[brace] === "{" ? readBraced(place, brace) : undefined;
  if (braced) return braced;
  const signEnd = consume(operator, text, i);
  if (signEnd === undefined) {
    // The last column of a table that no bar ends.
    if (
      /[\r\n]/u.test(text.charAt(i)) &&
      lastColumn.test(text.slice(lineStart, nameStart)) &&
      headsTable(text, lineStart)
    ) {
      const cell = belowHeader(text, lineStart, nameStart);
      return found(place, cell, text[cell?.end ?? 0] === "`", "list");
    }
    // `<string name="api_key">value`, `--password value`.
    if (ownQuote && text[nameEnd] === '"') {
      const open = consume(element, text, nameEnd);
      if (open !== undefined) return readElement(place, open);
    }
    const isOnNextLine =
      dashed &&
      (style === "line" ? /["'\r\n]/u.test(text.charAt(i)) : ownQuote && quotedBelow.test(text.slice(i, i + 44)));
    if ((i === afterName && !isOnNextLine) || text[nameStart - 1] === ".") return undefined;
    if (!dashed) return ownQuote ? undefined : readDeclared(place, lineStart, i);
    if (style !== "line" && isOnNextLine) i = skip(text, i, isSpace, 44);
    if (style === "line" && isItem.test(text.slice(lineStart, nameStart))) i = consume(nextItem, text, i) ?? i;
    const quoted = isQuote(text[i]) ? readQuoted(place, i, "flag") : undefined;
    if (quoted ?? isQuote(text[i])) return quoted;
    if (text[i] === "-") return undefined;
    return readBare({ ...place, style: "word", inComment: true }, i, "flag");
  }
  const sign = text.slice(i, signEnd);
  if (sign === ">") {
    const open = ownQuote ? consume(element, text, nameEnd) : undefined;
    if (open !== undefined) return readElement(place, open);
    return isTag(place) ? readElement(place, signEnd) : undefined;
  }
  if (sign === "|" && (isAlternative(place, ownQuote) || !isInRow(place, lineStart))) return undefined;
  if (sign === "|" && describesOther(text, lineStart, nameStart)) return undefined;
  if (sign === "|" && style !== "code" && headsTable(text, lineStart)) {
    const cell = belowHeader(text, lineStart, nameStart);
    return found(place, cell, text[cell?.end ?? 0] === "`", "list");
  }
  // `password::hash("x")`: a member of a class.
  if (sign === "::" && style === "code" && /\w/u.test(text.charAt(signEnd))) return undefined;
  // The next pair of a list: `("password", "x"), ("host", "y")`.
  if (sign === "," && text[i - 1] === ")" && /^\s{0,60}\(/u.test(text.slice(signEnd, signEnd + 64))) return undefined;
  const first = sign === "," ? readAmong(place, lineStart) : undefined;
  if (first) return first;
  const syntax = syntaxOf(sign);
  let at = skip(text, signEnd, place.inString ? isBlank : isSpace, 60);
  // Of Markdown: `**Token:** x`.
  if (text.startsWith("**", at)) at = skip(text, at + 2, isBlank, 4);
  const isNextLine = !place.inString && text.slice(signEnd, at).includes("\n");
  // Of properties: a value that goes on below, from its beginning.
  if (style === "line" && text[at] === "\\" && !place.inString) at = consume(goesOnBelow, text, at) ?? at;
  if (sign === ":" && style === "line") {
    // An item of a list, and a value indented on the line below.
    const isItem = isNextLine && text[at] === "-" && isBlank(text[at + 1]);
    if (isItem) at = skip(text, at + 1, isBlank, 8);
    else at = consume(yamlTag, text, at) ?? at;
    // What is authorized, not with what.
    if (isItem && /authorization$/iu.test(text.slice(nameStart, nameEnd))) return undefined;
    if (isNextLine) return readQuoted(place, at, syntax) ?? readIndented(place, lineStart, at, isItem);
  }
  if (sign.startsWith(":") && (text[at] === "|" || text[at] === ">")) return readBlock(place, at);
  if (text.startsWith("<<", at)) {
    const heredoc = readHeredoc(place, at);
    // Of Erlang: `<<"x">>`.
    if (heredoc ?? !isQuote(text[at + 2])) return heredoc;
    at += 2;
  }
  const among = text[nameStart - 1] === " " || isQuote(leading) ? readTuple(place, lineStart, sign, at) : undefined;
  if (among) return among;
  const quoted = readQuoted(place, at, syntax);
  if (quoted) return quoted;
  if (isQuote(text[at])) return undefined;
  if (sign === "," && dashed && style === "line" && !place.inString && !isNextLine) {
    const item = inFlow.test(text.slice(lineStart, nameStart)) ? consume(nextInFlow, text, at) : undefined;
    return found(place, item === undefined ? undefined : { start: at, end: item }, false, "flag");
  }
  if (syntax === "argument" || syntax === "call" || syntax === "fallback") return undefined;
  // Without quotes the value must stand on the name's own line.
  if (isNextLine) return undefined;
  if (syntax === "comparison" && style === "code" && !place.inString) return undefined;
  return readBare(place, at, syntax);
}
