import { InvalidArgumentError, Option, type Command } from "commander";
import { confidences, severities, type Confidence, type Severity } from "../model/severity.ts";
import type { VaultMode } from "../model/vault.ts";
import type { AstMode } from "../detect/detect.ts";
import type { FormatName } from "../reports/load.ts";
import type { RunOptions } from "../run.ts";
import { passphraseFrom } from "./passphrase.ts";

/** The options that every command which scans shares. */
export interface ScanFlags {
  readonly stdin?: boolean;
  readonly stdinPath?: string;
  readonly config?: string;
  readonly vault?: readonly string[];
  readonly mode?: VaultMode;
  readonly passphraseFile?: string;
  readonly failOn?: Severity | "none";
  readonly minConfidence?: Confidence;
  readonly baseline?: string;
  readonly ast?: AstMode;
  readonly jobs?: number;
  readonly ignore?: boolean;
  readonly archives?: boolean;
  readonly strict?: boolean;
}

const collect = (value: string, previous: readonly string[] = []): string[] => [...previous, value];

const mostJobs = 64;

function count(value: string): number {
  const number = /^\d{1,3}$/u.test(value) ? Number(value) : 0;
  if (number < 1 || number > mostJobs)
    throw new InvalidArgumentError(`Write a whole number from 1 to ${String(mostJobs)}.`);
  return number;
}

/** What only `scan` can look at besides files. */
export interface GitFlags {
  readonly staged?: boolean;
  readonly diff?: string;
  readonly history?: boolean;
  readonly range?: string;
  readonly since?: string;
  readonly policyFrom?: string;
}

/** Adds the options that read git objects in place of files. After `addScanOptions`: `--no-strict` alone would make `--strict` the default. */
export function addGitOptions(command: Command): Command {
  return command
    .optionsGroup("What to scan:")
    .option("--staged", "scan what is staged for the next commit, in place of files")
    .option("--diff <base[...head]>", "scan what HEAD (or head) adds since it left base, in place of files")
    .option("--history", "scan every version of every file in the git history, in place of files")
    .option("--range <a..b>", "with --history: only commits of b that a has not")
    .option("--since <date>", "with --history: only commits since, e.g. 2026-03-02")
    .optionsGroup("Gate:")
    .option(
      "--policy-from <commit>",
      'take config and baseline from this commit, or from the "worktree" (default with --diff: base)',
    )
    .option("--no-strict", "exceeded limits are said only, also with --staged, --diff and --history");
}

/** Turns them into what the pipeline takes. */
export function gitOptions({ staged, diff, history, range, since, policyFrom }: GitFlags): Partial<RunOptions> {
  return {
    ...(staged === true && { staged }),
    ...(diff !== undefined && { diff }),
    ...(history === true && { history }),
    ...(range !== undefined && { range }),
    ...(since !== undefined && { since }),
    ...(policyFrom !== undefined && { policyFrom }),
  };
}

/** Adds them to a command. */
export function addScanOptions(command: Command): Command {
  return command
    .optionsGroup("What to scan:")
    .option("--stdin", "scan standard input in place of files")
    .option("--stdin-path <path>", "the path to report for standard input; its ending tells the format")
    .option("--no-ignore", "scan untracked files that .gitignore names, too")
    .option("--archives", "scan what is in archives, too: zip, jar, whl, docx, tar, tgz, gz, also one in the other")
    .addOption(
      new Option("--ast <mode>", "parse JavaScript and TypeScript files")
        .choices(["off", "auto", "all"])
        .default("auto"),
    )
    .addOption(
      new Option(
        "--jobs <n>",
        "threads that search: more take less time, and more processor time; with rules of your own it is one",
      )
        .default(1)
        .argParser(count),
    )
    .optionsGroup("Vaults:")
    .option("--vault <uri>", "compare with this vault, e.g. file:./dev.vault.json (repeatable)", collect)
    .addOption(new Option("--mode <mode>", "compare values, or names only").choices(["value", "metadata"]))
    .option("--passphrase-file <file>", "read the vault's passphrase from a file (or set VAULTLINT_PASSPHRASE)")
    .optionsGroup("Gate:")
    .addOption(
      new Option("--fail-on <severity>", "least severity that makes the exit code 1").choices([...severities, "none"]),
    )
    .addOption(new Option("--min-confidence <level>", "leave out findings less sure than this").choices(confidences))
    .option("--baseline <file>", "leave out the findings that this file records")
    .option("--strict", "exceeded limits, no file to scan and a rolled back vault make the exit code 2")
    .option("--config <file>", "config file (default: vaultlint.config.yml, .yaml or .json)");
}

/** Turns them into what the pipeline takes. */
export function runOptions(paths: readonly string[], flags: ScanFlags): RunOptions {
  return {
    paths,
    workingDirectory: process.cwd(),
    ...(flags.stdin === true && { stdin: process.stdin }),
    ...(flags.stdinPath !== undefined && { stdinPath: flags.stdinPath }),
    ...(flags.config !== undefined && { config: flags.config }),
    ...(flags.vault && { vaults: flags.vault }),
    ...(flags.mode && { mode: flags.mode }),
    ...(flags.failOn && { failOn: flags.failOn }),
    ...(flags.minConfidence && { minConfidence: flags.minConfidence }),
    ...(flags.baseline !== undefined && { baseline: flags.baseline }),
    ...(flags.ast && { ast: flags.ast }),
    ...(flags.jobs !== undefined && { jobs: flags.jobs }),
    noIgnore: flags.ignore === false,
    ...(flags.archives === true && { archives: true }),
    ...(flags.strict !== undefined && { strict: flags.strict }),
    passphrase: passphraseFrom(flags.passphraseFile === undefined ? {} : { passphraseFile: flags.passphraseFile }),
  };
}

/** Parses `F=FILE` of `--output`. */
export function parseOutput(
  known: readonly FormatName[],
): (value: string, previous?: readonly OutputFile[]) => OutputFile[] {
  return (value, previous = []) => {
    const [name = "", file = ""] = value.split(/=(.*)/su);
    const format = known.find((each) => each === name);
    if (format === undefined || file === "") {
      throw new InvalidArgumentError(`Write FORMAT=FILE with one of ${known.join(", ")}, e.g. sarif=report.sarif.`);
    }
    return [...previous, { format, file }];
  };
}

export interface OutputFile {
  readonly format: FormatName;
  readonly file: string;
}
