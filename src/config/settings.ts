// Which settings hold for one file: the config's own, changed by every `files` entry that matches, the later over the earlier.
import type { Confidence, Severity } from "../model/severity.ts";
import { remember } from "../model/remember.ts";
import type { Config, RuleLevels } from "./config.ts";
import { ignoreMatcher } from "./ignore.ts";

/** The settings that hold for one file. */
export interface Settings {
  /** What the config makes of a finding's severity. */
  readonly severityOf: (ruleId: string, given: Severity) => Severity | "off";
  readonly minConfidence: Confidence;
  readonly failOn: Severity | "none";
}

function levelOf(rules: RuleLevels, ruleId: string): Severity | "off" | undefined {
  if (Object.hasOwn(rules, ruleId)) return rules[ruleId];
  const slash = ruleId.indexOf("/");
  const provider = `${ruleId.slice(0, slash)}/*`;
  return slash > 0 && Object.hasOwn(rules, provider) ? rules[provider] : undefined;
}

/** Settings of `config` with these `files` entries applied, the first to speak first. */
function combine(config: Config, entries: readonly Config["files"][number][]): Settings {
  const layers = [...entries.map(({ rules }) => rules ?? {}), config.rules].filter(
    (rules) => Object.keys(rules).length > 0,
  );
  // Each candidate is asked about, and all of a tree are of a few rules.
  const levelIn = remember((ruleId) => {
    for (const rules of layers) {
      const level = levelOf(rules, ruleId);
      if (level !== undefined) return level;
    }
    return undefined;
  });
  return {
    severityOf: (ruleId, given) => levelIn(ruleId) ?? given,
    minConfidence: entries.find((entry) => entry.minConfidence !== undefined)?.minConfidence ?? config.minConfidence,
    failOn: entries.find((entry) => entry.failOn !== undefined)?.failOn ?? config.failOn,
  };
}

function resolver(config: Config): (path: string) => Settings {
  if (config.files.length === 0) {
    const all = combine(config, []);
    return () => all;
  }
  const entries = config.files.map((entry) => ({ entry, matches: ignoreMatcher(entry.patterns) })).reverse();
  // Files differ only in which entries match them, so that many share one Settings object.
  const byMatches = new Map<string, Settings>();
  return (path) => {
    const matching = entries.filter(({ matches }) => matches(path));
    const key = matching.map(({ entry }) => String(config.files.indexOf(entry))).join();
    const known =
      byMatches.get(key) ??
      combine(
        config,
        matching.map(({ entry }) => entry),
      );
    byMatches.set(key, known);
    return known;
  };
}

const resolvers = new WeakMap<Config, (path: string) => Settings>();

/** The settings for the file at `path` (as reports print it). Patterns are compiled once a config. */
export function settingsFor(config: Config, path: string): Settings {
  const known = resolvers.get(config) ?? resolver(config);
  resolvers.set(config, known);
  return known(path);
}
