// The last words of a scan, on standard error: what was found, how much was looked at, and what was not.
import pc from "picocolors";
import type { Report } from "../model/finding.ts";
import { severities } from "../model/severity.ts";
import { escapeText } from "./escape.ts";
import type { ReportOptions } from "./format.ts";
import { noticeLines } from "./notices.ts";
import { counted, grouped } from "./wording.ts";
import { wrap } from "./wrap.ts";

/** Of the files that a notice is about, this many are named. */
const mostPaths = 10;

const byteUnits = ["kB", "MB", "GB", "TB"];

/** `999 bytes`, `1.2 kB`, `15 MB`. */
function size(bytes: number): string {
  if (bytes < 1000) return counted(bytes, "byte");
  let value = bytes / 1000;
  let unit = 0;
  // 999.95 would be rounded to 1000.
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ${byteUnits[unit] ?? ""}`;
}

/** `812 ms`, `4.2 s`, `2 min 5 s`. */
function duration(ms: number): string {
  if (ms < 999.5) return `${ms.toFixed(0)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${grouped(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
}

function foundText({ findings, stats, notices }: Report): string {
  const files = counted(stats.files, "file");
  const incomplete = notices.some(({ kind }) => kind === "incomplete");
  if (findings.length === 0) {
    const clean = stats.files === 0 ? "No files scanned" : `No secrets found in ${files}`;
    return incomplete ? `${clean}, but the scan is incomplete` : clean;
  }
  const bySeverity = [...severities].reverse().flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${grouped(count)} ${severity}`];
  });
  const inVault = findings.filter(({ verification }) => verification.state === "in-vault").length;
  const vault = inVault === 0 ? "" : `; ${grouped(inVault)} in a vault`;
  return `${counted(findings.length, "finding")} in ${files}: ${bySeverity.join(", ")}${vault}`;
}

function leftOutText({ suppressed, belowConfidence }: Report["stats"]): string {
  const parts = [
    ...(suppressed > 0 ? [`${counted(suppressed, "finding")} suppressed`] : []),
    ...(belowConfidence > 0 ? [`${counted(belowConfidence, "finding")} below the minimum confidence`] : []),
  ];
  return parts.length === 0 ? "" : `Left out: ${parts.join(", ")}`;
}

function vaultTexts({ vaults, findings }: Report): string[] {
  if (vaults.length === 0) {
    return findings.length === 0 ? [] : ["Not compared with a vault: name one with --vault to see what lives there"];
  }
  return vaults.map(({ label, mode, entries }) => {
    const how = mode === "metadata" ? "by name only" : mode === "value" ? "by value" : `in mode ${escapeText(mode)}`;
    return `Vault ${escapeText(label)}: ${counted(entries, "entry", "entries")} compared ${how}`;
  });
}

/** What a scan found, did and left out. Ends with a line end. */
export function summary(report: Report, elapsedMs: number, options: ReportOptions): string {
  const colors = pc.createColors(options.color);
  const { findings, stats } = report;
  const incomplete = report.notices.some(({ kind }) => kind === "incomplete");
  const paint = findings.length > 0 ? colors.red : incomplete ? colors.yellow : colors.green;
  const texts = [
    `Scanned ${counted(stats.files, "file")}, ${size(stats.bytes)}, in ${duration(elapsedMs)}`,
    leftOutText(stats),
    ...vaultTexts(report),
  ];
  const lines = [
    ...(findings.length > 0 ? [""] : []),
    ...wrap(foundText(report), options.width).map((line) => colors.bold(paint(line))),
    ...texts.filter((text) => text !== "").flatMap((text) => wrap(text, options.width)),
    ...noticeLines(report.notices, {
      width: options.width,
      mostPaths,
      label: (label, kind) => (kind === "incomplete" ? colors.red(label) : colors.yellow(label)),
    }),
  ];
  return lines.map((line) => `${line}\n`).join("");
}
