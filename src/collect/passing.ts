// What only the commits of a change hold, and not its end: each value once a path and rule, where the first of them has it.
import { crypto } from "../model/crypto.ts";
import type { Finding } from "../model/finding.ts";
import { fingerprint } from "../model/fingerprint.ts";
import type { Origin, SourceText } from "../model/text.ts";

/** Gives the author dates of commits. */
export type DatesOf = (commits: ReadonlySet<string>) => Promise<ReadonlyMap<string, string>>;

/** The values that passing texts hold. */
export interface PassingFindings {
  /** Texts come from the oldest commit to the newest. Returns the findings that are the first of their value. */
  add(text: SourceText, origin: Origin, findings: readonly Finding[]): Finding[];
  /** What is to be said of those of them that count; `reported` are the findings at the change's end. */
  reported(counts: (finding: Finding) => boolean, reported: readonly Finding[], dates: DatesOf): Promise<Finding[]>;
}

/** A fingerprint that none of the `taken` ones equals: lines of several versions meet. `tried` holds how far each line came. */
function free({ ruleId, region, maskedLine }: Finding, taken: Set<string>, tried: Map<string, number>): string {
  const line = JSON.stringify([ruleId, region.path, maskedLine]);
  for (let occurrence = (tried.get(line) ?? 0) + 1; ; occurrence++) {
    const own = fingerprint(ruleId, region.path, maskedLine, occurrence);
    if (taken.has(own)) continue;
    taken.add(own);
    tried.set(line, occurrence);
    return own;
  }
}

/** Nothing is to be replaced where nothing stands any more. */
function withoutSuggestion(finding: Finding): Finding {
  const { suggestion, ...rest } = finding;
  return suggestion ? rest : finding;
}

/** Makes one. */
export function passingFindings(): PassingFindings {
  // Values are told apart by a tag under a key that ends with the run.
  let salt: Buffer | undefined;
  const seen = new Set<string>();
  const kept = new Map<Finding, string>();
  return {
    add(text, { commit }, findings) {
      if (commit === undefined) return [];
      const firsts = findings.filter(({ ruleId, kind, secret, holdsValue }) => {
        // A statement that is gone never ran where it matters, and gives nothing away.
        if (kind === "ast" && holdsValue === false) return false;
        salt ??= crypto().randomBytes(32);
        const key = `${ruleId}\0${secret.tag(salt, 128)}\0${text.path}`;
        return !seen.has(key) && seen.add(key);
      });
      for (const finding of firsts) kept.set(finding, commit);
      return firsts;
    },
    async reported(counts, reported, dates) {
      const left = [...kept].filter(([finding]) => counts(finding));
      if (left.length === 0) return [];
      const dateOf = await dates(new Set(left.map(([, commit]) => commit)));
      const taken = new Set(reported.map((finding) => finding.fingerprint));
      const tried = new Map<string, number>();
      return left.map(([finding, commit]) => ({
        ...withoutSuggestion(finding),
        fingerprint: free(finding, taken, tried),
        message: `${(finding.message ?? finding.title).replace(/\.$/u, "")} in the history of this change`,
        history: { commit, date: dateOf.get(commit) ?? "", inHead: false },
      }));
    },
  };
}
