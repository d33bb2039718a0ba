import { resolve } from "node:path";
import type { Command } from "commander";
import { UserError } from "../../model/error.ts";
import type { EntryKind, VaultEntry } from "../../model/vault.ts";
import { escapeText } from "../../reports/escape.ts";
import type { FileVault } from "../../vaults/file.ts";
import { moment, printColumns, tagList, warn } from "./print.ts";
import { kindOption, kinds, openNamed, vaultCommand, type VaultFlags } from "./shared.ts";

interface GetFlags extends VaultFlags {
  readonly version?: string;
  readonly kind?: EntryKind;
  readonly reveal?: boolean;
  readonly out?: string;
}

const help = `
Prints what is known of an entry, not its value. --reveal and --out give the
value, and the access log says so.

Examples:
  vaultlint vault get file:./dev.vault.json storage-key
  vaultlint vault get file:./dev.vault.json storage-key --reveal | xclip
  vaultlint vault get file:./dev.vault.json signing --kind key --out signing.pem`;

/** `vault get`: an entry's metadata, or its value where that is asked for. */
export function registerGet(parent: Command): void {
  vaultCommand(parent, "get", "show an entry; its value only with --reveal or --out")
    .argument("<name>", "entry name")
    .option("--version <version>", "this version in place of the current one")
    .addOption(kindOption("needed where several kinds have the same name"))
    .option("--reveal", "print the value")
    .option("--out <file>", "write the value to a file that only you may read")
    .addHelpText("after", help)
    .action(async (uri: string, name: string, flags: GetFlags) => {
      const vault = await openNamed(uri, flags);
      const entry = await findOne(vault, name, flags);
      if (flags.out !== undefined) await writeValue(vault, entry, flags.out);
      if (flags.reveal === true) await printValue(vault, entry);
      if (flags.out === undefined && flags.reveal !== true) printColumns(describe(entry));
    });
}

async function findOne(vault: FileVault, name: string, { kind, version }: GetFlags): Promise<VaultEntry> {
  const found: VaultEntry[] = [];
  for (const each of kind ? [kind] : kinds) {
    const entry = await vault.find(each, name, version);
    if (entry) found.push(entry);
  }
  const [entry, another] = found;
  if (another)
    throw new UserError(
      `Several entries are called "${name}": say which with --kind ${found.map((each) => each.kind).join("|")}.`,
    );
  if (entry) return entry;
  const what = version === undefined ? (kind ?? "entry") : `such version of ${kind ?? "entry"}`;
  throw new UserError(
    `${vault.label} has no ${what} "${name}". "vaultlint vault list ${vault.uri} --all-versions" shows what there is.`,
  );
}

async function valueOf(vault: FileVault, entry: VaultEntry, command: string): Promise<string> {
  const secret = await vault.value(entry);
  // Logged before anyone sees it.
  const warning = await vault.logAccess(command);
  if (warning !== undefined) warn(warning);
  return secret.reveal();
}

async function printValue(vault: FileVault, entry: VaultEntry): Promise<void> {
  const value = await valueOf(vault, entry, "vault get --reveal");
  // A terminal gets no control sequences and a last line end; a pipe gets the value and nothing else.
  process.stdout.write(process.stdout.isTTY ? `${escapeText(value, { keepNewlines: true })}\n` : value);
}

async function writeValue(vault: FileVault, entry: VaultEntry, file: string): Promise<void> {
  const { replaceFile } = await import("../../vaults/file/disk.ts");
  await replaceFile(resolve(file), await valueOf(vault, entry, "vault get --out"));
  printColumns([[`Wrote ${entry.kind} ${entry.name} to ${file}.`]]);
}

function describe(entry: VaultEntry): string[][] {
  const {
    kind,
    name,
    version,
    current,
    enabled,
    created,
    updated,
    expires,
    contentType,
    tags,
    publicKey,
    thumbprints,
  } = entry;
  const rows: [string, string | undefined][] = [
    ["kind", kind],
    ["name", name],
    ["version", `${version} (${current ? "current" : "older"})`],
    ["enabled", enabled ? "yes" : "no"],
    ["created", moment(created)],
    ["updated", moment(updated)],
    ["expires", expires && moment(expires)],
    ["content type", contentType],
    ["tags", tagList(tags)],
    ["thumbprint", thumbprints?.join(", ")],
    ["public key", publicKey && JSON.stringify(publicKey)],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined && row[1] !== "");
}
