import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { expandTail } from "../../tools/tail-rules.js";
import { createDetector } from "../../src/detect/detector.ts";
import { complete, fill, seeded } from "./generate.ts";
import { sourceText } from "./source-text.ts";

interface RuleFile {
  rules: {
    id: string;
    generate?: string;
    confidence?: string;
    checksum?: string;
    parameters?: Record<string, string[]>;
    tests: { positive: string[]; negative: string[] };
  }[];
}

const directory = new URL("../../rules/", import.meta.url);
const detector = createDetector();

function rulesOf(file: string): RuleFile["rules"] {
  const data: unknown = parse(readFileSync(new URL(file, directory), "utf8"));
  const files = file === "tail.yml" ? expandTail(data) : [data];
  return (files as RuleFile[]).flatMap(({ rules }) => rules);
}

for (const file of readdirSync(directory).filter((name) => name.endsWith(".yml"))) {
  const rules = rulesOf(file);
  describe(file, () => {
    for (const rule of rules) {
      const random = seeded(rule.id);
      const text = (template: string): string => {
        const value = rule.generate === undefined ? "" : complete(rule, fill(rule.generate, random));
        return fill(
          template.replaceAll("${value}", () => value),
          random,
        );
      };
      const found = (content: string): string[] =>
        detector
          .detect(sourceText("config.txt", content))
          .filter(({ confidence }) => rule.confidence === "low" || confidence !== "low")
          .flatMap(({ ruleId, also }) => [ruleId, ...also]);

      it.each(rule.tests.positive)(`${rule.id} is found in %s`, (template) => {
        // Ten values each: a rule must not depend on the luck of one draw.
        for (let round = 0; round < 10; round++) expect(found(text(template))).toContain(rule.id);
      });
      it.each(rule.tests.negative)(`${rule.id} is not found in %s`, (template) => {
        for (let round = 0; round < 10; round++) expect(found(text(template))).not.toContain(rule.id);
      });
    }
  });
}
