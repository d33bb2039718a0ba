import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseGoRegex } from "../../src/rule-import/go-regex/parse.ts";
import { GoRegexProblem } from "../../src/rule-import/go-regex/problem.ts";
import { canIgnoreCase, endlessRepetitions, writeRegex } from "../../src/rule-import/go-regex/write.ts";

function written(regex: string, limit?: number): string {
  return writeRegex(parseGoRegex(regex).node, { target: "bytes", ...(limit !== undefined && { limit }) });
}

describe("a Go regex is written for JavaScript:", () => {
  it.each<[string, string, string]>([
    ["plain text", "acmq-key.x", "acmq-key[^\\n]x"],
    ["the beginning and end of the text", "\\Aacmq\\z", "^acmq$"],
    ["lines", "(?m)^acmq$", "(?<![^\\n])acmq(?![^\\n])"],
    ["white space, which is ASCII", "\\s\\S", "[\\t\\n\\f\\r ][^\\t\\n\\f\\r ]"],
    ["case ignored in the middle", "ab(?i)cd(?-i)ef", "ab[Cc][Dd]ef"],
    ["case ignored in a group", "ab(?i:c)d", "ab[Cc]d"],
    ["case ignored to the end of a group", "(a(?i)b)c", "(?:a[Bb])c"],
    ["case ignored in a class that excludes", "(?i)[^a]", "[^Aa]"],
    ["POSIX classes", "[[:alpha:]][[:^digit:]_][[:xdigit:]-]", "[A-Za-z]\\D[\\-0-9A-Fa-f]"],
    ["a class that begins with its end", "[]a][^]a]", "[\\]a][^\\]a]"],
    ["quoted text", "\\Qa.b\\E+", "a\\.b+"],
    ["escapes of characters", "\\x41\\x{42}\\103\\a\\/", "ABC\\x07/"],
    ["characters beyond ASCII, as bytes", "é+[aé]", "(?:\\xc3\\xa9)+(?:a|\\xc3\\xa9)"],
    ["any character", "(?s).", "[\\s\\S]"],
    ["lazy and greedy the other way round", "(?U)a+b+?", "a+?b+"],
    ["braces that are no repetition", "a{,3}b{x}", "a\\{,3\\}b\\{x\\}"],
    ["alternatives in a group that does not capture", "(?:a|b)c|d", "(?:a|b)c|d"],
    ["repetitions", "a*b?c{2}d{2,}e{2,5}?", "a*b?c{2}d{2,}e{2,5}?"],
  ])("%s", (_, regex, expected) => {
    expect(written(regex)).toBe(expected);
    expect(() => new RegExp(expected)).not.toThrow();
  });

  it("bounds repetitions without end", () => {
    expect(written("a*b+c{9,}?d{2,3}", 5)).toBe("a{0,5}b{1,5}c{9}d{2,3}");
    expect(endlessRepetitions(parseGoRegex("a*b+c{9,}?d{2,3}").node)).toBe(3);
  });

  it("names the groups that are asked for", () => {
    const { node, groups } = parseGoRegex("(?P<a>x)(?:y)(z)");
    expect(groups).toBe(2);
    expect(writeRegex(node, { target: "bytes", names: new Map([[2, "secret"]]) })).toBe(
      "(?:x)(?:y)(?<secret>z)".replace("(?:y)", "y"),
    );
  });

  it("writes lower case only where the flag for all says the rest", () => {
    const { node } = parseGoRegex("(?i)Acmq[a-f]{2}");
    expect(canIgnoreCase(node)).toBe(true);
    expect(writeRegex(node, { target: "bytes", ignoreCase: true })).toBe("acmq[a-f]{2}");
    expect(canIgnoreCase(parseGoRegex("(?i)acmq(?-i)x").node)).toBe(false);
  });

  it("writes paths as text", () => {
    expect(writeRegex(parseGoRegex("é/.*").node, { target: "text" })).toBe("\\u00e9/[^\\n]*");
  });
});

describe("a Go regex is refused", () => {
  it.each<[string, string]>([
    ["(", "is no Go regular expression"],
    ["a)", "is no Go regular expression"],
    ["[a", "is no Go regular expression"],
    ["a**", "is no Go regular expression"],
    ["a{3,2}", "is no Go regular expression"],
    ["a{1001}", "is no Go regular expression"],
    ["(?=a)", "is no Go regular expression"],
    ["(?<!a)b", "is no Go regular expression"],
    ["(a)\\1", "is no Go regular expression"],
    ["\\", "is no Go regular expression"],
    ["\\y", "is no Go regular expression"],
    ["[[:nothing:]]", "is no Go regular expression"],
    ["[z-a]", "is no Go regular expression"],
    ["\\p{Greek}", "uses classes of Unicode"],
    ["[\\pL]", "uses classes of Unicode"],
    ["[а-я]{3}[α-𐀀]", "names ranges of characters beyond ASCII"],
    ["[^é]", "names what is no match by characters beyond ASCII"],
    [`${"(".repeat(5000)}a${")".repeat(5000)}`, "is nested too deeply"],
  ])("%s", (regex, sentence) => {
    expect(() => parseGoRegex(regex)).toThrow(sentence);
  });
});

it("any text is a regex that JavaScript takes, or is refused", () => {
  const piece = fc.constantFrom(
    ...Array.from("aZ09é ^$.*+?()[]{}|\\-,:/"),
    ...["(?i", "(?:", "[[:alpha:]]", "\\d", "\\Q", "\\E", "{2,}", "\\x4", "(?P<a>", "[^"],
  );
  let taken = 0;
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      try {
        const { node } = parseGoRegex(pieces.join(""));
        for (const target of ["bytes", "text"] as const) new RegExp(writeRegex(node, { target, limit: 9 }));
        taken++;
      } catch (error) {
        expect(error).toBeInstanceOf(GoRegexProblem);
      }
    }),
    { numRuns: 1000 },
  );
  expect(taken).toBeGreaterThan(30);
});
