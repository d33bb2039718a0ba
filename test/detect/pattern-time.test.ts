// The linter refuses slow regular expressions that are written as literals. This asks it about those that it cannot see there: of
// rules/*.yml and the ones put together from pieces.
import { Linter } from "eslint";
import * as regexp from "eslint-plugin-regexp";
import { describe, expect, it } from "vitest";
import { joinPatterns } from "../../src/detect/decode/joined.ts";
import { shippedRules } from "../../src/detect/shipped-rules.ts";
import { commandPatterns } from "../../src/detect/structure/command-table.ts";

/** Built, since the linter refuses it as a literal. */
const repeated = (source: string): string => `${source}+$`;

const linter = new Linter();

/** Why a pattern can take more than linear time on some text; nothing where it cannot. */
function slowness(pattern: RegExp): string[] {
  return linter
    .verify(`export default ${String(pattern)};`, {
      plugins: { regexp: regexp },
      rules: {
        "regexp/no-super-linear-backtracking": ["error", { report: "certain" }],
        // All of them are tried at one place, or on text of a bounded length: moving along costs the window, no more.
        "regexp/no-super-linear-move": "off",
      },
    })
    .map(({ message }) => message);
}

const shipped = shippedRules().flatMap(({ id, pattern, value, ignoreCase }) =>
  [pattern, value].flatMap((source) =>
    source === undefined ? [] : [[id, new RegExp(source, ignoreCase ? "i" : "")] as const],
  ),
);

describe("no pattern backtracks more than linearly", () => {
  it("and the check knows one that does", () => {
    expect(slowness(new RegExp(repeated("^(?:a+)"), "u"))).not.toEqual([]);
  });

  it("of the rules", () => {
    expect(shipped.length).toBeGreaterThan(500);
    expect(shipped.flatMap(([id, pattern]) => slowness(pattern).map((message) => `${id}: ${message}`))).toEqual([]);
  }, 120_000);

  it("of the commands, and of strings in pieces", () => {
    expect(
      [...commandPatterns, ...joinPatterns].flatMap((pattern) =>
        slowness(pattern).map((message) => `${pattern.source}: ${message}`),
      ),
    ).toEqual([]);
  });
});
