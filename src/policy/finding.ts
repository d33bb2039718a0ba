// What is said of a policy, in the shape of any other finding: every report, severity and gate then works for it.
import type { Finding } from "../model/finding.ts";
import { LineMap, type SourceText } from "../model/text.ts";
import { place } from "../place.ts";
import { policyRules } from "./rules.ts";

const rules = new Map(policyRules.map((rule) => [rule.id, rule]));
const verification = { state: "unverified", reason: "about the policy, not a value" } as const;

/** A finding on a whole line. `offset` lies on it; `message` has no full stop and quotes nothing. */
export function policyFinding(text: SourceText, ruleId: string, offset: number, message: string): Finding[] {
  const span = new LineMap(text.bytes).lineSpan(Math.min(offset, Math.max(0, text.bytes.length - 1)));
  const { kind = "policy", severity = "medium", title } = rules.get(ruleId) ?? {};
  const candidate = { ruleId, kind, span, severity, confidence: "high", message, reasons: [], also: [] } as const;
  return place(text, [{ candidate: { ...candidate, holdsValue: false }, verification }], () => title);
}
