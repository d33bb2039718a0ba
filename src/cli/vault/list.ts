import type { Command } from "commander";
import type { VaultEntry } from "../../model/vault.ts";
import { moment, printColumns, printJson, tagList } from "./print.ts";
import { openNamed, vaultCommand, type VaultFlags } from "./shared.ts";

interface ListFlags extends VaultFlags {
  readonly json?: boolean;
  readonly allVersions?: boolean;
}

const help = `
Examples:
  vaultlint vault list file:./dev.vault.json
  vaultlint vault list file:./dev.vault.json --all-versions
  vaultlint vault list file:./dev.vault.json --json`;

/** `vault list`: what is in a vault, without any value. */
export function registerList(parent: Command): void {
  vaultCommand(parent, "list", "list the entries, without values")
    .option("--json", "as JSON")
    .option("--all-versions", "older versions, too")
    .addHelpText("after", help)
    .action(async (uri: string, flags: ListFlags) => {
      const vault = await openNamed(uri, flags);
      const entries: VaultEntry[] = [];
      for await (const entry of vault.entries()) if (entry.current || flags.allVersions === true) entries.push(entry);
      // The sort is stable, so versions stay in their order.
      entries.sort((a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(a.kind, b.kind));
      if (flags.json === true) printJson(entries);
      else if (entries.length === 0) process.stderr.write(`${vault.label} has no entries.\n`);
      else printColumns([["NAME", "KIND", "VERSION", "STATE", "CREATED", "EXPIRES", "TAGS"], ...entries.map(row)]);
    });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function row(entry: VaultEntry): string[] {
  const { name, kind, version, created, expires, tags } = entry;
  return [
    name,
    kind,
    version,
    state(entry),
    moment(created),
    expires === undefined ? "-" : moment(expires),
    tagList(tags),
  ];
}

function state({ enabled, expires, current }: VaultEntry): string {
  if (!enabled) return "disabled";
  if (expires !== undefined && Date.parse(expires) <= Date.now()) return "expired";
  return current ? "current" : "older";
}
