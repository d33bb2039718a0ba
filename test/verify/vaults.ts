// Vaults for the tests of the verify stage: in memory, with as much as a test says of an entry.
import { UserError } from "../../src/model/error.ts";
import type { Candidate } from "../../src/model/candidate.ts";
import { Secret } from "../../src/model/secret.ts";
import type { SourceText } from "../../src/model/text.ts";
import type { Vault, VaultEntry } from "../../src/model/vault.ts";
import { sourceText } from "../detect/source-text.ts";

export interface Given extends Partial<VaultEntry> {
  readonly name: string;
  /** Without one the vault refuses to give it. */
  readonly value?: string;
}

/** A vault of these entries; of several versions of a name the last is current. */
export function memoryVault(entries: readonly Given[], label = "test-kv"): Vault & { readonly reads: string[] } {
  const reads: string[] = [];
  const listed = entries.map(({ value, ...given }, index) => {
    const entry: VaultEntry = {
      kind: "secret",
      version: `v${String(index + 1)}`,
      enabled: true,
      created: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
      updated: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
      tags: {},
      current: !entries.slice(index + 1).some(({ name }) => name === given.name),
      ...given,
    };
    return { entry, value };
  });
  return {
    uri: `memory:${label}`,
    label,
    warnings: [],
    reads,
    async *entries() {
      for (const { entry } of listed) yield await Promise.resolve(entry);
    },
    find: (kind, name, version) =>
      Promise.resolve(
        listed.find(
          ({ entry }) =>
            entry.kind === kind &&
            entry.name === name &&
            (version === undefined ? entry.current : entry.version === version),
        )?.entry,
      ),
    value(entry) {
      const value = listed.find((each) => each.entry === entry)?.value;
      if (value === undefined) return Promise.reject(new UserError("The identity may not read this value."));
      reads.push(entry.name);
      return Promise.resolve(new Secret(value));
    },
  };
}

/** A candidate as a detector makes it, at the first place where `value` stands. */
export function candidateAt(text: SourceText, value: string, changes: Partial<Candidate> = {}): Candidate {
  const start = text.bytes.indexOf(value);
  return {
    ruleId: "generic/secret",
    kind: "generic",
    span: { start, end: start + Buffer.byteLength(value) },
    severity: "high",
    confidence: "medium",
    reasons: ["test"],
    also: [],
    ...changes,
  };
}

export { sourceText };
