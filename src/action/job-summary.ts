import type { Finding, Report } from "../model/finding.ts";
import { severities } from "../model/severity.ts";
import { counted } from "../reports/wording.ts";
import { inline } from "./markdown.ts";

/** GitHub cuts a step summary at 1 MiB; this many rows stay far below. */
const mostRows = 200;
const mostNotices = 50;

function vaultCell({ verification }: Finding): string {
  switch (verification.state) {
    case "in-vault":
      if (verification.undisclosed) return "known to a vault";
      return `${inline(verification.vault)}: ${inline(verification.name)} (${verification.standing})`;
    case "same-name":
      return `name only: ${inline(verification.name)}`;
    case "not-in-vault":
      return "not in a vault";
    case "unverified":
      return "";
  }
}

/** `2 findings in 3 files: 1 critical, 1 low`. */
export function countsOf({ findings, stats }: Report): string {
  const files = counted(stats.files, "file");
  if (findings.length === 0) return stats.files === 0 ? "No files scanned" : `No secrets found in ${files}`;
  const counts = [...severities].reverse().flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${String(count)} ${severity}`];
  });
  return `${counted(findings.length, "finding")} in ${files}: ${counts.join(", ")}`;
}

/** The findings as a table, and how many more there are. */
export function findingsTable(findings: readonly Finding[], most: number = mostRows): string[] {
  if (findings.length === 0) return [];
  const rows = findings.slice(0, most).map((finding) => {
    const where = `${inline(finding.region.path)}:${String(finding.region.line)}`;
    const use = inline(finding.suggestion?.use ?? "");
    return `| ${finding.severity} | ${where} | ${inline(finding.message ?? finding.title)} | ${vaultCell(finding)} | ${use} |`;
  });
  const more = findings.length - rows.length;
  return [
    "| Severity | Where | What | Vault | Use instead |",
    "|---|---|---|---|---|",
    ...rows,
    ...(more > 0 ? ["", `${counted(more, "more finding")} not listed here; the SARIF report holds all.`] : []),
    "",
  ];
}

/** The job summary as Markdown: what was scanned, counts, a table of the findings, what was not scanned, what else happened. */
export function jobSummary(report: Report, why: string, remarks: readonly string[]): string {
  const open = report.notices.filter(({ kind }) => kind !== "warning");
  const lines = ["## vaultlint", "", `${countsOf(report)}.`, "", inline(why), "", ...findingsTable(report.findings)];
  if (open.length > 0) {
    lines.push("### Not scanned", "");
    for (const { path, message } of open.slice(0, mostNotices))
      lines.push(`- ${path === undefined ? "" : `${inline(path)}: `}${inline(message)}`);
    if (open.length > mostNotices) lines.push(`- and ${String(open.length - mostNotices)} more`);
    lines.push("");
  }
  for (const remark of remarks) lines.push(inline(remark), "");
  return lines.join("\n");
}
