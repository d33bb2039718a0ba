import { astRules } from "./detect/ast/triggers.ts";
import { textRules } from "./detect/detector.ts";
import type { RuleInfo } from "./model/rule.ts";
import { policyRules } from "./policy/rules.ts";
import { vaultRules } from "./verify/rules.ts";

/** Every rule that can be reported, sorted by id. */
export function allRules(): RuleInfo[] {
  return [...textRules, ...astRules, ...vaultRules, ...policyRules].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The ids a config may name. */
export function knownRules(): ReadonlySet<string> {
  return new Set(allRules().map(({ id }) => id));
}
