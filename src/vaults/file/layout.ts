/** How a vault is written: one canonical form for the MAC, and a stable layout on disk that keeps git's diffs small. */
import type { StoredEntry, VaultBody, VaultFile } from "./format.ts";

/** JSON without white space and with sorted keys (RFC 8785 for the strings, integers, arrays and objects that occur here). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(",")}}`;
}

/** The text of a vault file: one line a version, so that a new version is one new line. */
export function layOut(body: VaultBody, mac: string): string {
  const { format, version, id, sequence, keys, log } = body;
  const entries = body.entries.map(layOutEntry);
  const file: VaultFile = { format, version, id, sequence, keys, log, mac, entries: [] };
  const text = JSON.stringify(file, null, 2);
  if (entries.length === 0) return `${text}\n`;
  return `${text.slice(0, -"[]\n}".length)}[\n${entries.join(",\n")}\n  ]\n}\n`;
}

function layOutEntry({ id, versions }: StoredEntry): string {
  const lines = versions.map(
    ({ version, metadata, value }) => `        ${JSON.stringify({ version, metadata, value })}`,
  );
  return `    {\n      "id": ${JSON.stringify(id)},\n      "versions": [\n${lines.join(",\n")}\n      ]\n    }`;
}
