import type { Finding } from "../model/finding.ts";
import { escapeText } from "../reports/escape.ts";

/** What an annotation says: the finding, the vault match, the reference to write. Never the value. */
export function messageOf(finding: Finding): string {
  const { verification, suggestion } = finding;
  const parts = [finding.message ?? finding.title];
  if (verification.state === "in-vault")
    parts.push(`in vault ${verification.vault} as "${verification.name}" (${verification.standing} version)`);
  else if (verification.state === "same-name") parts.push(`vault ${verification.vault} has "${verification.name}"`);
  const lines = [`${parts.join(", ")} [${finding.ruleId}]`];
  if (suggestion) {
    lines.push(`use: ${suggestion.use}${suggestion.fedBy === undefined ? "" : `, fed by ${suggestion.fedBy}`}`);
    for (const step of suggestion.then) lines.push(`then: ${step}`);
  }
  return lines.map((line) => escapeText(line)).join("\n");
}
