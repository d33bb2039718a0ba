import type { Command } from "commander";
import { UserError } from "../../model/error.ts";
import { Secret } from "../../model/secret.ts";
import type { EntryKind } from "../../model/vault.ts";
import { checkName } from "../../vaults/name.ts";
import { askHidden } from "../passphrase.ts";
import { printColumns } from "./print.ts";
import { readStandardInput, readText } from "./read-text.ts";
import { kindOption, openNamed, vaultCommand, type VaultFlags } from "./shared.ts";

interface SetFlags extends VaultFlags {
  readonly kind: EntryKind;
  readonly stdin?: boolean;
  readonly fromFile?: string;
  readonly expires?: string;
  readonly disabled?: boolean;
  readonly tag?: readonly string[];
  readonly contentType?: string;
}

const longestValue = 1_000_000;

const help = `
Every set adds a version; the newest is the current one, older ones stay and are
still recognised in code. The value comes from --stdin, --from-file or a hidden
prompt; one line end after it is left out. Names are those of Azure Key Vault:
letters, digits and hyphens.

Examples:
  vaultlint vault set file:./dev.vault.json smtp-password
  openssl rand -hex 32 | vaultlint vault set file:./dev.vault.json jwt --stdin
  vaultlint vault set file:./dev.vault.json jwt --expires 2027-06-30 --tag a=b
  vaultlint vault set file:./dev.vault.json sign --kind key --from-file sign.pem`;

/** `vault set`: stores a new version of an entry. */
export function registerSet(parent: Command): void {
  vaultCommand(parent, "set", "store a value as a new version of an entry")
    .argument("<name>", "entry name: letters, digits and hyphens")
    .addOption(
      kindOption("what the value is: a text, a private key (PEM or JWK) or a certificate (PEM)").default("secret"),
    )
    .option("--stdin", "read the value from standard input")
    .option("--from-file <file>", "read the value from a file")
    .option("--expires <date>", "end of validity in UTC: 2027-06-30 or 2027-06-30T12:00:00Z")
    .option("--disabled", "mark the version as not to be used")
    .option("--tag <name=value>", "attach a tag (repeatable)", (tag: string, before: string[] | undefined) => [
      ...(before ?? []),
      tag,
    ])
    .option("--content-type <type>", "say what the value is, e.g. text/plain")
    .addHelpText("after", help)
    .action(async (uri: string, name: string, flags: SetFlags) => {
      checkName(name);
      if (flags.stdin === true && flags.fromFile !== undefined)
        throw new UserError("Name one source of the value: --stdin or --from-file.");
      const options = {
        enabled: flags.disabled !== true,
        tags: Object.fromEntries((flags.tag ?? []).map(parseTag)),
        ...(flags.expires !== undefined && { expires: parseDate(flags.expires) }),
        ...(flags.contentType !== undefined && { contentType: flags.contentType }),
      };
      const vault = await openNamed(uri, flags);
      const stored = await vault.put(name, flags.kind, await valueFrom(name, flags), options);
      printColumns([[`Stored ${stored.kind} ${stored.name} in ${vault.label}, version ${stored.version}.`]]);
    });
}

async function valueFrom(name: string, flags: SetFlags): Promise<Secret> {
  if (flags.fromFile !== undefined) return new Secret(await readText(flags.fromFile, longestValue));
  if (flags.stdin === true) return new Secret(await readStandardInput(longestValue));
  if (process.stdin.isTTY) return new Secret(await askHidden(`Value of ${name}: `));
  throw new UserError(`The value of "${name}" is missing: use --stdin or --from-file.`);
}

function parseTag(text: string): [string, string] {
  const separator = text.indexOf("=");
  if (separator < 1) throw new UserError("Write a tag as --tag name=value.");
  return [text.slice(0, separator), text.slice(separator + 1)];
}

function parseDate(text: string): string {
  const [, day] =
    /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/u.exec(text) ?? [];
  const time = new Date(text).getTime();
  // The 30th of February would silently become the 2nd of March.
  const midnight = new Date(`${day ?? ""}T00:00:00Z`).getTime();
  if (
    day === undefined ||
    Number.isNaN(time) ||
    Number.isNaN(midnight) ||
    !new Date(midnight).toISOString().startsWith(day)
  ) {
    throw new UserError("Write the date of --expires like 2027-06-30 or 2027-06-30T12:00:00Z.");
  }
  return new Date(time).toISOString();
}
