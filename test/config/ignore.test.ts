import { describe, expect, it } from "vitest";
import { ignoreMatcher, patternMistake } from "../../src/config/ignore.ts";

describe("patterns match paths as .gitignore does", () => {
  it.each<[string[], string, boolean]>([
    [[], "a.ts", false],
    [["*.snap"], "a/b/c.snap", true],
    [["/a.ts"], "a.ts", true],
    [["/a.ts"], "b/a.ts", false],
    [["fixtures/"], "test/fixtures/x/y.env", true],
    [["test/**"], "test/x/y.ts", true],
    [["test/**"], "src/test/y.ts", false],
    [["**/test/**/data/**"], "a/test/b/c/data/x", true],
    [["*.env", "!example.env"], "a/example.env", false],
    [["# comment", ""], "# comment", false],
    [["*.PEM"], "a.pem", false],
    [["*"], "../outside.ts", false],
    [["*"], "/absolute.ts", false],
    [["*"], "", false],
    [["*"], "with\nnewline", true],
    [["[a-"], "a", false],
    [["constructor"], "toString", false],
  ])("%j on %j: %s", (patterns, path, expected) => {
    expect(ignoreMatcher(patterns)(path)).toBe(expected);
  });

  it("matches no path deeper than 256 directories, so that no pattern can hang a scan", () => {
    const deep = (depth: number): string => `${"a/".repeat(depth)}b`;
    const matches = ignoreMatcher(["a/**/a/**/a/**", "/a/**/a/**/x"]);
    expect(matches(deep(255))).toBe(true);
    expect(matches(deep(5000))).toBe(false);
  });

  it("is quick on the worst pattern that is accepted", () => {
    expect(ignoreMatcher(["**/a/**/a/**/c", "*a*a*a*a*a*a*a*a*a*b"])(`${"a/".repeat(255)}${"a".repeat(255)}`)).toBe(
      false,
    );
  });
});

describe("a pattern that cannot work is refused", () => {
  it.each<[string, RegExp | undefined]>([
    ["src/**", undefined],
    ["**/a/**/b/**/c/**", undefined],
    ["!**/a/**/b/**/c", undefined],
    ["a/**/b/**/c/**/d", /more than 2 times/u],
    ["**/".repeat(9), /more than 2 times/u],
    ["./src", /must not start with/u],
    ["!../src", /must not start with/u],
    ["..", /must not start with/u],
    ["..a", undefined],
    [".env", undefined],
  ])("%j", (pattern, sentence) => {
    const mistake = patternMistake(pattern);
    if (sentence) expect(mistake).toMatch(sentence);
    else expect(mistake).toBeUndefined();
  });
});
