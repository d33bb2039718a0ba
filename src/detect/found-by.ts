import type { FoundBy } from "../model/finding.ts";
import type { RuleKind } from "../model/rule.ts";
import { ruleAt, ruleNumbers } from "./shipped-rules.ts";

const byKind: Readonly<Record<RuleKind, FoundBy>> = {
  provider: "structure",
  structural: "structure",
  generic: "assignment",
  ast: "syntax tree",
  vault: "vault value",
  policy: "policy",
};

/** What kind of detector reports a rule that is none of the user's. */
export function foundBy(ruleId: string, kind: RuleKind): FoundBy {
  const number = ruleNumbers().get(ruleId);
  const rule = number === undefined ? undefined : ruleAt(number);
  if (rule?.names !== undefined) return "provider name";
  if (rule?.pattern !== undefined) return "provider pattern";
  return byKind[kind];
}
