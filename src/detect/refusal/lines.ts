/** The lines around a place in a program, as far as indentation tells what encloses what: no language is parsed. */
import type { SourceText, Span } from "../../model/text.ts";
import { latin1 } from "../../model/slice.ts";

const reachBefore = 6000;
const reachAfter = 2500;
const longestLine = 300;
const tabWidth = 4;
/** So many lines at most are read as one. */
export const linesJoined = 6;
const mostRemarks = 3;

const tab = 9;
const space = 32;

/** A line that is not blank. */
export interface Line {
  /** Its offsets in what is looked at of the text. */
  readonly start: number;
  readonly end: number;
  readonly indent: number;
  /** Without its indentation; of a long line the beginning. */
  readonly text: string;
}

/** Lines by their numbers, both included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

const opensBlock =
  /(?:=>\s?\{?|\)[\w<>:&*?|, .-]{0,60}\{|\)\s?|(?<![,([{])\s?:|\bdo(?:\s?\|[^|]{0,60}\|)?|\bthen|(?:else|try|finally|begin|loop|unsafe|async|move|class [\w$]{1,60}|extends [\w.$]{1,60})\s?\{)$/u;
const comment = /^(?:\/\/|\/\*|\*|#(?!\s{0,3}(?:if|else|elif|endif|define|include|pragma)\b)|--\s|;|<!--)/u;
const directive = /^#\s{0,3}(?:if|ifdef|ifndef|else|elif|endif|define|include|pragma|undef)\b/u;
const continues = /^(?:\.[A-Za-z]|->|\?\.|&&|\|\||[+:?] )/u;
const trailingComment = /\s(?:\/\/|\/\*|#\s).{0,200}$/u;
const toBeContinued = /(?:[=\\([,]|=>)$/u;

// What lines begin or end with that the expressions match: most lines do not, so that none of them is run.
const commentSigns = new Set("/*#-;<");
const endsOfBlocks = new Set("{):>|on");

function isClosing(text: string): boolean {
  return text.startsWith(")") || text.startsWith("]") || text.startsWith("}");
}

const noLine: Line = { start: 0, end: 0, indent: 0, text: "" };

/** The number of the line that the place is on; those above it have negative ones. */
export const here = 0;

/** They are read as far as anybody asks. */
export class Lines {
  /** What is looked at of the text: it begins at this offset. */
  readonly #text: string;
  readonly #offset: number;
  readonly #above: Line[] = [];
  readonly #below: Line[];
  /** What is read so far begins and ends here, each time at the end of a line. */
  #top: number;
  #bottom: number;

  constructor({ bytes }: SourceText, { start, end }: Span) {
    this.#offset = Math.max(0, start - reachBefore);
    this.#text = latin1(bytes, this.#offset, end + reachAfter);
    const at = start - this.#offset;
    const from = this.#startOf(at);
    const until = this.#endOf(at);
    this.#top = from - 1;
    this.#bottom = until;
    this.#below = [this.#read(from, until) ?? { start: from, end: until, indent: 0, text: "" }];
  }

