/** Lines and what their names are given. Code says the same lines again and again: what was read and judged once need not be again. */
import type { Candidate } from "../../model/candidate.ts";
import type { FileKind, UnquotedStyle } from "./file-kind.ts";
import { latin1 } from "../../model/slice.ts";

const longest = 400;
const mostLines = 20_000;
const lineFeed = 10;

/** A line with the next one that is not blank, which may go on with what it begins. */
export interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The line of the name from `start` to `end`; nothing where it is long. */
export function lineOf(bytes: Buffer, start: number, end: number): Line | undefined {
  let from = start;
  while (from > 0 && bytes[from - 1] !== lineFeed) if (start - --from > longest) return undefined;
  const most = Math.min(bytes.length, from + longest);
  let to = end;
  while (to < most && bytes[to] !== lineFeed) to++;
  let until = to;
  while (until < most && (bytes[until] ?? 0) <= 32) until++;
  while (until < most && bytes[until] !== lineFeed) until++;
  return until === from + longest ? undefined : { start: from, end: to, text: latin1(bytes, from, until) };
}

// A fallback, argument or sum on the next line, in a string that may go on behind it.
const goesOn = /(?:[,|?(+\\]|\bor)\s*\n.*(?:`|"""|''')/u;

/** Most lines hold none of these quotes. */
function mayGoOn(rest: string): boolean {
  return (rest.includes("`") || rest.includes('"""') || rest.includes("'''")) && goesOn.test(rest);
}

/** What a name on a line was found to be given. */
interface Judged {
  /** Where the name begins in the line. */
  readonly at: number;
  /** Where the line began. */
  readonly start: number;
  /** Nothing where it is no secret. */
  readonly candidate: Candidate | undefined;
}

/** What was judged on each line, by its text. */
type Lines = Map<string, readonly Judged[]>;

const styles: readonly UnquotedStyle[] = ["code", "word", "line"];

/** A number for all that is known of a file. */
function numberOf({ unquoted, prose, locale, test, sample, manifest, generated }: FileKind): number {
  let number = styles.indexOf(unquoted);
  for (const flag of [prose, locale, test, sample, manifest, generated]) number = 2 * number + (flag ? 1 : 0);
  return number;
}

/** Of one search, for texts of any number. */
export class JudgedLines {
  readonly #kinds = new Map<number, Lines>();
  #count = 0;
  #file: FileKind | undefined;
  #lines: Lines | undefined;

  /** Of files of this kind. */
  #of(file: FileKind): Lines {
    if (this.#lines && this.#file === file) return this.#lines;
    const kind = numberOf(file);
    const lines: Lines = this.#kinds.get(kind) ?? new Map<string, readonly Judged[]>();
    this.#kinds.set(kind, lines);
    this.#file = file;
    this.#lines = lines;
    return lines;
  }

  /** What was said of the name at that place of the line, in a file of this kind; nothing where nobody looked. */
  get(file: FileKind, line: Line, nameStart: number): { readonly candidate: Candidate | undefined } | undefined {
    const known = this.#of(file)
      .get(line.text)
      ?.find(({ at }) => at === nameStart - line.start);
    if (!known?.candidate) return known;
    const shift = line.start - known.start;
    const { start, end } = known.candidate.span;
    return { candidate: { ...known.candidate, span: { start: start + shift, end: end + shift } } };
  }

  /** Keeps what the name is given by the line itself, its value in front of `valueEnd`. */
  add(file: FileKind, line: Line, nameStart: number, valueEnd: number, candidate: Candidate | undefined): void {
    if (mayGoOn(line.text.slice(valueEnd - line.start))) return;
    if (this.#count++ >= mostLines) {
      this.#kinds.clear();
      this.#lines = undefined;
      this.#count = 0;
    }
    const lines = this.#of(file);
    const judged = { at: nameStart - line.start, start: line.start, candidate };
    lines.set(line.text, [...(lines.get(line.text) ?? []), judged]);
  }
}
