// Findings that a team knows and accepts for now. An entry is bound to the value, so that it never hides another one, but holds no
// hash that would confirm a guess of it; it survives edits above the line and renames of the file.
import { createHmac, randomBytes } from "node:crypto";
import type { Finding } from "../model/finding.ts";
import { provingStrength } from "../model/strength.ts";
import type { BaselineEntry } from "./baseline-file.ts";

export interface Baseline {
  readonly salt: Buffer;
  readonly entries: readonly BaselineEntry[];
  /** True when an entry accepts the finding. A value that is proven to be a vault's needs an entry with a reason. */
  covers(finding: Finding): boolean;
  /** Entries that accepted nothing so far: repaired, or gone. */
  unused(): number;
  /** Entries that would have accepted a vault's value but give no reason. */
  withoutReason(): number;
}

/** A value at least this strong gets a tag of 32 bits: too few to find it, enough that no other value has the same. */
const strongBits = 64;

function tagOf({ secret }: Finding, salt: Buffer): string {
  return secret.tag(salt, secret.strength() >= strongBits ? 32 : 12);
}

function lineHash({ maskedLine }: Finding, salt: Buffer): string {
  return createHmac("sha256", salt).update("line\0").update(maskedLine).digest("hex").slice(0, 16);
}

function needsReason({ verification, secret }: Finding): boolean {
  return verification.state === "in-vault" && secret.strength() >= provingStrength;
}

/** Entries by what a finding must share with them: rule and value, and the path, the line or both. */
type Index = ReadonlyMap<string, readonly BaselineEntry[]>;

function keyOf(rule: string, value: string, path: string | undefined, line: string | undefined): string {
  return JSON.stringify([rule, value, path, line]);
}

function indexed(entries: readonly BaselineEntry[]): Index {
  const index = new Map<string, BaselineEntry[]>();
  for (const entry of entries) {
    const { rule, value, path, line } = entry;
    for (const key of [
      keyOf(rule, value, path, line),
      keyOf(rule, value, path, undefined),
      keyOf(rule, value, undefined, line),
    ]) {
      const same = index.get(key);
      if (same) same.push(entry);
      else index.set(key, [entry]);
    }
  }
  return index;
}

/** The entries that fit best: in place and line, else in place, else in line. Other places with the same line keep theirs. */
function fitting(index: Index, finding: Finding, salt: Buffer): readonly BaselineEntry[] {
  const value = tagOf(finding, salt);
  const line = lineHash(finding, salt);
  const { path } = finding.region;
  const rules = [finding.ruleId, ...finding.also];
  for (const [samePath, sameLine] of [
    [path, line],
    [path, undefined],
    [undefined, line],
  ] as const) {
    const entries = rules.flatMap((rule) => index.get(keyOf(rule, value, samePath, sameLine)) ?? []);
    if (entries.length > 0) return entries;
  }
  return [];
}

/** A baseline of these entries. */
function baseline(salt: Buffer, entries: readonly BaselineEntry[]): Baseline {
  const all = indexed(entries);
  const withReason = indexed(entries.filter(({ reason }) => reason !== undefined));
  const used = new Set<BaselineEntry>();
  const lacking = new Set<BaselineEntry>();
  return {
    salt,
    entries,
    covers(finding) {
      const fit = fitting(needsReason(finding) ? withReason : all, finding, salt);
      for (const entry of fit) used.add(entry);
      if (fit.length === 0) for (const entry of fitting(all, finding, salt)) lacking.add(entry);
      return fit.length > 0;
    },
    unused: () => entries.filter((entry) => !used.has(entry) && !lacking.has(entry)).length,
    withoutReason: () => lacking.size,
  };
}

/** Reads a baseline. A mistake in the file is a UserError with its line. */
export async function readBaseline(file: string): Promise<Baseline> {
  const { readBaselineFile } = await import("./baseline-file.ts");
  const { salt, entries } = await readBaselineFile(file);
  return baseline(Buffer.from(salt, "base64"), entries);
}

/** What `writeBaseline` wrote: how many entries, and how many findings came and went since `previous`. */
export interface Written {
  readonly entries: number;
  readonly added: number;
  readonly removed: number;
  /** Entries for a vault's value, which accept nothing until someone gives a reason. */
  readonly withoutReason: number;
}

/** Writes a baseline that accepts exactly `findings`. The salt of `previous` and the reasons of entries that still hold are kept. */
export async function writeBaseline(file: string, findings: readonly Finding[], previous?: Baseline): Promise<Written> {
  const salt = previous?.salt ?? randomBytes(32);
  const before = indexed(previous?.entries ?? []);
  const kept = new Set<BaselineEntry>();
  const entries = new Map<string, BaselineEntry>();
  const lacking = new Set<string>();
  let added = 0;
  for (const finding of findings) {
    const old = fitting(before, finding, salt);
    for (const entry of old) kept.add(entry);
    const reason = old.find((entry) => entry.reason !== undefined)?.reason;
    const entry: BaselineEntry = {
      rule: finding.ruleId,
      path: finding.region.path,
      line: lineHash(finding, salt),
      value: tagOf(finding, salt),
      ...(reason !== undefined && { reason }),
    };
    const key = keyOf(entry.rule, entry.value, entry.path, entry.line);
    if (old.length === 0 && !entries.has(key)) added++;
    entries.set(key, entry);
    if (reason === undefined && needsReason(finding)) lacking.add(key);
  }
  const { writeBaselineFile } = await import("./baseline-file.ts");
  await writeBaselineFile(file, { version: 1, salt: salt.toString("base64"), entries: [...entries.values()] });
  const removed = (previous?.entries ?? []).filter((entry) => !kept.has(entry)).length;
  return { entries: entries.size, added, removed, withoutReason: lacking.size };
}
