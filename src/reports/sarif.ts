// SARIF 2.1.0 for code scanning. What GitHub and the other readers make of it is described in docs/sarif.md.
import { crypto } from "../model/crypto.ts";
import type { Fix, Location, Log, Notification, Result, Run } from "sarif";
import type { Finding, Notice, Report, Suggestion, Verification } from "../model/finding.ts";
import { severities } from "../model/severity.ts";
import { escapeText, jsonText } from "./escape.ts";
import type { ReportFormat } from "./format.ts";
import { locationOf, physicalLocation, sarifRegion, uriBaseId } from "./sarif-location.ts";
import { sarifRule, sarifSeverities, sentence } from "./sarif-rule.ts";
import { counted, headline, partsPhrase, placeInArchive, quoted, vaultPhrase } from "./wording.ts";

/** GitHub takes no more results of one run. */
const mostResults = 25_000;

interface NoticeKind {
  readonly level: Notification.level;
  readonly name: string;
  readonly text: string;
  readonly help: string;
}

/** Notices by kind, as the driver declares them and notifications refer to them. */
const notices: Readonly<Record<Notice["kind"], NoticeKind>> = {
  incomplete: {
    level: "error",
    name: "ScanIncomplete",
    text: "A part of the scan failed, so that its result is incomplete.",
    help: "Mend what the message names and scan again: what was not scanned may hold secrets.",
  },
  "not-scanned": {
    level: "warning",
    name: "FileNotScanned",
    text: "A file was not scanned, or not in full.",
    help: "Raise the limit that the message names, or have the file ignored in the config.",
  },
  warning: {
    level: "note",
    name: "ScanWarning",
    text: "Something worth knowing about the scan.",
    help: "Nothing was left out of the scan.",
  },
};
const noticeKinds = Object.keys(notices);

function messageText(finding: Finding): string {
  const { suggestion, verification, archive } = finding;
  const parts = [`${headline(finding)}${partsPhrase(finding)}, ${vaultPhrase(verification, quoted)}.`];
  if (archive) parts.push(`It stands ${placeInArchive(archive, finding)}.`);
  if (suggestion) {
    const fedBy = suggestion.fedBy === undefined ? "" : `, fed by ${quoted(suggestion.fedBy)}`;
    parts.push(`Use ${quoted(suggestion.use)}${fedBy}.`);
    if (suggestion.then.length > 0)
      parts.push(`Then: ${sentence(suggestion.then.map((step) => escapeText(step)).join("; "))}`);
  }
  // `[text](target)` would be a link.
  return parts.join(" ").replaceAll("](", "] (");
}

/** The vault's address is left out: of a vault in a file it can be an absolute path. */
function verificationProperties(verification: Verification): object {
  switch (verification.state) {
    case "in-vault": {
      if (verification.undisclosed) return { state: verification.state };
      const { state, vault, kind, name, version, standing, encoding } = verification;
      return { state, vault, kind, name, version, standing, encoding };
    }
    case "same-name": {
      const { state, vault, kind, name, version } = verification;
      return { state, vault, kind, name, version };
    }
    case "not-in-vault":
      return { state: verification.state };
    case "unverified":
      return { state: verification.state, reason: verification.reason };
  }
}

/** The suggestion's edits as a fix, if every one of them has its place. */
function fixes({ region }: Finding, { edits, use }: Suggestion): Fix[] | undefined {
  const replacements = edits.flatMap((edit) =>
    edit.region ? [{ deletedRegion: sarifRegion(edit.region), insertedContent: { text: edit.newText } }] : [],
  );
  if (edits.length === 0 || replacements.length < edits.length) return undefined;
  const { artifactLocation } = physicalLocation(region.path);
  if (!artifactLocation) return undefined;
  return [
    {
      description: { text: `Replace the value by the reference ${quoted(use)}.` },
      artifactChanges: [{ artifactLocation, replacements }],
    },
  ];
}

/** GitHub tells alerts of one file apart by it, and to GitHub the entries of an archive are one file. */
function locationHash({ archive, lineHash }: Finding): string {
  if (!archive) return lineHash;
  const whole = crypto()
    .createHash("sha256")
    .update(JSON.stringify([archive.entries, lineHash]))
    .digest("hex");
  return `${whole.slice(0, 16)}:1`;
}

