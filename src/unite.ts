// A credential of several parts is one finding: what only names it, such as the id of a key, stands in the finding of its secret.
import type { Finding, Related } from "./model/finding.ts";
import { maxSeverity } from "./model/severity.ts";

function keyOf(ruleId: string, { path, offset }: Related["region"]): string {
  return JSON.stringify([ruleId, path, offset]);
}

/** The finding of a part that says nothing of its own: a key must be replaced itself, and what a vault holds is said of its entry. */
function ownFinding(part: Related, byPlace: ReadonlyMap<string, Finding>): Finding | undefined {
  if (part.ruleId === undefined || part.role === "key") return undefined;
  const own = byPlace.get(keyOf(part.ruleId, part.region));
  // Of a file's several versions another one may be reported.
  const isSame = own !== undefined && part.secret?.equals(own.secret) === true;
  return isSame && own.verification.state !== "in-vault" && own.related === undefined ? own : undefined;
}

/**
 * Takes the findings of parts into those of their secrets, which become as severe as the parts. Only what is reported is united, and
 * the gate decides as it would without: a part whose secret is accepted by a comment or a baseline is a finding of its own.
 */
export function unite(findings: readonly Finding[]): Finding[] {
  if (!findings.some(({ related }) => related?.some(({ ruleId }) => ruleId !== undefined))) return [...findings];
  const byPlace = new Map(findings.map((finding) => [keyOf(finding.ruleId, finding.region), finding]));
  const taken = new Set<Finding>();
  const united = new Map(
    findings.map((finding) => {
      let { severity } = finding;
      const related = finding.related?.map((part) => {
        const own = ownFinding(part, byPlace);
        if (!own || taken.has(own)) return part;
        taken.add(own);
        severity = maxSeverity(severity, own.severity);
        return { ...part, finding: own };
      });
      return [finding, related ? { ...finding, severity, related } : finding] as const;
    }),
  );
  return [...united].filter(([finding]) => !taken.has(finding)).map(([, each]) => each);
}

/** Findings with those of their parts, as they are before they are united. */
export function apart(findings: readonly Finding[]): Finding[] {
  return findings.flatMap((finding) => [finding, ...(finding.related ?? []).flatMap((part) => part.finding ?? [])]);
}
