// A file has many versions, and most hold the same secrets: of each value at a path one finding is reported, with the commit since
// which it can be read.
import type { Candidate } from "../model/candidate.ts";
import { crypto } from "../model/crypto.ts";
import type { Finding, History } from "../model/finding.ts";
import { fingerprint } from "../model/fingerprint.ts";
import { rotateSince } from "../model/history.ts";
import { Secret } from "../model/secret.ts";
import type { Origin, SourceText } from "../model/text.ts";
import type { Gathering, Place } from "./collector.ts";

/** The findings of one value by one rule at one path, in the version that is reported. */
interface Kept {
  readonly value: string;
  readonly origin: Origin;
  readonly findings: readonly Finding[];
}

const unknown: Origin = { order: -1, inHead: false };

/** The value of a candidate, as a finding of it holds it. */
function secretOf({ built, span }: Candidate, { bytes }: SourceText): Secret {
  return built ?? new Secret(bytes.toString("utf8", span.start, span.end));
}

/** HEAD's version is reported; where it does not hold the value, the newest. */
function isBetter(origin: Origin, than: Origin): boolean {
  return origin.inHead === than.inHead ? origin.order > than.order : origin.inHead;
}

/** Numbers equal lines anew, since those of several versions meet; HEAD's keep the fingerprint that a scan of its files gives. */
function refingerprinted(findings: readonly { finding: Finding; origin: Origin }[]): Finding[] {
  const seen = new Map<string, number>();
  return [...findings]
    .sort(({ origin: a }, { origin: b }) => (a.inHead === b.inHead ? a.order - b.order : a.inHead ? -1 : 1))
    .map(({ finding }) => {
      const { ruleId, region, maskedLine } = finding;
      const key = JSON.stringify([ruleId, region.path, maskedLine]);
      const occurrence = (seen.get(key) ?? 0) + 1;
      seen.set(key, occurrence);
      return { ...finding, fingerprint: fingerprint(ruleId, region.path, maskedLine, occurrence) };
    });
}

/** Since when a value can be read says more than that it can be. Nothing is to be replaced where nothing stands any more. */
function withHistory({ suggestion, ...finding }: Finding, history: History | undefined): Finding {
  if (!history) return finding;
  if (!suggestion || !history.inHead) return { ...finding, history };
  const others = suggestion.then.filter((step) => !step.startsWith("rotate it"));
  return { ...finding, history, suggestion: { ...suggestion, then: [...others, rotateSince(history)] } };
}

/** Reports each value once a path and rule. `dates` gives the author dates of commits. */
export function firstSeen(dates: (commits: ReadonlySet<string>) => Promise<ReadonlyMap<string, string>>): Gathering {
  // Values are told apart by a tag under a key that ends with the run.
  const salt = crypto().randomBytes(32);
  const kept = new Map<string, Kept>();
  const first = new Map<string, Origin>();
  let count = 0;

  const tagOf = (secret: Secret, { ruleId, holdsValue }: Candidate | Finding, { path }: Place): string =>
    secret.tag(salt, 128) + (holdsValue === false ? `\0${ruleId}\0${path}` : "");

  const keyOf = (ruleId: string, value: string, { path }: Place): string => `${ruleId}\0${value}\0${path}`;

  const saw = (value: string, origin: Origin): void => {
    const since = first.get(value);
    if (origin.commit !== undefined && (since === undefined || origin.order < since.order)) first.set(value, origin);
  };

  return {
    knows(text, verified) {
      const { origin = unknown } = text;
      const values: string[] = [];
      for (const { candidate } of verified) {
        const value = tagOf(secretOf(candidate, text), candidate, text);
        const before = kept.get(keyOf(candidate.ruleId, value, text));
        if (!before || isBetter(origin, before.origin)) return false;
        values.push(value);
      }
      for (const value of values) saw(value, origin);
      return true;
    },
    add(text, findings) {
      const { origin = unknown } = text;
      const byKey = new Map<string, { value: string; findings: Finding[] }>();
      for (const finding of findings) {
        const value = tagOf(finding.secret, finding, text);
        saw(value, origin);
        const key = keyOf(finding.ruleId, value, text);
        const same = byKey.get(key);
        if (same) same.findings.push(finding);
        else byKey.set(key, { value, findings: [finding] });
      }
      for (const [key, here] of byKey) {
        const before = kept.get(key);
        if (before && !isBetter(origin, before.origin)) continue;
        kept.set(key, { ...here, origin });
        count += here.findings.length - (before?.findings.length ?? 0);
      }
    },
    count: () => count,
    async findings() {
      const commits = new Set([...first.values()].flatMap(({ commit }) => commit ?? []));
      const dateOf = commits.size === 0 ? new Map<string, string>() : await dates(commits);
      const all = [...kept.values()].flatMap(({ value, origin, findings }) => {
        const { commit } = first.get(value) ?? {};
        const date = commit === undefined ? undefined : dateOf.get(commit);
        const history =
          commit === undefined || date === undefined ? undefined : { commit, date, inHead: origin.inHead };
        return findings.map((finding) => ({ origin, finding: withHistory(finding, history) }));
      });
      return refingerprinted(all);
    },
  };
}
