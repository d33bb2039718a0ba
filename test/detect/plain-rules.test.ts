// The engine finds what the regex of each rule matches in the whole text: no anchor, window or way of looking it up hides a match.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createDetector } from "../../src/detect/detector.ts";
import { atBoundary, judgeMatch, valueOf } from "../../src/detect/pattern-rule.ts";
import { shippedRules } from "../../src/detect/shipped-rules.ts";
import type { DetectorRule } from "../../src/model/rule.ts";
import type { Span } from "../../src/model/text.ts";
import { complete, fill, seeded } from "./generate.ts";
import { sourceText } from "./source-text.ts";

interface RuleFile {
  rules: {
    checksum?: string;
    parameters?: Record<string, string[]>;
    generate?: string;
    tests: { positive: string[]; negative: string[] };
  }[];
}

const directory = new URL("../../rules/", import.meta.url);
const random = seeded("plain");
const detector = createDetector();

/** The examples of a rule file, each on lines of its own. */
function examplesOf(file: string): string {
  const { rules } = parse(readFileSync(new URL(file, directory), "utf8")) as RuleFile;
  return rules
    .flatMap((rule) => {
      const value = rule.generate === undefined ? "" : complete(rule, fill(rule.generate, random));
      return [...rule.tests.positive, ...rule.tests.negative].map((example) =>
        fill(
          example.replaceAll("${value}", () => value),
          random,
        ),
      );
    })
    .join("\n");
}

const withPattern = shippedRules().filter(({ pattern }) => pattern !== undefined);
const regexes = withPattern.map(({ pattern = "", ignoreCase }) => new RegExp(pattern, ignoreCase ? "dgi" : "dg"));

/** Values that the rule's regex matches in the whole text, but for what is no value by itself. */
function plainMatches(rule: DetectorRule, regex: RegExp, content: string): Span[] {
  const all: Span[] = [];
  regex.lastIndex = 0;
  for (let match = regex.exec(content); match; match = regex.exec(content)) {
    const end = match.index + match[0].length;
    regex.lastIndex = match.index + 1;
    const around = `${content.charAt(match.index - 1)}${content.charAt(end)}`;
    // A piece of a longer run of Base64 is none.
    if (!atBoundary(rule, content, match.index, end) || /[+/]/u.test(around)) continue;
    const [start, stop] = valueOf(match);
    const span = { start, end: stop };
    if (judgeMatch(rule, content.slice(start, stop), span, undefined)) all.push(span);
  }
  return all;
}

describe("what a rule's regex matches in the whole text is found", () => {
  it("in the examples of all rules, by the regexes of all rules", { timeout: 240_000 }, () => {
    let matches = 0;
    const missed: string[] = [];
    for (const file of readdirSync(directory).filter((name) => name.endsWith(".yml") && name !== "tail.yml")) {
      const text = sourceText("config.txt", examplesOf(file));
      const content = text.bytes.toString("latin1");
      const found = detector.detect(text).map(({ span }) => span);
      for (const [index, rule] of withPattern.entries()) {
        const regex = regexes[index];
        if (!regex) continue;
        for (const { start, end } of plainMatches(rule, regex, content)) {
          matches++;
          if (!found.some((one) => one.start < end && start < one.end))
            missed.push(`${rule.id} in ${file} at ${String(start)}`);
        }
      }
    }
    expect(missed).toEqual([]);
    expect(matches).toBeGreaterThan(withPattern.length);
  });
});