/** The other parts of the credential, each with what it is to the secret. */
function relatedLocations({ related = [], archive }: Finding): Location[] {
  return related.map(({ role, region }, index) => ({
    id: index + 1,
    ...locationOf({ region, ...(archive && { archive }) }),
    message: {
      text: `The ${role} that belongs to the secret${archive ? `, ${placeInArchive(archive, { region })}` : ""}.`,
    },
  }));
}

function result(finding: Finding, ruleIndices: ReadonlyMap<string, number>): Result {
  const { suggestion } = finding;
  const ruleIndex = ruleIndices.get(finding.ruleId);
  const fix = suggestion && fixes(finding, suggestion);
  return {
    ruleId: finding.ruleId,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: sarifSeverities[finding.severity].level,
    message: { text: messageText(finding) },
    locations: [locationOf(finding)],
    ...(finding.related && { relatedLocations: relatedLocations(finding) }),
    partialFingerprints: { primaryLocationLineHash: locationHash(finding), "vaultlint/v1": finding.fingerprint },
    ...(fix && { fixes: fix }),
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      reasons: finding.reasons,
      also: finding.also,
      name: finding.name,
      archive: finding.archive && { ...finding.archive, region: sarifRegion(finding.region) },
      verification: verificationProperties(finding.verification),
      suggestion: suggestion && { use: suggestion.use, fedBy: suggestion.fedBy, then: suggestion.then },
      history: finding.history && { ...finding.history },
    },
  };
}

function notification({ kind, path, message }: Notice): Notification {
  return {
    descriptor: { id: kind, index: noticeKinds.indexOf(kind) },
    level: notices[kind].level,
    message: { text: sentence(`${path === undefined ? "" : `${quoted(path)}: `}${escapeText(message)}`) },
    ...(path !== undefined && { locations: [{ physicalLocation: physicalLocation(path) }] }),
  };
}

/** The most severe findings, in their order. */
function mostSevere(findings: readonly Finding[], most: number): readonly Finding[] {
  if (findings.length <= most) return findings;
  return [...findings.entries()]
    .sort(([i, a], [j, b]) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || i - j)
    .slice(0, most)
    .sort(([i], [j]) => i - j)
    .map(([, finding]) => finding);
}

function run(report: Report): Run {
  const findings = mostSevere(report.findings, mostResults);
  // Readers take a thousand rules of a run at most, and there are more.
  const named = new Set(findings.map(({ ruleId }) => ruleId));
  const rules = report.rules.filter(({ id }) => named.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const ruleIndices = new Map(rules.map(({ id }, index) => [id, index]));
  const left = report.findings.length - findings.length;
  const said: Notice[] = [...report.notices];
  if (left > 0) {
    said.push({
      kind: "warning",
      message: `${counted(left, "finding")} of the lowest severity left out: a run holds ${counted(mostResults, "result")}`,
    });
  }
  return {
    tool: {
      driver: {
        name: "vaultlint",
        fullName: `vaultlint ${report.version}`,
        version: report.version,
        semanticVersion: report.version,
        informationUri: "https://github.com/vaultlint/vaultlint",
        rules: rules.map(sarifRule),
        notifications: Object.entries(notices).map(([id, { level, name, text, help }]) => ({
          id,
          name,
          shortDescription: { text },
          fullDescription: { text: `${text} ${help}` },
          help: { text: help },
          defaultConfiguration: { level },
        })),
      },
    },
    automationDetails: { id: "vaultlint/" },
    originalUriBaseIds: { [uriBaseId]: { description: { text: "The top level of the scanned repository." } } },
    columnKind: "utf16CodeUnits",
    newlineSequences: ["\r\n", "\n", "\r"],
    invocations: [
      {
        executionSuccessful: !report.notices.some(({ kind }) => kind === "incomplete"),
        toolExecutionNotifications: said.map(notification),
      },
    ],
    results: findings.map((finding) => result(finding, ruleIndices)),
  };
}

function write(report: Report): string {
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [run(report)],
  };
  // Machines read it, and code scanning takes so many bytes and no more.
  return jsonText(log, { indent: 0 });
}

/** SARIF 2.1.0: one run, no snippet, no value. */
export const sarif: ReportFormat = { name: "sarif", description: "SARIF 2.1.0, for code scanning", write };
