// What a comment of the review says, and the mark by which the next run knows it again.
import type { Finding } from "../model/finding.ts";
import { countsOf, findingsTable } from "./job-summary.ts";
import { code, inline } from "./markdown.ts";
import { saying } from "./message.ts";
import { fenced, type Block } from "./suggestion-block.ts";
import type { Report } from "../model/finding.ts";

const openMark = /^<!-- vaultlint:(?<fingerprint>[\da-f]{8,64}) -->/u;
/** At the start of the review's own text. */
export const reviewMark = "<!-- vaultlint:review -->";
/** Findings that stand in the review's text. */
const mostRows = 50;

/** The fingerprint of the finding that a comment is about; nothing for a comment of another kind, and for one that is done with. */
export function fingerprintIn(body: string): string | undefined {
  return openMark.exec(body)?.groups?.["fingerprint"];
}

/** A comment on a finding. */
export function commentBody(finding: Finding, block: Block | undefined): string {
  const { suggestion, severity, ruleId, fingerprint } = finding;
  const lines = [`<!-- vaultlint:${fingerprint} -->`, `**${severity}**: ${inline(saying(finding))} (${code(ruleId)})`];
  if (suggestion) {
    const fedBy = suggestion.fedBy === undefined ? "" : `, fed by ${code(suggestion.fedBy)}`;
    lines.push("", `Use ${code(suggestion.use)}${fedBy}.`);
    if (block) lines.push("", fenced(block));
    if (suggestion.then.length > 0) lines.push("", "Then:", ...suggestion.then.map((step) => `- ${inline(step)}`));
  }
  lines.push("", "The value is in the branch's commits: taking it out of the file does not take it back.");
  return lines.join("\n");
}

/** What takes the place of a comment whose finding is gone, or stands on another line now. */
export function doneBody(head: string, isMoved: boolean): string {
  const what = isMoved ? "The finding stands on another line now" : "Not found any more";
  return `<!-- vaultlint:done -->\n${what} (commit ${head.slice(0, 10)}). If it was a secret, rotate it all the same.`;
}

/** The review's own text: counts, and the findings that have no line in the difference. */
export function reviewBody(report: Report, unplaced: readonly Finding[]): string {
  const lines = [reviewMark, `**vaultlint**: ${countsOf(report)}.`, ""];
  if (unplaced.length > 0) lines.push("Without a comment of their own:", "", ...findingsTable(unplaced, mostRows));
  return lines.join("\n").trimEnd();
}
