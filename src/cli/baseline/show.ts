import type { Command } from "commander";
import { counted } from "../../reports/wording.ts";
import type { BaselineEntry } from "../../suppress/baseline-file.ts";
import { printColumns, printJson } from "../vault/print.ts";
import { baselineOption, read, target } from "./shared.ts";

interface Flags {
  readonly baseline?: string;
  readonly config?: string;
  readonly json?: boolean;
}

/** What may be shown of an entry: neither the value's tag nor the line's hash. */
function shownEntry({ rule, path, owner, reason, expires }: BaselineEntry, flaw: string | undefined): object {
  return {
    rule,
    path,
    owner,
    reason,
    expires,
    covers: flaw === undefined,
    ...(flaw !== undefined && { problem: flaw }),
  };
}

/** Adds `baseline show`. */
export function registerShow(parent: Command): void {
  parent
    .command("show")
    .description("list what the baseline accepts: rule, file, owner, expiry, reason")
    .addOption(baselineOption())
    .option("--config <file>", "config file (default: vaultlint.config.yml, .yaml or .json)")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExamples:\n  vaultlint baseline show\n  vaultlint baseline show --json")
    .action(async (flags: Flags) => {
      const { entries, flawOf } = await read(await target(flags.baseline, flags.config));
      if (flags.json === true) {
        printJson(entries.map((entry) => shownEntry(entry, flawOf(entry))));
        return;
      }
      const rows = entries.map((entry) => {
        const flaw = flawOf(entry);
        const { rule, path, owner = "-", expires = "-", reason = "-" } = entry;
        return [rule, path, owner, expires, flaw === undefined ? reason : `${reason} (covers nothing: ${flaw})`];
      });
      if (rows.length > 0) printColumns([["rule", "file", "owner", "expires", "reason"], ...rows]);
      process.stderr.write(`${counted(rows.length, "entry", "entries")}\n`);
    });
}
