/** The `metadata` part of a version: what anyone who may list the vault sees. */
import type { EntryKind, VaultEntry } from "../../model/vault.ts";

/** A vault entry without what follows from its place in the file. */
export type Metadata = Omit<VaultEntry, "version" | "current">;

const kinds: readonly EntryKind[] = ["secret", "key", "certificate"];

function isTexts(value: unknown): value is Record<string, string> {
  return typeof value === "object" && value !== null && Object.values(value).every((each) => typeof each === "string");
}

/** Reads a decrypted metadata part; undefined where it is none. */
export function parseMetadata(text: string): Metadata | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const fields = value as Readonly<Record<string, unknown>>;
  const { name, enabled, created, updated, expires, tags, contentType, publicKey, thumbprints } = fields;
  const kind = kinds.find((known) => known === fields["kind"]);
  if (!kind || typeof name !== "string" || typeof enabled !== "boolean") return undefined;
  if (typeof created !== "string" || typeof updated !== "string" || !isTexts(tags)) return undefined;
  if (thumbprints !== undefined && !Array.isArray(thumbprints)) return undefined;
  return {
    kind,
    name,
    enabled,
    created,
    updated,
    tags,
    ...(typeof expires === "string" && { expires }),
    ...(typeof contentType === "string" && { contentType }),
    ...(isTexts(publicKey) && { publicKey }),
    ...(thumbprints && { thumbprints: thumbprints.map(String) }),
  };
}
