/** The verify stage: says of every candidate what the vaults know of it, and finds the vaults' values where no detector looked. */
import { assignedName } from "../detect/assigned-name.ts";
import { mergeCandidates } from "../detect/merge.ts";
import type { Candidate } from "../model/candidate.ts";
import type { Notice, Report, Verification, Verified } from "../model/finding.ts";
import type { SourceText, Span } from "../model/text.ts";
import { notAllowed, unlimited, type Allowance } from "./allowance.ts";
import { indexKeys, type KnownKeys } from "./keys.ts";
import {
  listEntries,
  preferred,
  readValues,
  type EntryVersion,
  type KnownValues,
  type ListedEntry,
  type NamedVault,
} from "./known-values.ts";
import { nameKey } from "./names.ts";
import { namedValues } from "./named-values.ts";
import { vaultValueRule } from "./rules.ts";
import { createFileCount, type Widespread } from "./widespread.ts";
import { createValueSearch, isEveryday, type ValueMatch, type ValueSearch } from "./value-search.ts";

export type { NamedVault } from "./known-values.ts";

export interface Verifier {
  /** What is to be said of the vaults and, once all texts were verified, of what was not compared. */
  notices(): readonly Notice[];
  readonly vaults: Report["vaults"];
  /** Candidates with what the vaults say, and the vaults' values that no detector saw; sorted by place. */
  verify(text: SourceText, candidates: readonly Candidate[]): Verified[];
  /** Entries whose values stand in so many files that they are reported once; also after `close`. */
  widespread(): Widespread[];
  /** Drops every value. */
  close(): void;
}

/** A verifier without vaults: nothing is compared. */
function withoutVaults(): Verifier {
  const verification = { state: "unverified", reason: "no vault named" } as const;
  return {
    notices: () => [],
    vaults: [],
    verify: (_, candidates) => candidates.map((candidate) => ({ candidate, verification })),
    widespread: () => [],
    close: () => undefined,
  };
}

/** What is said of a candidate that no vault's value equals. */
function otherwise(named: readonly NamedVault[], unreadable: number): Verification {
  if (named.some(({ mode }) => mode === "metadata")) return { state: "unverified", reason: "metadata mode" };
  if (unreadable === 0) return { state: "not-in-vault" };
  return { state: "unverified", reason: `${String(unreadable)} ${unreadable === 1 ? "entry" : "entries"} unreadable` };
}

/** Lists the vaults and, in value mode, reads them. Throws what a vault throws when it cannot be listed. */
export async function createVerifier(
  named: readonly NamedVault[],
  now: Date = new Date(),
  allowance: Allowance = unlimited,
): Promise<Verifier> {
  if (named.length === 0) return withoutVaults();
  const listed: ListedEntry[] = [];
  const known: KnownValues = new Map();
  const notices: Notice[] = [];
  const vaults: Report["vaults"][number][] = [];
  let unreadable = 0;
  for (const { vault, mode } of named) {
    const entries = await listEntries(vault, now.getTime());
    listed.push(...entries);
    const count = entries.filter(({ entry }) => entry.current).length;
    vaults.push({ uri: vault.uri, label: vault.label, mode, entries: count });
    if (mode === "metadata") continue;
    const failed = await readValues(vault, entries, known);
    unreadable += failed;
    if (failed > 0) notices.push({ kind: "warning", message: unreadableMessage(failed, vault.label) });
  }
  const files = createFileCount();
  let data: VerifierData | undefined = {
    search: createValueSearch(known),
    keys: indexKeys(listed),
    names: indexNames(listed),
    rest: otherwise(named, unreadable),
    // Where no value is compared, nothing is asked.
    allowance: named.every(({ mode }) => mode === "metadata") ? unlimited : allowance,
  };
  return {
    notices: () => [...notices, ...allowance.notices()],
    vaults,
    verify: (text, candidates) => {
      if (!data) throw new Error("the verifier is closed");
      return files.count(text.path, verifyText(text, candidates, data));
    },
    widespread: () => files.widespread(),
    close() {
      data = undefined;
    },
  };
}

function unreadableMessage(count: number, label: string): string {
  const versions = count === 1 ? "1 version" : `${String(count)} versions`;
  return `the values of ${versions} in vault ${label} could not be read, so they are not recognised`;
}

/** Current versions by the key of their names; of several the first. */
function indexNames(listed: readonly ListedEntry[]): Map<string, EntryVersion> {
  const names = new Map<string, EntryVersion>();
  for (const { entry, version } of listed) {
    const key = nameKey(entry.name);
    if (entry.current && !version.ignored && key !== "" && !names.has(key)) names.set(key, version);
  }
  return names;
}

interface VerifierData {
  readonly search: ValueSearch;
  readonly keys: KnownKeys;
  readonly names: ReadonlyMap<string, EntryVersion>;
  readonly rest: Verification;
  readonly allowance: Allowance;
}

/** A candidate, or a place that a vault's value makes one, with the match. */
interface Item {
  readonly candidate: Candidate;
  readonly match?: ValueMatch;
  /** It is one value too many to be compared. */
  readonly isRefused?: true;
}

