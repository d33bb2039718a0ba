import { lstat } from "node:fs/promises";
import { resolve } from "node:path";
import { Command } from "commander";
import { UserError } from "../model/error.ts";
import type { Report } from "../model/finding.ts";
import { readBaseline, writeBaseline, type Written } from "../suppress/baseline.ts";
import { addScanOptions, type ScanFlags } from "./options.ts";

interface Flags extends ScanFlags {
  readonly output: string;
  readonly update?: boolean;
}

const examples = `
Examples:
  vaultlint baseline create                     accept what this directory holds today
  vaultlint baseline create --update            drop what was repaired, accept what is new
  vaultlint baseline create src --output src.baseline.json
  vaultlint scan --baseline vaultlint.baseline.json`;

/** Options of a scan that mean nothing when everything that is found is written down. */
const senseless = new Set(["stdin", "stdinPath", "failOn", "baseline"]);

async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

function count(number: number, one: string, many: string): string {
  return `${String(number)} ${number === 1 ? one : many}`;
}

function summary(output: string, written: Written): string {
  const { entries, added, removed, withoutReason } = written;
  const lines = [
    `${output}: ${count(entries, "entry", "entries")} (${String(added)} added, ${String(removed)} removed)`,
  ];
  if (withoutReason > 0) {
    const some = count(withoutReason, "entry is a vault's value: it is", "entries are a vault's values: they are");
    lines.push(`${some} reported until the file gives a "reason" for it`);
  }
  return lines.map((line) => `${line}\n`).join("");
}

/** Adds `baseline create`: writes down the findings of today, so that from then on only new ones are reported. */
export function registerBaseline(
  program: Command,
  runScan: (paths: string[], flags: ScanFlags) => Promise<Report>,
): void {
  const command = program
    .command("baseline")
    .description("accept the findings of today, so that only new ones are reported")
    .command("create")
    .description("scan, and write a baseline file that accepts everything found")
    .argument("[paths...]", "files, directories or globs (default: this directory)")
    .optionsGroup("Baseline:")
    .option("--output <file>", "the file to write", "vaultlint.baseline.json")
    .option(
      "--update",
      "replace an existing file: keep its salt and its reasons, drop entries that find nothing any more",
    )
    .addHelpText("after", examples)
    .action(async (paths: string[], flags: Flags) => {
      const { output } = flags;
      const file = resolve(output);
      const isThere = await exists(file);
      if (isThere && flags.update !== true) {
        throw new UserError(
          `${output} exists: add --update to bring it up to date, or name another file with --output.`,
        );
      }
      const previous = isThere ? await readBaseline(file) : undefined;
      const report = await runScan(paths, flags);
      process.stderr.write(summary(output, await writeBaseline(file, report.findings, previous)));
      const missing = report.notices.filter(
        ({ kind }) => kind === "incomplete" || (flags.strict === true && kind === "not-scanned"),
      ).length;
      if (missing > 0) {
        process.stderr.write(
          `the scan was incomplete (${count(missing, "notice", "notices")}, see "vaultlint scan"): run it again\n`,
        );
        process.exitCode = 2;
      }
    });
  for (const option of addScanOptions(new Command()).options) {
    if (!senseless.has(option.attributeName())) command.addOption(option);
  }
}
