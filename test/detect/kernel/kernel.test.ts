import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Literal } from "../../../src/detect/compile/rule-literals.ts";
import { compileTables } from "../../../src/detect/compile/tables.ts";
import { search } from "../../../src/detect/kernel/kernel.ts";
import { ALWAYS, IN_TEXT, RUN_STARTS, VALUE_FOLLOWS } from "../../../src/detect/kernel/layout.ts";

const literal = (text: string, rest: Partial<Literal> = {}): Literal => ({
  text,
  cased: false,
  begins: "anywhere",
  condition: ALWAYS,
  ...rest,
});

function hits(literals: readonly Literal[], text: string): string[] {
  const found: string[] = [];
  search(Buffer.from(text, "latin1"), compileTables(literals), IN_TEXT, (number, at) => {
    found.push(`${String(literals[number]?.text)}@${String(at)}`);
  });
  return found;
}

const run = "a1b2c3d4e5f6g7";

describe("the kernel reports", () => {
  it.each<[string, Literal, string, string[]]>([
    ["a literal anywhere", literal("token"), "mytoken token", ["token@2", "token@8"]],
    ["letters without case", literal("token"), "ToKeN", ["token@0"]],
    ["letters with case where asked", literal("ToK", { cased: true }), "tok ToK", ["ToK@4"]],
    ["a literal at the text's end", literal("://"), "http://", ["://@4"]],
    ["signs", literal("+ast"), "x+ASt", ["+ast@1"]],
    ["what begins and ends with a rare sign, once", literal("$y$"), "a$y$b", ["$y$@1"]],
    [
      "a word's beginning",
      literal("acme_key", { begins: "part" }),
      "acme_key my.acme_key myAcme_Key",
      ["acme_key@0", "acme_key@12", "acme_key@23"],
    ],
    ["no middle of a word", literal("acme_key", { begins: "part" }), "pacme_key", []],
    [
      "a run behind a prefix",
      literal("pre_", { begins: "word", condition: RUN_STARTS }),
      `pre_${run} pre_fix`,
      ["pre_@0"],
    ],
    [
      "a name before a value",
      literal("acme", { begins: "part", condition: VALUE_FOLLOWS }),
      `acme = "${run}"`,
      ["acme@0"],
    ],
    [
      "no name without a value",
      literal("acme", { begins: "part", condition: VALUE_FOLLOWS }),
      `acme = "abcdefghijklmnop"`,
      [],
    ],
    [
      "no name far from a value",
      literal("acme", { begins: "part", condition: VALUE_FOLLOWS }),
      `acme${" ".repeat(400)}${run}`,
      [],
    ],
    ["nothing in an empty text", literal("token"), "", []],
  ])("%s", (_, each, text, expected) => {
    expect(hits([each], text)).toEqual(expected);
  });

  it.each<[string, string, number[]]>([
    ["text in base64", `a: ${Buffer.from("any text here").toString("base64")}`, [3]],
    [
      "text in hex, behind the end of a strip",
      `${" ".repeat(40_000)}${Buffer.from("any text").toString("hex")}`,
      [40_000],
    ],
    ["no bytes in base64", "a: /////////////////////", []],
    ["no name, no path", "anIdentifierOfSomeLength some/path/of/a/file/in/a/tree", []],
  ])("%s", (_, text, expected) => {
    const found: number[] = [];
    search(
      Buffer.from(text),
      compileTables([]),
      IN_TEXT,
      () => undefined,
      (at) => found.push(at),
    );
    expect(found).toEqual(expected);
  });

  it("more hits than its memory holds", () => {
    const literals = [3, 4, 5, 6].map((length) => literal("q".repeat(length)));
    let count = 0;
    let last = -1;
    search(Buffer.alloc(300_000, "q"), compileTables(literals), IN_TEXT, (_, at) => {
      if (at < last) throw new Error("out of order");
      last = at;
      count++;
    });
    expect(count).toBe(4 * 300_000 - (2 + 3 + 4 + 5));
  });

  it.each([3, 300])("what it looks for in several ways in the order of its places, %i times", (times) => {
    const literals = [literal("token"), literal("acme_key", { begins: "part" })];
    const expected = Array.from({ length: times }, (_, i) => [
      `token@${String(17 * i + 2)}`,
      `acme_key@${String(17 * i + 8)}`,
    ]);
    expect(hits(literals, "mytoken acme_key ".repeat(times))).toEqual(expected.flat());
  });

  it("every literal of many, in the order of their places", () => {
    const letters = fc.constantFrom("a", "b", "A", "_", "1", "+");
    const word = fc.array(letters, { minLength: 3, maxLength: 7 }).map((parts) => parts.join("").toLowerCase());
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 12 }),
        fc.array(letters, { maxLength: 400 }),
        (texts, content) => {
          const text = content.join("");
          const expected: string[] = [];
          for (let at = 0; at < text.length; at++) {
            for (const each of texts)
              if (text.slice(at, at + each.length).toLowerCase() === each) expected.push(`${each}@${String(at)}`);
          }
          expect(
            hits(
              texts.map((each) => literal(each)),
              text,
            ),
          ).toEqual(expected);
        },
      ),
    );
  });
});

describe("compileTables refuses", () => {
  it("a literal of two bytes, with its text", () => {
    expect(() => compileTables([literal("ab")])).toThrow('"ab" is too short or too common');
  });
});
