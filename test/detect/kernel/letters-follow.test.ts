// Letters that may be a provider's key are looked at behind any name, but where they read like words: as generic/letters.ts asks.
import fc from "fast-check";
import { expect, it } from "vitest";
import { compileTables } from "../../../src/detect/compile/tables.ts";
import { familiarity } from "../../../src/detect/judge/language.ts";
import { search } from "../../../src/detect/kernel/kernel.ts";
import { ASSIGNED, IN_TEXT } from "../../../src/detect/kernel/layout.ts";

const tables = compileTables([{ text: "key", cased: false, begins: "anywhere", condition: ASSIGNED }]);

/** Whether the key of a cache, which is none, is reported with these signs and letters behind it. */
function isReported(signs: string, letters: string, after = '"'): boolean {
  let hits = 0;
  search(Buffer.from(`cache_key${signs}${letters}${after}`), tables, IN_TEXT, () => hits++);
  return hits > 0;
}

it.each([
  ["is reported with drawn letters behind it", ' = "', "qxzvkjwpgfqhzxbn", true],
  ["not with too few of them", ' = "', "qxzvkjwpgfqhzxb", false],
  ["not with too many signs between", ' ==== "', "qxzvkjwpgfqhzxbn", false],
  ["not with none between", "", "qxzvkjwpgfqhzxbn", false],
  ["not with words", '": "', "AuthenticationSuccessful", false],
  ["not with words in capitals", "=", "AUTHENTICATIONREQUIRED", false],
] as const)("a name that promises nothing %s", (_, signs, letters, is) => {
  expect(isReported(signs, letters)).toBe(is);
});

it("reads letters as the detector does", () => {
  const word = fc.constantFrom(
    ..."authentication required value configuration subscription the of and name Schlüssel qx zvk jwp gfq hzx x Q token".split(
      " ",
    ),
  );
  const drawn = fc.string({
    unit: fc.constantFrom(...Array.from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")),
    minLength: 1,
    maxLength: 60,
  });
  const letters = fc
    .array(fc.oneof(word, word, drawn), { minLength: 1, maxLength: 60 })
    .map((pieces) => pieces.join("").replaceAll(/[^A-Za-z]/gu, ""));
  const after = fc.constantFrom('"', "\n", "", " x", "1", "_");
  const signs = fc.constantFrom(" = ", "=", ': "', '": "', "\t`", " => '", "      ", ">");
  let words = 0;
  let reported = 0;
  fc.assert(
    fc.property(signs, letters, after, (between, each, behind) => {
      // More of them are left unread.
      const is = each.length >= 16 && familiarity(each.slice(0, 400)) < 1;
      expect(isReported(between, each, behind)).toBe(is);
      if (is) reported++;
      else if (each.length >= 16) words++;
    }),
    { numRuns: 5000, seed: 1 },
  );
  expect(words).toBeGreaterThan(200);
  expect(reported).toBeGreaterThan(200);
});
