import { describe, expect, it } from "vitest";
import { createDetector } from "../../src/detect/detector.ts";
import { ruleTests } from "../../src/detect/generated/rule-tests.ts";
import { shippedRules } from "../../src/detect/shipped-rules.ts";
import { validators } from "../../src/detect/validate/validators.ts";
import type { Candidate } from "../../src/model/candidate.ts";
import { complete, fill, seeded } from "./generate.ts";
import { sourceText } from "./source-text.ts";

const detector = createDetector();

/** A value as its issuer makes it, and the same with one character near its end that the issuer never wrote. */
interface Pair {
  readonly right: string;
  readonly wrong: string;
}

function pairOf(rule: ReturnType<typeof shippedRules>[number]): Pair | undefined {
  const validate = validators[rule.checksum ?? ""];
  const { generate } = ruleTests[rule.id] ?? {};
  if (!validate || generate?.includes("${checksum}") !== true) return undefined;
  const right = complete(rule, fill(generate, seeded(rule.id)));
  const whole = new RegExp(`^(?:${rule.pattern ?? rule.value ?? ""})$`, rule.ignoreCase ? "iu" : "u");
  for (let at = right.length - 1; at > 0; at--)
    for (const other of "b3C7aQ2Z") {
      const wrong = right.slice(0, at) + other + right.slice(at + 1);
      if (validate(wrong, rule.parameters) === "invalid" && whole.test(wrong)) return { right, wrong };
    }
  return undefined;
}

const pairs = shippedRules().flatMap((rule) => {
  const pair = pairOf(rule);
  return pair ? [{ ...pair, id: rule.id, names: rule.names ?? [] }] : [];
});

function found(content: string, id: string): Candidate | undefined {
  const all = detector.detect(sourceText("config.txt", content));
  return all.find(({ ruleId, also }) => ruleId === id || also.includes(id));
}

const places: readonly [place: string, template: string][] = [
  ["an assignment", 'NAME_key = "VALUE"\n'],
  ["a header", "curl -H 'X-NAME: 1' -H 'Authorization: Bearer VALUE' https://api.NAME.internal/\n"],
  ["a URL", "NAME: https://deploy:VALUE@git.internal/app.git\n"],
  ["a connection string", "NAME=1;AccountName=orders;AccountKey=VALUE\n"],
];

describe("a checksum", () => {
  it("is written by most validators that prove something", () => {
    expect(pairs.length).toBeGreaterThanOrEqual(45);
  });

  it.each(places)(
    "that is right makes sure, and one that is wrong neither sure nor hidden, in %s",
    (place, template) => {
      for (const { id, names, right, wrong } of pairs) {
        const text = (value: string): string =>
          template.replaceAll("NAME", names[0] ?? id.replace(/\/.*/u, "")).replace("VALUE", () => value);
        const proved = found(text(right), id);
        // Not every key can stand everywhere.
        if (!proved) continue;
        expect({ id, place, confidence: proved.confidence }).toEqual({ id, place, confidence: "high" });
        const doubted = found(text(wrong), id);
        expect({ id, place, confidence: doubted?.confidence }).toEqual({
          id,
          place,
          confidence: expect.stringMatching(/^(?:medium|low)$/u) as string,
        });
        expect(doubted?.reasons).toContain("checksum does not match");
      }
    },
  );
});
