import type { RuleInfo } from "../model/rule.ts";

export const weakerPolicyRule = "policy/weaker";
export const newCommentRule = "policy/new-ignore";
export const grownBaselineRule = "policy/grown-baseline";

/** What a change can do to the gate that it has to pass. */
export const policyRules: readonly RuleInfo[] = [
  {
    id: weakerPolicyRule,
    title: "Weaker policy: a change to the config or the baseline lets more pass",
    kind: "policy",
    severity: "medium",
    confidence: "high",
    opens: "the gate: from then on it lets pass what it stopped before",
    rotate:
      "Merge the policy's change alone, once someone who answers for it has reviewed it, then bring the branch up to date. Where reviews are enforced otherwise (CODEOWNERS), the base's config can lower this rule's severity.",
    cwe: [693],
  },
  {
    id: newCommentRule,
    title: "New comment that hides a finding",
    kind: "policy",
    severity: "medium",
    confidence: "high",
    opens: "the gate for this line: what the comment accepts is not reported any more",
    rotate:
      "Remove the value, or let someone who answers for the policy review the comment. Where reviews are enforced otherwise (CODEOWNERS), the config can lower this rule's severity.",
    cwe: [693],
  },
  {
    id: grownBaselineRule,
    title: "Grown baseline: more entries than baselineRatchet allows",
    kind: "policy",
    severity: "medium",
    confidence: "high",
    opens: "the gate: more findings are accepted than the project decided to have",
    rotate:
      'Repair the new findings and run "vaultlint baseline prune". A first baseline is merged before baselineRatchet is switched on; to let one grow, merge a config without baselineRatchet first.',
    cwe: [693],
  },
];

const ids = new Set(policyRules.map(({ id }) => id));

/** True for what is said of the policy and not of a secret. */
export function isOfPolicy({ ruleId }: { readonly ruleId: string }): boolean {
  return ids.has(ruleId);
}

/** True for what whoever commits is only told of, since it is the gate that decides: the ratchet stops a commit as well. */
export function isForGate(finding: { readonly ruleId: string }): boolean {
  return isOfPolicy(finding) && finding.ruleId !== grownBaselineRule;
}
