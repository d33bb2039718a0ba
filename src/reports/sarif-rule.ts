import type { ReportingDescriptor } from "sarif";
import type { RuleInfo } from "../model/rule.ts";
import type { Confidence, Severity } from "../model/severity.ts";
import { escapeText } from "./escape.ts";

interface SarifSeverity {
  readonly level: "error" | "warning" | "note";
  /** `security-severity`: GitHub shows above 9.0 as critical, from 7.0 as high, from 4.0 as medium, above 0 as low. */
  readonly score: string;
  /** `problem.severity`, CodeQL's word for it. */
  readonly problem: "error" | "warning" | "recommendation";
}

/** What SARIF and GitHub call our severities. */
export const sarifSeverities: Readonly<Record<Severity, SarifSeverity>> = {
  critical: { level: "error", score: "9.5", problem: "error" },
  high: { level: "error", score: "8.0", problem: "error" },
  medium: { level: "warning", score: "5.5", problem: "warning" },
  low: { level: "note", score: "2.0", problem: "recommendation" },
  info: { level: "note", score: "0.0", problem: "recommendation" },
};

/** GitHub shows no more tags of a rule. */
const mostTags = 20;

const rulesPage = "https://github.com/vaultlint/vaultlint/blob/main/docs/rules.md";

/** `azure/storage-key` as `AzureStorageKey`; a name starts with a letter, so `1password/x` is `Rule1passwordX`. */
function pascalCase(id: string): string {
  const name = id
    .split(/[^a-z\d]+/iu)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
  return /^\d/u.test(name) ? `Rule${name}` : name;
}

function markdown(text: string): string {
  return escapeText(text).replaceAll(/[\\`*_[\]<>|#~]/gu, (char) => `\\${char}`);
}

/** A text that ends with one full stop. */
export function sentence(text: string): string {
  return /[.!?]$/u.test(text) ? text : `${text}.`;
}

function precision({ confidence, kind }: RuleInfo): Confidence {
  return confidence ?? (kind === "generic" ? "medium" : "high");
}

function weaknessUrl(cwe: number): string {
  return `https://cwe.mitre.org/data/definitions/${String(cwe)}.html`;
}

/** The parts of a rule's help: what is at stake, how to repair it, where to read on. */
function help({ opens, rotate, cwe, source }: RuleInfo): { text: string; markdown: string } {
  const links = cwe.map((number) => ({ name: `CWE-${String(number)}`, url: weaknessUrl(number) }));
  if (source !== undefined) links.push({ name: "Description of the format", url: source });
  return {
    text: [
      `What it opens: ${sentence(escapeText(opens))}`,
      `How to rotate or repair it: ${sentence(escapeText(rotate))}`,
      ...links.map(({ name, url }) => `${name}: ${escapeText(url)}`),
    ].join("\n"),
    markdown: [
      `**What it opens:** ${sentence(markdown(opens))}`,
      `**How to rotate or repair it:** ${sentence(markdown(rotate))}`,
      ...(links.length === 0 ? [] : [links.map(({ name, url }) => `- [${name}](<${encodeURI(url)}>)`).join("\n")]),
    ].join("\n\n"),
  };
}

/** A rule as SARIF's reporting descriptor, with the properties that GitHub reads. */
export function sarifRule(rule: RuleInfo): ReportingDescriptor {
  const { level, score, problem } = sarifSeverities[rule.severity];
  const title = escapeText(rule.title);
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    shortDescription: { text: sentence(title) },
    fullDescription: { text: `${title}: ${sentence(escapeText(rule.opens))}` },
    help: help(rule),
    helpUri: rulesPage,
    defaultConfiguration: { level },
    properties: {
      tags: ["security", ...rule.cwe.map((number) => `external/cwe/cwe-${String(number).padStart(3, "0")}`)].slice(
        0,
        mostTags,
      ),
      precision: precision(rule),
      "security-severity": score,
      "problem.severity": problem,
    },
  };
}
