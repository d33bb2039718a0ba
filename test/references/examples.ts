// What the tests of one syntax family share: tables of what is a reference and of what only looks like one.
import { describe, expect, it } from "vitest";
import { isReference, referenceSyntax } from "../../src/references/recognise.ts";

export interface Family {
  /** Text and the id of its syntax. */
  readonly references: readonly (readonly [value: string, syntax: string])[];
  /** Text, and why it is none. */
  readonly others: readonly (readonly [value: string, why: string])[];
}

/** Tests that each reference is recognised as what it is, and that the others are left to the detectors. */
export function testFamily(name: string, { references, others }: Family): void {
  describe(name, () => {
    it.each(references)("knows %s", (value, syntax) => {
      expect(referenceSyntax(value)).toBe(syntax);
    });
    it.each(others)("leaves %s: %s", (value) => {
      expect(isReference(value)).toBe(false);
    });
  });
}
