/** The arguments of a call in any language, read tolerantly: what is a string literal, and where it stands. */
export interface Argument {
  /** Offsets of the literal's content, or of the expression. */
  readonly start: number;
  readonly end: number;
  readonly isLiteral: boolean;
}

const longest = 600;
// String prefixes, and what wraps a literal without changing it: `b"x"`, `@"x"`, `E'x'`, `Some("x")`, `String::from("x")`, `"x".getBytes()`.
const opening = /(?:[bBrRuUfFLNE@$]{1,2}|(?:Some|String::from|new\sString|Buffer\.from|\[\]byte|str)\s?\()?(?=["'`])/uy;

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** The end of the literal that the quote at `at` opens; nothing where its line or the text ends first. */
function closing(text: string, at: number, limit: number): number | undefined {
  const quote = text[at];
  for (let i = at + 1; i < limit; i++) {
    const char = text[i];
    if (char === "\\") i++;
    else if (char === quote) return i;
    else if (char === "\n" && quote !== "`") return undefined;
  }
  return undefined;
}

/**
 * The first `most` arguments of the list that begins behind its bracket at `at`, or behind a blank in a call without brackets. Reads
 * each character once and stops after some hundred.
 */
export function argumentsAt(text: string, at: number, most: number): Argument[] {
  const found: Argument[] = [];
  const limit = Math.min(text.length, at + longest);
  let depth = 0;
  let literal: Argument | undefined;
  let start = at;
  let i = at;
  const end = (): void => {
    let stop = i;
    while (start < stop && isSpace(text.charCodeAt(start))) start++;
    while (stop > start && isSpace(text.charCodeAt(stop - 1))) stop--;
    if (literal) found.push(literal);
    else if (stop > start) found.push({ start, end: stop, isLiteral: false });
    literal = undefined;
    start = i + 1;
  };
  while (i < limit && found.length < most) {
    const char = text.charAt(i);
    if (char === '"' || char === "'" || char === "`") {
      const close = closing(text, i, limit);
      if (close === undefined) return found;
      opening.lastIndex = start;
      while (isSpace(text.charCodeAt(opening.lastIndex))) opening.lastIndex++;
      // Only a literal at the argument's beginning is the argument.
      if (opening.test(text) && opening.lastIndex === i) literal = { start: i + 1, end: close, isLiteral: true };
      i = close + 1;
      continue;
    }
    if (depth === 0 && (char === "," || (char === "=" && text[i + 1] === ">"))) {
      end();
      if (char === "=") start = ++i + 1;
    } else if (char === "(" || char === "[" || char === "{") depth++;
    else if (char === ")" || char === "]" || char === "}") {
      if (depth-- === 0) break;
    } else if (char === ";" || (char === "\n" && depth === 0 && text[i + 1] === "\n")) break;
    // What is joined to a literal makes an expression of it.
    else if (literal && depth === 0 && (char === "+" || char === "%")) literal = undefined;
    i++;
  }
  if (found.length < most) end();
  return found;
}
