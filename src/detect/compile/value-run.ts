// What every match of a rule's regex is sure to hold: runs of token characters. A rule that promises one is looked at only where
// one stands. Reads the regexes that `checkPattern` lets pass.
import type { DetectorRule } from "../../model/rule.ts";
import { DIGIT_WITHIN, RUN } from "../kernel/layout.ts";

/** What holds for every match of a piece of a regex. Lengths are the least that any match has. */
export interface Runs {
  /** Run of token characters at the beginning, at the end, and the longest anywhere. */
  readonly lead: number;
  readonly trail: number;
  readonly longest: number;
  readonly length: number;
  /** Every match consists of token characters only. */
  readonly whole: boolean;
}

const empty: Runs = { lead: 0, trail: 0, longest: 0, length: 0, whole: true };
const tokenCharacter: Runs = { lead: 1, trail: 1, longest: 1, length: 1, whole: true };
const otherCharacter: Runs = { lead: 0, trail: 0, longest: 0, length: 1, whole: false };

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
  };
}

function either(a: Runs, b: Runs): Runs {
  return {
    lead: Math.min(a.lead, b.lead),
    trail: Math.min(a.trail, b.trail),
    longest: Math.min(a.longest, b.longest),
    length: Math.min(a.length, b.length),
    whole: a.whole && b.whole,
  };
}

function repeat(piece: Runs, least: number, more: boolean): Runs {
  let all = empty;
  for (let i = 0; i < Math.min(least, 200); i++) all = join(all, piece);
  return more ? join(all, { ...empty, whole: piece.whole }) : all;
}

/** Reads one regex; `at` moves over it. Any syntax it does not know counts as a character that is none of a token. */
class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
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
    return isToken(char.charCodeAt(0)) ? tokenCharacter : otherCharacter;
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
    for (let code = 0; code < 256; code++)
      if (set.test(String.fromCharCode(code)) && !isToken(code)) return otherCharacter;
    return tokenCharacter;
  }

  #escape(): Runs {
    const escaped = this.#source.charAt(this.#at + 1);
    this.#at += 2;
    if (escaped === "b" || escaped === "B") return empty;
    if (escaped === "x") {
      const code = Number.parseInt(this.#source.slice(this.#at, this.#at + 2), 16);
      this.#at += 2;
      return isToken(code) ? tokenCharacter : otherCharacter;
    }
    if (/[A-Z]/u.test(escaped) || "snrtfv".includes(escaped)) return otherCharacter;
    return "wd".includes(escaped) || isToken(escaped.charCodeAt(0)) ? tokenCharacter : otherCharacter;
  }
}

/** The runs of token characters that every match of `pattern` holds. */
export function matchRuns(pattern: string): Runs {
  return new Reader(pattern).alternatives();
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
