// Reads a program as tokens, some thirty times faster than the parser reads it as a tree. It is for a glance that decides whether the
// tree is worth its price, so it need not understand all: where it cannot be certain, it says so, and the file is parsed.

/** What a token is: the code of its character, or one of these. */
export const token = {
  name: 1,
  string: 2,
  number: 3,
  regex: 4,
  /** Text of a template. */
  chunk: 5,
  /** `=>` */
  arrow: 200,
  /** `==`, `<=` and the like. */
  comparison: 201,
  /** `&&` */
  and: 202,
  /** `||` and `??`. */
  or: 203,
  /** `?.` */
  optional: 204,
  /** `...` */
  spread: 205,
  /** `++` and `--`. */
  step: 206,
  /** `+=` and the like. */
  update: 207,
  /** `${`, whose partner is a `}`. */
  substitution: 209,
  /** The end of a template, whose partner is its first backtick. */
  templateEnd: 210,
} as const;

export const char = (sign: string): number => sign.charCodeAt(0);

/** What begins and what ends a pair of brackets. */
export const open: ReadonlySet<number> = new Set(["(", "[", "{", "`"].map(char)).add(token.substitution);
export const closing: ReadonlySet<number> = new Set([")", "]", "}"].map(char)).add(token.templateEnd);

const [tab, newline, carriageReturn, blank] = [9, 10, 13, 32];
const [quote, dollar, apostrophe, star, plus, minus, dot, slash] = [34, 36, 39, 42, 43, 45, 46, 47];
const [less, equals, greater, question, backslash, backtick] = [60, 61, 62, 63, 92, 96];
const [openParen, closeParen, openSquare, closeSquare, openBrace, closeBrace] = [40, 41, 91, 93, 123, 125];
const [exclamation, hash, and, or, underscore] = [33, 35, 38, 124, 95];

/** Behind these an operand begins, and a parenthesis is no list of arguments. */
const keywords = new Set(
  "if while for switch catch with return typeof instanceof in of new delete void throw case do else await yield function default".split(
    " ",
  ),
);
const heads = new Set(["if", "while", "for", "with"]);

export interface Tokens {
  /** The bytes, each as a character. */
  readonly text: string;
  readonly codes: readonly number[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Of a bracket, the other one of its pair; of other tokens -1. */
  readonly partners: readonly number[];
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Letters beyond ASCII: two bytes of UTF-8, of which the second is no blank, whatever the encoding is. */
function isLetterBeyond(text: string, at: number): boolean {
  const [first, second] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
  return first >= 0xc3 && first <= 0xdf && second >= 0x80 && second <= 0xbf && second !== 0xa0 && second !== 0x85;
}

function isNamePart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isDigit(code) || code === dollar || code === underscore
  );
}

/** The token's text, without quotes. */
export function textOf({ text, codes, starts, ends }: Tokens, index: number): string {
  const quoted = codes[index] === token.string ? 1 : 0;
  return text.slice((starts[index] ?? 0) + quoted, (ends[index] ?? 0) - quoted);
}

/** True for a keyword that is none of a property's name. */
export function isKeyword(tokens: Tokens, index: number): boolean {
  const before = tokens.codes[index - 1];
  return before !== dot && before !== token.optional && keywords.has(textOf(tokens, index));
}

/** True for what an operand may end with; keywords are among the names. */
function endsOperand(code: number | undefined): boolean {
  return code === token.name || (code !== undefined && closing.has(code));
}