  #startOf(end: number): number {
    return end === 0 ? 0 : this.#text.lastIndexOf("\n", end - 1) + 1;
  }

  #endOf(start: number): number {
    const end = this.#text.indexOf("\n", start);
    return end < 0 ? this.#text.length : end;
  }

  /** The line between two offsets; nothing if it is blank. */
  #read(start: number, end: number): Line | undefined {
    const until = Math.min(end, start + longestLine);
    let at = start;
    let indent = 0;
    for (; at < until; at++) {
      const code = this.#text.charCodeAt(at);
      if (code !== space && code !== tab) break;
      indent += code === tab ? tabWidth : 1;
    }
    const text = this.#text.slice(at, until).trim();
    return text === "" ? undefined : { start, end, indent, text };
  }

  /** Reads the next line above; false where none is left. */
  #goUp(): boolean {
    while (this.#top >= 0) {
      const end = this.#top;
      const start = this.#startOf(end);
      this.#top = start - 1;
      const line = this.#read(start, end);
      if (line) return this.#above.push(line) > 0;
    }
    return false;
  }

  /** Reads the next line below; false where none is left. */
  #goDown(): boolean {
    while (this.#bottom < this.#text.length) {
      const start = this.#bottom + 1;
      const end = this.#endOf(start);
      this.#bottom = end;
      const line = this.#read(start, end);
      if (line) return this.#below.push(line) > 0;
    }
    return false;
  }

  /** The line of a number; nothing where the text, or what is looked at of it, ends before. */
  #seen(number: number): Line | undefined {
    if (number >= 0) {
      while (this.#below.length <= number && this.#goDown());
      return this.#below[number];
    }
    while (this.#above.length < -number && this.#goUp());
    return this.#above[-number - 1];
  }

  has(number: number): boolean {
    return this.#seen(number) !== undefined;
  }

  line(number: number): Line {
    return this.#seen(number) ?? noLine;
  }

  /** Where a line begins in the text. */
  offset(number: number): number {
    return this.#offset + this.line(number).start;
  }

  /** What stands from one line to another; of the last as far as an offset in the text behind it, if that is on another line still. */
  between(first: number, last: number, offset: number): string {
    const end = Math.max(this.line(last).end, this.#endOf(offset - this.#offset));
    return this.#text.slice(this.line(first).start, end);
  }

  /** What stands before an offset in the text on the line of the place, and behind one on its own line; no more than `most` of it. */
  before(offset: number, most: number): string {
    const end = offset - this.#offset;
    return this.#text.slice(Math.max(this.line(here).start, end - most), end);
  }

  behind(offset: number, most: number): string {
    const start = offset - this.#offset;
    return this.#text.slice(start, Math.min(this.#endOf(start), start + most));
  }

  /** A line without the comment at its end. */
  code(number: number): string {
    const { text } = this.line(number);
    const mayHaveComment = text.includes("/") || text.includes("#");
    return mayHaveComment ? text.replace(trailingComment, "").trimEnd() : text;
  }

  isComment(number: number): boolean {
    const { text } = this.line(number);
    return commentSigns.has(text.charAt(0)) && comment.test(text);
  }

  /** The line that opens what the line stands in; of a signature over several lines the first. Nothing where none is seen. */
  header(number: number): number | undefined {
    const { indent } = this.line(number);
    // Nothing encloses it, and all lines above would be read to see that.
    if (indent === 0) return undefined;
    for (let i = number - 1; this.has(i); i--) {
      const { indent: own, text } = this.line(i);
      if (own >= indent || (text.startsWith("#") && directive.test(text)) || this.isComment(i)) continue;
      if (isClosing(text)) return this.#openerOf(i);
      return this.code(i) === "{" ? this.#aboveBrace(i) : i;
    }
    return undefined;
  }

  /** Of the line with the closing bracket of a signature the line where that begins. */
  #openerOf(number: number): number {
    const { indent } = this.line(number);
    for (let i = number - 1; this.has(i); i--) {
      const { indent: own, text } = this.line(i);
      if (own < indent) return number;
      if (own === indent && !isClosing(text)) return i;
    }
    return number;
  }

  /** The signature of a function above its brace, or the brace. */
  #aboveBrace(number: number): number {
    const above = this.line(number - 1);
    return this.has(number - 1) && above.indent === this.line(number).indent && above.text.endsWith(")")
      ? number - 1
      : number;
  }

  /** True for what opens a block of statements, where other lines open a list, a map or a call over several lines. */
  isBlock(number: number): boolean {
    const text = this.code(number);
    if (endsOfBlocks.has(text.charAt(text.length - 1)) && opensBlock.test(text)) return true;
    // A signature over several lines.
    return text.endsWith("(") && /\b(?:def|func|fn|function)\b[^"']{0,120}\($/u.test(text);
  }

  /** The statement that the place belongs to. */
  statement(): Range {
    let first = here;
    for (let header = this.header(first); header !== undefined && !this.isBlock(header); header = this.header(first))
      first = header;
    while (this.has(first - 1) && this.#goesOn(first)) first--;
    const { indent } = this.line(first);
    let last = here;
    for (; this.has(last + 1); last++) {
      const { indent: own, text } = this.line(last + 1);
      if (own < indent || (own === indent && !isClosing(text) && !continues.test(text))) break;
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
    for (let i = number + 1; i < number + linesJoined && this.line(i).indent > indent; i++)
      joined += ` ${this.line(i).text}`;
    return joined;
  }

  /** What stands between the line that opens it and the one that closes it. */
  inside(header: number): Range {
    const { indent } = this.line(header);
    let last = here;
    while (this.has(last + 1) && this.line(last + 1).indent > indent) last++;
    return { first: header + 1, last };
  }

  /** The first line of the comment right above a line, as far as it is read; the line itself where none is. */
  remarkedFrom(number: number): number {
    let first = number;
    while (first > number - mostRemarks && this.isComment(first - 1)) first--;
    return first;
  }

  /** The comment right above a line, and the one at its end. */
  commentOf(number: number): string {
    let text = trailingComment.exec(this.line(number).text)?.[0] ?? "";
    for (let i = number - 1; i >= this.remarkedFrom(number); i--) text = `${this.line(i).text} ${text}`;
    return text;
  }
}
