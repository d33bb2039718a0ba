/** The lines around a place in a program, as far as indentation tells what encloses what: no language is parsed. */
import type { SourceText, Span } from "../../model/text.ts";

const reachBefore = 6000;
const reachAfter = 2500;
const longestLine = 300;
const tab = 4;
const mostJoined = 6;

/** A line that is not blank. */
export interface Line {
  /** Its offset in the text. */
  readonly start: number;
  readonly indent: number;
  /** Without its indentation; of a long line the beginning. */
  readonly text: string;
}

/** Lines by their numbers, both included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

function widthOf(blanks: string): number {
  let width = 0;
  for (const char of blanks) width += char === "\t" ? tab : 1;
  return width;
}

const opensBlock =
  /(?:=>\s?\{?|\)[\w<>:&*?|, .-]{0,60}\{|\)\s?|(?<![,([{])\s?:|\bdo(?:\s?\|[^|]{0,60}\|)?|\bthen|(?:else|try|finally|begin|loop|unsafe|async|move|class [\w$]{1,60}|extends [\w.$]{1,60})\s?\{)$/u;
const closes = /^[)\]}]/u;
const comment = /^(?:\/\/|\/\*|\*|#(?!\s{0,3}(?:if|else|elif|endif|define|include|pragma)\b)|--\s|;|<!--)/u;
const directive = /^#\s{0,3}(?:if|ifdef|ifndef|else|elif|endif|define|include|pragma|undef)\b/u;
const continues = /^(?:\.[A-Za-z]|->|\?\.|&&|\|\||[+:?] )/u;
const trailingComment = /\s(?:\/\/|\/\*|#\s).{0,200}$/u;
const toBeContinued = /(?:[=\\([,]|=>)$/u;

export class Lines {
  readonly all: readonly Line[];
  /** The number of the line that the place is on. */
  readonly at: number;

  constructor({ bytes }: SourceText, { start, end }: Span) {
    const from = Math.max(0, start - reachBefore);
    const window = bytes.toString("latin1", from, Math.min(bytes.length, end + reachAfter));
    const all: Line[] = [];
    let at = 0;
    let offset = from;
    for (const whole of window.split("\n")) {
      const text = whole.slice(0, longestLine).trim();
      if (offset <= start) at = all.length;
      if (text !== "" || (offset <= start && offset + whole.length >= start)) {
        const blanks = /^[ \t]{0,200}/u.exec(whole)?.[0] ?? "";
        all.push({ start: offset, indent: widthOf(blanks), text });
      }
      offset += whole.length + 1;
    }
    this.all = all;
    this.at = Math.min(at, all.length - 1);
  }

  line(number: number): Line {
    return this.all[number] ?? { start: 0, indent: 0, text: "" };
  }

  /** A line without the comment at its end. */
  code(number: number): string {
    return this.line(number).text.replace(trailingComment, "").trimEnd();
  }

  isComment(number: number): boolean {
    return comment.test(this.line(number).text);
  }

  /** The line that opens what the line stands in; of a signature over several lines the first. Nothing where none is seen. */
  header(number: number): number | undefined {
    const { indent } = this.line(number);
    for (let i = number - 1; i >= 0; i--) {
      const { indent: own, text } = this.line(i);
      if (own >= indent || directive.test(text) || this.isComment(i)) continue;
      if (closes.test(text)) return this.#openerOf(i);
      return this.code(i) === "{" ? this.#aboveBrace(i) : i;
    }
    return undefined;
  }

  /** Of the line with the closing bracket of a signature the line where that begins. */
  #openerOf(number: number): number {
    const { indent } = this.line(number);
    for (let i = number - 1; i >= 0; i--) {
      const { indent: own, text } = this.line(i);
      if (own < indent) return number;
      if (own === indent && !closes.test(text)) return i;
    }
    return number;
  }

  /** The signature of a function above its brace, or the brace. */
  #aboveBrace(number: number): number {
    const above = this.line(number - 1);
    return number > 0 && above.indent === this.line(number).indent && above.text.endsWith(")") ? number - 1 : number;
  }

  /** True for what opens a block of statements, where other lines open a list, a map or a call over several lines. */
  isBlock(number: number): boolean {
    const text = this.code(number);
    if (opensBlock.test(text)) return true;
    // A signature over several lines.
    return /\b(?:def|func|fn|function)\b[^"']{0,120}\($/u.test(text);
  }

  /** The statement that the place belongs to. */
  statement(): Range {
    let first = this.at;
    for (let header = this.header(first); header !== undefined && !this.isBlock(header); header = this.header(first))
      first = header;
    while (first > 0 && this.#goesOn(first)) first--;
    const { indent } = this.line(first);
    let last = this.at;
    for (; last + 1 < this.all.length; last++) {
      const { indent: own, text } = this.line(last + 1);
      if (own < indent || (own === indent && !closes.test(text) && !continues.test(text))) break;
    }
    return { first, last };
  }

  #goesOn(number: number): boolean {
    const { indent, text } = this.line(number);
    const above = this.line(number - 1);
    if (this.isComment(number - 1)) return false;
    return (
      above.indent <= indent && (continues.test(text) || (above.indent === indent && toBeContinued.test(above.text)))
    );
  }

  /** The line with what is indented below it, as far as it is a call over several lines. */
  joined(number: number): string {
    const { indent, text } = this.line(number);
    let joined = text;
    if (!/[([{,=\\]$/u.test(text) || this.isBlock(number)) return joined;
    for (let i = number + 1; i < Math.min(this.all.length, number + mostJoined) && this.line(i).indent > indent; i++)
      joined += ` ${this.line(i).text}`;
    return joined;
  }

  /** What stands between the line that opens it and the one that closes it. */
  inside(header: number): Range {
    const { indent } = this.line(header);
    let last = this.at;
    while (last + 1 < this.all.length && this.line(last + 1).indent > indent) last++;
    return { first: header + 1, last };
  }

  /** The comment right above a line, and the one at its end. */
  commentOf(number: number): string {
    let text = trailingComment.exec(this.line(number).text)?.[0] ?? "";
    for (let i = number - 1; i >= Math.max(0, number - 3) && this.isComment(i); i--)
      text = `${this.line(i).text} ${text}`;
    return text;
  }
}
