/** Where a value begins and ends: string literals of any language, and values without quotes. */

/** No value is longer. */
export const longest = 1024;

export function isBlank(char: string | undefined): boolean {
  return char === " " || char === "\t";
}

export function isSpace(char: string | undefined): boolean {
  return char === " " || char === "\t" || char === "\n" || char === "\r";
}

export function isQuote(char: string | undefined): char is '"' | "'" | "`" {
  return char === '"' || char === "'" || char === "`";
}

/** The offset behind what `test` accepts, at most `most` characters on. */
export function skip(text: string, at: number, test: (char: string | undefined) => boolean, most: number): number {
  let i = at;
  while (i < at + most && test(text[i])) i++;
  return i;
}

function isLineEnd(char: string | undefined): boolean {
  return char === "\n" || char === "\r";
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

/** Offsets of a literal's content. */
export interface Literal {
  readonly start: number;
  readonly end: number;
}

// Of strings in Python, Rust and C#.
const prefixes = new Set("bruBRU@");

/** True where the literal whose content begins at `start` is the first one in brackets: `["x"`, `{ r"x"`. */
export function isFirstInBrackets(text: string, start: number): boolean {
  if (!isQuote(text[start - 1])) return false;
  let i = start - (prefixes.has(text[start - 2] ?? "") ? 3 : 2);
  const least = Math.max(0, i - 40);
  while (i > least && text.charAt(i).trim() === "") i--;
  return text[i] === "[" || text[i] === "{";
}

const closings = { '"': /\r?\n[ \t]{0,40}"/uy, "'": /\r?\n[ \t]{0,40}'/uy, "`": /\r?\n[ \t]{0,40}`/uy } as const;

/** Of a literal that is one line below its opening quotes, that line; its closing quotes may stand on a line of their own. */
function lineBelow(text: string, from: number, quote: keyof typeof closings): Literal | undefined {
  let start = from + (text[from] === "\r" ? 1 : 0);
  if (text[start] !== "\n") return undefined;
  start = skip(text, start + 1, isBlank, 40);
  const limit = Math.min(text.length, start + longest);
  let end = start;
  while (end < limit && text[end] !== quote && !isLineEnd(text[end])) end++;
  const closing = closings[quote];
  closing.lastIndex = end;
  return end > start && (text[end] === quote || closing.test(text)) ? { start, end } : undefined;
}

/** The string literal at `at`: with prefix, triple quotes, or escaped quotes of a string in a string. With `mayBeginBelow` its content may begin on the next line. */
export function literal(
  text: string,
  at: number,
  inside: string | undefined,
  mayBeginBelow = false,
): Literal | undefined {
  let i = at;
  while (text[i] === "\\" && i < at + 3) i++;
  const slashes = i - at;
  const quote = text[i];
  if (!isQuote(quote)) return undefined;
  if (slashes === 0 && quote === inside) return undefined;
  const triple = text[i + 1] === quote && text[i + 2] === quote ? 2 : 0;
  const start = i + 1 + triple;
  if (isLineEnd(text[start]) && slashes === 0 && (triple > 0 || mayBeginBelow)) return lineBelow(text, start, quote);
  const end = quotedEnd(text, quote, start, slashes);
  if (end === undefined || end <= start) return undefined;
  // A string that holds a string and nothing else: `"\"x\""`, `'"x"'`.
  const isNested = end - start > 4 && text.startsWith('\\"', start) && text.startsWith('\\"', end - 2);
  if (isNested) return { start: start + 2, end: end - 2 };
  const isWrapped = quote === "'" && end - start > 4 && text[start] === '"' && text.indexOf('"', start + 1) === end - 1;
  return isWrapped ? { start: start + 1, end: end - 1 } : { start, end };
}

// Of Lua `[[x]]`, of Perl `q{x}`, `qq(x)` and `q|x|`.
const bracketed =
  /\[\[(?<lua>[^\s[\]"',]{3,200})\]\]|qq?\s?(?:\{(?<brace>[^{}\n]{3,200})\}|\((?<round>[^()\n]{3,200})\)|\|(?<bar>[^|\n]{3,200})\|)/uy;

/** A string literal in brackets at `at`. */
export function bracketLiteral(text: string, at: number): Literal | undefined {
  if (text[at] !== "[" && text[at] !== "q") return undefined;
  bracketed.lastIndex = at;
  const match = bracketed.exec(text);
  const { lua, brace, round, bar } = match?.groups ?? {};
  const value = lua ?? brace ?? round ?? bar;
  if (!match || value === undefined) return undefined;
  const start = at + match[0].indexOf(value, 2);
  return { start, end: start + value.length };
}

// What ends a value without quotes, by where it stands.
export const wordEnds = " \t\r\n\"'`<>,;|&)}]";
export const inStringEnds = " \t\r\n\"'`<>,;|&)}\\";
export const lineEnds = "\r\n";

const brackets = "()[]{}";

/** The end of a value without quotes: the first of `ends`, or the line's. A bracket that the value itself opened belongs to it: `${A}`, `f(x)`. */
export function unquotedEnd(text: string, at: number, ends: string): number {
  const limit = Math.min(text.length, at + longest);
  const depth = [0, 0, 0];
  let i = at;
  for (; i < limit; i++) {
    const char = text.charAt(i);
    const bracket = brackets.indexOf(char);
    const pair = bracket >> 1;
    const open = bracket < 0 ? 0 : (depth[pair] ?? 0);
    if (ends.includes(char) && !(bracket % 2 === 1 && open > 0)) break;
    if (bracket >= 0) depth[pair] = open + (bracket % 2 === 0 ? 1 : -1);
  }
  return i;
}

// The next pair on a line of several: `ansible_user=root ansible_password=x`.
const nextPair = /[ \t]{1,8}[A-Za-z_][\w.-]{0,40}=\S/uy;

/** Of a line the value: without its comment (`# x`, of INI `; x`) and the blanks at its end. */
export function trimmedLine(text: string, start: number, end: number): number {
  let stop = end;
  for (let i = start + 1; i < stop; i++) {
    if ((text[i] === "#" || text[i] === ";") && isBlank(text[i - 1])) stop = i;
  }
  return trimmed(text, start, stop);
}

/** The same where pairs of `name=value` follow one another on a line: the first of them. */
export function firstOfPairs(text: string, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    if (!isBlank(text[i])) continue;
    nextPair.lastIndex = i;
    return nextPair.test(text) ? i : end;
  }
  return end;
}

function trimmed(text: string, start: number, end: number): number {
  let stop = end;
  while (stop > start && isBlank(text[stop - 1])) stop--;
  return stop;
}

/** Where the match of a sticky pattern at `at` ends; nothing where it does not match. */
export function consume(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
