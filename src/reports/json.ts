// The report for programs. Everything is written out field by field, so that nothing gets in by being added to a finding: no value,
// no masked line, no time. docs/report-json.md and schema/report.schema.json describe it; change all three together.
import type { Edit, Finding, History, Related, Report, Suggestion, Verification } from "../model/finding.ts";
import type { RuleInfo } from "../model/rule.ts";
import type { Region } from "../model/text.ts";
import type { ReportFormat } from "./format.ts";
import { jsonText } from "./escape.ts";

const formatVersion = 1;

function range({ line, column, endLine, endColumn, offset, length }: Omit<Region, "path">): object {
  return { line, column, endLine, endColumn, offset, length };
}

function verificationObject(verification: Verification): object {
  switch (verification.state) {
    case "in-vault": {
      const { state, vault, uri, kind, name, version, standing, encoding } = verification;
      return { state, vault, uri, kind, name, version, standing, encoding };
    }
    case "same-name": {
      const { state, vault, uri, kind, name, version } = verification;
      return { state, vault, uri, kind, name, version };
    }
    case "not-in-vault":
      return { state: verification.state };
    case "unverified":
      return { state: verification.state, reason: verification.reason };
  }
}

function editObject({ span, newText, region }: Edit): object {
  return { offset: span.start, length: span.end - span.start, newText, region: region && range(region) };
}

function relatedObject({ role, ruleId, region }: Related): object {
  return { role, ruleId, region: range(region) };
}

function suggestionObject({ syntax, use, fedBy, then, edits }: Suggestion): object {
  return { syntax, use, fedBy, then, edits: edits.map(editObject) };
}

function historyObject({ commit, date, inHead }: History): object {
  return { commit, date, inHead };
}

/** What found it, and what the judge weighed where it decided. */
function explanationObject({ foundBy, judged }: Finding): object | undefined {
  if (foundBy === undefined) return undefined;
  const signals = judged?.signals.map(({ name, phrase, weight, contribution }) => ({
    name,
    phrase,
    weight,
    contribution,
  }));
  return { foundBy, judge: judged && { score: judged.score, bias: judged.bias, signals } };
}

function findingObject(finding: Finding): object {
  return {
    ruleId: finding.ruleId,
    also: finding.also,
    title: finding.title,
    message: finding.message,
    kind: finding.kind,
    severity: finding.severity,
    confidence: finding.confidence,
    reasons: finding.reasons,
    name: finding.name,
    checksum: finding.checksum,
    encoding: finding.encoding,
    path: finding.region.path,
    region: range(finding.region),
    archive: finding.archive && { path: finding.archive.path, entries: finding.archive.entries },
    related: finding.related?.map(relatedObject),
    verification: verificationObject(finding.verification),
    suggestion: finding.suggestion && suggestionObject(finding.suggestion),
    history: finding.history && historyObject(finding.history),
    explanation: explanationObject(finding),
    fingerprint: finding.fingerprint,
    lineHash: finding.lineHash,
  };
}

function ruleObject({ id, title, kind, severity, opens, rotate, cwe, source }: RuleInfo): object {
  return { id, title, kind, severity, opens, rotate, cwe, source };
}

function write(report: Report): string {
  const { findings, stats } = report;
  const named = new Set(
    findings.flatMap(({ ruleId, also, related = [] }) => [
      ruleId,
      ...also,
      ...related.flatMap((part) => part.ruleId ?? []),
    ]),
  );
  return jsonText({
    $schema: "https://unpkg.com/vaultlint/schema/report.schema.json",
    version: formatVersion,
    tool: { name: "vaultlint", version: report.version },
    findings: findings.map(findingObject),
    rules: report.rules.filter(({ id }) => named.has(id)).map(ruleObject),
    notices: report.notices.map(({ kind, path, message }) => ({ kind, path, message })),
    vaults: report.vaults.map(({ uri, label, mode, entries }) => ({ uri, label, mode, entries })),
    stats: {
      files: stats.files,
      bytes: stats.bytes,
      suppressed: stats.suppressed,
      belowConfidence: stats.belowConfidence,
    },
  });
}

/** For programs: documented, versioned, without values. */
export const json: ReportFormat = { name: "json", description: "for programs; see docs/report-json.md", write };
