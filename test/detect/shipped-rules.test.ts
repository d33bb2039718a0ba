import { describe, expect, it } from "vitest";
import { mayEndName, ruleNumbers, ruleNumbersOf, shippedRules } from "../../src/detect/shipped-rules.ts";

const named = shippedRules().flatMap(({ id, names = [] }) =>
  names.map((name) => ({ id, name: name.toLowerCase().replaceAll(/[^a-z\d]/gu, "") })),
);

describe("the rules by the names that tell their values", () => {
  it("are found by each of their names, whose end tells that it may be one", () => {
    expect(named.length).toBeGreaterThan(1000);
    const numbers = ruleNumbers();
    const isFound = ({ id, name }: (typeof named)[number]): boolean =>
      mayEndName(name) && ruleNumbersOf(name).includes(numbers.get(id) ?? -1);
    expect(named.filter((one) => !isFound(one))).toEqual([]);
  });

  it("are not looked up by words that no name ends with", () => {
    expect(["enabled", "azurerm", "parameters"].filter(mayEndName)).toEqual([]);
    expect(["ab", "x", ""].filter((word) => !mayEndName(word))).toEqual([]);
    expect(ruleNumbersOf("resource")).toEqual([]);
  });
});
