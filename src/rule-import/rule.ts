// Turns one rule of gitleaks into one of ours: its regex written for JavaScript and bytes, repetitions bounded, groups named.
import { compileUserRule, RuleMistake } from "../detect/user-rules/compile.ts";
import type { Allow, UserRuleData } from "../detect/user-rules/user-rule.ts";
import { carriedAllow, carriedRegex } from "./allow.ts";
import type { GitleaksRule } from "./gitleaks-config.ts";
import type { GoRegex } from "./go-regex/node.ts";
import { parseGoRegex } from "./go-regex/parse.ts";
import { GoRegexProblem } from "./go-regex/problem.ts";
import { canIgnoreCase, endlessRepetitions, writeRegex } from "./go-regex/write.ts";
import type { Tell } from "./notes.ts";

/** A rule as the file will hold it. */
export interface CarriedRule {
  readonly id: string;
  readonly title: string;
  readonly pattern?: string;
  readonly ignoreCase?: true;
  readonly boundary?: "none";
  readonly keywords?: readonly string[];
  readonly path?: string;
  readonly entropy?: number;
  readonly allow?: readonly Allow[];
}

/** The schema's bounds. */
const longestPattern = 4000;
const longestTitle = 80;
const mostEntropy = 8;

/** What a repetition without end becomes: the first that gives a rule which can be run. A single one may be as long as a key file. */
function limitsFor(endless: number): readonly (number | undefined)[] {
  if (endless === 0) return [undefined];
  return endless === 1 ? [4000, 1000, 250, 60] : [1000, 250, 60];
}

function titleOf({ id, description }: GitleaksRule): string {
  const line = description.replace(/\s+/gu, " ").replace(/\.$/u, "");
  if (line !== "" && line.length <= longestTitle) return line;
  const words = id.replace(/[^A-Za-z\d]+/gu, " ").trim();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`.slice(0, longestTitle) || "Imported rule";
}

/** The groups that hold the value: the one that is said, else the first that takes part. */
function groupNames({ groups }: GoRegex, secretGroup: number): Map<number, string> {
  if (secretGroup > groups || secretGroup < 0)
    throw new GoRegexProblem("has no group of the number that secretGroup says");
  const numbers = secretGroup > 0 ? [secretGroup] : Array.from({ length: groups }, (_, i) => i + 1);
  return new Map(numbers.map((number, i) => [number, i === 0 ? "secret" : `secret${String(i + 1)}`]));
}

/** As `compileUserRule` takes it. */
function complete(rule: CarriedRule, provider: string): UserRuleData {
  return {
    provider,
    kind: "provider",
    severity: "high",
    confidence: "high",
    opens: "",
    rotate: "",
    cwe: [],
    ignoreCase: false,
    boundary: "word",
    parameters: {},
    entropy: 0,
    ...rule,
    allow: rule.allow ?? [],
  };
}

/** The rule with its pattern: of several ways to bound it, the first that can be run. */
function withPattern(
  base: CarriedRule,
  { id, regex, secretGroup }: GitleaksRule,
  provider: string,
  tell: Tell,
): CarriedRule {
  const parsed = parseGoRegex(regex);
  const names = groupNames(parsed, secretGroup);
  // The flag says the same, and is easier to read.
  const ignoreCase = /\(\?[msU]*i/u.test(regex) && canIgnoreCase(parsed.node);
  const endless = endlessRepetitions(parsed.node);
  let failure: unknown;
  for (const limit of limitsFor(endless)) {
    const pattern = writeRegex(parsed.node, {
      target: "bytes",
      names,
      ignoreCase,
      ...(limit !== undefined && { limit }),
    });
    if (pattern.length > longestPattern) throw new GoRegexProblem("is too long");
    const rule: CarriedRule = { ...base, pattern, ...(ignoreCase && { ignoreCase }), boundary: "none" };
    try {
      compileUserRule(complete(rule, provider));
    } catch (error) {
      if (!(error instanceof RuleMistake)) throw error;
      failure ??= error;
      continue;
    }
    if (limit !== undefined) tell("changed", id, `repetitions without end match ${String(limit)} times at most`);
    return rule;
  }
  throw failure;
}

/** The rule; nothing where it cannot be carried over, which is told then. */
export function carriedRule(rule: GitleaksRule, newId: string, provider: string, tell: Tell): CarriedRule | undefined {
  const leave = (why: string): CarriedRule | undefined => {
    tell("left out", rule.id, why);
    return undefined;
  };
  if (rule.isComposite) return leave("it counts only near matches of other rules, which no rule here can ask for");
  if (rule.isUnreported) return leave("it is not reported by itself (skipReport)");
  if (rule.regex === "" && rule.path === "")
    return leave("it has neither regex nor path: it can only change a rule that is not in the file");
  if (rule.entropy > mostEntropy) return leave("no value has the entropy that it asks for");
  if (rule.hasTags) tell("changed", rule.id, "tags are not carried over");
  try {
    const base: CarriedRule = {
      id: newId,
      title: titleOf(rule),
      ...(rule.keywords.length > 0 && { keywords: [...new Set(rule.keywords)] }),
      ...(rule.path !== "" && { path: carriedRegex(rule.path, "text") }),
      ...(rule.entropy > 0 && { entropy: rule.entropy }),
    };
    const carried = rule.regex === "" ? base : withPattern(base, rule, provider, tell);
    const allow = rule.allowlists.flatMap((list) => carriedAllow(list, tell) ?? []);
    return { ...carried, ...(allow.length > 0 && { allow }) };
  } catch (error) {
    if (error instanceof GoRegexProblem) return leave(`a regex of it ${error.message}`);
    if (error instanceof RuleMistake) return leave(`its ${error.key.replace(/\/.*/u, "")} ${error.message}`);
    throw error;
  }
}
