/** The lines around a place in a program, as far as indentation tells what encloses what: no language is parsed. */
import type { SourceText, Span } from "../../model/text.ts";

const reachBefore = 6000;
const reachAfter = 2500;
const longestLine = 300;
const tabWidth = 4;
const mostJoined = 6;

const tab = 9;
const lineFeed = 10;
const space = 32;

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

const opensBlock =
  /(?:=>\s?\{?|\)[\w<>:&*?|, .-]{0,60}\{|\)\s?|(?<![,([{])\s?:|\bdo(?:\s?\|[^|]{0,60}\|)?|\bthen|(?:else|try|finally|begin|loop|unsafe|async|move|class [\w$]{1,60}|extends [\w.$]{1,60})\s?\{)$/u;
const closes = /^[)\]}]/u;
const comment = /^(?:\/\/|\/\*|\*|#(?!\s{0,3}(?:if|else|elif|endif|define|include|pragma)\b)|--\s|;|<!--)/u;
const directive = /^#\s{0,3}(?:if|ifdef|ifndef|else|elif|endif|define|include|pragma|undef)\b/u;
const continues = /^(?:\.[A-Za-z]|->|\?\.|&&|\|\||[+:?] )/u;
const trailingComment = /\s(?:\/\/|\/\*|#\s).{0,200}$/u;
const toBeContinued = /(?:[=\\([,]|=>)$/u;

/** The number of the line that the place is on; those above it have negative ones. */
export const here = 0;

/** They are read as far as anybody asks. */
export class Lines {
  readonly #bytes: Buffer;
  readonly #above: Line[] = [];
  readonly #below: Line[];
  /** What is read so far begins and ends here, each time at the end of a line, and goes no further than to these. */
  #top: number;
  #bottom: number;
  readonly #furthestUp: number;
  readonly #furthestDown: number;

  constructor({ bytes }: SourceText, { start, end }: Span) {
    this.#bytes = bytes;
    this.#furthestUp = Math.max(0, start - reachBefore);
    this.#furthestDown = Math.min(bytes.length, end + reachAfter);
    const from = this.#startOf(start);
    const until = this.#endOf(start);
    this.#top = from - 1;
    this.#bottom = until;
    this.#below = [this.#read(from, until) ?? { start: from, indent: 0, text: "" }];
  }

  #startOf(end: number): number {
    let at = end;
    while (at > this.#furthestUp && this.#bytes[at - 1] !== lineFeed) at--;
    return at;
  }

  #endOf(start: number): number {
    let at = start;
    while (at < this.#furthestDown && this.#bytes[at] !== lineFeed) at++;
    return at;
  }

  /** The line between two offsets; nothing if it is blank. */
  #read(start: number, end: number): Line | undefined {
    const until = Math.min(end, start + longestLine);
    let at = start;
    let indent = 0;
    for (; at < until && (this.#bytes[at] === space || this.#bytes[at] === tab); at++)
      indent += this.#bytes[at] === tab ? tabWidth : 1;
    const text = this.#bytes.toString("latin1", at, until).trim();
    return text === "" ? undefined : { start, indent, text };
  }

  /** Reads the next line above; false where none is left. */
  #goUp(): boolean {
    while (this.#top >= this.#furthestUp) {
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
    while (this.#bottom < this.#furthestDown) {
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
    return this.#seen(number) ?? { start: 0, indent: 0, text: "" };
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
    // Nothing encloses it, and all lines above would be read to see that.
    if (indent === 0) return undefined;
    for (let i = number - 1; this.has(i); i--) {
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
    for (let i = number - 1; this.has(i); i--) {
      const { indent: own, text } = this.line(i);
      if (own < indent) return number;
      if (own === indent && !closes.test(text)) return i;
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
    if (opensBlock.test(text)) return true;
    // A signature over several lines.
    return /\b(?:def|func|fn|function)\b[^"']{0,120}\($/u.test(text);
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
    for (let i = number + 1; i < number + mostJoined && this.line(i).indent > indent; i++)
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

  /** The comment right above a line, and the one at its end. */
  commentOf(number: number): string {
    let text = trailingComment.exec(this.line(number).text)?.[0] ?? "";
    for (let i = number - 1; i >= number - 3 && this.isComment(i); i--) text = `${this.line(i).text} ${text}`;
    return text;
  }
}
