// What every match of a rule's regex is sure to hold: runs of token characters. A rule that promises one is looked at only where
// one stands. Reads the regexes that `checkPattern` lets pass.
import type { DetectorRule } from "../../model/rule.ts";
import { DIGIT_WITHIN, RUN } from "../kernel/layout.ts";
import { groupOf, wordGroups } from "./groups.ts";

/** What holds for every match of a piece of a regex. Lengths are the least that any match has. */
export interface Runs {
  /** Run of token characters at the beginning, at the end, and the longest anywhere. */
  readonly lead: number;
  readonly trail: number;
  readonly longest: number;
  readonly length: number;
  /** Every match consists of token characters only. */
  readonly whole: boolean;
  /** The groups (see groups.ts) of the first `lead` characters and of the last `trail` ones; of all where the piece is whole. */
  readonly leadGroups: number;
  readonly trailGroups: number;
  readonly groups: number;
}

const empty: Runs = { lead: 0, trail: 0, longest: 0, length: 0, whole: true, leadGroups: 0, trailGroups: 0, groups: 0 };
const otherCharacter: Runs = { ...empty, length: 1, whole: false };

function character(groups: number): Runs {
  return { lead: 1, trail: 1, longest: 1, length: 1, whole: true, leadGroups: groups, trailGroups: groups, groups };
}

function isToken(code: number): boolean {
  return /[\w+/-]/u.test(String.fromCharCode(code));
}

function join(a: Runs, b: Runs): Runs {
  return {
    lead: a.whole ? a.length + b.lead : a.lead,
    trail: b.whole ? b.length + a.trail : b.trail,
    longest: Math.max(a.longest, b.longest, a.trail + b.lead),
    length: a.length + b.length,
    whole: a.whole && b.whole,
    // What is longer than its least length pushes on what follows it.
    leadGroups: a.whole && b.lead > 0 ? a.groups | b.leadGroups : a.leadGroups,
    trailGroups: b.whole && a.trail > 0 ? b.groups | a.trailGroups : b.trailGroups,
    groups: a.groups | b.groups,
  };
}

function either(a: Runs, b: Runs): Runs {
  return {
    lead: Math.min(a.lead, b.lead),
    trail: Math.min(a.trail, b.trail),
    longest: Math.min(a.longest, b.longest),
    length: Math.min(a.length, b.length),
    whole: a.whole && b.whole,
    leadGroups: a.leadGroups | b.leadGroups,
    trailGroups: a.trailGroups | b.trailGroups,
    groups: a.groups | b.groups,
  };
}

function repeat(piece: Runs, least: number, more: boolean): Runs {
  let all = empty;
  for (let i = 0; i < Math.min(least, 200); i++) all = join(all, piece);
  const { whole, groups } = piece;
  return more ? join(all, { ...empty, whole, groups }) : all;
}

/** Reads one regex; `at` moves over it. Any syntax it does not know counts as a character that is none of a token. */
class Reader {
  readonly #source: string;
  readonly #isIn: (code: number) => boolean;
  #at = 0;

  constructor(source: string, isIn: (code: number) => boolean) {
    this.#source = source;
    this.#isIn = isIn;
  }

