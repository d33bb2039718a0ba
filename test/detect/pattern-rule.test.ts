import { describe, expect, it } from "vitest";
import { patternCandidate } from "../../src/detect/pattern-rule.ts";
import { shippedRules } from "../../src/detect/shipped-rules.ts";
import { sourceText } from "./source-text.ts";

describe("patternCandidate", () => {
  it("takes no match that goes on behind its window", () => {
    const rule = shippedRules().find(({ id }) => id === "dropbox/long-lived-token");
    if (!rule) throw new Error("the rule is gone");
    const anchor = rule.anchors?.[0] ?? "";
    // Of the letters that go on, none may be taken for the end, wherever in the run of `A` the hit lies.
    const text = sourceText("a.txt", anchor.repeat(3) + "b7Xk".repeat(20));
    for (let at = 0; at <= 2 * anchor.length; at++)
      expect(patternCandidate(rule, text, at, anchor.length)).toBeUndefined();
  });

  it.each([
    ["words", "hvs.thetokenofthevaultforthistest", "low"],
    ["drawn letters", "hvs." + "qzjxkvwbpfmhgqzxjvkwqpzfx", "high"],
  ])("is as sure as %s behind a prefix are", (_, value, confidence) => {
    const rule = shippedRules().find(({ id }) => id === "hashicorp/vault-service-token");
    if (!rule) throw new Error("the rule is gone");
    expect(patternCandidate(rule, sourceText("a.txt", value), 0, 4)?.confidence).toBe(confidence);
  });
});
