import type { Finding } from "../model/finding.ts";
import { escapeText } from "./escape.ts";

function signed(value: number): string {
  return `${value < 0 ? "-" : "+"}${Math.abs(value).toFixed(2)}`;
}

/** How a finding was found and what the judge weighed, as lines; none where the scan was not asked to explain. */
export function whyLines({ foundBy, reasons, judged }: Finding): string[] {
  if (foundBy === undefined) return [];
  const how = [foundBy, ...reasons.map((reason) => escapeText(reason))];
  if (!judged) return [how.join(", ")];
  return [
    `${foundBy}, score ${judged.score.toFixed(2)}`,
    `${signed(judged.bias)}  start`,
    ...judged.signals.map(({ phrase, contribution }) => `${signed(contribution)}  ${escapeText(phrase)}`),
  ];
}
