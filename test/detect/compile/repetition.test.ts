import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repetitionProblem } from "../../../src/detect/compile/repetition.ts";

describe("repetitionProblem", () => {
  it.each([
    ["[a-z]{1,16000}!"],
    ["(?:[a-z]{1,9}-){1,9}"],
    ["(?:\\.[a-z]{1,9}){1,9}"],
    ["(?:[a-z]{9}){1,9}"],
    ["(?:[a-z]{1,9}){2}"],
    ["(?:ab|ac|[d-f]){1,60}"],
    ['"(?:\\\\.|[^"\\\\]){0,400}"'],
    // What ends one is in no other: each text can be split in one way.
    ["[a-z]{1,400}\\.[a-z]{1,400}\\.[a-z]{1,400}"],
    ["[a-z]{0,50}acmq[a-z]{0,20}[ '\"]{0,3}=[ '\"]{0,5}[a-z]{9}"],
  ])("lets %s pass", (pattern) => {
    expect(repetitionProblem(pattern)).toBeUndefined();
  });

  it.each([
    ["(?:[a-z]{1,9}[a-z]){1,9}", "unroll one of the two"],
    ["(?:[a-z]{1,9}|x){1,9}", "unroll one of the two"],
    ["(?:a|aa){1,60}", "begin with the same text"],
    ["(?:[a-z]|[a-f0-9]){1,60}", "begin with the same text"],
    // The sign ends each repetition, and says nothing of what stands before it.
    ["(?:[a-z]{1,9}[a-z]{1,9}-){1,60}", "unroll one of the two"],
    ["[a-z]{1,400}[a-z]{1,400}-[a-z]{1,400}[a-z]{1,400}-!", "more than fifty million ways"],
    [`${"(?:b[ab]{0,9}){2,3}".repeat(5)}!`, "more than fifty million ways"],
    ["(?:ab|){1,60}", "begin with the same text"],
    ["[a-z]{1,400}[a-z]{1,400}[a-z]{1,400}!", "more than fifty million ways"],
    // A text of one letter is all that any of them needs.
    ["[a-c]{0,400}(?:c|d)?[c-e]{0,400}x?[e-g]{0,400}", "more than fifty million ways"],
    ["(?=[a-z]{1,9000}[a-z]{1,9000}!)x", "more than fifty million ways"],
    [`${"x?".repeat(30)}${"x".repeat(30)}`, "more than fifty million ways"],
  ])("refuses %s: %s", (pattern, message) => {
    expect(repetitionProblem(pattern)).toContain(message);
  });

  it("lets nothing pass that takes long", () => {
    const piece = fc
      .tuple(
        fc.constantFrom(
          "a",
          "[ab]",
          "[bc]",
          "(?:a|b)",
          "(?:a|aa)",
          "(?:ab?|c)",
          "(?:[ab]{1,9}[bc]{0,9}-)",
          "(?:b[ab]{0,9})",
        ),
        fc.nat(2),
        fc.nat(24),
      )
      .map(([what, least, more]) => `${what}{${String(least)},${String(least + more)}}`);
    let passed = 0;
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), (pieces) => {
        const pattern = `${pieces.join("")}!`;
        if (repetitionProblem(pattern) !== undefined) return;
        passed++;
        const regexes = ["a", "b", "ab", "bc"].map((text) => ({
          regex: new RegExp(pattern, "y"),
          text: text.repeat(240 / text.length),
        }));
        const run = (): void => {
          runInNewContext("for (const { regex, text } of regexes) regex.test(text)", { regexes }, { timeout: 10_000 });
        };
        expect(run, pattern).not.toThrow();
      }),
      { numRuns: 150 },
    );
    expect(passed).toBeGreaterThan(25);
  });
});
