// Finds the string literal that holds a place in JavaScript. A scanner over the whole text, not a parser: it knows strings, templates,
// comments and regular expressions, and gives up where the text is not what it knows.

export interface Literal {
  readonly quote: '"' | "'" | "`";
  /** Offsets of the opening quote and behind the closing one. */
  readonly start: number;
  readonly end: number;
  /** A function reads the template: its parts are no plain text. */
  readonly isTagged: boolean;
}

/** After these a slash starts a regular expression; after anything else it divides. */
const beforeRegex =
  /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|delete|void|throw|new|do|else|await|yield))\s{0,200}$/u;

function skipRegex(text: string, at: number): number | undefined {
  let inClass = false;
  for (let i = at + 1; i < text.length && text[i] !== "\n"; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "[") inClass = true;
    else if (text[i] === "]") inClass = false;
    else if (text[i] === "/" && !inClass) return i;
  }
  return undefined;
}

/** Offset of the closing quote; nothing where the line ends first. */
function closingQuote(text: string, at: number): number | undefined {
  const quote = text[at];
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === quote) return i;
    else if (text[i] === "\n") return undefined;
  }
  return undefined;
}

interface Template {
  readonly start: number;
  readonly isTagged: boolean;
  /** Braces open inside the current `${`. */
  braces: number;
  /** False while inside a `${`. */
  inText: boolean;
}

/** The innermost literal that holds `from`..`to`; nothing where there is none, or the value spans an expression inside it. */
export function literalAt(text: string, from: number, to: number): Literal | undefined {
  const templates: Template[] = [];
  /** The template whose text holds the place, until its end is found. */
  let wanted: Template | undefined;
  for (let i = 0; i < text.length; i++) {
    if (i > to && !wanted) return undefined;
    const char = text[i];
    const template = templates.at(-1);
    if (template?.inText === true) {
      if (i === from) wanted = template;
      if (char === "\\") i++;
      else if (char === "$" && text[i + 1] === "{") {
        if (wanted === template && i < to) return undefined;
        template.inText = false;
        template.braces = 0;
        i++;
      } else if (char === "`") {
        templates.pop();
        if (wanted === template) {
          return i < to ? undefined : { quote: "`", start: template.start, end: i + 1, isTagged: template.isTagged };
        }
      }
      continue;
    }
    if (char === '"' || char === "'") {
      const close = closingQuote(text, i);
      if (close === undefined) return undefined;
      if (i < from && to <= close) return { quote: char, start: i, end: close + 1, isTagged: false };
      i = close;
    } else if (char === "`") {
      const isTagged =
        /[\w$)\]]\s{0,20}$/u.test(text.slice(Math.max(0, i - 30), i)) &&
        !/\b(?:return|case|typeof|await|yield|of|in)\s{0,20}$/u.test(text.slice(Math.max(0, i - 30), i));
      templates.push({ start: i, isTagged, braces: 0, inText: true });
    } else if (char === "/" && text[i + 1] === "/") {
      const end = text.indexOf("\n", i);
      if (end < 0) return undefined;
      i = end;
    } else if (char === "/" && text[i + 1] === "*") {
      const end = text.indexOf("*/", i + 2);
      if (end < 0) return undefined;
      i = end + 1;
    } else if (char === "/" && beforeRegex.test(text.slice(Math.max(0, i - 220), i))) {
      // JSX closing tags look alike: no end on the line means that it is none.
      i = skipRegex(text, i) ?? i;
    } else if (template && char === "{") template.braces++;
    else if (template && char === "}") {
      if (template.braces === 0) template.inText = true;
      else template.braces--;
    }
  }
  return undefined;
}
