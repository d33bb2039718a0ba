// The .gitignore rules that hold in one directory. Patterns come from the scanned tree, so those that could make matching slow
// are left out: what they would hide is scanned.
import { lstatSync, readFileSync } from "node:fs";
import ignore, { type Ignore } from "ignore";

const maxBytes = 1_000_000;
const maxPatternLength = 1000;
const maxPatterns = 10_000;
/** Each further `/**` + `/` inside a pattern multiplies the ways to match by the depth of the path. */
const maxInnerGlobstars = 1;
/** Deeper paths match no pattern. */
const maxDepth = 256;
/**
 * Patterns times characters of paths that one work tree may cost: some five seconds. Tracked files cost nothing, so 100,000
 * others under 100 patterns stay below it.
 */
const mostWork = 500_000_000;

/** What matching may still cost; `onSpent` is called once, when nothing is left. */
export interface MatchBudget {
  left: number;
  readonly onSpent: () => void;
}

/** The budget of one work tree. */
export function matchBudget(onSpent: () => void): MatchBudget {
  return { left: mostWork, onSpent };
}

/** The rules of one ignore file, and those of the directories above it. */
export interface IgnoreRules {
  readonly parent: IgnoreRules | undefined;
  /** Path of its directory below the repository's top level, with `/` at its end; empty at the top. */
  readonly base: string;
  readonly matcher: Ignore;
  readonly patterns: number;
}

function read(file: string): string | undefined {
  try {
    const stats = lstatSync(file);
    return stats.isFile() && stats.size <= maxBytes ? readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

function isUsable(line: string): boolean {
  if (line === "" || line.startsWith("#") || line.length > maxPatternLength) return false;
  const inner = line.replace(/^!?\/?\*\*\//u, "").match(/\*\*\//gu);
  return (inner?.length ?? 0) <= maxInnerGlobstars;
}

/** `rules` with those of `file`, if there are any; `base` is where its patterns count from. */
export function withIgnoreFile(rules: IgnoreRules | undefined, file: string, base: string): IgnoreRules | undefined {
  const text = read(file);
  if (text === undefined) return rules;
  const patterns = text.split(/\r?\n/u).filter(isUsable).slice(0, maxPatterns);
  if (patterns.length === 0) return rules;
  return { parent: rules, base, matcher: ignore({ ignoreCase: false }).add(patterns), patterns: patterns.length };
}

/** True when the rules name `path` (below the top level; a directory ends with `/`). The file nearest to it decides. */
export function isIgnored(rules: IgnoreRules | undefined, path: string, budget: MatchBudget): boolean {
  if (rules === undefined || budget.left <= 0 || path.split("/", maxDepth + 1).length > maxDepth) return false;
  for (let at: IgnoreRules | undefined = rules; at; at = at.parent) {
    const relative = path.slice(at.base.length);
    if (relative === "" || !ignore.isPathValid(relative)) continue;
    budget.left -= at.patterns * relative.length;
    if (budget.left <= 0) {
      budget.onSpent();
      return false;
    }
    const { ignored, unignored } = at.matcher.test(relative);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}
