// In what a config is weaker than another one: what it lets pass that the other stopped. Decided for each setting; for one that
// this file does not know how to compare, every change counts.
import { settingsFor, type Config } from "../config/config.ts";
import { counted } from "../reports/wording.ts";
import type { RuleInfo } from "../model/rule.ts";
import { atLeastConfidence, atLeastSeverity, severities, type Severity } from "../model/severity.ts";

/** One setting that became weaker. */
export interface Weakening {
  /** Where in the config: a JSON pointer, which the weaker config may lack. */
  readonly pointer: string;
  /** What it does now, after `Weaker policy: `. Quotes nothing but names of ours. */
  readonly message: string;
}

type Setting = keyof Config;
type Compare = (before: Config, after: Config, rules: readonly RuleInfo[]) => string | undefined;

const levels: readonly string[] = ["off", ...severities];

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** `a, b, c and 4 more`. */
function some(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${String(names.length - 3)} more` : shown;
}

/** Patterns of `list` that `other` has not. */
function beyond(list: readonly string[], other: readonly string[]): string[] {
  const known = new Set(other);
  return list.filter((pattern) => !known.has(pattern));
}

function failsLess(before: Severity | "none", after: Severity | "none"): boolean {
  return before !== "none" && (after === "none" || (before !== after && atLeastSeverity(after, before)));
}

/** Limits that leave more unsearched when they are lower. */
const comparedLimits = [
  "maxFileSizeMB",
  "decodeDepth",
  "decodedMB",
  "findingsPerFile",
  "findings",
  "archiveEntries",
  "archiveDepth",
  "archiveRatio",
  "archiveMB",
] as const;

/** For each setting, what makes it weaker; nothing where it does not. */
const compare: Readonly<Partial<Record<Setting, Compare>>> = {
  rules(before, after, rules) {
    const [old, now] = [settingsFor({ ...before, files: [] }, ""), settingsFor({ ...after, files: [] }, "")];
    const weaker = rules.filter(
      ({ id, severity }) => levels.indexOf(now.severityOf(id, severity)) < levels.indexOf(old.severityOf(id, severity)),
    );
    if (weaker.length === 0) return undefined;
    return `${counted(weaker.length, "rule is", "rules are")} switched off or less severe: ${some(weaker.map(({ id }) => id))}`;
  },
  ignore(before, after) {
    const isException = (pattern: string): boolean => pattern.startsWith("!");
    const more = beyond(after.ignore, before.ignore).filter((pattern) => !isException(pattern)).length;
    const fewer = beyond(before.ignore, after.ignore).filter(isException).length;
    if (more > 0) return `ignore leaves out more files, by ${counted(more, "new pattern")}`;
    if (fewer > 0) return `ignore lacks ${counted(fewer, "exception")} that it had`;
    // The later pattern decides, where there are exceptions.
    const isReordered = !same(before.ignore, after.ignore) && before.ignore.some(isException);
    return isReordered ? "the patterns of ignore have another order" : undefined;
  },
  files: () => "files sets other things for some files",
  failOn: (before, after) =>
    failsLess(before.failOn, after.failOn) ? `failOn goes from ${before.failOn} to ${after.failOn}` : undefined,
  minConfidence: (before, after) =>
    before.minConfidence !== after.minConfidence && atLeastConfidence(after.minConfidence, before.minConfidence)
      ? `minConfidence goes from ${before.minConfidence} to ${after.minConfidence}`
      : undefined,
  baseline: (before, after) =>
    after.baseline !== undefined && after.baseline !== before.baseline
      ? `baseline names ${before.baseline === undefined ? "a" : "another"} file`
      : undefined,
  baselinePolicy(before, after) {
    const [old, now] = [before.baselinePolicy, after.baselinePolicy];
    const fewer = beyond(old.require, now.require);
    if (fewer.length > 0) return `baselinePolicy does not ask for ${some(fewer)} any more`;
    const isLonger = (now.maxDays ?? Infinity) > (old.maxDays ?? Infinity);
    return isLonger ? "baselinePolicy lets entries last longer" : undefined;
  },
  baselineRatchet: (before, after) =>
    before.baselineRatchet && !after.baselineRatchet ? "baselineRatchet is switched off" : undefined,
  inline(before, after) {
    const more = beyond(after.inline, before.inline);
    return more.length > 0 ? `inline makes comments of ${some(more)} count` : undefined;
  },
  vaults(before, after) {
    const now = new Map(after.vaults.map(({ uri, mode }) => [uri, mode]));
    const gone = before.vaults.filter(({ uri }) => !now.has(uri)).length;
    if (gone > 0) return `${counted(gone, "vault is", "vaults are")} not compared with any more`;
    const shallow = before.vaults.some(({ uri, mode }) => mode !== "metadata" && now.get(uri) === "metadata");
    return shallow ? "values of a vault are not compared any more" : undefined;
  },
  archives: (before, after) => (before.archives && !after.archives ? "archives are not opened any more" : undefined),
  limits: (before, after) => {
    // Less time makes a scan incomplete, which stops a change as well.
    const lower = comparedLimits.filter((limit) => after.limits[limit] < before.limits[limit]);
    return lower.length > 0 ? `lower limits leave more unsearched: ${lower.join(", ")}` : undefined;
  },
  // Compared rule by rule, in rules-change.ts.
  rulesFiles: () => undefined,
  // Names what suggestions point to.
  azureVault: () => undefined,
};

/** What of `before` is weaker in `after`. `rules` are all that can be reported. */
export function weakenings(before: Config, after: Config, rules: readonly RuleInfo[]): Weakening[] {
  const settings = [...new Set([...Object.keys(before), ...Object.keys(after)])] as Setting[];
  return settings.flatMap((setting) => {
    if (same(before[setting], after[setting])) return [];
    const compared = compare[setting];
    const message = compared ? compared(before, after, rules) : `${setting} is another one`;
    return message === undefined ? [] : [{ pointer: `/${setting}`, message }];
  });
}
