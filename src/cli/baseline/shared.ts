// What the commands of `baseline` have in common: which file is meant, what the config asks of it, the scan, the closing lines.
import { lstat } from "node:fs/promises";
import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { loadConfig, type Config } from "../../config/config.ts";
import type { Report } from "../../model/finding.ts";
import { escapeText } from "../../reports/escape.ts";
import { counted } from "../../reports/wording.ts";
import { readBaseline, type Baseline } from "../../suppress/baseline.ts";
import type { Change, Fields, Scanned } from "../../suppress/change.ts";
import { isDate } from "../../suppress/policy.ts";
import { shownPath } from "../../suppress/read-file.ts";
import { apart } from "../../unite.ts";
import { addScanOptions, runOptions, type ScanFlags } from "../options.ts";

const defaultFile = "vaultlint.baseline.json";

/** Options of a scan that can be used with a baseline that is being written; the others say what to scan or when to fail. */
const sensible = new Set([
  ...[
    "ignore",
    "archives",
    "ast",
    "vault",
    "mode",
    "passphraseFile",
    "minConfidence",
    "strict",
    "config",
    "index",
    "jobs",
  ],
]);

/** Adds the options of the scan to a command. */
export function addScan(command: Command): Command {
  for (const option of addScanOptions(new Command()).options)
    if (sensible.has(option.attributeName())) command.addOption(option);
  return command;
}

/** The option that names the baseline. */
export function baselineOption(): Option {
  return new Option("--baseline <file>", `the baseline file (default: the config's, else ${defaultFile})`);
}

export interface FieldFlags extends Fields {
  readonly ratchet?: boolean;
}

function day(value: string): string {
  if (!isDate(value)) throw new InvalidArgumentError("Write a day as YYYY-MM-DD.");
  return value;
}

/** Adds what can be said of the entries that are written. */
export function addFields(command: Command): Command {
  return command
    .option("--owner <name>", "who answers for entries that name no owner")
    .option("--reason <text>", "why entries that give no reason are accepted")
    .addOption(new Option("--expires <day>", "last day of entries that have none, YYYY-MM-DD").argParser(day))
    .option("--ratchet", "refuse to leave more entries than there were");
}

/** The ids that a config may name. */
export async function knownRules(): Promise<ReadonlySet<string>> {
  return (await import("../../known-rules.ts")).knownRules();
}

/** The config, and the baseline file that is meant. */
export async function target(named: string | undefined, configFile: string | undefined): Promise<Target> {
  const { config } = await loadConfig(process.cwd(), configFile, knownRules);
  const file = named === undefined ? (config.baseline ?? resolve(defaultFile)) : resolve(named);
  return { config, file, shown: escapeText(shownPath(file)) };
}

export interface Target {
  readonly config: Config;
  /** Absolute path. */
  readonly file: string;
  readonly shown: string;
}

/** The baseline as the config's policy reads it. */
export function read({ file, config }: Target): Promise<Baseline> {
  return readBaseline(file, { policy: config.baselinePolicy });
}

export async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

/** Scans without any baseline: everything that is found counts. */
export async function scanned(paths: string[], flags: ScanFlags): Promise<Scanned & { report: Report }> {
  const { run } = await import("../../run.ts");
  const { report, isScanned } = await run({ ...runOptions(paths, flags), withoutBaseline: true });
  return { report, findings: apart(report.findings), isScanned };
}

/** Says what was written, and what of it covers nothing. */
export async function sayWritten(at: Target, { entries, added, removed, withoutReason }: Change): Promise<void> {
  const lines = [
    `${at.shown}: ${counted(entries.length, "entry", "entries")} (${String(added)} added, ${String(removed)} removed)`,
  ];
  if (withoutReason > 0) {
    const some = counted(withoutReason, "entry is a vault's value: it is", "entries are a vault's values: they are");
    lines.push(`${some} reported until the file gives a "reason" for it`);
  }
  const written = await read(at);
  const idle = written.entries.filter((entry) => written.flawOf(entry) !== undefined).length;
  if (idle > 0)
    lines.push(`${counted(idle, "entry covers", "entries cover")} nothing: "vaultlint baseline show" says why`);
  if (added > 0 && at.config.baseline !== at.file)
    lines.push(`scans use it where the config says: baseline: ${at.shown}`);
  process.stderr.write(lines.map((line) => `${line}\n`).join(""));
}

/** Says that a scan was incomplete, which makes the exit code 2. */
export function sayIncomplete(report: Report, strict: boolean | undefined): void {
  const missing = report.notices.filter(
    ({ kind }) => kind === "incomplete" || (strict === true && kind === "not-scanned"),
  ).length;
  if (missing === 0) return;
  process.stderr.write(`the scan was incomplete (${counted(missing, "notice")}, see "vaultlint scan"): run it again\n`);
  process.exitCode = 2;
}
