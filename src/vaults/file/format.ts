/** The vault file as JSON: its shape, the checks that every file passes before a key is derived for it, and its layout on disk. */
import { UserError } from "../../model/error.ts";

/** The passphrase recipient of a wrapped key. */
export interface PassphraseHeader {
  readonly alg: "PBES2-HS512+A256KW";
  readonly p2c: number;
  readonly p2s: string;
}

/** A key-holder's recipient: kept as it is, since this version opens vaults by passphrase. */
export interface PublicKeyHeader {
  readonly alg: "ECDH-ES+A256KW";
  readonly kid?: string;
  readonly epk: Readonly<Record<string, string>>;
}

export interface Recipient {
  readonly header: PassphraseHeader | PublicKeyHeader;
  readonly encrypted_key: string;
}

/** A content key as a general JWE. */
export interface WrappedKey {
  readonly protected: string;
  readonly iv: string;
  readonly ciphertext: string;
  readonly tag: string;
  readonly recipients: readonly Recipient[];
}

export type Part = "metadata" | "value";

/** One version of an entry: two compact JWEs. */
export interface StoredVersion extends Readonly<Record<Part, string>> {
  readonly version: string;
}

export interface StoredEntry {
  readonly id: string;
  /** Oldest first; the last one is current. */
  readonly versions: readonly StoredVersion[];
}

/** Where the access log stands: how many lines, and the MAC of the last. */
export interface LogHead {
  readonly length: number;
  readonly head: string;
}

/** Everything that the MAC covers. */
export interface VaultBody {
  readonly format: "vaultlint-vault";
  readonly version: 1;
  readonly id: string;
  readonly sequence: number;
  readonly keys: { readonly metadata: WrappedKey; readonly values: WrappedKey };
  readonly log: LogHead;
  readonly entries: readonly StoredEntry[];
}

export interface VaultFile extends VaultBody {
  readonly mac: string;
}

/** Fewer are guessed too fast, more would let a file stall whoever opens it. */
export const iterationLimits = { least: 210_000, most: 5_000_000 } as const;

const formatName = "vaultlint-vault";
const identifier = /^[0-9a-f]{32}$/u;
const hash = /^[0-9a-f]{64}$/u;
const base64url = /^[\w-]+$/u;
const salt = /^[\w-]{22,86}$/u;
const compactJwe = /^[\w-]+\.\.[\w-]{16}\.[\w-]*\.[\w-]{22}$/u;

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads a vault file's text into its typed form. Throws UserError, without a word of the text, where it is none. */
export function parseVaultFile(text: string, label: string): VaultFile {
  const file = parseJson(text, label);
  if (!isFields(file) || file["format"] !== formatName) throw new UserError(`${label} is not a vaultlint vault.`);
  if (file["version"] !== 1 && Number.isSafeInteger(file["version"])) {
    throw new UserError(`${label} has a vault format that this version of vaultlint does not know. Update vaultlint.`);
  }
  return readFile(file, new Reader(label));
}

function parseJson(text: string, label: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    if (/^<{7} /mu.test(text)) {
      throw new UserError(
        `${label} has unresolved merge conflicts: take one side as it is, then repeat what the other side stored.`,
      );
    }
    throw new UserError(
      `${label} is truncated or not JSON, so it is not a vault that can be opened. Restore it from version control.`,
    );
  }
}

/** Takes typed fields out of untrusted JSON; every miss is the same sentence with the section's name. */
class Reader {
  readonly #label: string;

  constructor(label: string) {
    this.#label = label;
  }

  fail(section: string): never {
    throw new UserError(
      `${this.#label} is damaged: its ${section} is not what vaultlint writes. Restore it from version control.`,
    );
  }

  refuse(reason: string): never {
    throw new UserError(`${this.#label} ${reason}`);
  }

  fields(value: unknown, section: string, names: readonly string[], optional: readonly string[] = []): Fields {
    if (!isFields(value)) return this.fail(section);
    const present = Object.keys(value);
    const known = (name: string): boolean => names.includes(name) || optional.includes(name);
    return present.every(known) && names.every((name) => present.includes(name)) ? value : this.fail(section);
  }

  text(value: unknown, section: string, shape: RegExp): string {
    return typeof value === "string" && shape.test(value) ? value : this.fail(section);
  }

  count(value: unknown, section: string, least: number): number {
    return typeof value === "number" && Number.isSafeInteger(value) && value >= least ? value : this.fail(section);
  }

  list(value: unknown, section: string): readonly unknown[] {
    return Array.isArray(value) ? value : this.fail(section);
  }

  distinct(ids: readonly string[], section: string): void {
    if (new Set(ids).size !== ids.length) this.fail(section);
  }
}

