import type { Command } from "commander";
import { UserError } from "../../model/error.ts";
import type { Access } from "../../vaults/file.ts";
import { moment, printColumns, printJson } from "./print.ts";
import { openNamed, vaultCommand, type VaultFlags } from "./shared.ts";

interface LogFlags extends VaultFlags {
  readonly json?: boolean;
}

const help = `
Every command that stored or read a value is one line. The lines are chained and
the vault records how the chain ends, so lines that were edited, moved or
removed are found out: the command then says where and ends with exit code 2.
The log shows what was done with vaultlint. It cannot show what somebody who has
the passphrase does with other tools.

Examples:
  vaultlint vault log file:./dev.vault.json
  vaultlint vault log file:./dev.vault.json --json`;

/** `vault log`: who used the vault, and whether the log is whole. */
export function registerLog(parent: Command): void {
  vaultCommand(parent, "log", "show and verify the access log")
    .option("--json", "as JSON")
    .addHelpText("after", help)
    .action(async (uri: string, flags: LogFlags) => {
      const vault = await openNamed(uri, flags);
      const { label, accesses, problem } = await vault.log();
      if (flags.json === true) printJson({ accesses, ...(problem !== undefined && { problem }) });
      else printColumns([["TIME", "USER", "COMMAND", "ENTRIES"], ...accesses.map(row)]);
      if (problem !== undefined) throw new UserError(`The access log ${label} was changed: ${problem}.`);
    });
}

function row({ time, user, command, entries, count }: Access): string[] {
  return [moment(time), user, command, entries?.join(", ") ?? `${String(count ?? 0)} entries`];
}
