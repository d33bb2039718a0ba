import { isAscii } from "node:buffer";
import { latin1, utf8 } from "./slice.ts";
import { startAt } from "./starts.ts";

/** A half-open range of byte offsets in a text's UTF-8 bytes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One text to scan, as a source hands it over: always UTF-8 bytes, whatever the file's own encoding was. */
export interface SourceText {
  /** Path as reported: POSIX separators, relative to the git top level if there is one, else to the working directory. */
  readonly path: string;
  /** UTF-8 bytes without a byte order mark (the bytes as they are where `binary`). Valid until the source hands over the next text. */
  readonly bytes: Buffer;
  /** Looks binary: only provider formats, PEM blocks and vault values are searched. */
  readonly binary: boolean;
  /** The file's own encoding; edits are written back in it. */
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "utf-32le" | "utf-32be" | "binary";
  /** Holds NULs as it is: strings in UTF-16 may stand in it. */
  readonly nuls?: true;
  /** Absolute path of the file, where it is one. */
  readonly file?: string;
  /** Where in a history it stands, where it comes from one. */
  readonly origin?: Origin;
  /** What a thread saw in it that read it ahead. */
  readonly seen?: SeenLiterals;
  /** Where in an archive it stands, where it comes out of one; `path` then names both. */
  readonly archive?: InArchive;
  /** Where in a larger text it stands, where it is a part of one. */
  readonly piece?: Piece;
}

/** The place of a text that is a part of a larger one, and holds some of its neighbours, too. */
export interface Piece {
  /** Byte offset in the whole text, in UTF-8. */
  readonly offset: number;
  /** 1-based line and column of the first byte. */
  readonly line: number;
  readonly column: number;
  /** What begins here, by offsets in the piece, belongs to it; all else to its neighbours. */
  readonly own: Span;
}

/** Literals that were looked for before the text was handed on. */
export interface SeenLiterals {
  /** In what they were looked for: they stand for no other bytes. */
  readonly bytes: Buffer;
  /** Pairs of offset and number of the literal, in the order of offsets and numbers. Valid as long as the text. */
  readonly hits: Uint32Array;
  /** Tells whoever looks of a name in `bytes` that need not be reported in other texts. */
  readonly passOver: (bytes: Buffer, start: number, end: number) => void;
}

/** A place in an archive. */
export interface InArchive {
  /** The archive's path as reported. */
  readonly path: string;
  /** The entry's name; of an archive in an archive both, the outer one's first. */
  readonly entries: readonly string[];
}

/** Where in a history a text stands. */
export interface Origin {
  /** The first commit that has it, in full; none where only a tag names it. */
  readonly commit?: string | undefined;
  /** Rises from older to newer commits. */
  readonly order: number;
  /** It is what the checked out commit has at this path. */
  readonly inHead: boolean;
}

/** Where something is, for people and machines. Lines and columns are 1-based, columns count UTF-16 units, the end column is exclusive. */
export interface Region {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Byte offset and length in the UTF-8 text (for a UTF-16 file: in its UTF-8 form). */
  readonly offset: number;
  readonly length: number;
}

/** Bytes whose lines are found at once. */
const pieceLength = 8192;

/** UTF-16 units of what stands from one offset to another. No string is made of a long minified line that is ASCII. */
function unitsOf(bytes: Buffer, from: number, to: number): number {
  const isLong = to - from > pieceLength;
  return isLong && isAscii(bytes.subarray(from, to)) ? to - from : utf8(bytes, from, to).length;
}

/** Finds lines and columns in one text. Its table of line starts goes as far as anybody asked. CR, LF and CRLF end a line. */
export class LineMap {
  readonly #bytes: Buffer;
  readonly #place: Omit<Piece, "own">;
  readonly #starts: number[] = [0];
  /** The lines up to here are known. */
  #known = 0;
  /** Where the next CR stands; none is known yet. */
  #nextReturn = -1;
  /** The last answer: the next offset on its line is counted from there, since a minified line may hold thousands. */
  #last = { start: 0, offset: 0, units: 0 };

