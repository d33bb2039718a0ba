// Reads a regex in the syntax of Go's regexp package (RE2), as https://pkg.go.dev/regexp/syntax describes it.
import {
  characterRange,
  type CharacterSet,
  complement,
  noCharacter,
  posixClasses,
  shorthands,
  union,
  withBothCases,
} from "./characters.ts";
import type { Assertion, GoNode, GoRegex } from "./node.ts";
import { GoRegexProblem } from "./problem.ts";

/** `(?i)`, `(?m)`, `(?s)` and `(?U)`. */
interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
}

const noFlags: Flags = { i: false, m: false, s: false, U: false };
const deepest = 100;
/** Go refuses more. */
const mostRepetitions = 1000;
const simpleEscapes: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
const assertions: Readonly<Record<string, Assertion>> = {
  A: "text-begin",
  z: "text-end",
  b: "word-edge",
  B: "no-word-edge",
};

function invalid(): GoRegexProblem {
  return new GoRegexProblem("is no Go regular expression");
}

function codeOf(char: string): number {
  return char.codePointAt(0) ?? 0;
}

class Parser {
  readonly #chars: readonly string[];
  #at = 0;
  #flags = noFlags;
  #depth = 0;
  groups = 0;

  constructor(source: string) {
    this.#chars = Array.from(source);
  }

  whole(): GoNode {
    const node = this.#either();
    if (this.#at < this.#chars.length) throw invalid();
    return node;
  }

  #peek(offset = 0): string {
    return this.#chars[this.#at + offset] ?? "";
  }

