import { describe, expect, it } from "vitest";
import { patternFacts } from "../../../src/detect/user-rules/pattern.ts";
import type { UserRuleData } from "../../../src/detect/user-rules/user-rule.ts";
import { userRule } from "./user-rule.ts";

describe("a rule of a user", () => {
  it.each<[string, Partial<UserRuleData>, string]>([
    ["an unbounded repetition", { pattern: "acmq_[a-z]+" }, "write {n,m}"],
    ["a back-reference", { pattern: "acmq_(a|b)\\1" }, "back-references"],
    ["what is no regex", { pattern: "acmq_(" }, "no JavaScript regular expression"],
    ["flags for a group", { pattern: "(?i:acmq)_[a-z]{9}" }, "write ignoreCase"],
    ["a repetition in a repetition", { pattern: "acmq_(?:[a-z]{1,20}){1,20}x" }, "unroll one of the two"],
    [
      "branches that begin alike",
      { pattern: "acmq_(?:a|aa|aaa|b){1,60}c" },
      "two branches can begin with the same text",
    ],
    [
      "repetitions side by side",
      { pattern: "acmq_[a-z]{1,400}[a-z0-9]{1,400}\\w{1,400}!" },
      "write smaller repetitions",
    ],
    ["characters beyond ASCII", { pattern: "acmq_é{20}" }, "UTF-8 bytes"],
    ["a match without end", { pattern: "acmq_[a-z]{1,20000}" }, "at most"],
    ["a pattern that nothing can be searched by", { pattern: "[a-f0-9]{32}" }, "give the rule keywords"],
    ["an anchor of two bytes", { pattern: "ac[a-z]{20}", anchors: ["ac"] }, "too short or too common"],
    ["names without value", { names: ["acmq"] }, "needs value"],
    ["a value without names", { value: "[a-z]{9}" }, "needs names"],
    ["two ways to find a value", { pattern: "acmq_x{9}", names: ["acmq"], value: "x{9}" }, "keep one"],
    ["nothing to find", {}, "give it pattern, names and value, or path"],
    ["a validator that there is not", { pattern: "acmq_x{9}", checksum: "acme" }, "must be one of"],
    ["an anchor beyond ASCII", { pattern: "acmq_x{9}", anchors: ["acmqé"] }, "beyond ASCII"],
    ["a name beyond ASCII", { names: ["contraseña"], value: "x{9}" }, "beyond ASCII"],
    ["a value that is longer than is looked at", { names: ["acmq"], value: "x{601}" }, "more than 600 bytes"],
    ["a lookaround without measure", { pattern: "acmq_x{9}(?=.{1,20000}y)" }, "looks at more than 16384 bytes"],
    ["an allow list that may hang", { pattern: "acmq_x{9}", allow: [{ lines: ["([a-z]+)+x"] }] }, "unroll"],
  ])("with %s is refused in a sentence", (_, part, message) => {
    expect(() => userRule(part)).toThrow(message === "at most" ? "more than 16384 bytes" : message);
  });

  it.each<[string, Partial<UserRuleData>, string]>([
    ["a literal in its pattern", { pattern: "acmq_[a-z]{20}" }, "anchor"],
    ["names", { names: ["acmq"], value: "[a-z]{9}" }, "name"],
    ["keywords of its files", { pattern: "[a-f0-9]{32}", keywords: ["Acme"] }, "text"],
    ["the paths of its files", { pattern: "[a-f0-9]{32}", path: "\\.acme$" }, "text"],
    ["a path alone", { path: "\\.p12$" }, "path"],
  ])("is found by %s", (_, part, lane) => {
    expect(userRule(part).lane).toBe(lane);
  });
});

describe("patternFacts", () => {
  it.each<[string, { longest: number; literals?: string[]; before?: number }]>([
    ["acmq_[a-z]{20}", { longest: 25, literals: ["acmq_"], before: 0 }],
    ["[a-z]{0,9}zqxj[_-]?key", { longest: 17, literals: ["zqxj-key", "zqxj_key", "zqxjkey"], before: 9 }],
    ["(?:xoxq|xoxz)-[0-9]{9}", { longest: 14, literals: ["xoxq-", "xoxz-"], before: 0 }],
    ["[a-f0-9]{32}", { longest: 32 }],
    ["(?:acmq_)?[a-f0-9]{32}", { longest: 37 }],
    ["acmq_[a-z]+", { longest: Number.POSITIVE_INFINITY, literals: ["acmq_"], before: 0 }],
    ["(?:acmq[a-z]{1,5}|[0-9]{5}zqxj)", { longest: 9, literals: ["acmq", "zqxj"], before: 5 }],
    ["(?<=secret)[0-9]{9}", { longest: 9 }],
    ["[Zz][Qq][Xx][Jj]\\d", { longest: 5, literals: ["zqxj"], before: 0 }],
    ["\\xc3\\xa9zqxj", { longest: 6, literals: ["zqxj"], before: 2 }],
  ])("of %s", (pattern, { longest, literals, before }) => {
    const facts = patternFacts(pattern);
    expect(facts).toMatchObject({ longest });
    expect(facts?.required).toEqual(literals && { literals, before });
  });

  it.each([
    ["acmq_[a-z]{9}", 0, 0],
    ["(?<=key: |secret: )acmq_(?=[a-z]{9}x)", 8, 10],
    ["(?<!(?<=ab)cd)acmq_(?!x)", 4, 1],
  ])("of %s: it looks at %s bytes before a match and %s behind it", (pattern, before, behind) => {
    expect(patternFacts(pattern)?.around).toEqual({ before, behind });
  });

  it("gives up on a pattern that is nested without measure", () => {
    expect(patternFacts(`${"(".repeat(60_000)}a${")".repeat(60_000)}`)).toBeUndefined();
  });
});
