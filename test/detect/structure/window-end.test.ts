import { describe, expect, it } from "vitest";
import { createDetector } from "../../../src/detect/detector.ts";
import { fill, seeded } from "../generate.ts";
import { sourceText } from "../source-text.ts";

const detector = createDetector({ isReference: () => false });
const random = seeded("the end of a window");

function password(): string {
  return fill("${upper:1}${lower:11}${digit:2}!${lower:11}", random);
}

interface Long {
  readonly path: string;
  /** What stands in front of the rows; the filler moves them. */
  readonly head: (filler: string) => string;
  readonly row: (user: string, value: string) => string;
}

const longs: readonly Long[] = [
  {
    path: "users.yml",
    head: (filler) => `accounts:\n${`  #${"x".repeat(97)}\n`.repeat(57)}  #${filler}\n`,
    row: (user, value) => `  ${user}: ${value}\n`,
  },
  {
    path: "users.html",
    head: (filler) =>
      `<table><tr><th>User</th><th>Password</th></tr>\n${`<tr><td>a</td><td>b</td></tr>${" ".repeat(250)}\n`.repeat(27)}<!--${filler}-->`,
    row: (user, value) => `<tr><td>${user}</td><td>${value}</td></tr>\n`,
  },
  {
    path: "users.adoc",
    head: (filler) => `|===\n|User |Password\n\n|${"x".repeat(7600)}${filler} |x\n`,
    row: (user, value) => `|${user} |${value}\n`,
  },
];

describe("a list that is longer than what is read of it", () => {
  it.each(longs)("gives whole values alone: $path", ({ path, head, row }) => {
    for (let length = 60; length < 110; length += 3) {
      const values = Array.from({ length: 20 }, password);
      const text = sourceText(
        path,
        head("x".repeat(length)) + values.map((value, index) => row(`u${String(index + 100)}`, value)).join(""),
      );
      const found = detector.detect(text).map(({ span }) => text.bytes.toString("latin1", span.start, span.end));
      expect(found.length).toBeGreaterThan(0);
      expect(found.length).toBeLessThan(values.length);
      expect(found).toEqual(values.slice(0, found.length));
    }
  });
});
