// Values that are given to names such as `user` or `client_id` near a secret.
import type { SourceText, Span } from "../../model/text.ts";
import { readAssignment } from "../generic/assignment.ts";
import { OpenQuotes } from "../generic/open-quotes.ts";
import { fileKind } from "../generic/file-kind.ts";
import { placeholder } from "../judge/placeholder.ts";
import { stemOf } from "./stem.ts";
import { latin1 } from "../../model/slice.ts";

/** A value that can be a part. */
export interface NamedValue extends Span {
  /** The stem of its whole name, and of what stands around the name that was looked for: of `PROD_WORKSPACE` that of `PROD`. */
  readonly stem: readonly string[];
  readonly rest: readonly string[];
  /** Its name is an option of a command: `--user x`. */
  readonly isOption: boolean;
}

/** More names in one window are no block of settings. */
const mostNames = 32;
const longestValue = 200;
/** So much around a name shows what it is given. */
const before = 240;
const behind = 480;
const template = /[\s$<>{}%()`]|^(?:null|none|nil|true|false|undefined|string|str)$|^$/iu;

const patterns = new WeakMap<readonly string[], RegExp>();

/** Finds the names at the end of identifiers, in any style of writing: `client_id` as `AZURE_CLIENT_ID`, `clientId` and `client-id`. */
function patternOf(names: readonly string[]): RegExp {
  let pattern = patterns.get(names);
  if (!pattern) {
    const written = [...names]
      .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
      .map((name) => name.split(/[^a-z\d]+/iu).join("[_. -]?"));
    const source = String.raw`(?<name>${written.join("|")})(?:[_-]?\d{1,3}|[_-][A-Za-z]{1,12}){0,2}(?![\w-])`;
    patterns.set(names, (pattern = new RegExp(source, "giu")));
  }
  return pattern;
}

const longestLead = 40;
const ofIdentifiers = new Uint8Array(256);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-")
  ofIdentifiers[char.charCodeAt(0)] = 1;

/** Where the identifier begins whose end is the name at `at`; nothing where the name begins no word of it: `user` does not in `superuser`. */
function identifierStart(window: string, at: number): number | undefined {
  let start = at;
  while (start > 0 && at - start < longestLead && ofIdentifiers[window.charCodeAt(start - 1)] === 1) start--;
  while (start < at && (window[start] === "." || window[start] === "-")) start++;
  const before = window.charAt(at - 1);
  const begins =
    start === at || !/[A-Za-z]/u.test(before) || (/[a-z]/u.test(before) && /[A-Z]/u.test(window.charAt(at)));
  return begins ? start : undefined;
}

/** A name in the text: where it begins, the part of it that was looked for, and where it ends. */
interface Name extends Span {
  readonly middle: Span;
}

/** What a name is given. */
function valueAt(
  { path, bytes }: SourceText,
  { start, end, middle }: Name,
  quotes: OpenQuotes,
): NamedValue | undefined {
  const from = Math.max(0, start - before);
  const window = latin1(bytes, from, end + behind);
  const style = fileKind(path).unquoted;
  const cut = quotes.cut(window, from, start - from);
  const read = readAssignment(window, start - from, end - from, style, cut);
  if (!read || read.end - read.start > longestValue) return undefined;
  // Without quotes, code holds a value only in its comments and strings.
  if (style === "code" && !read.quoted && !read.inComment && !read.inString) return undefined;
  const value = window.slice(read.start, read.end);
  if (template.test(value) || placeholder(value) !== undefined) return undefined;
  return {
    start: from + read.start,
    end: from + read.end,
    stem: stemOf(window.slice(start - from, end - from)),
    rest: stemOf(`${window.slice(start - from, middle.start - from)} ${window.slice(middle.end - from, end - from)}`),
    isOption: bytes[start - 1] === 45,
  };
}

/** Finds the values that are given to names; each name of a text is read once. */
export class NamedValues {
  readonly #text: SourceText;
  readonly #quotes: OpenQuotes;
  readonly #pattern: RegExp;
  readonly #read = new Map<number, NamedValue | undefined>();

  constructor(text: SourceText, names: readonly string[]) {
    this.#text = text;
    this.#quotes = new OpenQuotes(text.bytes);
    this.#pattern = patternOf(names);
  }

  /** Those whose names stand in the window that begins at `from`, in the order of the text. */
  in(window: string, from: number): NamedValue[] {
    const found: NamedValue[] = [];
    this.#pattern.lastIndex = 0;
    for (let count = 0; count < mostNames; count++) {
      const match = this.#pattern.exec(window);
      if (!match) break;
      const start = identifierStart(window, match.index);
      if (start === undefined) continue;
      const at = from + start;
      if (!this.#read.has(at)) {
        const begin = from + match.index;
        const middle = { start: begin, end: begin + (match.groups?.["name"] ?? "").length };
        this.#read.set(at, valueAt(this.#text, { start: at, end: begin + match[0].length, middle }, this.#quotes));
      }
      const value = this.#read.get(at);
      if (value) found.push(value);
    }
    return found.length < 2 ? found : found.sort((a, b) => a.start - b.start);
  }
}
