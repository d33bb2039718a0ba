// A shell script as its simple commands, each with what stands around it: as much of the grammar as is needed to tell whose status counts.

/** What joins a command to the one beside it. */
export type Joint = "" | ";" | "&&" | "||" | "|" | "&";

/** One simple command. */
export interface Statement {
  /** Its words without quotes, redirections left out. */
  readonly words: readonly string[];
  /** Joins it to the command before; empty where a list of commands begins. */
  readonly before: Joint;
  /** Joins it to the command after. */
  readonly after: Joint;
  /** What it stands in, from outside: `if`, `while`, `for`, `case`, `{`, `(`. */
  readonly blocks: readonly string[];
  /** True after `!`, and of a part of such a pipeline. */
  readonly isNegated: boolean;
  /** True for the head of a function: the words are its name. */
  readonly isFunction: boolean;
}

interface Token {
  readonly text: string;
  readonly isOperator: boolean;
  readonly isQuoted: boolean;
}

/** Where the substitution that opens at `at` ends: behind its closing bracket. */
function closing(script: string, at: number, open: string, close: string): number {
  let depth = 0;
  for (let index = at; index < script.length; index++) {
    const sign = script[index];
    if (sign === "\\") index++;
    else if (sign === "'" && open === "(") {
      const end = script.indexOf("'", index + 1);
      if (end < 0) return script.length;
      index = end;
    } else if (sign === open) depth++;
    else if (sign === close && --depth === 0) return index + 1;
  }
  return script.length;
}

/** Where a `$(...)`, `${...}` or backtick that stands at `at` ends; `at` where there is none. */
function substitutionEnd(script: string, at: number): number {
  if (script.startsWith("$(", at)) return closing(script, at + 1, "(", ")");
  if (script.startsWith("${", at)) return closing(script, at + 1, "{", "}");
  if (script[at] !== "`") return at;
  const end = script.indexOf("`", at + 1);
  return end < 0 ? script.length : end + 1;
}

/** The word that begins at `at`, and where it ends. */
function word(script: string, start: number): { token: Token; end: number } {
  let text = "";
  let isQuoted = false;
  let at = start;
  for (let inQuotes = false; at < script.length;) {
    const sign = script[at] ?? "";
    const end = substitutionEnd(script, at);
    if (end > at) {
      text += script.slice(at, end);
      at = end;
    } else if (sign === "\\") {
      text += script[at + 1] ?? "";
      at += 2;
    } else if (sign === '"') {
      inQuotes = !inQuotes;
      isQuoted = true;
      at++;
    } else if (sign === "'" && !inQuotes) {
      const close = script.indexOf("'", at + 1);
      text += script.slice(at + 1, close < 0 ? undefined : close);
      isQuoted = true;
      at = close < 0 ? script.length : close + 1;
    } else if (!inQuotes && /[\s;&|()<>]/u.test(sign)) break;
    else {
      text += sign;
      at++;
    }
  }
  return { token: { text, isOperator: false, isQuoted }, end: at };
}

/** Where the text of a heredoc that begins at `start` and ends with the line `mark` is over. */
function behindHeredoc(script: string, start: number, mark: string): number {
  for (let at = start; at < script.length;) {
    const end = script.indexOf("\n", at);
    const line = script.slice(at, end < 0 ? undefined : end);
    if (end < 0) return script.length;
    at = end + 1;
    if (line.trim() === mark) return at;
  }
  return script.length;
}

function tokens(script: string): Token[] {
  const found: Token[] = [];
  const heredocs: string[] = [];
  const operator = /&&|\|\||;;&?|;&|<<<|<<-?|[<>]&-?|>[>|]|<>|&>>?|[\n;&|()<>]/uy;
  for (let at = 0; at < script.length;) {
    const sign = script[at] ?? "";
    if (sign !== "\n" && /\s/u.test(sign)) {
      at++;
      continue;
    }
    if (sign === "#") {
      while (at < script.length && script[at] !== "\n") at++;
      continue;
    }
    operator.lastIndex = at;
    const [text] = operator.exec(script) ?? [];
    if (text === undefined) {
      const { token, end } = word(script, at);
      const last = found.at(-1)?.text;
      if (last === "<<" || last === "<<-") heredocs.push(token.text);
      found.push(token);
      at = Math.max(end, at + 1);
      continue;
    }
    found.push({ text, isOperator: true, isQuoted: false });
    at += text.length;
    if (text !== "\n") continue;
    for (const mark of heredocs.splice(0)) at = behindHeredoc(script, at, mark);
  }
  return found;
}

const openers = new Set(["if", "while", "until", "for", "select", "case", "{"]);
const closers = new Set(["fi", "done", "esac", "}"]);
const between = new Set(["then", "else", "elif", "do", "time"]);
const redirection = /^(?:<<<|<<-?|[<>]&-?|>[>|]?|<>?|&>>?)$/u;

/** The simple commands of a script, in order. What cannot be read as a shell does gives commands all the same. */
export function statements(script: string): Statement[] {
  const all: Statement[] = [];
  const blocks: string[] = [];
  let words: string[] = [];
  let before: Joint = "";
  let isNegated = false;
  const end = (after: Joint, isFunction = false): void => {
    if (words.length > 0) all.push({ words, before, after, blocks: [...blocks], isNegated, isFunction });
    // A line break after `&&` and the like is no end.
    if (words.length > 0 || after !== ";") before = after === ";" || after === "&" ? "" : after;
    if (after !== "|") isNegated = false;
    words = [];
  };
  const tokenList = tokens(script.replaceAll(/\\\r?\n/gu, " "));
  for (let index = 0; index < tokenList.length; index++) {
    const { text, isOperator, isQuoted } = tokenList[index] ?? { text: "", isOperator: false, isQuoted: false };
    if (isOperator && redirection.test(text)) {
      // The number before it and the word after it belong to it.
      if (/^\d$/u.test(words.at(-1) ?? "")) words.pop();
      if (!text.endsWith("-") || text === "<<-") index++;
    } else if (text === "(" && isOperator) {
      end(";", words.length > 0);
      blocks.push("(");
    } else if (text === ")" && isOperator) {
      end(";");
      if (blocks.at(-1) === "(") blocks.pop();
    } else if (isOperator) {
      end(text === "&&" || text === "||" || text === "|" || text === "&" ? text : ";");
    } else if (words.length > 0 || isQuoted) words.push(text);
    else if (text === "!") isNegated = true;
    else if (openers.has(text)) {
      blocks.push(text);
      if (text === "for" || text === "case" || text === "select") words.push(text);
    } else if (closers.has(text)) blocks.pop();
    else if (!between.has(text)) words.push(text);
  }
  end("");
  return all;
}
