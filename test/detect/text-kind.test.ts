// What a path says of a text, for the search: mostly its ending, but not where more of its name counts.
import { expect, it } from "vitest";
import { IN_CODE, IN_LINES, IN_LOCALE, IN_PROGRAM, IN_TABLE, IN_TEXT } from "../../src/detect/kernel/layout.ts";
import { kindsOf } from "../../src/detect/text-kind.ts";

const kinds: Readonly<Record<string, number>> = {
  "src/a.go": IN_TEXT | IN_CODE,
  "src/B.GO": IN_TEXT | IN_CODE,
  "src.go/go": IN_TEXT,
  "src/a.ts": IN_TEXT | IN_CODE | IN_PROGRAM,
  "src/a.d.ts": IN_TEXT | IN_CODE,
  "a.yml": IN_TEXT | IN_LINES,
  "a.local": IN_TEXT,
  ".env.local": IN_TEXT | IN_LINES,
  "app.env.local": IN_TEXT | IN_LINES,
  "a.npmrc": IN_TEXT,
  ".npmrc": IN_TEXT | IN_LINES,
  "a.json": IN_TEXT,
  "locales/a.json": IN_TEXT | IN_LOCALE,
  "locales/.a.json": IN_TEXT | IN_LOCALE,
  "locales/environment.json": IN_TEXT | IN_LOCALE,
  "locales/a.JSON": IN_TEXT,
  "lib/De.json": IN_TEXT | IN_LOCALE,
  "a.csv": IN_TEXT | IN_TABLE,
  csv: IN_TEXT,
  Makefile: IN_TEXT,
};

it("paths of one ending are told apart where more of them counts, in any order", () => {
  const paths = Object.keys(kinds);
  for (const path of [...paths, ...paths.toReversed()])
    expect([path, kindsOf({ path, binary: false })]).toEqual([path, kinds[path]]);
  expect(kindsOf({ path: "a.go", binary: true })).toBe(0);
});
