import { Option, type Command } from "commander";
import { milliseconds } from "../model/clock.ts";
import { crypto } from "../model/crypto.ts";
import { formatLoaders, type FormatName } from "../reports/load.ts";
import { summary } from "../reports/summary.ts";
import { writeReport } from "../reports/write.ts";
import {
  addGitOptions,
  addScanOptions,
  gitOptions,
  parseOutput,
  runOptions,
  type GitFlags,
  type OutputFile,
  type ScanFlags,
} from "./options.ts";
import type { Instead } from "./pre-commit.ts";
import { untuneOptimizer } from "./optimizer.ts";
import { progress } from "./progress.ts";

interface Flags extends ScanFlags, GitFlags {
  readonly format: FormatName;
  readonly output?: readonly OutputFile[];
  readonly explain?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
}

const examples = `
Examples:
  vaultlint                                scan this directory
  vaultlint src config '**/*.yml'          scan directories, files and globs
  vaultlint --staged                       what the next commit adds
  vaultlint --diff origin/main             what this branch adds
  vaultlint --history --since 2026-03-02   all versions of all files since then
  vaultlint --vault file:./dev.vault.json  say which findings live in that vault
  vaultlint --format sarif > report.sarif  for code scanning
  vaultlint --output sarif=report.sarif --output json=report.json
  git show HEAD:app.env | vaultlint --stdin --stdin-path app.env

Exit codes: 0 nothing at or above the fail level, 1 findings, 2 usage, config or
I/O error or an incomplete scan.`;

function useColor(flag: boolean | undefined, stream: NodeJS.WriteStream): boolean {
  if (flag === false || (process.env["NO_COLOR"] ?? "") !== "") return false;
  return stream.isTTY;
}

/**
 * A new thread loads Node's own code, which V8 takes back compiled only under its own flags (optimizer.ts). So does this one here: where
 * there is enough to read for a thread, something is found whose hash is asked for, and by then cryptography would be compiled anew.
 */
function beforeThread(): void {
  untuneOptimizer();
  crypto();
}

/** What pre-commit wants scanned in place of what is staged. */
async function insteadOf({ staged }: Flags): Promise<Instead | undefined> {
  const isOfPreCommit = process.env["PRE_COMMIT"] !== undefined || process.env["PRE_COMMIT_FROM_REF"] !== undefined;
  if (staged !== true || !isOfPreCommit) return undefined;
  const { insteadOfStaged } = await import("./pre-commit.ts");
  return insteadOfStaged(process.env, process.cwd());
}

/** Adds `scan`, which is also what runs without a command. */
export function registerScan(program: Command, exit: (code: number) => void): void {
  const names = Object.keys(formatLoaders) as FormatName[];
  const command = program
    .command("scan", { isDefault: true })
    .description("find secrets, and say which of them live in a vault");
  command.argument("[paths...]", "files, directories or globs (default: this directory)");
  addGitOptions(addScanOptions(command))
    .optionsGroup("Report:")
    .addOption(new Option("--format <format>", "what goes to standard output").choices(names).default("text"))
    .addOption(
      new Option("--output <format=file>", "write a report to a file as well (repeatable)").argParser(
        parseOutput(names),
      ),
    )
    .option("--explain", "say of each finding what found it and what the judge weighed (text and JSON)")
    .option("--quiet", "no progress and no summary")
    .option("--no-color", "no colour")
    .addHelpText("after", examples)
    .action(async (paths: string[], flags: Flags) => {
      const started = milliseconds();
      // Only what scans pays for loading the rules.
      const { run } = await import("../run.ts");
      const instead = await insteadOf(flags);
      if (instead) process.stderr.write(`${instead.notice}\n`);
      const asked = instead ? { ...gitOptions({ ...flags, staged: false }), ...instead.options } : gitOptions(flags);
      const bar = progress(flags.quiet === true);
      const { report, exitCode } = await run({
        ...runOptions(paths, flags),
        ...asked,
        explain: flags.explain === true,
        onThread: beforeThread,
        onProgress: (done, total) => {
          bar.update(done, total);
        },
      }).finally(() => {
        bar.stop();
      });
      const options = { color: false, width: 80 };
      for (const { format, file } of flags.output ?? [])
        await writeReport(file, (await formatLoaders[format]()).write(report, options));
      const { stdout, stderr } = process;
      // A terminal of unknown size says 0.
      const width = (stdout.isTTY && stdout.columns) || 80;
      const summed = flags.quiet !== true;
      // The summary says on the same terminal what was not scanned.
      const shown =
        summed && flags.format === "text" && stdout.isTTY && stderr.isTTY ? { ...report, notices: [] } : report;
      const format = await formatLoaders[flags.format]();
      stdout.write(format.write(shown, { color: useColor(flags.color, stdout), width }));
      if (summed) {
        stderr.write(summary(report, milliseconds() - started, { color: useColor(flags.color, stderr), width: 80 }));
      }
      exit(exitCode);
    });
}
