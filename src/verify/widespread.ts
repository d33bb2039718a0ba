/** A vault value that stands in very many files proves little of each: it is reported once, as weak. */
import type { Finding, Verified } from "../model/finding.ts";
import { fingerprint } from "../model/fingerprint.ts";
import type { Severity } from "../model/severity.ts";
import type { EntryVersion } from "./known-values.ts";
import { vaultRules, vaultValueRule, weakVaultValueRule } from "./rules.ts";

/** In as many files a value may stand on its own; the next one makes it weak. */
const mostFiles = 20;

/** An entry whose value stands in more files than that. Holds no value. */
export interface Widespread {
  readonly uri: string;
  readonly kind: string;
  readonly name: string;
  readonly version: string;
  readonly files: number;
}

export interface FileCount {
  /** Counts the vault values of one text, or of one more version of it. Marks those that are not to be reported any more. */
  count(path: string, verified: readonly Verified[]): Verified[];
  widespread(): Widespread[];
}

function keyOf({ verification }: Pick<Verified, "verification">): string | undefined {
  if (verification.state !== "in-vault") return undefined;
  const { uri, kind, name, version } = verification;
  return JSON.stringify([uri, kind, name, version]);
}

/** Counts in how many files each entry's value stands where no detector saw it. */
export function createFileCount(): FileCount {
  const counts = new Map<
    string,
    { version: Omit<EntryVersion, "ignored" | "vault" | "standing">; files: Set<string> }
  >();
  return {
    count(path, verified) {
      return verified.map((each) => {
        const { candidate, verification } = each;
        const key = candidate.ruleId === vaultValueRule ? keyOf({ verification }) : undefined;
        if (key === undefined || verification.state !== "in-vault") return each;
        const counted = counts.get(key) ?? { version: verification, files: new Set() };
        counted.files.add(path);
        counts.set(key, counted);
        return counted.files.size <= mostFiles ? each : { ...each, repeated: true };
      });
    },
    widespread: () =>
      [...counts.values()]
        .filter(({ files }) => files.size > mostFiles)
        .map(({ version: { uri, kind, name, version }, files }) => ({ uri, kind, name, version, files: files.size })),
  };
}

/**
 * Findings with each widespread value once, at the first place by path and line. `severityOf` is what the config makes of the
 * rule there.
 */
export function reportOnce(
  findings: readonly Finding[],
  widespread: readonly Widespread[],
  severityOf: (ruleId: string, path: string, severity: Severity) => Severity | "off",
): Finding[] {
  const rule = vaultRules.find(({ id }) => id === weakVaultValueRule);
  if (widespread.length === 0 || !rule) return [...findings];
  const files = new Map(
    widespread.map(({ uri, kind, name, version, files: count }) => [JSON.stringify([uri, kind, name, version]), count]),
  );
  const reported = new Set<string>();
  return findings.flatMap((finding) => {
    const key = finding.ruleId === vaultValueRule ? keyOf(finding) : undefined;
    const count = key === undefined ? undefined : files.get(key);
    if (key === undefined || count === undefined) return finding;
    if (reported.has(key)) return [];
    reported.add(key);
    const { path } = finding.region;
    const severity = severityOf(rule.id, path, rule.severity);
    if (severity === "off") return [];
    return {
      ...finding,
      ruleId: rule.id,
      title: rule.title,
      message: `Weak vault value, which stands in ${String(count)} files`,
      severity,
      confidence: rule.confidence ?? finding.confidence,
      fingerprint: fingerprint(rule.id, path, finding.maskedLine, 1),
    };
  });
}