  #next(): string {
    const char = this.#peek();
    if (char === "") throw invalid();
    this.#at++;
    return char;
  }

  /** Takes what `pattern` matches here. */
  #take(pattern: RegExp, length: number): RegExpExecArray | undefined {
    const match = pattern.exec(this.#chars.slice(this.#at, this.#at + length).join(""));
    if (match) this.#at += Array.from(match[0]).length;
    return match ?? undefined;
  }

  #either(): GoNode {
    if (++this.#depth > deepest) throw new GoRegexProblem("is nested too deeply");
    const options = [this.#sequence()];
    while (this.#peek() === "|") {
      this.#at++;
      options.push(this.#sequence());
    }
    this.#depth--;
    const [only] = options;
    return options.length === 1 && only ? only : { type: "either", options };
  }

  #sequence(): GoNode {
    const items: GoNode[] = [];
    while (this.#at < this.#chars.length && !["|", ")"].includes(this.#peek())) {
      const atoms = this.#atoms();
      const repeated = atoms.at(-1);
      if (repeated) items.push(...atoms.slice(0, -1), this.#repeated(repeated));
    }
    return { type: "sequence", items };
  }

  #repeated(item: GoNode): GoNode {
    const range = this.#repetition();
    if (!range) return item;
    const isLazy = this.#peek() === "?";
    if (isLazy) this.#at++;
    const [least, most] = range;
    if (this.#repetition()) throw invalid();
    return { type: "repeat", item, least, most, lazy: isLazy !== this.#flags.U };
  }

  #repetition(): readonly [least: number, most: number] | undefined {
    const match = this.#take(/^(?:(?<sign>[*+?])|\{(?<least>\d{1,4})(?:(?<comma>,)(?<most>\d{0,4}))?\})/u, 12);
    if (!match) return undefined;
    const { sign, least = "", comma, most = "" } = match.groups ?? {};
    if (sign === "*") return [0, Number.POSITIVE_INFINITY];
    if (sign === "+") return [1, Number.POSITIVE_INFINITY];
    if (sign === "?") return [0, 1];
    const low = Number(least);
    const high = comma === undefined ? low : most === "" ? Number.POSITIVE_INFINITY : Number(most);
    if (low > high || low > mostRepetitions || (high > mostRepetitions && high < Number.POSITIVE_INFINITY))
      throw invalid();
    return [low, high];
  }

  /** What stands here: mostly one piece; the last of them is what a repetition behind them repeats. */
  #atoms(): GoNode[] {
    const char = this.#next();
    switch (char) {
      case "(":
        return this.#group();
      case "[":
        return [this.#set(this.#characterClass())];
      case "\\":
        return this.#escape();
      case "^":
        return [{ type: "assertion", what: this.#flags.m ? "line-begin" : "text-begin" }];
      case "$":
        return [{ type: "assertion", what: this.#flags.m ? "line-end" : "text-end" }];
      case ".": {
        const newline = characterRange(10, 10);
        return [{ type: "set", set: complement(this.#flags.s ? noCharacter : newline) }];
      }
      case "*":
      case "+":
      case "?":
        throw invalid();
      default:
        return [this.#literal(char)];
    }
  }

  #set(set: CharacterSet): GoNode {
    return { type: "set", set };
  }

  #folded(set: CharacterSet): CharacterSet {
    return this.#flags.i ? withBothCases(set) : set;
  }

  #literal(char: string): GoNode {
    return this.#set(this.#folded(characterRange(codeOf(char), codeOf(char))));
  }

  #group(): GoNode[] {
    if (this.#peek() !== "?") return [this.#captured()];
    if (this.#take(/^\?P?<\w{1,100}>/u, 104)) return [this.#captured()];
    const match = this.#take(/^\?(?<on>[imsU]{0,8})(?:-(?<off>[imsU]{1,8}))?(?<end>[:)])/u, 20);
    if (!match) throw invalid();
    const { on = "", off = "", end } = match.groups ?? {};
    const outside = this.#flags;
    const flags = { ...outside };
    for (const flag of on) flags[flag as keyof Flags] = true;
    for (const flag of off) flags[flag as keyof Flags] = false;
    this.#flags = flags;
    // `(?i)` holds to the end of the group around it, which puts the old flags back.
    if (end === ")") return [];
    const item = this.#either();
    if (this.#next() !== ")") throw invalid();
    this.#flags = outside;
    return [{ type: "sequence", items: [item] }];
  }

  #captured(): GoNode {
    const number = ++this.groups;
    const outside = this.#flags;
    const item = this.#either();
    if (this.#next() !== ")") throw invalid();
    this.#flags = outside;
    return { type: "group", number, item };
  }

  #escape(): GoNode[] {
    const char = this.#peek();
    const what = assertions[char];
    if (what !== undefined) {
      this.#at++;
      return [{ type: "assertion", what }];
    }
    if (char === "Q") {
      this.#at++;
      return this.#quoted();
    }
    return [this.#set(this.#escapedSet())];
  }

  /** `\Q...\E`: literals. */
  #quoted(): GoNode[] {
    const literals: GoNode[] = [];
    while (this.#at < this.#chars.length) {
      if (this.#take(/^\\E/u, 2)) break;
      literals.push(this.#literal(this.#next()));
    }
    return literals;
  }

  /** What an escape stands for that is a set of characters, in a class or outside. */
  #escapedSet(): CharacterSet {
    const short = shorthands[this.#peek().toLowerCase()];
    if (short) return /[a-z]/u.test(this.#next()) ? short : complement(short);
    if (this.#peek().toLowerCase() === "p") throw new GoRegexProblem("uses classes of Unicode (\\p)");
    const code = this.#escapedCode();
    return this.#folded(characterRange(code, code));
  }

  #escapedCode(): number {
    const hex = this.#take(/^x(?:\{(?<long>[\da-f]{1,6})\}|(?<short>[\da-f]{2}))/iu, 10)?.groups;
    if (hex) return this.#codePoint(Number.parseInt(hex["long"] ?? hex["short"] ?? "", 16));
    const octal = this.#take(/^(?:0[0-7]{0,2}|[1-7][0-7]{1,2})/u, 3);
    if (octal) return Number.parseInt(octal[0], 8);
    const char = this.#next();
    const simple = simpleEscapes[char];
    if (simple !== undefined) return simple;
    if (/[A-Za-z\d]/u.test(char) || codeOf(char) > 127) throw invalid();
    return codeOf(char);
  }

  #codePoint(code: number): number {
    if (code > 0x10ffff) throw invalid();
    return code;
  }

  #characterClass(): CharacterSet {
    const isNegated = this.#peek() === "^";
    if (isNegated) this.#at++;
    let set = noCharacter;
    for (let isFirst = true; isFirst || this.#peek() !== "]"; isFirst = false) set = union(set, this.#classItem());
    this.#at++;
    return isNegated ? complement(set) : set;
  }

  #classItem(): CharacterSet {
    const posix = this.#take(/^\[:(?<not>\^?)(?<name>[a-z]{1,10}):\]/u, 16)?.groups;
    if (posix) {
      const set = posixClasses[posix["name"] ?? ""];
      if (!set) throw invalid();
      const folded = this.#folded(set);
      return posix["not"] === "^" ? complement(folded) : folded;
    }
    if (this.#peek() === "\\" && /[dswp]/iu.test(this.#peek(1))) {
      this.#at++;
      return this.#escapedSet();
    }
    const low = this.#classCode();
    if (this.#peek() !== "-" || this.#peek(1) === "]") return this.#folded(characterRange(low, low));
    this.#at++;
    const high = this.#classCode();
    if (high < low) throw invalid();
    return this.#folded(characterRange(low, high));
  }

  #classCode(): number {
    const char = this.#next();
    return char === "\\" ? this.#escapedCode() : codeOf(char);
  }
}

/** Reads a regex. Throws a `GoRegexProblem` where it is none, or names characters that cannot be written in bytes. */
export function parseGoRegex(source: string): GoRegex {
  const parser = new Parser(source);
  const node = parser.whole();
  return { node, groups: parser.groups };
}
