// From what a rule file says to a rule that the worker can run, or a sentence that says how to write it. No pattern is quoted:
// a rule may have been made from a secret.
import type { DetectorRule } from "../../model/rule.ts";
import { compileRule } from "../compile/check-rule.ts";
import { repetitionProblem } from "../compile/repetition.ts";
import { ruleLiterals } from "../compile/rule-literals.ts";
import { compileTables } from "../compile/tables.ts";
import { literalOwners } from "../literals.ts";
import { validators } from "../validate/validators.ts";
import { patternFacts, type PatternFacts } from "./pattern.ts";
import type { Allow, UserRule, UserRuleData } from "./user-rule.ts";

/** Longest match of a rule, and most that it looks at around one. */
const longestMatch = 16_384;
/** Longest value behind a name. */
const longestValue = 600;

/** What is wrong with a rule; `key` is where it stands in it. */
export class RuleMistake extends Error {
  readonly key: string;

  constructor(key: string, message: string) {
    super(message);
    this.key = key;
  }
}

/** The facts of a regex that can be run. */
function checked(key: string, pattern: string): PatternFacts {
  if (/[^\t\n\r\x20-\x7e]/u.test(pattern))
    throw new RuleMistake(
      key,
      String.raw`holds characters beyond ASCII: a file is searched byte by byte, so write their UTF-8 bytes (\xc3\xa9 for é)`,
    );
  // Newer versions of Node take them; the rule would depend on who runs it.
  if (/(?<!\\)\(\?[ims-]{1,7}:/u.test(pattern))
    throw new RuleMistake(
      key,
      "sets flags for a group, which not every version of Node knows: write ignoreCase for all of it, or both cases of each letter",
    );
  try {
    new RegExp(pattern);
  } catch {
    throw new RuleMistake(key, "is no JavaScript regular expression: check its brackets and escapes");
  }
  const facts = patternFacts(pattern);
  if (!facts) throw new RuleMistake(key, "is nested too deeply: write it with fewer groups");
  const problem = repetitionProblem(pattern);
  if (problem !== undefined) throw new RuleMistake(key, problem);
  return facts;
}

/** Throws a `RuleMistake` where an allow list cannot be run. */
export function checkAllow(allow: readonly Allow[]): void {
  for (const [i, entry] of allow.entries()) {
    for (const list of ["paths", "values", "matches", "lines"] as const)
      for (const [j, pattern] of (entry[list] ?? []).entries())
        checked(`allow/${String(i)}/${list}/${String(j)}`, pattern);
  }
}

/** Runs the checks of shipped rules, and says which key they are about. */
function compiled(rule: DetectorRule, key: string): DetectorRule {
  try {
    return compileRule(rule);
  } catch (error) {
    throw new RuleMistake(
      key,
      `cannot be run: ${(error instanceof Error ? error.message : "it is refused").replace(/\.$/u, "")}`,
    );
  }
}

/** The rule as the worker runs it. Throws a `RuleMistake`. */
export function compileUserRule(data: UserRuleData): UserRule {
  const { keywords = [], path, allow, generate, tests, ...rest } = data;
  const { anchors, pattern, names, value, checksum, before, length } = rest;
  if (checksum !== undefined && !Object.hasOwn(validators, checksum))
    throw new RuleMistake("checksum", `must be one of ${Object.keys(validators).sort().join(", ")}`);
  for (const [key, texts = []] of [
    ["anchors", anchors],
    ["names", names],
  ] as const)
    for (const [i, text] of texts.entries())
      if (/[^\x20-\x7e]/u.test(text))
        throw new RuleMistake(
          `${key}/${String(i)}`,
          "holds characters beyond ASCII, which are not searched for: keep the piece before or behind them",
        );
  if (path !== undefined) checked("path", path);
  checkAllow(allow);
  for (const [i, part] of (rest.with ?? []).entries())
    if ((part.rules === undefined) === (part.names === undefined))
      throw new RuleMistake(`with/${String(i)}`, "needs either rules or names: one of the two finds the part");
  if (pattern !== undefined && (names ?? value) !== undefined)
    throw new RuleMistake("pattern", "excludes names and value: keep one of the two ways to find a value");
  const base: DetectorRule = { ...rest, before: before ?? 0, length: length ?? 300 };
  const { id, title, kind, severity, confidence, opens, rotate, cwe, source } = rest;
  const info = {
    ...{ id, title, kind, severity, confidence, opens, rotate, cwe },
    ...(source !== undefined && { source }),
    ...(rest.with && { with: rest.with }),
  };
  const finished = (lane: UserRule["lane"], detector: DetectorRule): UserRule => ({
    ...info,
    lane,
    detector,
    keywords: keywords.map((keyword) => keyword.toLowerCase()),
    allow,
    ...(path !== undefined && { path }),
    ...(generate !== undefined && { generate }),
    ...(tests && { tests }),
  });

  if (names ?? value) {
    if (!names) throw new RuleMistake("value", "needs names: words one of which stands in the name before the value");
    if (value === undefined) throw new RuleMistake("names", "needs value: a regex for the value behind the name");
    const { longest, around } = checked("value", value);
    if (longest + around.behind > longestValue && longest < Number.POSITIVE_INFINITY)
      throw new RuleMistake(
        "value",
        `matches or looks at more than ${String(longestValue)} bytes: write smaller repetitions, or a pattern`,
      );
    return finished("name", compiled(base, "value"));
  }
  if (pattern === undefined) {
    if (path === undefined) throw new RuleMistake("id", "finds nothing: give it pattern, names and value, or path");
    return finished("path", base);
  }
  const facts = checked("pattern", pattern);
  const { around } = facts;
  if (facts.longest > longestMatch && facts.longest < Number.POSITIVE_INFINITY)
    throw new RuleMistake("pattern", "matches more than 16384 bytes: write smaller repetitions");
  if (Math.max(around.before, around.behind) > longestMatch)
    throw new RuleMistake("pattern", "looks at more than 16384 bytes around a match: write smaller lookarounds");
  const required = anchors ? { literals: anchors, before: before ?? 0 } : facts.required;
  if (required) {
    const detector: DetectorRule = {
      ...base,
      anchors: required.literals,
      anyCase: true,
      before: (before ?? required.before) + around.before,
      length: (length ?? Math.max(4, Math.min(facts.longest, longestMatch))) + around.behind,
    };
    return finished("anchor", compiled(detector, "pattern"));
  }
  // Problems of the pattern itself come first.
  const detector = compiled({ ...base, anchors: [] }, "pattern");
  if (keywords.length === 0 && path === undefined)
    throw new RuleMistake(
      "pattern",
      "holds no literal of three or more rare characters to search for: give the rule keywords that its files hold, a path, or names and value",
    );
  return finished("text", detector);
}

/** Throws a sentence where the rules together are too many to search for. */
export function checkTogether(rules: readonly UserRule[]): void {
  const searched = rules.filter(({ lane }) => lane === "anchor" || lane === "name").map(({ detector }) => detector);
  if (searched.flatMap(ruleLiterals).length > 0)
    compileTables(literalOwners(searched, []).map(({ literal }) => literal));
}
