// Holds rules against their own examples: texts that must give the rule, and texts that must not.
import type { Candidate } from "../model/candidate.ts";
import type { Confidence } from "../model/severity.ts";
import type { SourceText } from "../model/text.ts";
import type { Example, RuleTests } from "../detect/user-rules/user-rule.ts";
import { type ChecksumRule, complete, fill, seeded, TemplateMistake } from "./generate.ts";

/** What is needed of a rule to test it. */
export interface TestedRule extends ChecksumRule {
  readonly id: string;
  readonly confidence: Confidence;
  /** Template of a value. */
  readonly generate?: string;
  readonly tests?: RuleTests;
}

/** Candidates of one text; nothing where the search was not finished. */
export type Search = (text: SourceText) => Promise<readonly Candidate[] | undefined>;

/** A rule that fails. */
export interface Failing {
  readonly id: string;
  /** `positive[0] is not found`: never the example, which may hold a value. */
  readonly reasons: readonly string[];
}

/** What came of it. */
export interface Tested {
  readonly failing: readonly Failing[];
  /** Rules that have examples, and rules that have none. */
  readonly tested: number;
  readonly untested: number;
  /** A search was not finished. */
  readonly isIncomplete: boolean;
}

/** Values are drawn so often: a rule must not depend on the luck of one draw. */
const draws = 10;
const defaultPath = "config.txt";
const valueMark = "${value}";

/** Fills templates of a rule's examples, each time with a value of its own. */
export function exampleTexts(rule: Pick<TestedRule, "id" | "generate"> & ChecksumRule): (template: string) => string {
  const random = seeded(rule.id);
  return (template) => {
    const { generate } = rule;
    if (generate === undefined && template.includes(valueMark))
      throw new TemplateMistake("it asks for a value, and the rule has no generate");
    const value = generate === undefined ? "" : complete(rule, fill(generate, random));
    return fill(
      template.replaceAll(valueMark, () => value),
      random,
    );
  };
}

/** True where a value in the rule's format is among what was found, sure enough to be reported by default. */
export function isFound(
  { id, confidence }: Pick<TestedRule, "id" | "confidence">,
  found: readonly Candidate[],
): boolean {
  return found.some(
    (candidate) =>
      ((candidate.ruleId === id && candidate.near !== true) || candidate.also.includes(id)) &&
      (confidence === "low" || candidate.confidence !== "low"),
  );
}

async function outcome(
  rule: TestedRule,
  example: Example,
  draw: (template: string) => string,
  search: Search,
): Promise<"found" | "missed" | "unsteady" | "unfinished"> {
  const { path, text } = typeof example === "string" ? { path: defaultPath, text: example } : example;
  let times = 0;
  for (let i = 0; i < draws; i++) {
    const bytes = Buffer.from(draw(text));
    const found = await search({ path, bytes, binary: false, encoding: "utf-8" });
    if (!found) return "unfinished";
    if (isFound(rule, found)) times++;
  }
  return times === draws ? "found" : times === 0 ? "missed" : "unsteady";
}

/** Tests the rules one after the other. */
export async function testRules(rules: readonly TestedRule[], search: Search): Promise<Tested> {
  const failing: Failing[] = [];
  let tested = 0;
  let isIncomplete = false;
  for (const rule of rules) {
    const { positive = [], negative = [] } = rule.tests ?? {};
    if (positive.length + negative.length === 0) continue;
    tested++;
    const draw = exampleTexts(rule);
    const reasons: string[] = [];
    const hold = async (name: string, example: Example, wanted: "found" | "missed"): Promise<void> => {
      try {
        const came = await outcome(rule, example, draw, search);
        if (came === "unfinished") {
          isIncomplete = true;
          reasons.push(`${name} takes too long`);
        } else if (came === "unsteady") reasons.push(`${name} is found with some values only`);
        else if (came !== wanted) reasons.push(`${name} is ${came === "found" ? "found" : "not found"}`);
      } catch (error) {
        if (!(error instanceof TemplateMistake)) throw error;
        reasons.push(`${name} cannot be filled: ${error.message}`);
      }
    };
    for (const [i, example] of positive.entries()) await hold(`positive[${String(i)}]`, example, "found");
    for (const [i, example] of negative.entries()) await hold(`negative[${String(i)}]`, example, "missed");
    if (reasons.length > 0) failing.push({ id: rule.id, reasons });
  }
  return { failing, tested, untested: rules.length - tested, isIncomplete };
}
