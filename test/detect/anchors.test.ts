import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnchorSearch } from "../../src/detect/anchors.ts";

function hits(literals: string[], text: string): string[] {
  const found: string[] = [];
  createAnchorSearch(literals).search(Buffer.from(text, "latin1"), (literal, start) => {
    found.push(`${String(literals[literal])}@${String(start)}`);
  });
  return found.sort();
}

function plainHits(literals: string[], text: string): string[] {
  const found: string[] = [];
  for (const literal of new Set(literals)) {
    for (let at = 0; at + literal.length <= text.length; at++) {
      if (text.slice(at, at + literal.length).toLowerCase() === literal.toLowerCase())
        found.push(`${literal}@${String(at)}`);
    }
  }
  return found.sort();
}

describe("createAnchorSearch", () => {
  it.each([
    ["overlapping literals", ["she", "he", "hers"], "ushers", ["he@2", "hers@2", "she@1"]],
    ["letters without case", ["ghp_"], "GHP_ and ghp_", ["ghp_@0", "ghp_@9"]],
    ["a literal that ends another", ["abcd", "bcd", "cd"], "abcd", ["abcd@0", "bcd@1", "cd@2"]],
    ["bytes above 127", ["key"], "\xe9key\xff", ["key@1"]],
    ["nothing", ["abc"], "", []],
  ])("finds %s", (_, literals, text, expected) => {
    expect(hits(literals, text)).toEqual(expected);
  });

  it("finds what a plain loop finds", () => {
    const letters = fc.constantFrom("a", "b", "A", "_", "1");
    const word = fc.array(letters, { minLength: 1, maxLength: 4 }).map((part) => part.join(""));
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 8, selector: (each) => each.toLowerCase() }),
        fc.array(letters, { maxLength: 60 }),
        (literals, text) => {
          expect(hits(literals, text.join(""))).toEqual(plainHits(literals, text.join("")));
        },
      ),
    );
  });
});
