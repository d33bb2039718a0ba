import { astRules } from "./detect/ast/triggers.ts";
import { textRules } from "./detect/rule-infos.ts";
import type { RuleInfo } from "./model/rule.ts";
import { policyRules } from "./policy/rules.ts";
import { vaultRules } from "./verify/rules.ts";

/** Every rule that can be reported, or those of `ids`; sorted by id. */
export function allRules(ids?: ReadonlySet<string>): RuleInfo[] {
  const inCode = [...astRules, ...vaultRules, ...policyRules].filter(({ id }) => ids?.has(id) !== false);
  return [...textRules(ids), ...inCode].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The ids a config may name. */
export function knownRules(): ReadonlySet<string> {
  return new Set(allRules().map(({ id }) => id));
}