function inVault({ entry, encoding }: ValueMatch): Verification {
  const { ignored, ...version } = entry;
  if (ignored) return { state: "unverified", reason: "its vault entry is tagged vaultlint=ignore" };
  return { state: "in-vault", ...version, ...(encoding !== undefined && { encoding }) };
}

function isInUse({ entry: { standing, ignored } }: ValueMatch): boolean {
  return !ignored && (standing === "current" || standing === "older");
}

function vaultCandidate(span: Span, match: ValueMatch, reasons: readonly string[], name?: string): Candidate {
  return {
    ruleId: vaultValueRule,
    kind: "vault",
    span,
    severity: isInUse(match) ? "critical" : "high",
    confidence: "high",
    ...(name !== undefined && { name }),
    reasons,
    also: [],
  };
}

function verifyText(text: SourceText, candidates: readonly Candidate[], data: VerifierData): Verified[] {
  const { search, keys, allowance } = data;
  const items: Item[] = candidates.map((candidate) => {
    const { span, built, holdsValue } = candidate;
    const value = built?.reveal() ?? text.bytes.toString("utf8", span.start, span.end);
    if (holdsValue !== false && !allowance.allows(text, span, value)) return { candidate, isRefused: true };
    const entry = keys.isEmpty ? undefined : keys.entryOf(text, candidate);
    const match = (holdsValue === false ? undefined : search.ofCandidate(value)) ?? (entry && { entry });
    return match ? { candidate, match } : { candidate };
  });
  items.push(...namedItems(text, data));
  for (const { span, ...match } of search.anywhere(text.bytes))
    if (allowance.shows(text, span))
      items.push({ candidate: vaultCandidate(span, match, ["value of a vault entry"]), match });
  for (const { span, ...match } of keys.find(text))
    if (allowance.shows(text, span))
      items.push({ candidate: vaultCandidate(span, match, ["public half is in a vault"]), match });
  return groups(items).map((group) => verifiedOf(text, group, data));
}

/** Weak values of a vault, at secret-like names. */
function namedItems(text: SourceText, { search, allowance }: VerifierData): Item[] {
  // What is not found is an answer, too, so all of them count where the answers are limited.
  if (text.binary || (allowance === unlimited && !search.holdsWeak(text.bytes))) return [];
  const meant = namedValues(text).filter(({ value }) => !isEveryday(value));
  return meant.flatMap(({ name, value, span }) => {
    const match = allowance.allows(text, span, value) ? search.ofNamed(value) : undefined;
    if (!match || match.entry.ignored) return [];
    return [{ candidate: vaultCandidate(span, match, ["value of a vault entry", "secret-like name"], name), match }];
  });
}

/** Items that overlap, directly or through others, in the order of the text. */
function groups(items: readonly Item[]): Item[][] {
  const sorted = [...items].sort(
    ({ candidate: a }, { candidate: b }) => a.span.start - b.span.start || b.span.end - a.span.end,
  );
  const found: Item[][] = [];
  let reach = -1;
  for (const item of sorted) {
    const { start, end } = item.candidate.span;
    if (start < reach) found.at(-1)?.push(item);
    else found.push([item]);
    reach = Math.max(reach, end);
  }
  return found;
}

/** The match that covers most speaks for a group; of equal ones that of an entry in use. */
function bestMatch(group: readonly Item[]): ValueMatch | undefined {
  let best: ValueMatch | undefined;
  let most = 0;
  for (const { candidate, match } of group) {
    const length = candidate.span.end - candidate.span.start;
    if (!match || length < most) continue;
    if (!best || length > most || preferred(best.entry, match.entry) !== best.entry) best = match;
    most = length;
  }
  return best;
}

/** A secret passes through here, or the file holds it: no value stands here. */
const noValue: Verification = { state: "unverified", reason: "no value to compare" };

/** One finding of a group, which spans all of it. */
function verifiedOf(text: SourceText, group: readonly Item[], data: VerifierData): Verified {
  const span = {
    start: group.reduce((least, { candidate }) => Math.min(least, candidate.span.start), Infinity),
    end: group.reduce((most, { candidate }) => Math.max(most, candidate.span.end), 0),
  };
  const [merged] = mergeCandidates(group.map((item) => ({ ...item.candidate, span })));
  if (!merged) throw new Error("a group has at least one candidate");
  const name = merged.name ?? assignedName(text, span);
  const candidate = name === undefined ? merged : { ...merged, name };
  const best = bestMatch(group);
  if (!best && candidate.holdsValue === false) return { candidate, verification: noValue };
  if (!best && group.some(({ isRefused }) => isRefused))
    return { candidate, verification: { state: "unverified", reason: notAllowed } };
  if (!best) return { candidate, verification: sameName(candidate, data) };
  const severity = isInUse(best) ? "critical" : candidate.severity;
  return { candidate: { ...candidate, severity }, verification: inVault(best) };
}

function sameName({ name }: Candidate, { names, rest }: VerifierData): Verification {
  const entry = name === undefined ? undefined : names.get(nameKey(name));
  if (!entry) return rest;
  const { vault, uri, kind, name: entryName, version } = entry;
  return { state: "same-name", vault, uri, kind, name: entryName, version };
}
