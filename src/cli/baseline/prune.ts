import type { Command } from "commander";
import { pruned, writeChange } from "../../suppress/change.ts";
import type { ScanFlags } from "../options.ts";
import { addScan, baselineOption, read, sayIncomplete, sayWritten, scanned, target } from "./shared.ts";

/** Adds `baseline prune`. */
export function registerPrune(parent: Command): void {
  const command = parent
    .command("prune")
    .description("scan again, and drop the entries that find nothing any more; nothing is added")
    .addHelpText("after", "\nExamples:\n  vaultlint baseline prune\n  vaultlint baseline prune src")
    .argument("[paths...]", "files, directories or globs (default: this directory); entries of other files stay")
    .optionsGroup("Baseline:")
    .addOption(baselineOption());
  addScan(command).action(async (paths: string[], flags: ScanFlags) => {
    const at = await target(flags.baseline, flags.config);
    const previous = await read(at);
    const found = await scanned(paths, flags);
    const change = pruned(found, previous);
    if (change.removed > 0) await writeChange(at.file, change);
    await sayWritten(at, change);
    sayIncomplete(found.report, flags.strict);
  });
}
