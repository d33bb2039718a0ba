import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDocument } from "../../src/config/document.ts";

describe("reading untrusted YAML", () => {
  it("ends in data or in a placed mistake, whatever the text is", () => {
    const piece = fc.constantFrom(
      ..."[]{},:?-&*!|>'\"%@`#\\ \t\n\r\0~=ab1".split(""),
      "\n  ",
      "- ",
      ": ",
      "? ",
      "---\n",
      "...\n",
      "&a ",
      "*a",
      "!!x ",
      "<<: ",
      "__proto__: ",
      "\uD800",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join("");
        for (const { offset, message } of readDocument(text).mistakes) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset).toBeLessThanOrEqual(text.length);
          expect(message()).not.toBe("");
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("reads what JSON.stringify writes, and knows where each key stands", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const { data, mistakes } = readDocument(JSON.stringify(value));
        expect(mistakes.map(({ message }) => message())).toEqual([]);
        expect(JSON.stringify(data)).toBe(JSON.stringify(value));
      }),
    );
    const text = '{\n "a/b": [1, {"~": 2}]\n}';
    const { offsets } = readDocument(text);
    expect(text.slice(offsets.get("/a~1b"))).toMatch(/^"a\/b"/u);
    expect(text.slice(offsets.get("/a~1b/1/~0"))).toMatch(/^"~": 2/u);
  });

  it("gives a key called __proto__ no power", () => {
    const { data } = readDocument("__proto__: { polluted: 1 }");
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect((data as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
