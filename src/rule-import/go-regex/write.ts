// Writes a Go regex for JavaScript: for files, which are searched byte by byte, or for paths, which are texts.
import { type CharacterSet, ignoresCase, shorthands } from "./characters.ts";
import type { Assertion, GoNode } from "./node.ts";

export interface WriteOptions {
  /** What is searched: the bytes of a file, or text. */
  readonly target: "bytes" | "text";
  /** The names of capturing groups; the others do not capture. */
  readonly names?: ReadonlyMap<number, string>;
  /** What stands for no limit of a repetition. */
  readonly limit?: number;
  /** The regex will be used with the flag for it: letters are written in lower case only. */
  readonly ignoreCase?: boolean;
}

// JavaScript's own ^ and $ would do for the text; of lines they depend on a flag for all.
const assertions: Readonly<Record<Assertion, string>> = {
  "text-begin": "^",
  "text-end": "$",
  "line-begin": "(?<![^\\n])",
  "line-end": "(?![^\\n])",
  "word-edge": "\\b",
  "no-word-edge": "\\B",
};

const controls: Readonly<Record<number, string>> = { 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r" };

function hex(code: number, prefix: string, width: number): string {
  return `\\${prefix}${code.toString(16).padStart(width, "0")}`;
}

function character(code: number, special: RegExp): string {
  if (code < 32 || code === 127) return controls[code] ?? hex(code, "x", 2);
  const char = String.fromCharCode(code);
  return special.test(char) ? `\\${char}` : char;
}

const specialInClass = /[\\\]^[-]/u;
const specialOutside = /[\\^$.*+?()[\]{}|]/u;

/** Neighbours of one kind are written as a range, which people can read: letters, digits, or a long row of signs. */
function kindOf(code: number): "digit" | "upper" | "lower" | "sign" {
  const char = String.fromCharCode(code);
  if (/\d/u.test(char)) return "digit";
  if (/[A-Z]/u.test(char)) return "upper";
  return /[a-z]/u.test(char) ? "lower" : "sign";
}

/** The inside of a class. */
function ranges(codes: readonly number[]): string {
  const isWord = codes.filter((code) => shorthands["w"]?.ascii[code] === true).length === 63;
  const left = isWord ? codes.filter((code) => shorthands["w"]?.ascii[code] !== true) : codes;
  const parts: string[] = isWord ? ["\\w"] : [];
  for (let i = 0; i < left.length;) {
    const kind = kindOf(left[i] ?? 0);
    let j = i;
    while (left[j + 1] === (left[j] ?? 0) + 1 && kindOf(left[j + 1] ?? 0) === kind) j++;
    const run = left.slice(i, j + 1).map((code) => character(code, specialInClass));
    const isRange = run.length > (kind === "sign" ? 8 : 2);
    parts.push(isRange ? `${run[0] ?? ""}-${run.at(-1) ?? ""}` : run.join(""));
    i = j + 1;
  }
  return parts.join("");
}

function codesIn(ascii: readonly boolean[], ignoreCase: boolean): number[] {
  return [...ascii.keys()].filter((code) => ascii[code] === true && !(ignoreCase && code >= 65 && code <= 90));
}

function isSame(ascii: readonly boolean[], other: CharacterSet | undefined): boolean {
  return ascii.every((has, code) => has === other?.ascii[code]);
}

function beyondAscii(code: number, target: WriteOptions["target"]): string {
  const char = String.fromCodePoint(code);
  if (target === "bytes") return [...Buffer.from(char)].map((byte) => hex(byte, "x", 2)).join("");
  return char
    .split("")
    .map((unit) => hex(unit.charCodeAt(0), "u", 4))
    .join("");
}

/** A piece, and whether a repetition behind it would repeat the whole of it. */
interface Written {
  readonly source: string;
  readonly isAtom: boolean;
}

function writtenSet({ ascii, beyond }: CharacterSet, { target, ignoreCase = false }: WriteOptions): Written {
  const atom = (source: string): Written => ({ source, isAtom: true });
  if (beyond === "all") {
    const others = ascii.map((has) => !has);
    for (const name of ["d", "w"]) if (isSame(others, shorthands[name])) return atom(`\\${name.toUpperCase()}`);
    const without = codesIn(others, ignoreCase);
    return atom(without.length === 0 ? "[\\s\\S]" : `[^${ranges(without)}]`);
  }
  const codes = codesIn(ascii, ignoreCase);
  const [only] = codes;
  const parts: string[] = [];
  for (const name of ["d", "w"]) if (isSame(ascii, shorthands[name])) parts.push(`\\${name}`);
  if (parts.length === 0 && codes.length === 1 && only !== undefined) parts.push(character(only, specialOutside));
  // A set of nothing matches nowhere.
  else if (parts.length === 0 && (codes.length > 0 || beyond.length === 0)) parts.push(`[${ranges(codes)}]`);
  parts.push(...beyond.map((code) => beyondAscii(code, target)));
  if (parts.length > 1) return atom(`(?:${parts.join("|")})`);
  return { source: parts[0] ?? "", isAtom: beyond.length === 0 };
}

class Writer {
  readonly #options: WriteOptions;

  constructor(options: WriteOptions) {
    this.#options = options;
  }

  write(node: GoNode): Written {
    switch (node.type) {
      case "set":
        return writtenSet(node.set, this.#options);
      case "assertion":
        return { source: assertions[node.what], isAtom: false };
      case "sequence": {
        const [only] = node.items;
        if (node.items.length === 1 && only) return this.write(only);
        return { source: node.items.map((item) => this.#inSequence(item)).join(""), isAtom: false };
      }
      case "either":
        return { source: node.options.map((option) => this.write(option).source).join("|"), isAtom: false };
      case "group": {
        const name = this.#options.names?.get(node.number);
        const { source } = this.write(node.item);
        return { source: name === undefined ? `(?:${source})` : `(?<${name}>${source})`, isAtom: true };
      }
      case "repeat":
        return { source: `${this.#atom(node.item)}${this.#repetition(node)}`, isAtom: false };
    }
  }

  #inSequence(node: GoNode): string {
    let inner = node;
    while (inner.type === "sequence" && inner.items.length === 1 && inner.items[0]) [inner] = inner.items;
    const { source } = this.write(inner);
    return inner.type === "either" ? `(?:${source})` : source;
  }

  #atom(node: GoNode): string {
    const { source, isAtom } = this.write(node);
    return isAtom ? source : `(?:${source})`;
  }

  #repetition({ least, most, lazy }: Extract<GoNode, { type: "repeat" }>): string {
    const { limit = Number.POSITIVE_INFINITY } = this.#options;
    const high = most === Number.POSITIVE_INFINITY ? Math.max(limit, least) : most;
    const times =
      high === Number.POSITIVE_INFINITY
        ? least === 0
          ? "*"
          : least === 1
            ? "+"
            : `{${String(least)},}`
        : least === 0 && high === 1
          ? "?"
          : least === high
            ? `{${String(least)}}`
            : `{${String(least)},${String(high)}}`;
    return `${times}${lazy && least !== high ? "?" : ""}`;
  }
}

/** The regex for JavaScript. */
export function writeRegex(node: GoNode, options: WriteOptions): string {
  return new Writer(options).write(node).source;
}

function nodesIn(node: GoNode): GoNode[] {
  switch (node.type) {
    case "sequence":
      return [node, ...node.items.flatMap(nodesIn)];
    case "either":
      return [node, ...node.options.flatMap(nodesIn)];
    case "group":
    case "repeat":
      return [node, ...nodesIn(node.item)];
    default:
      return [node];
  }
}

/** True where no letter stands in one case only, so that the flag for all says the same. */
export function canIgnoreCase(node: GoNode): boolean {
  const sets = nodesIn(node).flatMap((each) => (each.type === "set" ? [each.set] : []));
  return sets.every(ignoresCase);
}

/** How many repetitions have no limit. */
export function endlessRepetitions(node: GoNode): number {
  return nodesIn(node).filter((each) => each.type === "repeat" && each.most === Number.POSITIVE_INFINITY).length;
}
