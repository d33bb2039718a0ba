// Findings at their lines, as the runner's commands. The toolkit escapes what could end a command; names and texts are made visible
// before.
import * as core from "@actions/core";
import type { Finding } from "../model/finding.ts";
import { atLeastSeverity } from "../model/severity.ts";
import { escapeText } from "../reports/escape.ts";
import { messageOf } from "./message.ts";

/** GitHub shows ten errors, ten warnings and ten notices of a step, and fifty annotations of a job; the rest stands in the summary. */
const mostAnnotations = 10;

type Level = "error" | "warning" | "notice";

function levelOf({ severity }: Finding): Level {
  if (atLeastSeverity(severity, "high")) return "error";
  return severity === "medium" ? "warning" : "notice";
}

function propertiesOf({ title, region, history, archive }: Finding): core.AnnotationProperties {
  const named = { title: escapeText(title) };
  // The lines of an earlier version are not those of the file.
  if (history && !history.inHead) return named;
  // An entry's lines are not those of its archive; the message says them.
  if (archive) return { ...named, file: escapeText(archive.path) };
  const { path, line, column, endLine, endColumn } = region;
  return {
    ...named,
    file: escapeText(path),
    startLine: line,
    endLine,
    ...(endLine === line && { startColumn: column, endColumn }),
  };
}

/** Writes the annotations that GitHub shows. */
export function annotate(findings: readonly Finding[]): void {
  const shown = new Map<Level, number>();
  for (const finding of findings) {
    const level = levelOf(finding);
    const count = (shown.get(level) ?? 0) + 1;
    shown.set(level, count);
    if (count <= mostAnnotations) core[level](messageOf(finding), propertiesOf(finding));
  }
}
