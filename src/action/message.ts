import type { Finding } from "../model/finding.ts";
import { escapeText } from "../reports/escape.ts";
import { headline, partsPhrase, placeInArchive, vaultPhrase } from "../reports/wording.ts";

/** What was found, where its other parts stand and what a vault says of it, where there is something to say: half a sentence. */
export function saying(finding: Finding): string {
  const { verification } = finding;
  const isKnown = verification.state === "in-vault" || verification.state === "same-name";
  return `${headline(finding)}${partsPhrase(finding)}${isKnown ? `, ${vaultPhrase(verification)}` : ""}`;
}

/** What an annotation says: the finding, the vault match, the reference to write. Never the value. */
export function messageOf(finding: Finding): string {
  const { suggestion, history, archive } = finding;
  const lines = [`${saying(finding)} [${finding.ruleId}]`];
  if (archive) lines.push(placeInArchive(archive, finding));
  if (history) lines.push(`in ${finding.region.path}, readable since commit ${history.commit.slice(0, 10)}`);
  if (suggestion) {
    lines.push(`use: ${suggestion.use}${suggestion.fedBy === undefined ? "" : `, fed by ${suggestion.fedBy}`}`);
    for (const step of suggestion.then) lines.push(`then: ${step}`);
  }
  return lines.map((line) => escapeText(line)).join("\n");
}
