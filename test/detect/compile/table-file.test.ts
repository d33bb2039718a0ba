import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LiteralOwners, readTables, tableFile } from "../../../src/detect/compile/table-file.ts";
import { madeTables } from "../../../src/detect/made-tables.ts";
import { searched } from "../../../src/detect/searched.ts";
import { shippedFile } from "../../../src/detect/shipped-file.ts";
import { shippedRules } from "../../../src/detect/shipped-rules.ts";

const number = fc.integer({ min: 0, max: 65_535 });
const literals = fc.array(
  fc.tuple(number, fc.array(number, { maxLength: 12 })).map(([length, owners]): LiteralOwners => [length, ...owners]),
  { maxLength: 40 },
);

describe("a file of tables", () => {
  it("gives back what was put into it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), literals, (image, all) => {
        const tables = readTables(tableFile(image, all));
        expect(tables.count).toBe(all.length);
        expect(all.map((_, index) => tables.literal(index))).toEqual(all);
        expect(Buffer.from(tables.image)).toEqual(Buffer.from(image));
      }),
    );
  });

  it("is refused where a number is too large for it", () => {
    expect(() => tableFile(new Uint8Array(1), [[4, 65_536]])).toThrow("more literals");
  });

  it("is shipped for the rules and detectors that there are", () => {
    expect(readFileSync(shippedFile("tables.bin")).equals(madeTables(shippedRules(), searched))).toBe(true);
  });
});
