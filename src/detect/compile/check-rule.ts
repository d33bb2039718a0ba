// What a rule must obey so that no text can make it slow and no text can hide a match: for shipped rules at build time, for
// user rules when they are loaded. Each problem says how to write it.
import type { DetectorRule } from "../../model/rule.ts";
import { placeLiteral } from "./place-literal.ts";
import { repetitionProblem } from "./repetition.ts";
import { ruleLiterals } from "./rule-literals.ts";
import { isFoundByRun } from "./value-run.ts";

/** What is wrong with a regex and how to write it, or nothing. */
function checkPattern(pattern: string, ignoreCase: boolean): string | undefined {
  try {
    new RegExp(pattern, ignoreCase ? "i" : "");
  } catch {
    return "the pattern is no JavaScript regular expression.";
  }
  // Character classes and escapes are blanked, so that only real quantifiers are left.
  const bare = pattern.replace(/\\./gu, "e").replace(/\[[^\]]*\]/gu, "c");
  if (/[*+](?!\?=)/u.test(bare) || /\{\d+,\}/u.test(bare))
    return "unbounded repetition (* + {n,}): write {n,m} with the largest m that the format allows.";
  if (/\\[1-9]|\\k</u.test(pattern)) return "back-references are not allowed: they make matching exponential.";
  const problem = repetitionProblem(pattern);
  return problem === undefined ? undefined : `the pattern ${problem}.`;
}

/** What is wrong with a rule and how to write it, or nothing. */
function checkRule(rule: DetectorRule): string | undefined {
  const pattern = rule.pattern ?? rule.value ?? "";
  const problem = checkPattern(pattern, rule.ignoreCase);
  if (problem !== undefined) return problem;
  for (const literal of ruleLiterals(rule)) {
    if (!placeLiteral(literal))
      return `the anchor "${literal.text}" is too short or too common to search for: use a piece of the match with three or more rare characters.`;
  }
  return undefined;
}

/** The rule as the scan uses it. Throws a sentence that says what is wrong and how to write it. */
export function compileRule(rule: DetectorRule): DetectorRule {
  const problem = checkRule(rule);
  if (problem !== undefined) throw new Error(problem);
  return { ...rule, run: isFoundByRun(rule) };
}
