/** What the sub-commands of `vault` have in common: their arguments, opening the vault, the kinds. */
import { Argument, Option, type Command } from "commander";
import type { EntryKind } from "../../model/vault.ts";
import { openEmbeddedVault } from "../../vaults/open.ts";
import type { FileVault } from "../../vaults/file.ts";
import { passphraseFrom } from "../passphrase.ts";
import { warn } from "./print.ts";

export const kinds: readonly EntryKind[] = ["secret", "key", "certificate"];

export interface VaultFlags {
  readonly passphraseFile?: string;
}

/** A sub-command that takes a vault. */
export function vaultCommand(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .addArgument(new Argument("<uri>", "the vault, e.g. file:./dev.vault.json"))
    .option("--passphrase-file <file>", "read the passphrase from a file (or set VAULTLINT_PASSPHRASE)");
}

export function kindOption(description: string): Option {
  return new Option("--kind <kind>", description).choices(kinds);
}

/** Opens the vault that the user named, and says what is wrong with it. */
export async function openNamed(uri: string, flags: VaultFlags): Promise<FileVault> {
  const vault = await openEmbeddedVault(uri, { passphrase: passphraseFrom(flags) });
  for (const warning of vault.warnings) warn(warning);
  return vault;
}