  /** Of a piece, lines are those of the whole text; offsets are those in `bytes`. */
  constructor(bytes: Buffer, place: Omit<Piece, "own"> = { offset: 0, line: 1, column: 1 }) {
    this.#bytes = bytes;
    this.#place = place;
  }

  /** Adds the lines that begin in the next piece; false at the end of the text. */
  #goOn(): boolean {
    const bytes = this.#bytes;
    const from = this.#known;
    if (from === bytes.length) return false;
    const to = Math.min(from + pieceLength, bytes.length);
    if (this.#isOneLine(from, to)) return true;
    // As a string it is searched by native code. A scan looks at too few lines for a loop over bytes to become as fast.
    const piece = latin1(bytes, from, to);
    if (piece.includes("\r")) {
      for (let at = from; at < to; at++)
        if (bytes[at] === 10 || (bytes[at] === 13 && (at + 1 === bytes.length || bytes[at + 1] !== 10)))
          this.#starts.push(at + 1);
    } else {
      for (let at = piece.indexOf("\n"); at >= 0; at = piece.indexOf("\n", at + 1)) this.#starts.push(from + at + 1);
    }
    this.#known = to;
    return true;
  }

  /** Passes over a piece in which no line ends, and all that follows up to the next end: minified code may go on so for megabytes. */
  #isOneLine(from: number, to: number): boolean {
    const bytes = this.#bytes;
    if (bytes.length <= pieceLength) return false;
    const next = (code: number): number => {
      const at = bytes.indexOf(code, from);
      return at < 0 ? bytes.length : at;
    };
    const feed = next(10);
    if (feed < to) return false;
    if (this.#nextReturn < from) this.#nextReturn = next(13);
    if (this.#nextReturn < to) return false;
    this.#known = Math.min(feed, this.#nextReturn);
    return true;
  }

  /** 0-based index of the line that holds `offset`; the line behind it is known then, too. */
  #lineIndex(offset: number): number {
    const starts = this.#starts;
    while ((starts.at(-1) ?? 0) <= offset && this.#goOn());
    return startAt(starts, offset);
  }

  /** The number of the first line. */
  get first(): number {
    return this.#place.line;
  }

  /** 1-based number of the line that holds `offset`. */
  line(offset: number): number {
    return this.#lineIndex(offset) + this.first;
  }

  /** The offset at which a 1-based line starts. */
  lineStart(line: number): number {
    return this.startsUpTo(line)[line - this.first] ?? this.#bytes.length;
  }

  /** The offsets at which lines start, the first one's first; those up to a 1-based line are among them. */
  startsUpTo(line: number): readonly number[] {
    while (this.#starts.length <= line - this.first && this.#goOn());
    return this.#starts;
  }

  /** The span of the line that holds `offset`, without its line end. */
  lineSpan(offset: number): Span {
    const index = this.#lineIndex(offset);
    const start = this.#starts[index] ?? 0;
    let end = this.#starts[index + 1] ?? this.#bytes.length;
    while (end > start && (this.#bytes[end - 1] === 10 || this.#bytes[end - 1] === 13)) end--;
    return { start, end };
  }

  /** 1-based line and column (UTF-16 units) of a byte offset. */
  position(offset: number): { line: number; column: number } {
    const index = this.#lineIndex(offset);
    const start = this.#starts[index] ?? 0;
    const last = this.#last;
    const from = last.start === start && last.offset <= offset ? last : { offset: start, units: 0 };
    const units = from.units + unitsOf(this.#bytes, from.offset, offset);
    this.#last = { start, offset, units };
    return { line: index + this.first, column: units + (index === 0 ? this.#place.column : 1) };
  }

  /** The region of a span. */
  region(path: string, span: Span): Region {
    const from = this.position(span.start);
    const to = this.position(span.end);
    return {
      path,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      offset: this.#place.offset + span.start,
      length: span.end - span.start,
    };
  }
}

const known = new WeakMap<SourceText, LineMap>();

/** The lines of a text. Its table is built once, whoever asks. */
export function linesOf(text: SourceText): LineMap {
  let lines = known.get(text);
  if (!lines) known.set(text, (lines = new LineMap(text.bytes, text.piece)));
  return lines;
}
