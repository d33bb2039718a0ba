import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { expandTail } from "../../tools/tail-rules.js";
import { createDetector } from "../../src/detect/detector.ts";
import { exampleTexts, isFound } from "../../src/rule-tests/run.ts";
import type { Confidence } from "../../src/model/severity.ts";
import { sourceText } from "./source-text.ts";

interface RuleFile {
  rules: {
    id: string;
    generate?: string;
    confidence?: Confidence;
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
      const text = exampleTexts(rule);
      const { id, confidence = "high" } = rule;
      const found = (content: string): boolean =>
        isFound({ id, confidence }, detector.detect(sourceText("config.txt", content)));

      it.each(rule.tests.positive)(`${rule.id} is found in %s`, (template) => {
        // Ten values each: a rule must not depend on the luck of one draw.
        for (let round = 0; round < 10; round++) expect(found(text(template))).toBe(true);
      });
      it.each(rule.tests.negative)(`${rule.id} is not found in %s`, (template) => {
        for (let round = 0; round < 10; round++) expect(found(text(template))).toBe(false);
      });
    }
  });
}
