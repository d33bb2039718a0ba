// Vault files in a directory of the test's own. Few iterations, as far as the format allows: opening a vault then takes a tenth of a second.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { createFileVault, openFileVault, type FileVault, type OpenOptions } from "../../src/vaults/file.ts";
import { iterationLimits } from "../../src/vaults/file/format.ts";

export const passphrase = "four random words here";
export const ask = (): Promise<string> => Promise.resolve(passphrase);

/** A directory that goes with the test file; what is known of vaults' sequence numbers stays in it. */
export function vaultDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "vaultlint-vault-"));
  const before = process.env["VAULTLINT_STATE_DIR"];
  process.env["VAULTLINT_STATE_DIR"] = join(directory, "state");
  afterAll(() => {
    if (before === undefined) delete process.env["VAULTLINT_STATE_DIR"];
    else process.env["VAULTLINT_STATE_DIR"] = before;
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}

/** Creates an empty vault. */
export async function create(path: string): Promise<void> {
  await createFileVault(path, ask, { iterations: iterationLimits.least });
}

export function open(path: string, options: Partial<OpenOptions> = {}): Promise<FileVault> {
  return openFileVault(path, { passphrase: ask, ...options });
}

/** The vault file as JSON, to be changed at will. */
export type Json = Record<string, unknown> & {
  id: string;
  sequence: number;
  mac: string;
  keys: Record<
    "metadata" | "values",
    { recipients: { header: Record<string, unknown>; encrypted_key: string }[] } & Record<string, unknown>
  >;
  log: { length: number; head: string };
  entries: { id: string; versions: { version: string; metadata: string; value: string }[] }[];
};

export function readJson(path: string): Json {
  return JSON.parse(readFileSync(path, "utf8")) as Json;
}

/** Writes a changed copy of a vault beside it, with its log. */
export function changed(path: string, to: string, change: (json: Json) => void): void {
  const json = readJson(path);
  change(json);
  writeFileSync(to, JSON.stringify(json));
  writeFileSync(logOf(to), readFileSync(logOf(path)));
}

export function logOf(path: string): string {
  return path.replace(/\.json$/u, ".log.jsonl");
}
