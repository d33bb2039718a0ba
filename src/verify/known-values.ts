/** What is known of the vaults' values while a scan runs: each text with the entry version that it came from. */
import { UserError } from "../model/error.ts";
import { provingStrength, estimateStrength } from "../model/strength.ts";
import type { EntryKind, Vault, VaultEntry, VaultMode } from "../model/vault.ts";
import { partsOf } from "./parts.ts";
import { provesAnywhere } from "./provable.ts";

/** A vault to compare with, and how deep. */
export interface NamedVault {
  readonly vault: Vault;
  readonly mode: VaultMode;
}

export type Standing = "current" | "older" | "disabled" | "expired";

/** One version of an entry, as a verification names it. */
export interface EntryVersion {
  readonly vault: string;
  readonly uri: string;
  readonly kind: EntryKind;
  readonly name: string;
  readonly version: string;
  readonly standing: Standing;
  /** Tagged `vaultlint=ignore`. */
  readonly ignored: boolean;
}

export interface KnownValue {
  readonly entry: EntryVersion;
  /** Proves something wherever it stands. */
  readonly anywhere: boolean;
  /** Strong enough that it is no chance when a longer text holds it, or it holds another. */
  readonly strong: boolean;
  /** A weak text that stands for a secret: the value itself or a part whose name promises one. */
  readonly meant: boolean;
}

const standings: readonly Standing[] = ["current", "older", "expired", "disabled"];

/** What is said of a value that several versions have: the entry in use first; else the order of the vaults decides. */
export function preferred(a: EntryVersion, b: EntryVersion): EntryVersion {
  if (a.ignored !== b.ignored) return a.ignored ? b : a;
  return standings.indexOf(b.standing) < standings.indexOf(a.standing) ? b : a;
}

const ignoreTag = "vaultlint";

function isIgnored(entry: VaultEntry): boolean {
  return entry.tags[ignoreTag] === "ignore";
}

function standingOf(entry: VaultEntry, now: number): Standing {
  if (!entry.enabled) return "disabled";
  if (entry.expires !== undefined && Date.parse(entry.expires) <= now) return "expired";
  return entry.current ? "current" : "older";
}

/** An entry of a vault with what a verification says of it. */
export interface ListedEntry {
  readonly entry: VaultEntry;
  readonly version: EntryVersion;
}

/** Every version that a vault lists, in an order that depends on the vault's content alone: newest first within a name. */
export async function listEntries(vault: Vault, now: number): Promise<ListedEntry[]> {
  const entries: VaultEntry[] = [];
  for await (const entry of vault.entries()) entries.push(entry);
  const nameOf = ({ kind, name }: VaultEntry): string => `${kind} ${name.toLowerCase()}`;
  const ignored = new Set(entries.filter((entry) => entry.current && isIgnored(entry)).map(nameOf));
  const rank = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  return entries
    .sort(
      (a, b) =>
        rank(nameOf(a), nameOf(b)) ||
        Number(b.current) - Number(a.current) ||
        rank(b.created, a.created) ||
        rank(a.version, b.version),
    )
    .map((entry) => ({
      entry,
      version: {
        vault: vault.label,
        uri: vault.uri,
        kind: entry.kind,
        name: entry.name,
        version: entry.version,
        standing: standingOf(entry, now),
        ignored: isIgnored(entry) || ignored.has(nameOf(entry)),
      },
    }));
}

/** Texts of vaults and where they come from. */
export type KnownValues = Map<string, KnownValue>;

/** Shorter texts stand everywhere by chance. */
const shortest = 4;

function add(known: KnownValues, text: string, entry: EntryVersion, meant: boolean): void {
  if (text.length < shortest) return;
  const before = known.get(text);
  const strong = before?.strong ?? estimateStrength(text) >= provingStrength;
  known.set(text, {
    entry: before ? preferred(before.entry, entry) : entry,
    strong,
    anywhere: before?.anywhere ?? (strong && provesAnywhere(text)),
    meant: meant || before?.meant === true,
  });
}

/** Reads the values of secrets into `known`. Returns how many could not be read. */
export async function readValues(vault: Vault, listed: readonly ListedEntry[], known: KnownValues): Promise<number> {
  let unreadable = 0;
  for (const { entry, version } of listed) {
    // Keys and certificates are known by their public half, which takes no permission to read values.
    if (entry.kind !== "secret") {
      if (!entry.publicKey && !entry.thumbprints) unreadable++;
      continue;
    }
    let value: string;
    try {
      value = (await vault.value(entry)).reveal();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unreadable++;
      continue;
    }
    add(known, value, version, true);
    // Values that came through `echo` end in a line end, which their copies in code do not have.
    const trimmed = value.trim();
    if (trimmed !== value) add(known, trimmed, version, true);
    for (const part of partsOf(trimmed))
      if (part.named || estimateStrength(part.value) >= provingStrength) add(known, part.value, version, part.named);
  }
  return unreadable;
}
