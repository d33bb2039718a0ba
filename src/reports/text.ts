// The report for people: by file, one finding after the other, with what should stand there instead.
import pc from "picocolors";
import type { Finding, Report } from "../model/finding.ts";
import { rotateSince } from "../model/history.ts";
import { severities, type Severity } from "../model/severity.ts";
import { commonSteps, type CommonStep } from "./common-steps.ts";
import { escapeText } from "./escape.ts";
import type { ReportFormat, ReportOptions } from "./format.ts";
import { noticeLines } from "./notices.ts";
import { groupByValue, type SameValue } from "./same-value.ts";
import { counted, headline, partsElsewhere, vaultPhrase } from "./wording.ts";
import { whyLines } from "./why.ts";
import { wrap } from "./wrap.ts";

type Colors = ReturnType<typeof pc.createColors>;

interface Layout extends ReportOptions {
  readonly colors: Colors;
  /** Width of the `line:column` column in this file. */
  readonly position: number;
  /** Say of a finding that it was compared with no vault: only where a vault was named at all. */
  readonly compared: boolean;
  /** Told once, at the end. */
  readonly common: readonly CommonStep[];
}

const margin = 2;
const gap = 2;
const severityWidth = Math.max(...severities.map((severity) => severity.length));
/** Labels `with`, `use`, `then`, `also`, `fed by`. */
const labelWidth = 7;
/** No column gets narrower than this, whatever the terminal says. */
const narrowest = 20;
/** Of several places, this many are named. */
const mostPlaces = 3;
/** Of the files that a notice is about, this many are named. */
const mostPaths = 3;

function paint(colors: Colors, severity: Severity): (text: string) => string {
  switch (severity) {
    case "critical":
      return (text) => colors.bold(colors.red(text));
    case "high":
      return colors.red;
    case "medium":
      return colors.yellow;
    case "low":
      return colors.cyan;
    case "info":
      return colors.dim;
  }
}

function position({ region }: Pick<Finding, "region">): string {
  return `${String(region.line)}:${String(region.column)}`;
}

function detailIndent(layout: Layout): number {
  return margin + layout.position + gap;
}

/** `12:20  critical  Title, what the vaults say   rule-id`, wrapped under the title. */
function headLines(finding: Finding, layout: Layout): string[] {
  const { colors, width } = layout;
  const indent = detailIndent(layout) + severityWidth + gap;
  const textWidth = Math.max(narrowest, width - indent);
  const { verification } = finding;
  const vault = verification.state !== "unverified" || layout.compared ? `, ${vaultPhrase(verification)}` : "";
  const lines = wrap(`${headline(finding)}${vault}`, textWidth);
  const rule = escapeText(finding.ruleId);
  const last = lines.at(-1) ?? "";
  if (last.length + 3 + rule.length <= textWidth) lines[lines.length - 1] = `${last}   ${colors.dim(rule)}`;
  else lines.push(colors.dim(rule));
  const severity = paint(colors, finding.severity)(finding.severity.padEnd(severityWidth));
  return lines.map((line, index) =>
    index === 0
      ? `${" ".repeat(margin)}${position(finding).padEnd(layout.position)}${" ".repeat(gap)}${severity}${" ".repeat(gap)}${line}`
      : `${" ".repeat(indent)}${line}`,
  );
}

/** Lines under a label: `use    process.env.STORAGE_KEY`. */
function labelled(label: string, lines: readonly string[], layout: Layout): string[] {
  const indent = " ".repeat(detailIndent(layout));
  return lines.map(
    (line, index) => `${indent}${layout.colors.dim((index === 0 ? label : "").padEnd(labelWidth))}${line}`,
  );
}

/** The reference to write and what feeds it: side by side where both fit. They are never wrapped, so that they can be copied. */
function useLines({ suggestion }: Finding, layout: Layout): string[] {
  if (!suggestion) return [];
  const { colors } = layout;
  const use = suggestion.use.split("\n").map((line) => escapeText(line));
  const fedBy = suggestion.fedBy?.split("\n").map((line) => escapeText(line)) ?? [];
  const [useLine = ""] = use;
  const [fedByLine = ""] = fedBy;
  const between = "   fed by  ";
  const sideBySide =
    use.length === 1 &&
    fedBy.length === 1 &&
    detailIndent(layout) + labelWidth + useLine.length + between.length + fedByLine.length <= layout.width;
  if (sideBySide) return labelled("use", [`${colors.green(useLine)}${colors.dim(between)}${fedByLine}`], layout);
  return [
    ...labelled(
      "use",
      use.map((line) => colors.green(line)),
      layout,
    ),
    ...labelled("fed by", fedBy, layout),
  ];
}

