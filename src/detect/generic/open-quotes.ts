/** Which string literal is open at a place of a text, however far before it the line begins. */

import type { Reach } from "../version-search.ts";
import type { Cut } from "./assignment.ts";

// Names are looked at in the order of the text, but for a few bytes.
export const linesBack = 512;
const lineFeed = 10;
const backslash = 92;
const apostrophe = 39;

function isQuote(byte: number | undefined): byte is number {
  return byte === 34 || byte === apostrophe || byte === 96;
}

function isLetter(byte = 0): boolean {
  const folded = byte | 32;
  return folded >= 97 && folded <= 122;
}

// Of strings in SQL and Python, as line.ts has them.
const prefixes = new Set(Buffer.from("bBrRuUfFNE"));

/** True for an apostrophe between letters. */
function isInWord(bytes: Buffer, at: number): boolean {
  if (!isLetter(bytes[at - 1]) || !isLetter(bytes[at + 1])) return false;
  return !prefixes.has(bytes[at - 1] ?? 0) || isLetter(bytes[at - 2]);
}

interface State {
  readonly at: number;
  /** The quote; 0 outside of a literal. */
  readonly open: number;
}

/** Goes on from `state` to `end` at least. A literal ends with its line. */
function advance(bytes: Buffer, { at, open }: State, end: number): State {
  let quote = open;
  let i = at;
  for (; i < end; i++) {
    const byte = bytes[i];
    if (byte === lineFeed) quote = 0;
    else if (byte === backslash) i++;
    else if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (isQuote(byte) && !(byte === apostrophe && isInWord(bytes, i))) quote = byte;
  }
  return { at: i, open: quote };
}

/** Of one text. Each byte is read about once, as long as what is asked rises. */
export class OpenQuotes {
  readonly #bytes: Buffer;
  readonly #reach: Reach | undefined;
  #state: State = { at: 0, open: 0 };

  constructor(bytes: Buffer, reach?: Reach) {
    this.#bytes = bytes;
    this.#reach = reach;
  }

  /** The quote that is open at `at`; nothing outside of a literal, and far before what was asked last. */
  #openAt(at: number): string | undefined {
    const lineStart = this.#lineStart(at);
    if (lineStart === undefined) this.#reach?.readsAll();
    if (lineStart === undefined && this.#state.at < at - linesBack)
      this.#state = advance(this.#bytes, this.#state, at - linesBack);
    const state = lineStart === undefined ? this.#state : { at: lineStart, open: 0 };
    if (state.at > at) return undefined;
    const { open } = advance(this.#bytes, state, at);
    return open === 0 ? undefined : String.fromCharCode(open);
  }

  /** What `readAssignment` is to know of a window of the text that begins at `from`, where the line of its place `at` begins before it. */
  cut(window: string, from: number, at: number): Cut | undefined {
    const isWhole = from === 0 || this.#bytes[from - 1] === lineFeed || window.lastIndexOf("\n", at) >= 0;
    return isWhole ? undefined : { open: this.#openAt(from) };
  }

  /** Where the line of `at` begins, if not far before it. */
  #lineStart(at: number): number | undefined {
    const least = Math.max(0, at - linesBack);
    for (let i = at; i > least; i--) if (this.#bytes[i - 1] === lineFeed) return i;
    return least === 0 ? 0 : undefined;
  }
}
