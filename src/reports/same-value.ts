// The same value at many places is one problem: what a reader would read again and again is told once, with the places.
import { crypto } from "../model/crypto.ts";
import type { Finding } from "../model/finding.ts";

/** Findings that have one value and one answer. */
export interface SameValue {
  readonly first: Finding;
  readonly others: Finding[];
}

/** Groups findings that have the same value, and of which the same would be said. Order is kept. */
export function groupByValue(findings: readonly Finding[]): SameValue[] {
  if (findings.length < 2) return findings.map((first) => ({ first, others: [] }));
  // Values are compared by a hash under a salt that never leaves this call.
  const salt = crypto().randomBytes(32);
  const groups = new Map<string, SameValue>();
  for (const finding of findings) {
    const { secret, ruleId, severity, title, message, verification, suggestion } = finding;
    const answer = [suggestion?.use, suggestion?.fedBy, suggestion?.then];
    const key = JSON.stringify([secret.tag(salt, 256), ruleId, severity, message ?? title, verification, answer]);
    const group = groups.get(key);
    if (group) group.others.push(finding);
    else groups.set(key, { first: finding, others: [] });
  }
  return [...groups.values()];
}
