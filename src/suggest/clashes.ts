// References that several values would share: in the place of each would stand the same name, and all but one value would be lost.
import type { Finding } from "../model/finding.ts";
import type { Secret } from "../model/secret.ts";

function referenceOf({ suggestion }: Finding): string {
  return `${suggestion?.syntax ?? ""}\0${suggestion?.use ?? ""}`;
}

/** Says of a finding that its reference would stand for another value as well. A value in a vault has its own. */
export function clashesAmong(findings: readonly Finding[]): (finding: Finding) => boolean {
  const first = new Map<string, Secret>();
  const shared = new Set<string>();
  for (const finding of findings) {
    const reference = referenceOf(finding);
    const other = first.get(reference);
    if (!other) first.set(reference, finding.secret);
    else if (!other.equals(finding.secret)) shared.add(reference);
  }
  return (finding) => finding.verification.state !== "in-vault" && shared.has(referenceOf(finding));
}