/** The tokens of a program, without comments; nothing where they may be others than the parser sees. */
export function tokensOf(bytes: Buffer, path: string): Tokens | undefined {
  const text = bytes.toString("latin1");
  const { length } = text;
  const codes: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const partners: number[] = [];
  const unclosed: number[] = [];
  const tokens = { text, codes, starts, ends, partners };
  const mayHoldElements = !/\.[cm]?ts$/u.test(path);
  let at = text.startsWith("\u00EF\u00BB\u00BF") ? 3 : 0;
  if (text.startsWith("#!", at)) at = Math.max(text.indexOf("\n", at), at + 2);

  const add = (code: number, end: number): void => {
    codes.push(code);
    starts.push(at);
    ends.push(end);
    partners.push(-1);
    at = end;
  };
  const push = (code: number, end: number): void => {
    unclosed.push(codes.length);
    add(code, end);
  };
  /** Ends the innermost bracket; false where it is of another kind. */
  const pop = (code: number, end: number, ...kinds: readonly number[]): boolean => {
    const begin = unclosed.pop();
    if (begin === undefined || !kinds.includes(codes[begin] ?? 0)) return false;
    partners[begin] = codes.length;
    add(code, end);
    partners[codes.length - 1] = begin;
    return true;
  };
  /** The end of a string; -1 where it has none on its line. */
  const endOfString = (delimiter: number): number => {
    for (let i = at + 1; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code === delimiter) return i + 1;
      if (code === backslash) i++;
      else if (code === newline) return -1;
    }
    return -1;
  };
  const endOfRegex = (): number => {
    let inClass = false;
    for (let i = at + 1; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code === newline) return -1;
      if (code === backslash) i++;
      else if (code === openSquare) inClass = true;
      else if (code === closeSquare) inClass = false;
      else if (code === slash && !inClass) {
        let end = i + 1;
        while (isNamePart(text.charCodeAt(end))) end++;
        return end;
      }
    }
    return -1;
  };
  /** Text of a template up to its end or to what is put in. */
  const template = (): boolean => {
    let end = at;
    for (; end < length; end++) {
      const code = text.charCodeAt(end);
      if (code === backslash) end++;
      else if (code === backtick || (code === dollar && text.charCodeAt(end + 1) === openBrace)) break;
    }
    if (end >= length) return false;
    if (end > at) add(token.chunk, end);
    if (text.charCodeAt(end) === backtick) return pop(token.templateEnd, end + 1, backtick);
    push(token.substitution, end + 2);
    return true;
  };
  /** What a slash or a `<` begins: an operand, or nothing where it is an operator. `undefined` where both may be. */
  const beginsOperand = (): boolean | undefined => {
    const last = codes.length - 1;
    const before = codes[last];
    switch (before) {
      case token.name:
        // A variable may be called `of`.
        return textOf(tokens, last) === "of" ? undefined : isKeyword(tokens, last);
      case exclamation:
        // Behind an operand it says that something is there.
        return endsOperand(codes[last - 1]) ? undefined : true;
      case token.string:
      case token.number:
      case token.regex:
      case token.templateEnd:
      case token.step:
      case closeSquare:
        return false;
      case closeBrace:
        return undefined;
      case closeParen: {
        const head = (partners[last] ?? 0) - 1;
        return codes[head] === token.name && heads.has(textOf(tokens, head)) && isKeyword(tokens, head);
      }
      default:
        return true;
    }
  };
  /** Operators of several characters. */
  const operator = (code: number): void => {
    const next = text.charCodeAt(at + 1);
    const third = text.charCodeAt(at + 2);
    if (code === equals && next === greater) add(token.arrow, at + 2);
    else if ((code === equals || code === exclamation) && next === equals)
      add(token.comparison, at + (third === equals ? 3 : 2));
    else if ((code === less || code === greater) && next === equals) add(token.comparison, at + 2);
    else if (code === question && next === dot && !isDigit(third)) add(token.optional, at + 2);
    else if (code === and && next === and)
      add(third === equals ? token.update : token.and, at + (third === equals ? 3 : 2));
    else if ((code === or && next === or) || (code === question && next === question))
      add(third === equals ? token.update : token.or, at + (third === equals ? 3 : 2));
    else if ((code === plus || code === minus) && next === code) add(token.step, at + 2);
    else if (code === dot && next === dot && third === dot) add(token.spread, at + 3);
    else if (next === equals && "+-*/%&|^".includes(String.fromCharCode(code))) add(token.update, at + 2);
    else add(code, at + 1);
  };

  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === blank || code === newline || code === tab || code === carriageReturn) {
      at++;
    } else if (isNamePart(code) || code === hash || isLetterBeyond(text, at)) {
      const isNumber = isDigit(code);
      let end = code > 126 ? at : at + 1;
      for (;;) {
        if (isNamePart(text.charCodeAt(end)) || (isNumber && text.charCodeAt(end) === dot)) end++;
        else if (isLetterBeyond(text, end)) end += 2;
        else break;
      }
      add(isNumber ? token.number : token.name, end);
    } else if (code === quote || code === apostrophe) {
      const end = endOfString(code);
      if (end < 0) return undefined;
      add(token.string, end);
    } else if (code === slash) {
      const next = text.charCodeAt(at + 1);
      if (next === slash) {
        const end = text.indexOf("\n", at);
        at = end < 0 ? length : end;
      } else if (next === star) {
        const end = text.indexOf("*/", at + 2);
        if (end < 0) return undefined;
        at = end + 2;
      } else {
        const isRegex = beginsOperand();
        if (isRegex === undefined) return undefined;
        const end = isRegex ? endOfRegex() : 0;
        if (end < 0) return undefined;
        if (isRegex) add(token.regex, end);
        else operator(code);
      }
    } else if (code === openParen || code === openSquare || code === openBrace) {
      push(code, at + 1);
    } else if (code === closeParen) {
      if (!pop(code, at + 1, openParen)) return undefined;
    } else if (code === closeSquare) {
      if (!pop(code, at + 1, openSquare)) return undefined;
    } else if (code === closeBrace) {
      if (!pop(code, at + 1, openBrace, token.substitution)) return undefined;
      if (codes[partners.at(-1) ?? 0] === token.substitution && !template()) return undefined;
    } else if (code === backtick) {
      push(code, at + 1);
      if (!template()) return undefined;
    } else if (
      code === less &&
      mayHoldElements &&
      beginsOperand() !== false &&
      /[A-Za-z$_>]/u.test(text.charAt(at + 1))
    ) {
      // The text of an element may hold anything.
      return undefined;
    } else if (code < blank || code > 126 || code === backslash) {
      return undefined;
    } else {
      operator(code);
    }
  }
  return unclosed.length === 0 ? tokens : undefined;
}
