/** vaultlint as a library: scan, and what a report is made of. */
export { run as scan, type RunOptions as ScanOptions, type RunResult as ScanResult } from "./run.ts";
export { createDetector, type Detector, type DetectorOptions } from "./detect/detector.ts";
export { allRules } from "./known-rules.ts";
export { formats, type ReportFormat, type ReportOptions } from "./reports/formats.ts";
export { UserError } from "./model/error.ts";
export { Secret } from "./model/secret.ts";
export type { Candidate, Part } from "./model/candidate.ts";
export type { Edit, Finding, History, Notice, Related, Report, Suggestion, Verification } from "./model/finding.ts";
export type { DetectorRule, PartRole, PartRule, RuleInfo, RuleKind } from "./model/rule.ts";
export type { Confidence, Severity } from "./model/severity.ts";
export type { InArchive, Origin, Region, SourceText, Span } from "./model/text.ts";
export type { ProposedText } from "./sources/proposed.ts";
export type { EntryKind, Vault, VaultEntry, VaultMode } from "./model/vault.ts";
