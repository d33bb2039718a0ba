import { describe, expect, it } from "vitest";
import { groupsOf, withoutCase } from "../../../src/detect/compile/groups.ts";
import { aroundAnchor, valueStart } from "../../../src/detect/compile/surroundings.ts";
import type { DetectorRule } from "../../../src/model/rule.ts";

const base: DetectorRule = {
  id: "acme/key",
  title: "Acme key",
  kind: "provider",
  severity: "high",
  provider: "acme",
  confidence: "high",
  ignoreCase: false,
  before: 0,
  length: 40,
  boundary: "word",
  parameters: {},
  entropy: 0,
};
const none = { least: 0, groups: 0 };
const hex = groupsOf("0a");

describe("aroundAnchor", () => {
  it.each<[string, Partial<DetectorRule>, string, ReturnType<typeof aroundAnchor>]>([
    [
      "what a prefix is followed by",
      { pattern: "ab_[0-9a-f]{32}" },
      "ab_",
      { before: none, behind: { least: 32, groups: hex | groupsOf("b_") } },
    ],
    ["nothing behind other characters", { pattern: "ab_ [0-9a-f]{32}" }, "ab_", { before: none, behind: none }],
    [
      "the shorter of alternatives, and the characters of both",
      { pattern: "ab_(?:[0-9]{8}|[A-F]{12})" },
      "ab_",
      { before: none, behind: { least: 8, groups: groupsOf("0aA_") } },
    ],
    [
      "what stands before",
      { pattern: "[0-9]{20}ABCD[a-f]{9}", before: 20 },
      "ABCD",
      { before: { least: 20, groups: groupsOf("0") }, behind: { least: 8, groups: groupsOf("0aA") } },
    ],
    [
      "nothing before an anchor in an alternative",
      { pattern: "[0-9]{20}(?:ABCD|EFGH)[a-f]{9}", before: 20 },
      "ABCD",
      { before: none, behind: { least: 8, groups: groupsOf("0aAG") } },
    ],
  ])("tells %s", (_, rule, anchor, expected) => {
    expect(aroundAnchor({ ...base, ...rule }, anchor)).toEqual(expected);
  });
});

describe("valueStart", () => {
  it.each<[string, Partial<DetectorRule>, ReturnType<typeof valueStart>]>([
    ["the length", { value: "[0-9a-f]{32}(?!\\w)" }, { least: 32, groups: hex, first: 0, second: 0, fenced: false }],
    [
      "the first characters",
      { value: "(?=[a-z]{0,9}\\d)pk[0-9]{5,9}" },
      { least: 7, groups: groupsOf("0gk"), first: 112, second: 107, fenced: false },
    ],
    [
      "the second alone",
      { value: "[sbr]\\.[0-9]{5}" },
      { least: 7, groups: groupsOf("0bs."), first: 0, second: 46, fenced: false },
    ],
    [
      "no first character that is optional",
      { value: "p?[0-9]{5}" },
      { least: 5, groups: groupsOf("0p"), first: 0, second: 0, fenced: false },
    ],
    [
      "no first character of alternatives",
      { value: "p[0-9]{5}|q[0-9]{4}" },
      { least: 5, groups: groupsOf("0p"), first: 0, second: 0, fenced: false },
    ],
    [
      "either case",
      { value: "[a-f]{9}", ignoreCase: true },
      { least: 9, groups: groupsOf("aA"), first: 0, second: 0, fenced: false },
    ],
    [
      "what values have that are almost of the format",
      { value: "p[0-9]{9}", near: "[a-f]{5}" },
      { least: 5, groups: groupsOf("0pa"), first: 0, second: 0, fenced: false },
    ],
    [
      "nothing of what may follow the least of them",
      { value: "[0-9]{5}=?", near: "[0-9]{6,8}[a-f]{0,2}" },
      { least: 5, groups: groupsOf("0"), first: 0, second: 0, fenced: false },
    ],
    [
      "what may stand among the least of them",
      { value: "[0-9]{2,9}[a-f]{3}_?[A-F]{2}" },
      { least: 7, groups: groupsOf("0aA_"), first: 0, second: 0, fenced: false },
    ],
    [
      "what they do not begin behind",
      { value: String.raw`(?<![@#/\\])(?:[0-9]{5}|[a-f]{6})`, near: String.raw`(?<![@#/\\])[0-9]{8}` },
      { least: 5, groups: groupsOf("0a"), first: 0, second: 0, fenced: true },
    ],
    [
      "nothing that one alternative alone does not begin behind",
      { value: String.raw`(?<![@#/\\])[0-9]{5}|[a-f]{6}` },
      { least: 5, groups: groupsOf("0a"), first: 0, second: 0, fenced: false },
    ],
  ])("tells %s", (_, rule, expected) => {
    expect(valueStart({ ...base, names: ["acme"], ...rule })).toEqual(expected);
  });
});

describe("withoutCase", () => {
  it("adds the letters of the other case", () => {
    expect(withoutCase(groupsOf("aG0"))).toBe(groupsOf("aAgG0"));
  });
});
