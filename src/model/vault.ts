import type { Secret } from "./secret.ts";

export type EntryKind = "secret" | "key" | "certificate";

/** One version of one vault entry: metadata only, never a value. */
export interface VaultEntry {
  readonly kind: EntryKind;
  readonly name: string;
  readonly version: string;
  readonly enabled: boolean;
  /** ISO 8601 UTC. */
  readonly created: string;
  readonly updated: string;
  readonly expires?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly contentType?: string;
  /** Public half of a key or of a certificate's key, as a JWK. */
  readonly publicKey?: Readonly<Record<string, string>>;
  /** Hex SHA-256 of the certificate's DER. */
  readonly thumbprints?: readonly string[];
  /** True on the newest version of its name. */
  readonly current: boolean;
}

/** A place where secrets live. Every vault implements this and nothing else is known of it. */
export interface Vault {
  /** As the user named it: `file:./dev.vault.json`. */
  readonly uri: string;
  /** Short name for messages: `dev.vault.json`, `prod-kv`. */
  readonly label: string;
  /** Every version of every entry; metadata only. */
  entries(signal?: AbortSignal): AsyncIterable<VaultEntry>;
  /** One entry without listing; the current version unless one is named. */
  find(kind: EntryKind, name: string, version?: string, signal?: AbortSignal): Promise<VaultEntry | undefined>;
  /** The value. Throws UserError when the identity may not read it. */
  value(entry: VaultEntry, signal?: AbortSignal): Promise<Secret>;
  /** Called once after a scan that read values: writes the access log. Returns a warning where it could not. */
  logAccess?(command: string): Promise<string | undefined>;
  /** Warnings found while opening (sequence number lower than last seen, log chain broken). */
  readonly warnings: readonly string[];
}

/** How deep a scan compares with a vault: names only, or values too. */
export type VaultMode = "metadata" | "value";
