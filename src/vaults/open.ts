/** Opens a vault by its URI: a table from scheme to a module that is loaded only when a vault of its kind is named. */
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../model/error.ts";
import type { Vault } from "../model/vault.ts";
import type { FileVault, OpenOptions } from "./file.ts";

export interface VaultOptions extends Pick<OpenOptions, "passphrase" | "strict" | "readonly"> {
  /** Relative paths start here; default: the process's working directory. */
  readonly workingDirectory?: string;
}

type Open = (address: string, uri: string, options: VaultOptions) => Promise<Vault>;

const schemes: Readonly<Record<string, Open>> = { file: openFile };

async function openFile(address: string, uri: string, options: VaultOptions): Promise<FileVault> {
  const { openFileVault } = await import("./file.ts");
  return openFileVault(filePath(address, uri, options.workingDirectory), { ...options, uri });
}

function filePath(address: string, uri: string, workingDirectory = "."): string {
  try {
    const path = address.startsWith("//") ? fileURLToPath(`file:${address}`) : resolve(workingDirectory, address);
    if (address !== "" && basename(path) !== "" && !path.includes("\0")) return path;
  } catch {
    // A malformed file URL: said below.
  }
  throw new UserError(`The vault URI "${uri}" names no file. Write it like file:./dev.vault.json.`);
}

function split(uri: string): { scheme: string; address: string } {
  const [, scheme = "", address = ""] = /^([a-z][a-z\d+.-]*):(.*)$/isu.exec(uri) ?? [];
  const name = scheme.toLowerCase();
  if (!Object.hasOwn(schemes, name)) {
    const known = Object.keys(schemes).map((each) => `${each}:`);
    throw new UserError(
      `The vault URI "${uri}" starts with no known scheme. Known: ${known.join(", ")} (e.g. file:./dev.vault.json).`,
    );
  }
  return { scheme: name, address };
}

/** Opens any kind of vault. Throws UserError where the URI, the file or the passphrase is wrong. */
export async function openVault(uri: string, options: VaultOptions): Promise<Vault> {
  const { scheme, address } = split(uri);
  const open = schemes[scheme];
  if (!open) throw new Error("split() lets only known schemes pass");
  return open(address, uri, options);
}

/** Opens an embedded vault, for what only that kind can do: storing values and reading its access log. */
export async function openEmbeddedVault(uri: string, options: VaultOptions): Promise<FileVault> {
  return openFile(embeddedAddress(uri), uri, options);
}

/** Creates an embedded vault and returns the path of its file. Throws UserError where one is there already. */
export async function createEmbeddedVault(uri: string, passphrase: () => Promise<string>): Promise<string> {
  const path = filePath(embeddedAddress(uri), uri);
  const { createFileVault } = await import("./file.ts");
  await createFileVault(path, passphrase);
  return path;
}

function embeddedAddress(uri: string): string {
  const { scheme, address } = split(uri);
  if (scheme !== "file")
    throw new UserError(`The vault "${uri}" is not embedded in a file; this command works with file: vaults only.`);
  return address;
}
