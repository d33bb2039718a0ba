import type { FoundBy } from "../model/finding.ts";
import type { RuleInfo, RuleKind } from "../model/rule.ts";

const byKind: Readonly<Record<RuleKind, FoundBy>> = {
  provider: "structure",
  structural: "structure",
  generic: "assignment",
  ast: "syntax tree",
  vault: "vault value",
  policy: "policy",
};

/** What kind of detector reports this rule. */
export function foundBy(rule: RuleInfo): FoundBy {
  // A rule of a user, compiled; a rule as data.
  if ("lane" in rule) return "own rule";
  if ("names" in rule) return "provider name";
  if ("pattern" in rule) return "provider pattern";
  return byKind[rule.kind];
}
