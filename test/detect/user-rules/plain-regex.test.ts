// Rules of a user find what their pattern finds in the whole text, whatever they are searched by.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RuleMistake } from "../../../src/detect/user-rules/compile.ts";
import { createUserRuleSearch } from "../../../src/detect/user-rules/search.ts";
import type { UserRule, UserRuleData } from "../../../src/detect/user-rules/user-rule.ts";
import type { Span } from "../../../src/model/text.ts";
import { seeded } from "../generate.ts";
import { sourceText } from "../source-text.ts";
import { userRule } from "./user-rule.ts";

/** Draws from one seed. */
class Draw {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seeded(seed);
  }

  below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  of<T>(items: readonly T[]): T {
    const [item] = items.slice(this.below(items.length));
    if (item === undefined) throw new Error("There is nothing to draw from.");
    return item;
  }

  /** Changes the case of some letters. */
  recased(text: string): string {
    if (this.below(3) > 0) return text;
    return text.replace(/[a-z]/giu, (char) => (this.below(2) === 0 ? char.toUpperCase() : char.toLowerCase()));
  }
}

/** A regex and a way to draw texts that it may match. */
interface Piece {
  readonly source: string;
  readonly sample: () => string;
}

const literals = ["acmq", "ACMQ", "Acmq_", "zqxj", "zqXJ-", "_key", "KEY=", "wvk9"] as const;
const classes = [
  ["[a-f]", "abcdef"],
  ["[A-Z0-9]", "ABXZ019"],
  ["\\d", "0123456789"],
  ["[_-]", "_-"],
  ["[aA]", "aA"],
  ["[Qq]", "Qq"],
  ["\\x41", "A"],
  ["\\xc3\\xa9", "é"],
  ["\\xc3\\x89", "É"],
] as const;

function sequence(draw: Draw, depth: number): Piece {
  const pieces = Array.from({ length: 1 + draw.below(4) }, () => piece(draw, depth));
  return {
    source: pieces.map(({ source }) => source).join(""),
    sample: () => pieces.map(({ sample }) => sample()).join(""),
  };
}

function either(draw: Draw, depth: number): Piece {
  const [first, second] = [sequence(draw, depth), sequence(draw, depth)];
  return {
    source: `(?:${first.source}|${second.source})`,
    sample: () => (draw.below(2) === 0 ? first.sample() : second.sample()),
  };
}

function repeated(draw: Draw): Piece {
  const [set, chars] = draw.of(classes);
  const least = draw.below(3);
  const most = least + 1 + draw.below(5);
  return {
    source: `(?:${set}){${String(least)},${String(most)}}${draw.of(["", "?"])}`,
    sample: () =>
      Array.from({ length: least + draw.below(most - least + 1) }, () => chars.charAt(draw.below(chars.length))).join(
        "",
      ),
  };
}

function lookaround(draw: Draw): Piece {
  const text = draw.of(literals);
  return draw.below(2) === 0
    ? { source: `(?<=${text} {0,3})`, sample: () => `${text} ` }
    : { source: `(?= {0,3}${text})`, sample: () => (draw.below(2) === 0 ? ` ${text}` : text) };
}

function piece(draw: Draw, depth: number): Piece {
  const choice = draw.below(depth > 0 ? 10 : 7);
  if (choice < 4) {
    const text = draw.of(literals);
    return { source: text, sample: () => text };
  }
  if (choice < 7) return repeated(draw);
  if (choice === 7) return lookaround(draw);
  if (choice === 8) {
    const { source, sample } = sequence(draw, depth - 1);
    return { source: `(?:${source})?`, sample: () => (draw.below(2) === 0 ? sample() : "") };
  }
  return either(draw, depth - 1);
}

/** Nothing where the rule is refused. */
function compiled(part: Partial<UserRuleData>): UserRule | undefined {
  try {
    return userRule(part);
  } catch (error) {
    if (error instanceof RuleMistake) return undefined;
    throw error;
  }
}

const edges: Readonly<Record<string, readonly [RegExp, RegExp] | undefined>> = {
  word: [/\w$/u, /^\w/u],
  base64: [/[\w+/-]$/u, /^[\w+/=-]/u],
};

function touches({ boundary = "word" }: Partial<UserRuleData>, content: string, { start, end }: Span): boolean {
  const [before, after] = edges[boundary] ?? [/$^/u, /$^/u];
  return before.test(content.slice(0, start)) || after.test(content.slice(end));
}

