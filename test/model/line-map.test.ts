import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineMap } from "../../src/model/text.ts";

/** By the definition: CR, LF and CRLF end a line, columns count UTF-16 units. */
function plainPosition(bytes: Buffer, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let at = 0; at < offset; at++) {
    if (bytes[at] !== 10 && (bytes[at] !== 13 || bytes[at + 1] === 10)) continue;
    line++;
    start = at + 1;
  }
  return { line, column: bytes.toString("utf8", start, offset).length + 1 };
}

/** What lines are made of, some of them longer than what is looked through at once. */
const part = fc.oneof(
  fc.constantFrom("\n", "\r", "\r\n", "a", "é", "𝒳", "secret "),
  fc
    .tuple(fc.constantFrom("x", "é", "𝒳"), fc.integer({ min: 1, max: 20_000 }))
    .map(([unit, count]) => unit.repeat(count)),
);

describe("lines and columns", () => {
  it("are those of the plain definition, in long lines too, in whatever order they are asked for", () => {
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 12 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
        (parts, places) => {
          const bytes = Buffer.from(parts.join(""));
          const lines = new LineMap(bytes);
          for (const place of places) {
            let offset = Math.floor(place * bytes.length);
            // A place is that of a character.
            while (offset > 0 && ((bytes[offset] ?? 0) & 0xc0) === 0x80) offset--;
            expect(lines.position(offset)).toEqual(plainPosition(bytes, offset));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
