// What becomes of a baseline when the tree is scanned again: brought up to date, rid of what is repaired, or extended.
import { randomBytes } from "node:crypto";
import { UserError } from "../model/error.ts";
import type { Finding } from "../model/finding.ts";
import { fitting, indexed, keyOf, lineHash, needsReason, tagOf, type Baseline } from "./baseline.ts";
import type { BaselineEntry } from "./baseline-file.ts";
import { shownPath } from "./read-file.ts";

/** What people say of an entry. */
export type Fields = Pick<BaselineEntry, "owner" | "reason" | "expires">;

/** A baseline as it will be written. */
export interface Change {
  readonly salt: Buffer;
  readonly entries: readonly BaselineEntry[];
  /** Findings that no entry knew before. */
  readonly added: number;
  /** Entries that are dropped. */
  readonly removed: number;
  /** Entries for a vault's value, which accept nothing until someone gives a reason. */
  readonly withoutReason: number;
}

/** What a baseline is before it is changed. */
export interface Previous {
  readonly baseline: Baseline | undefined;
  /** How many entries the ratchet leaves it; any number where there is none. */
  readonly most?: number;
}

/** What was scanned: its findings, and whether a path was searched in full. */
export interface Scanned {
  readonly findings: readonly Finding[];
  readonly isScanned: (path: string) => boolean;
}

/** The said fields of `fields`, without those that are undefined. */
function said({ owner, reason, expires }: Fields): Fields {
  return {
    ...(owner !== undefined && { owner }),
    ...(reason !== undefined && { reason }),
    ...(expires !== undefined && { expires }),
  };
}

function keyOfEntry({ rule, value, path, line }: BaselineEntry): string {
  return keyOf(rule, value, path, line);
}

/** An entry for every finding; what people said of the entry that knew it before is kept, `fields` fill what it does not say. */
function entriesFor(
  findings: readonly Finding[],
  salt: Buffer,
  previous: readonly BaselineEntry[],
  fields: Fields,
): Omit<Change, "salt" | "removed" | "entries"> & { entries: Map<string, BaselineEntry>; known: Set<BaselineEntry> } {
  const before = indexed(previous);
  const known = new Set<BaselineEntry>();
  const entries = new Map<string, BaselineEntry>();
  const lacking = new Set<string>();
  let added = 0;
  for (const finding of findings) {
    const old = fitting(before, finding, salt);
    for (const entry of old) known.add(entry);
    const best = old.find((entry) => entry.reason !== undefined) ?? old[0];
    const entry: BaselineEntry = {
      rule: finding.ruleId,
      path: finding.region.path,
      line: lineHash(finding, salt),
      value: tagOf(finding, salt),
      ...said(fields),
      ...(best && said(best)),
    };
    const key = keyOfEntry(entry);
    if (old.length === 0 && !entries.has(key)) added++;
    entries.set(key, entry);
    if (entry.reason === undefined && needsReason(finding)) lacking.add(key);
  }
  return { entries, known, added, withoutReason: lacking.size };
}

/** Accepts exactly what was found; entries of files that were not searched stay. Salt, owners, reasons and dates are kept. */
export function updated({ findings, isScanned }: Scanned, previous: Baseline | undefined, fields: Fields = {}): Change {
  const salt = previous?.salt ?? randomBytes(32);
  const old = previous?.entries ?? [];
  const { entries, known, added, withoutReason } = entriesFor(findings, salt, old, fields);
  const gone = old.filter((entry) => !known.has(entry));
  const stay = gone.filter(({ path }) => !isScanned(path));
  for (const entry of stay) if (!entries.has(keyOfEntry(entry))) entries.set(keyOfEntry(entry), entry);
  return { salt, entries: [...entries.values()], added, removed: gone.length - stay.length, withoutReason };
}

/** Drops the entries that know none of the findings in the files that were searched. Adds and changes nothing. */
export function pruned({ findings, isScanned }: Scanned, previous: Baseline): Change {
  const { known } = entriesFor(findings, previous.salt, previous.entries, {});
  const entries = previous.entries.filter((entry) => known.has(entry) || !isScanned(entry.path));
  const { length } = previous.entries;
  return { salt: previous.salt, entries, added: 0, removed: length - entries.length, withoutReason: 0 };
}

/** Accepts `findings` besides what `previous` accepts. */
export function extended(findings: readonly Finding[], previous: Baseline | undefined, fields: Fields = {}): Change {
  return updated({ findings, isScanned: () => false }, previous, fields);
}

/** Writes the changed baseline. More entries than `most` are refused: what the ratchet allows. */
export async function writeChange(file: string, { salt, entries }: Change, most?: number): Promise<void> {
  if (most !== undefined && entries.length > most) {
    const first = most === 0 ? " (a first baseline is committed before the ratchet is switched on)" : "";
    throw new UserError(
      `${shownPath(file)} would grow from ${String(most)} to ${String(entries.length)} entries, which the ratchet forbids: repair the new findings${first}. Nothing was written.`,
    );
  }
  const { writeBaselineFile } = await import("./baseline-file.ts");
  await writeBaselineFile(file, { version: 1, salt: salt.toString("base64"), entries });
}