/** The matches in the whole text, from left to right. */
function plainMatches(part: Partial<UserRuleData>, text: string): Span[] {
  const { pattern = "", ignoreCase = false, keywords = [] } = part;
  const lower = text.toLowerCase();
  if (keywords.length > 0 && !keywords.some((keyword) => lower.includes(keyword.toLowerCase()))) return [];
  const content = Buffer.from(text).toString("latin1");
  const regex = new RegExp(pattern, ignoreCase ? "gi" : "g");
  const all: Span[] = [];
  for (let match = regex.exec(content); match; match = regex.exec(content)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const isMatch = span.end > span.start && !touches(part, content, span);
    if (isMatch) all.push(span);
    regex.lastIndex = isMatch ? span.end : span.start + 1;
  }
  return all;
}

/** Where the pattern matches from, to the byte. */
function matchesAt({ pattern = "", ignoreCase = false }: Partial<UserRuleData>, text: string, at: number): number {
  const regex = new RegExp(pattern, ignoreCase ? "yi" : "y");
  regex.lastIndex = at;
  return at + (regex.exec(Buffer.from(text).toString("latin1"))?.[0].length ?? -1);
}

/** Compares on one text: each match of the pattern is found, or overlaps one that is; what is found is a match. */
function compare(part: Partial<UserRuleData>, rule: UserRule, text: string): number {
  const expected = plainMatches(part, text);
  const found = createUserRuleSearch([rule])
    .search(sourceText("a.txt", text), () => undefined)
    .map(({ span }) => span);
  const missed = expected.filter((one) => !found.some(({ start, end }) => start < one.end && one.start < end));
  expect(missed, `${JSON.stringify(part)} in ${JSON.stringify(text)}`).toEqual([]);
  for (const { start, end } of found) expect(matchesAt(part, text, start), JSON.stringify(part)).toBe(end);
  return expected.length;
}

describe("a rule of a user finds what its pattern finds in the whole text:", () => {
  it.each<[string, Partial<UserRuleData>, string]>([
    ["a literal in either case", { pattern: "acmq_[0-9]{9}|[Aa][Cc][Mm][Qq]_[a-z]{9}" }, "ACMQ_abcdefghi"],
    ["a literal with an escaped letter", { pattern: "acmq_[0-9]{9}|\\x41cmq_[a-z]{9}" }, "Acmq_abcdefghi"],
    ["a literal in capitals, without case", { pattern: "ACMQ_[a-z]{9}", ignoreCase: true }, "acmq_abcdefghi"],
    ["a literal with bytes beyond ASCII", { pattern: "caf\\xc3\\xa9_[a-z]{9}" }, "café_abcdefghi"],
    ["a keyword beyond ASCII", { pattern: "[0-9a-f]{20}", keywords: ["CLÉ"] }, `clé ${"0123456789".repeat(2)}`],
    ["a text before the match", { pattern: "(?<=secret: )acmq_[a-z]{9}" }, "secret: acmq_abcdefghi"],
    ["a text behind the match", { pattern: "acmq_[a-z]{9}(?= is secret)" }, "acmq_abcdefghi is secret"],
  ])("%s", (_, part, text) => {
    const rule = userRule(part);
    expect(compare(part, rule, `x ${text} y`)).toBe(1);
  });

  it("any pattern, in texts that it may match", () => {
    let rules = 0;
    let matches = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const draw = new Draw(seed);
        const { source, sample } = sequence(draw, 2);
        const part: Partial<UserRuleData> = {
          pattern: source,
          ignoreCase: draw.below(2) === 0,
          boundary: draw.of(["word", "base64", "none"]),
          ...(draw.below(3) === 0 && { keywords: [draw.of(["Acmq", "ZQXJ", "É"])] }),
        };
        const rule = compiled(part);
        if (!rule) return;
        rules++;
        for (let i = 0; i < 5; i++) {
          const pieces = Array.from({ length: 1 + draw.below(4) }, () => draw.recased(sample()));
          matches += compare(part, rule, pieces.join(draw.of(["", " ", "\n", "x", " é "])));
        }
      }),
      { numRuns: 800 },
    );
    expect(rules).toBeGreaterThan(250);
    expect(matches).toBeGreaterThan(rules);
  });
});
