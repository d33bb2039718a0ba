import { describe, expect, it } from "vitest";
import { compileRule } from "../../../src/detect/compile/check-rule.ts";
import { holdsDigitRun, matchRuns } from "../../../src/detect/compile/value-run.ts";
import type { DetectorRule } from "../../../src/model/rule.ts";

const bare: DetectorRule = {
  id: "acme/key",
  title: "Acme key",
  provider: "acme",
  kind: "provider",
  severity: "high",
  confidence: "high",
  ignoreCase: false,
  before: 0,
  length: 60,
  boundary: "word",
  parameters: {},
  entropy: 0,
};
const rule: DetectorRule = { ...bare, anchors: ["acmq_"], pattern: "acmq_[a-z0-9]{20}" };

describe("compileRule", () => {
  it.each<[string, Partial<DetectorRule>, string]>([
    ["an unbounded repetition", { pattern: "acmq_[a-z]+" }, "write {n,m}"],
    ["a back-reference", { pattern: "acmq_(a|b)\\1" }, "back-references"],
    ["nested repetition", { pattern: "acmq_((a|b){1,9}[bc]){1,9}" }, "unroll"],
    ["repetitions that share a text", { pattern: "acmq_[a-z]{1,400}[a-z]{1,400}[a-z]{1,400}!" }, "write smaller"],
    ["what is no regex", { pattern: "acmq_(" }, "no JavaScript regular expression"],
    ["an anchor of two bytes", { anchors: ["ac"] }, 'the anchor "ac" is too short or too common'],
  ])("refuses %s and says how to write it", (_, part, message) => {
    expect(() => compileRule({ ...rule, ...part })).toThrow(message);
  });
});

describe("matchRuns", () => {
  it.each([
    ["ghp_[A-Za-z0-9]{36}", { lead: 40, longest: 40 }],
    ["[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", { lead: 36, longest: 36 }],
    ["sk\\.eyJ[\\w-]{40,200}\\.[\\w-]{22}(?![\\w-])", { lead: 2, longest: 43 }],
    ["(?:abc|abcdef)[a-z]{2,9}", { lead: 5, longest: 5 }],
    ["(?=[A-Z]{0,9}\\d)[A-Z\\d]{16}", { lead: 16, longest: 16 }],
    ["a?b{2}[^x]c", { lead: 2, longest: 2 }],
  ])("of %s", (pattern, expected) => {
    expect(matchRuns(pattern)).toMatchObject(expected);
  });
});

describe("holdsDigitRun", () => {
  it.each([
    ["abcdefghijkl1", true],
    ["abcdefghijklm", false],
    ["abcdef.ghijkl1", false],
    [`${"a".repeat(130)}1`, false],
  ])("%s: %s", (value, expected) => {
    expect(holdsDigitRun(value)).toBe(expected);
  });
});
