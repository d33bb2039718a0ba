import type { Command } from "commander";
import { UserError } from "../../model/error.ts";
import { updated, writeChange } from "../../suppress/change.ts";
import type { ScanFlags } from "../options.ts";
import { previously } from "./held.ts";
import {
  addFields,
  addScan,
  baselineOption,
  exists,
  read,
  sayIncomplete,
  sayWritten,
  scanned,
  target,
  type FieldFlags,
} from "./shared.ts";

interface Flags extends ScanFlags, FieldFlags {
  readonly output?: string;
  readonly update?: boolean;
}

async function write(paths: string[], flags: Flags, named: string | undefined, mayCreate: boolean): Promise<void> {
  const at = await target(named, flags.config);
  if (!mayCreate) await read(at);
  const { baseline: previous, most } = await previously(at, flags);
  const found = await scanned(paths, flags);
  const change = updated(found, previous, flags);
  await writeChange(at.file, change, most);
  await sayWritten(at, change);
  sayIncomplete(found.report, flags.strict);
}

/** Adds `baseline create`. */
export function registerCreate(parent: Command): void {
  const command = parent
    .command("create")
    .description("scan, and write a baseline file that accepts everything found")
    .argument("[paths...]", "files, directories or globs (default: this directory)")
    .optionsGroup("Baseline:")
    .option("--output <file>", "the file to write (default: the config's, else vaultlint.baseline.json)")
    .option("--update", 'the same as "baseline update", where the file exists');
  addScan(addFields(command))
    .addHelpText(
      "after",
      `
Examples:
  vaultlint baseline create                 accept what is here today
  vaultlint baseline create --owner web --reason "old" --expires 2027-06-30
  vaultlint baseline create src --output src.baseline.json
  vaultlint scan --baseline vaultlint.baseline.json`,
    )
    .action(async (paths: string[], flags: Flags) => {
      const { file, shown } = await target(flags.output, flags.config);
      if (flags.update !== true && (await exists(file))) {
        throw new UserError(
          `${shown} exists: "vaultlint baseline update" brings it up to date; --output names another file.`,
        );
      }
      await write(paths, flags, flags.output, true);
    });
}

/** Adds `baseline update`. */
export function registerUpdate(parent: Command): void {
  const command = parent
    .command("update")
    .description("scan again: drop entries that find nothing any more, accept what is new")
    .argument("[paths...]", "files, directories or globs (default: this directory); entries of other files stay")
    .optionsGroup("Baseline:")
    .addOption(baselineOption());
  addScan(addFields(command))
    .addHelpText(
      "after",
      `
Salt, owners, reasons and dates are kept.

Examples:
  vaultlint baseline update
  vaultlint baseline update --ratchet       refuse more entries than there were`,
    )
    .action(async (paths: string[], flags: Flags) => {
      await write(paths, flags, flags.baseline, false);
    });
}
