import fc from "fast-check";
import { expect, it } from "vitest";
import { createMatcher } from "../../src/verify/matcher.ts";

function found(needles: readonly Buffer[], text: Buffer): string[] {
  const hits: string[] = [];
  createMatcher(needles).search(text, (needle, start) => hits.push(`${String(start)}:${String(needle)}`));
  return hits.sort();
}

function plain(needles: readonly Buffer[], text: Buffer): string[] {
  const hits: string[] = [];
  for (const [index, needle] of needles.entries())
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1))
      hits.push(`${String(at)}:${String(index)}`);
  return hits.sort();
}

it("finds what a plain search finds, also where needles overlap", () => {
  const bytes = (minLength: number, maxLength: number): fc.Arbitrary<Buffer> =>
    fc.array(fc.constantFrom(97, 98, 0, 255), { minLength, maxLength }).map((values) => Buffer.from(values));
  fc.assert(
    fc.property(fc.array(bytes(3, 9), { minLength: 1, maxLength: 8 }), bytes(0, 300), (needles, text) => {
      expect(found(needles, text)).toEqual(plain(needles, text));
    }),
    { numRuns: 500, seed: 1 },
  );
});

it.each([600, 3])("finds each of %i needles with a common prefix", (count) => {
  const prefix = "DefaultEndpointsProtocol=https;AccountName=";
  const needles = Array.from({ length: count }, (_, i) => Buffer.from(`${prefix}account${String(i).padStart(5, "0")}`));
  const text = Buffer.from(`${prefix}\n`.repeat(50) + needles.map(String).reverse().join(" "));
  expect(found(needles, text)).toEqual(plain(needles, text));
  expect(found(needles, text)).toHaveLength(count);
});

it("finds nothing without needles, and needs three bytes of each", () => {
  expect(found([], Buffer.from("abc"))).toEqual([]);
  expect(() => createMatcher([Buffer.from("ab")])).toThrow("shorter");
});
