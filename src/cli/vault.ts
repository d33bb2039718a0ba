/** `vaultlint vault`: the embedded vault from the command line. */
import type { Command } from "commander";
import { registerGet } from "./vault/get.ts";
import { registerInit } from "./vault/init.ts";
import { registerList } from "./vault/list.ts";
import { registerLog } from "./vault/log.ts";
import { registerSet } from "./vault/set.ts";

const help = `
The vault is one encrypted file, meant to be committed: file:./dev.vault.json.
Its access log stands beside it. The passphrase comes from --passphrase-file,
VAULTLINT_PASSPHRASE or a hidden prompt, values from a file, standard input or a
hidden prompt: nothing secret is ever an argument.

Examples:
  vaultlint vault init file:./dev.vault.json
  vaultlint vault set file:./dev.vault.json storage-key
  vaultlint vault list file:./dev.vault.json
  vaultlint scan --vault file:./dev.vault.json`;

/** Adds `vault` and its sub-commands. */
export function registerVault(program: Command): void {
  // Else the `--version` of `vault get` would be taken for the program's own.
  program.enablePositionalOptions();
  const vault = program
    .command("vault")
    .description("store, show and list the entries of an embedded vault")
    .addHelpText("after", help);
  for (const register of [registerInit, registerSet, registerGet, registerList, registerLog]) register(vault);
}