function readFile(value: Fields, read: Reader): VaultFile {
  const file = read.fields(value, "top level", [
    "format",
    "version",
    "id",
    "sequence",
    "keys",
    "log",
    "mac",
    "entries",
  ]);
  const keys = read.fields(file["keys"], "key section", ["metadata", "values"]);
  const log = read.fields(file["log"], "log section", ["length", "head"]);
  const entries = read.list(file["entries"], "entries").map((entry) => readEntry(entry, read));
  read.distinct(
    entries.map(({ id }) => id),
    "list of entries",
  );
  if (file["version"] !== 1) read.fail("version");
  return {
    format: formatName,
    version: 1,
    id: read.text(file["id"], "id", identifier),
    sequence: read.count(file["sequence"], "sequence number", 1),
    keys: { metadata: readWrappedKey(keys["metadata"], read), values: readWrappedKey(keys["values"], read) },
    log: { length: read.count(log["length"], "log section", 0), head: read.text(log["head"], "log section", hash) },
    mac: read.text(file["mac"], "mac", hash),
    entries,
  };
}

function readWrappedKey(value: unknown, read: Reader): WrappedKey {
  const section = "key section";
  const names = ["protected", "iv", "ciphertext", "tag"] as const;
  const key = read.fields(value, section, [...names, "recipients"]);
  const text = (name: (typeof names)[number]): string => read.text(key[name], section, base64url);
  const recipients = read.list(key["recipients"], section).map((recipient) => readRecipient(recipient, read));
  // Each costs a derivation of up to the largest count, so a file cannot ask for many.
  if (recipients.filter(({ header }) => header.alg === "PBES2-HS512+A256KW").length > 1) read.fail(section);
  return { protected: text("protected"), iv: text("iv"), ciphertext: text("ciphertext"), tag: text("tag"), recipients };
}

function readRecipient(value: unknown, read: Reader): Recipient {
  const section = "key section";
  const recipient = read.fields(value, section, ["header", "encrypted_key"]);
  const header = recipient["header"];
  return {
    header:
      isFields(header) && header["alg"] === "ECDH-ES+A256KW"
        ? readPublicKey(header, read)
        : readPassphrase(header, read),
    encrypted_key: read.text(recipient["encrypted_key"], section, base64url),
  };
}

function readPassphrase(value: unknown, read: Reader): PassphraseHeader {
  const header = read.fields(value, "key section", ["alg", "p2c", "p2s"]);
  if (header["alg"] !== "PBES2-HS512+A256KW")
    read.refuse("wraps its keys with an algorithm that vaultlint does not use, so it is not opened.");
  const p2c = header["p2c"];
  const { least, most } = iterationLimits;
  if (typeof p2c !== "number" || !Number.isSafeInteger(p2c) || p2c < least || p2c > most) {
    const [from, to] = [least, most].map((limit) => limit.toLocaleString("en-US"));
    read.refuse(
      `asks for a number of passphrase iterations outside ${from ?? ""} to ${to ?? ""} (p2c), so it is not opened.`,
    );
  }
  return { alg: "PBES2-HS512+A256KW", p2c, p2s: read.text(header["p2s"], "key section", salt) };
}

function readPublicKey(value: unknown, read: Reader): PublicKeyHeader {
  const section = "key section";
  const header = read.fields(value, section, ["alg", "epk"], ["kid"]);
  const epk = read.fields(header["epk"], section, ["kty", "crv", "x", "y"]);
  const coordinate = (name: string): [string, string] => [name, read.text(epk[name], section, /^[\w-]{1,100}$/u)];
  return {
    alg: "ECDH-ES+A256KW",
    ...(header["kid"] !== undefined && { kid: read.text(header["kid"], section, /^[\x20-\x7e]{1,200}$/u) }),
    epk: Object.fromEntries(["kty", "crv", "x", "y"].map(coordinate)),
  };
}

function readEntry(value: unknown, read: Reader): StoredEntry {
  const entry = read.fields(value, "list of entries", ["id", "versions"]);
  const versions = read.list(entry["versions"], "list of versions").map((each) => readVersion(each, read));
  if (versions.length === 0) read.fail("list of versions");
  read.distinct(
    versions.map(({ version }) => version),
    "list of versions",
  );
  return { id: read.text(entry["id"], "list of entries", identifier), versions };
}

function readVersion(value: unknown, read: Reader): StoredVersion {
  const stored = read.fields(value, "list of versions", ["version", "metadata", "value"]);
  return {
    version: read.text(stored["version"], "list of versions", identifier),
    metadata: read.text(stored["metadata"], "list of versions", compactJwe),
    value: read.text(stored["value"], "list of versions", compactJwe),
  };
}
