import { writeFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import * as core from "@actions/core";
import { UserError } from "../model/error.ts";
import type { Finding, Report } from "../model/finding.ts";
import { atLeastSeverity, severities, type Severity } from "../model/severity.ts";
import { escapeText } from "../reports/escape.ts";
import { faultText } from "../reports/fault.ts";
import { formats } from "../reports/formats.ts";
import { summary } from "../reports/summary.ts";
import { run } from "../run.ts";
import { jobSummary } from "./job-summary.ts";
import { messageOf } from "./message.ts";

/** GitHub shows ten errors and ten warnings of a step, and fifty annotations of a job; the rest stands in the summary. */
const mostAnnotations = 10;

function lines(input: string): string[] {
  return core
    .getInput(input)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function failLevel(): Severity | "none" | undefined {
  const value = core.getInput("fail-on");
  if (value === "") return undefined;
  const level = [...severities, "none" as const].find((known) => known === value);
  if (!level) throw new UserError(`The input "fail-on" must be one of ${[...severities, "none"].join(", ")}.`);
  return level;
}

function annotate(finding: Finding, workspacePath: (path: string) => string): void {
  const properties = {
    title: escapeText(finding.title),
    file: workspacePath(finding.region.path),
    startLine: finding.region.line,
    endLine: finding.region.endLine,
    ...(finding.region.endLine === finding.region.line && {
      startColumn: finding.region.column,
      endColumn: finding.region.endColumn,
    }),
  };
  if (atLeastSeverity(finding.severity, "high")) core.error(messageOf(finding), properties);
  else if (finding.severity === "medium") core.warning(messageOf(finding), properties);
  else core.notice(messageOf(finding), properties);
}

function annotateAll(report: Report, workspacePath: (path: string) => string): void {
  const shown = new Map<string, number>();
  for (const finding of report.findings) {
    const level = atLeastSeverity(finding.severity, "high")
      ? "error"
      : finding.severity === "medium"
        ? "warning"
        : "notice";
    const count = (shown.get(level) ?? 0) + 1;
    shown.set(level, count);
    if (count <= mostAnnotations) annotate(finding, workspacePath);
  }
}

async function main(): Promise<void> {
  const workspace = process.env["GITHUB_WORKSPACE"] ?? process.cwd();
  const started = performance.now();
  const passphrase = process.env["VAULTLINT_PASSPHRASE"];
  const failOn = failLevel();
  const baseline = core.getInput("baseline");
  const { report, exitCode } = await run({
    paths: lines("paths"),
    workingDirectory: workspace,
    vaults: lines("vault"),
    ...(passphrase !== undefined && { passphrase: () => Promise.resolve(passphrase) }),
    ...(failOn && { failOn }),
    ...(baseline !== "" && { baseline: resolve(workspace, baseline) }),
    // A gate that skipped something has not passed.
    strict: true,
  });

  annotateAll(report, (path) => escapeText(path));
  core.info(summary(report, performance.now() - started, { color: false, width: 100 }));
  core.setOutput("findings", report.findings.length);
  core.setOutput("failing", exitCode === 1);
  const sarifFile = core.getInput("sarif-file");
  if (sarifFile !== "") {
    const path = resolve(workspace, sarifFile);
    await writeFile(path, formats["sarif"]?.write(report, { color: false, width: 80 }) ?? "").catch(() => {
      throw new UserError(
        `Cannot write the SARIF report to ${escapeText(sarifFile)}. Name a file in a directory that exists.`,
      );
    });
    core.setOutput("sarif-file", relative(workspace, path));
  }
  if ((process.env["GITHUB_STEP_SUMMARY"] ?? "") !== "") await core.summary.addRaw(jobSummary(report)).write();

  if (exitCode === 2)
    core.setFailed("The scan is incomplete: see the notices above. What was not scanned may hold secrets.");
  else if (exitCode === 1) core.setFailed("Secrets found at or above the fail level.");
  process.exitCode = exitCode;
}

try {
  await main();
} catch (error) {
  core.setFailed(error instanceof UserError ? escapeText(error.message) : faultText(error));
  process.exitCode = 2;
}
