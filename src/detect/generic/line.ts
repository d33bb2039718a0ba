/** What can be said of a place in a line of an unknown language: is it inside a string, is it inside a comment. */

const quoteChars = "\"'`";

/**
 * The quote of the string literal that is open at `at`; nothing outside of one. An apostrophe between letters opens nothing, unless the
 * letter in front is the prefix of a string: `N'x'`, `b'x'`. `first` is the quote that is open at `lineStart`, where the line begins
 * before the text.
 */
export function openQuote(text: string, lineStart: number, at: number, first = ""): string | undefined {
  let open = first;
  for (let i = lineStart; i < at; i++) {
    const char = text.charAt(i);
    if (char === "\\") i++;
    else if (open !== "") {
      if (char === open) open = "";
    } else if (quoteChars.includes(char) && !(char === "'" && isApostrophe(text, i))) open = char;
  }
  return open === "" ? undefined : open;
}

// Of strings in SQL and Python; nobody writes a word of one letter so before an apostrophe.
const prefixes = new Set("bBrRuUfFNE");

function isApostrophe(text: string, at: number): boolean {
  if (!isWord(text, at - 1) || !isWord(text, at + 1)) return false;
  return !prefixes.has(text.charAt(at - 1)) || isWord(text, at - 2);
}

function isWord(text: string, at: number): boolean {
  const code = text.charCodeAt(at) | 32;
  return code >= 97 && code <= 122;
}

const comment = /^(?:#(?!\{|\s{0,3}(?:include|define))|\/\/|\/?\*[\s/*]|--\s|;|<!--|%\s|rem\s|REM\s|"""|''')/u;
// What it begins with.
const opensComment = new Set("#/*-;<%rR\"'");

/** True when the line begins as a comment does, or a comment opens in it before `at`. With `isCut`, its beginning is not in the text. */
export function inComment(text: string, lineStart: number, at: number, isCut = false): boolean {
  let i = lineStart;
  while (i < at && (text[i] === " " || text[i] === "\t")) i++;
  if (!isCut && opensComment.has(text.charAt(i)) && comment.test(text.slice(i, i + 10))) return true;
  for (; i < at - 1; i++) {
    if (text[i] === "/" && (text[i + 1] === "/" || text[i + 1] === "*") && text[i - 1] !== ":") return true;
    if (text[i] === "#" && text[i - 1] === " " && text[i + 1] === " ") return true;
  }
  return false;
}
