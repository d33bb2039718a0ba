import type { Command } from "commander";
import { escapeText } from "../../reports/escape.ts";
import { createEmbeddedVault } from "../../vaults/open.ts";
import { passphraseFrom } from "../passphrase.ts";
import { warn } from "./print.ts";
import { vaultCommand, type VaultFlags } from "./shared.ts";

/** The file can be copied and guessed at for ever: short passphrases do not hold. */
const shortPassphrase = 12;

const help = `
The file holds nothing readable and may be committed, together with its access
log. Whoever has the file can guess passphrases at leisure, so take a long one:
four random words or more.

Examples:
  vaultlint vault init file:./dev.vault.json
  VAULTLINT_PASSPHRASE=... vaultlint vault init file:./dev.vault.json
  vaultlint vault init file:./dev.vault.json --passphrase-file ~/.passphrase`;

/** `vault init`: creates an empty vault. */
export function registerInit(parent: Command): void {
  vaultCommand(parent, "init", "create an empty vault")
    .addHelpText("after", help)
    .action(async (uri: string, flags: VaultFlags) => {
      const source = passphraseFrom({ ...flags, confirm: true });
      const path = await createEmbeddedVault(uri, async () => {
        const passphrase = await source();
        if (passphrase.length < shortPassphrase) {
          warn(
            `the passphrase has fewer than ${String(shortPassphrase)} characters; a copy of the file can be guessed open`,
          );
        }
        return passphrase;
      });
      process.stdout.write(
        `Created ${escapeText(path)}. Store a value with: vaultlint vault set ${escapeText(uri)} NAME\n`,
      );
    });
}