/** `a.ts:4:2, b.ts:4:2, c.ts:4:2 and 12 more places`. */
function placesOf(findings: readonly Finding[]): string {
  const places = findings.slice(0, mostPlaces).map((each) => `${escapeText(each.region.path)}:${position(each)}`);
  const more = findings.length - places.length;
  return `${places.join(", ")}${more > 0 ? ` and ${counted(more, "more place")}` : ""}`;
}

/** `id 3:22, tenant 4:15`: the other parts of the credential, where they stand on other lines. */
function partsLines(finding: Finding, layout: Layout): string[] {
  const parts = partsElsewhere(finding).map((part) => `${part.role} ${position(part)}`);
  const textWidth = Math.max(narrowest, layout.width - detailIndent(layout) - labelWidth);
  return parts.length === 0 ? [] : labelled("with", wrap(parts.join(", "), textWidth), layout);
}

function detailLines({ first, others }: SameValue, layout: Layout): string[] {
  const textWidth = Math.max(narrowest, layout.width - detailIndent(layout) - labelWidth);
  const common = new Set(layout.common.map(({ step }) => step));
  const { suggestion, history } = first;
  // Where there is no advice, at least since when the value can be read.
  const steps = (suggestion?.then ?? (history ? [rotateSince(history)] : []))
    .filter((step) => !common.has(step))
    .flatMap((step) => wrap(escapeText(step), textWidth));
  return [
    ...labelled("why", whyLines(first), layout),
    ...partsLines(first, layout),
    ...useLines(first, layout),
    ...labelled("then", steps, layout),
    ...(others.length > 0 ? labelled("also", wrap(placesOf(others), textWidth), layout) : []),
  ];
}

/** What is left to do for most findings, and which of them it is not for. */
function commonLines({ common, colors, width }: Omit<Layout, "position">): string[] {
  if (common.length === 0) return [];
  const bullet = "- ";
  const indent = " ".repeat(margin + bullet.length);
  const textWidth = Math.max(narrowest, width - indent.length);
  const steps = common.flatMap(({ step, except }) => {
    const but =
      except.length === 0 ? [] : wrap(`not for ${placesOf(except)}`, textWidth).map((line) => colors.dim(line));
    return [...wrap(escapeText(step), textWidth), ...but].map(
      (line, index) => `${index === 0 ? `${" ".repeat(margin)}${bullet}` : indent}${line}`,
    );
  });
  return [colors.bold("Then, for each finding:"), ...steps, ""];
}

function fileLines(path: string, groups: readonly SameValue[], layout: Omit<Layout, "position">): string[] {
  const inFile: Layout = {
    ...layout,
    position: groups.reduce((most, { first }) => Math.max(most, position(first).length), 0),
  };
  return [
    layout.colors.underline(escapeText(path)),
    ...groups.flatMap((group) => [...headLines(group.first, inFile), ...detailLines(group, inFile)]),
    "",
  ];
}

function write(report: Report, options: ReportOptions): string {
  const colors = pc.createColors(options.color);
  const groups = groupByValue(report.findings);
  const common = commonSteps(groups.map(({ first }) => first));
  const files = new Map<string, SameValue[]>();
  for (const group of groups) {
    const { path } = group.first.region;
    const inFile = files.get(path);
    if (inFile) inFile.push(group);
    else files.set(path, [group]);
  }
  const layout = { ...options, colors, compared: report.vaults.length > 0, common };
  const lines = [...[...files].flatMap(([path, inFile]) => fileLines(path, inFile, layout)), ...commonLines(layout)];
  const notices = noticeLines(report.notices, { width: options.width, mostPaths, label: (label) => colors.dim(label) });
  if (notices.length === 0) lines.pop();
  return [...lines, ...notices].map((line) => `${line}\n`).join("");
}

/** For people, on a terminal. Empty when there is nothing to say. */
export const text: ReportFormat = { name: "text", description: "for people, on a terminal", write };