  #characterOf(code: number): Runs {
    return this.#isIn(code) ? character(groupOf(code)) : otherCharacter;
  }

  alternatives(): Runs {
    let all = this.#sequence();
    while (this.#source[this.#at] === "|") {
      this.#at++;
      all = either(all, this.#sequence());
    }
    return all;
  }

  #sequence(): Runs {
    let all = empty;
    while (this.#at < this.#source.length && !"|)".includes(this.#source.charAt(this.#at))) {
      all = join(all, this.#quantified(this.#atom()));
    }
    return all;
  }

  #quantified(atom: Runs): Runs {
    const match = /^(?:(?<sign>[?*+])|\{(?<least>\d{1,5})(?<more>,\d{0,5})?\})\??/u.exec(
      this.#source.slice(this.#at, this.#at + 16),
    );
    if (!match?.groups) return atom;
    this.#at += match[0].length;
    const { sign, least = "0", more } = match.groups;
    if (sign !== undefined) return repeat(atom, sign === "+" ? 1 : 0, true);
    return repeat(atom, Number(least), more !== undefined && more !== `,${least}`);
  }

  #atom(): Runs {
    const char = this.#source.charAt(this.#at);
    if (char === "(") return this.#group();
    if (char === "[") return this.#characterClass();
    if (char === "\\") return this.#escape();
    this.#at++;
    if (char === "^" || char === "$") return empty;
    if (char === ".") return otherCharacter;
    return this.#characterOf(char.charCodeAt(0));
  }

  #group(): Runs {
    const head = /^\((?:\?(?:<?[=!]|:|<\w{1,40}>))?/u.exec(this.#source.slice(this.#at, this.#at + 48))?.[0] ?? "(";
    this.#at += head.length;
    const inner = this.alternatives();
    this.#at++;
    return /[=!]$/u.test(head) ? empty : inner;
  }

  #characterClass(): Runs {
    const start = this.#at;
    this.#at++;
    while (this.#at < this.#source.length && this.#source[this.#at] !== "]")
      this.#at += this.#source[this.#at] === "\\" ? 2 : 1;
    this.#at++;
    const set = new RegExp(this.#source.slice(start, this.#at));
    let groups = 0;
    for (let code = 0; code < 256; code++) {
      if (!set.test(String.fromCharCode(code))) continue;
      if (!this.#isIn(code)) return otherCharacter;
      groups |= groupOf(code);
    }
    return character(groups);
  }

  #escape(): Runs {
    const escaped = this.#source.charAt(this.#at + 1);
    this.#at += 2;
    if (escaped === "b" || escaped === "B") return empty;
    if (escaped === "x" || escaped === "u") {
      const length = escaped === "x" ? 2 : 4;
      const code = Number.parseInt(this.#source.slice(this.#at, this.#at + length), 16);
      this.#at += length;
      return code < 256 ? this.#characterOf(code) : otherCharacter;
    }
    if (/[A-Z]/u.test(escaped) || "snrtfv".includes(escaped)) return otherCharacter;
    if (escaped === "w") return character(wordGroups);
    return escaped === "d" ? character(groupOf(48)) : this.#characterOf(escaped.charCodeAt(0));
  }
}

/** The runs of token characters, or of those that `isIn` counts, that every match of `pattern` holds. */
export function matchRuns(pattern: string, isIn: (code: number) => boolean = isToken): Runs {
  return new Reader(pattern, isIn).alternatives();
}

// Of values of 32 random letters and digits one in 300 has no digit; of 13 one in ten.
const digitIsLikely = 32;
const asksForDigit = /^(?:\(\?=[^()|]{1,40}\))*\(\?=[^()|]{0,40}(?:\\d|\[0-9\])\)[^|]*$/u;

/** True when the scan may look for the rule's value by a run: at the anchor, or with a digit in a value behind a name. */
export function isFoundByRun(rule: DetectorRule): boolean {
  const { names, value = "", pattern = "" } = rule;
  if (!names) return rule.before === 0 && rule.boundary !== "none" && matchRuns(pattern).lead >= RUN;
  const { longest } = matchRuns(value);
  return longest >= (asksForDigit.test(value) ? RUN : digitIsLikely);
}

const tokenRuns = new RegExp(`[\\w+/-]{${String(RUN)},}`, "gu");

/** True when a run of token characters stands in the value, with a digit near the value's beginning. */
export function holdsDigitRun(value: string): boolean {
  for (const run of value.matchAll(tokenRuns)) {
    const digit = run[0].search(/\d/u);
    if (digit >= 0) return run.index + digit < DIGIT_WITHIN;
  }
  return false;
}
