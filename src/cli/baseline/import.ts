import { resolve } from "node:path";
import type { Command } from "commander";
import { counted } from "../../reports/wording.ts";
import { extended, writeChange } from "../../suppress/change.ts";
import { carryOver, readAccepted } from "../../suppress/import/import.ts";
import type { ScanFlags } from "../options.ts";
import { previously } from "./held.ts";
import {
  addFields,
  addScan,
  baselineOption,
  sayIncomplete,
  sayWritten,
  scanned,
  target,
  type FieldFlags,
} from "./shared.ts";

/** More lines about what was left are counted only. */
const mostLines = 50;

/** Adds `baseline import`. */
export function registerImport(parent: Command): void {
  const command = parent
    .command("import")
    .description("take over what .gitleaksignore, a gitleaks report or .secrets.baseline accepts")
    .argument("<file>", "the other scanner's file")
    .argument("[paths...]", "files, directories or globs to scan (default: this directory)")
    .optionsGroup("Baseline:")
    .addOption(baselineOption());
  addScan(addFields(command))
    .addHelpText(
      "after",
      `
The tree is scanned, and those findings are accepted that the file names by
value or, where it holds none, by line.

Examples:
  vaultlint baseline import .gitleaksignore
  vaultlint baseline import .secrets.baseline --owner web --reason "audited"`,
    )
    .action(async (file: string, paths: string[], flags: ScanFlags & FieldFlags) => {
      const accepted = await readAccepted(resolve(file));
      const at = await target(flags.baseline, flags.config);
      const { baseline: previous, most } = await previously(at, flags);
      const found = await scanned(paths, flags);
      const { findings, total, left } = carryOver(accepted, found.findings, found.isScanned);
      const change = extended(findings, previous, flags);
      await writeChange(at.file, change, most);
      process.stderr.write(`${String(total - left.length)} of ${counted(total, "entry", "entries")} taken over\n`);
      for (const line of left.slice(0, mostLines)) process.stderr.write(`  left out: ${line}\n`);
      if (left.length > mostLines) process.stderr.write(`  and ${String(left.length - mostLines)} more\n`);
      await sayWritten(at, change);
      sayIncomplete(found.report, flags.strict);
    });
}
