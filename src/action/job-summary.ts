import type { Finding, Report } from "../model/finding.ts";
import { severities } from "../model/severity.ts";
import { escapeText } from "../reports/escape.ts";

/** GitHub cuts a step summary at 1 MiB; this many rows stay far below. */
const mostRows = 200;

/** Text for a Markdown table cell: no markup, no line end, no control character. */
function cell(text: string): string {
  return escapeText(text).replaceAll(/[\\`*_[\]<>|&#~@]/gu, (char) => `&#${String(char.charCodeAt(0))};`);
}

function vaultCell({ verification }: Finding): string {
  switch (verification.state) {
    case "in-vault":
      return `${cell(verification.vault)}: ${cell(verification.name)} (${verification.standing})`;
    case "same-name":
      return `name only: ${cell(verification.name)}`;
    case "not-in-vault":
      return "not in a vault";
    case "unverified":
      return "";
  }
}

/** The job summary: counts and a table of the findings, as Markdown. */
export function jobSummary(report: Report): string {
  const { findings, notices, stats } = report;
  const counts = [...severities].reverse().flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${String(count)} ${severity}`];
  });
  const lines = [
    "## vaultlint",
    "",
    findings.length === 0
      ? `No secrets found in ${String(stats.files)} files.`
      : `${String(findings.length)} ${findings.length === 1 ? "finding" : "findings"} in ${String(stats.files)} files: ${counts.join(", ")}.`,
    "",
  ];
  if (findings.length > 0) {
    lines.push("| Severity | Where | What | Vault | Use instead |", "|---|---|---|---|---|");
    for (const finding of findings.slice(0, mostRows)) {
      const where = `${cell(finding.region.path)}:${String(finding.region.line)}`;
      lines.push(
        `| ${finding.severity} | ${where} | ${cell(finding.title)} | ${vaultCell(finding)} | ${cell(finding.suggestion?.use ?? "")} |`,
      );
    }
    if (findings.length > mostRows)
      lines.push("", `${String(findings.length - mostRows)} more findings stand in the SARIF report.`);
    lines.push("");
  }
  const open = notices.filter(({ kind }) => kind !== "warning");
  if (open.length > 0) {
    lines.push("### Not scanned", "");
    for (const { path, message } of open.slice(0, 50))
      lines.push(`- ${path === undefined ? "" : `${cell(path)}: `}${cell(message)}`);
    lines.push("");
  }
  return lines.join("\n");
}
