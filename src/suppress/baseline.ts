// Findings that a team knows and accepts for now. An entry is bound to the value, so that it never hides another one, but holds no
// hash that would confirm a guess of it; it survives edits above the line and renames of the file.
import { createHmac } from "node:crypto";
import type { Finding, Notice } from "../model/finding.ts";
import { provingStrength } from "../model/strength.ts";
import type { BaselinePolicy } from "../model/suppression.ts";
import type { TreeFiles } from "../sources/tree-files.ts";
import type { BaselineEntry } from "./baseline-file.ts";
import { flawOf } from "./policy.ts";
import { shownPath } from "./read-file.ts";

export interface Baseline {
  readonly salt: Buffer;
  readonly entries: readonly BaselineEntry[];
  /** Why an entry covers nothing, whatever is found; nothing for one that does its work. */
  readonly flawOf: (entry: BaselineEntry) => string | undefined;
  /** True when an entry accepts the finding. A value that is proven to be a vault's needs an entry with a reason. */
  covers(finding: Finding): boolean;
  /** Sound entries that accepted nothing, once all findings were asked for. */
  readonly unused: (isScanned: (path: string) => boolean) => readonly BaselineEntry[];
  /** What is to be said of the entries once all findings were asked for; `isScanned` tells the files that were searched in full. */
  notices(isScanned: (path: string) => boolean): Notice[];
}

/** A value at least this strong gets a tag of 32 bits: too few to find it, enough that no other value has the same. */
const strongBits = 64;
/** More flawed entries than this are counted only. */
const mostNotices = 20;

/** The value's tag, as an entry records it. */
export function tagOf({ secret }: Finding, salt: Buffer): string {
  return secret.tag(salt, secret.strength() >= strongBits ? 32 : 12);
}

/** The hash of the line without its secrets, as an entry records it. */
export function lineHash({ maskedLine }: Finding, salt: Buffer): string {
  return createHmac("sha256", salt).update("line\0").update(maskedLine).digest("hex").slice(0, 16);
}

/** True for a value that no entry accepts without a reason. */
export function needsReason({ verification, secret }: Finding): boolean {
  return verification.state === "in-vault" && secret.strength() >= provingStrength;
}

/** Entries by what a finding must share with them: rule and value, and the path, the line or both. */
export type Index = ReadonlyMap<string, readonly BaselineEntry[]>;

/** What tells entries apart. */
export function keyOf(rule: string, value: string, path: string | undefined, line: string | undefined): string {
  return JSON.stringify([rule, value, path, line]);
}

/** Entries, ready for `fitting`. */
export function indexed(entries: readonly BaselineEntry[]): Index {
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
export function fitting(index: Index, finding: Finding, salt: Buffer): readonly BaselineEntry[] {
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

/** `lines 4, 9, 13 and 2 more`. */
function lineList(lines: readonly number[]): string {
  const shown = lines.slice(0, 3).join(", ");
  const more = lines.length > 3 ? ` and ${String(lines.length - 3)} more` : "";
  return `${lines.length === 1 ? "line" : "lines"} ${shown}${more}`;
}

/** What the baseline knows of its own file. */
interface Origin {
  readonly path: string;
  readonly lineOf: (index: number) => number;
}

/** A baseline of these entries. */
function baseline(
  salt: Buffer,
  entries: readonly BaselineEntry[],
  origin: Origin,
  flaw: (entry: BaselineEntry) => string | undefined,
): Baseline {
  const flaws = new Map(entries.flatMap((entry) => [[entry, flaw(entry)] as const]).filter(([, why]) => why));
  const sound = entries.filter((entry) => !flaws.has(entry));
  const all = indexed(entries);
  const covering = indexed(sound);
  const withReason = indexed(sound.filter(({ reason }) => reason !== undefined));
  const met = new Set<BaselineEntry>();
  const lacking = new Set<BaselineEntry>();
  const unused = (isScanned: (path: string) => boolean): readonly BaselineEntry[] =>
    sound.filter((entry) => !met.has(entry) && isScanned(entry.path));
  return {
    salt,
    entries,
    unused,
    flawOf: (entry) => flaws.get(entry),
    covers(finding) {
      const fit = fitting(needsReason(finding) ? withReason : covering, finding, salt);
      for (const entry of fit) met.add(entry);
      if (fit.length > 0) return true;
      for (const entry of fitting(all, finding, salt)) {
        met.add(entry);
        if (!flaws.has(entry)) lacking.add(entry);
      }
      return false;
    },
    notices(isScanned) {
      const warning = (message: string): Notice => ({ kind: "warning", path: origin.path, message });
      const wrong: Notice[] = [];
      let uncounted = 0;
      for (const [index, entry] of entries.entries()) {
        const why = lacking.has(entry)
          ? 'is a value that lives in a vault, so it covers nothing without a "reason"'
          : flaws.get(entry);
        if (why === undefined) continue;
        if (wrong.length >= mostNotices) uncounted++;
        else wrong.push(warning(`line ${String(origin.lineOf(index))}: this entry ${why}`));
      }
      if (uncounted > 0) wrong.push(warning(`${String(uncounted)} more entries cover nothing`));
      const idle = new Set(unused(isScanned));
      if (idle.size === 0) return wrong;
      const where = lineList(entries.flatMap((entry, index) => (idle.has(entry) ? [origin.lineOf(index)] : [])));
      const some = idle.size === 1 ? "1 entry accepts" : `${String(idle.size)} entries accept`;
      return [...wrong, warning(`${some} no finding (${where}): "vaultlint baseline prune" drops what is repaired`)];
    },
  };
}

interface ReadOptions {
  readonly policy?: BaselinePolicy;
  readonly today?: Date;
  /** Where a file of its repository is read, in place of the file that lies there. */
  readonly tree?: TreeFiles | undefined;
}

/** Reads a baseline. A mistake in the file is a UserError with its line. */
export async function readBaseline(
  file: string,
  { policy = { require: [] }, today = new Date(), tree }: ReadOptions = {},
): Promise<Baseline> {
  const { readBaselineFile } = await import("./baseline-file.ts");
  const { salt, entries, lineOf } = await readBaselineFile(file, tree);
  const origin = { path: shownPath(file).replaceAll("\\", "/"), lineOf };
  return baseline(Buffer.from(salt, "base64"), entries, origin, (entry) => flawOf(entry, policy, today));
}
