/** Lines whose name is given nothing secret. Code says the same lines again and again: what was read and judged once need not be again. */
import type { FileKind } from "./file-kind.ts";

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
  return until === from + longest ? undefined : { start: from, end: to, text: bytes.toString("latin1", from, until) };
}

// A fallback, argument or sum on the next line, in a string that may go on behind it.
const goesOn = /(?:[,|?(+\\]|\bor)\s*\n.*(?:`|"""|''')/u;

/** Of one search, for texts of any number. */
export class RejectedLines {
  readonly #kinds = new Map<string, Map<string, readonly number[]>>();
  #count = 0;
  #file: FileKind | undefined;
  #lines: Map<string, readonly number[]> | undefined;

  /** Of files of this kind. */
  #of(file: FileKind): Map<string, readonly number[]> {
    if (this.#lines && this.#file === file) return this.#lines;
    const { unquoted, prose, locale, test, generated } = file;
    const kind = [unquoted, prose, locale, test, generated].join();
    const lines = this.#kinds.get(kind) ?? new Map<string, readonly number[]>();
    this.#kinds.set(kind, lines);
    this.#file = file;
    this.#lines = lines;
    return lines;
  }

  /** True where the name at that place of the line was looked at before, in a file of this kind. */
  has(file: FileKind, line: Line, nameStart: number): boolean {
    return (
      this.#of(file)
        .get(line.text)
        ?.includes(nameStart - line.start) === true
    );
  }

  /** Keeps that the name is given nothing secret by the line itself, its value in front of `valueEnd`. */
  add(file: FileKind, line: Line, nameStart: number, valueEnd: number): void {
    if (goesOn.test(line.text.slice(valueEnd - line.start))) return;
    if (this.#count++ >= mostLines) {
      this.#kinds.clear();
      this.#lines = undefined;
      this.#count = 0;
    }
    const lines = this.#of(file);
    lines.set(line.text, [...(lines.get(line.text) ?? []), nameStart - line.start]);
  }
}
