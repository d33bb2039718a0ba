// The .gitignore rules that hold in one directory. Patterns come from the scanned tree, so those that could make matching slow
// are left out: what they would hide is scanned.
import { lstatSync, readFileSync } from "node:fs";
import ignore, { type Ignore } from "ignore";

const maxBytes = 1_000_000;
const maxPatternLength = 1000;
const maxPatterns = 10_000;
/** Each further `**` multiplies the ways to match. */
const maxGlobstars = 3;
/** Longer paths match no pattern. */
const maxDepth = 256;

/** The rules of one ignore file, and those of the directories above it. */
export interface IgnoreRules {
  readonly parent: IgnoreRules | undefined;
  /** Path of its directory below the repository's top level, with `/` at its end; empty at the top. */
  readonly base: string;
  readonly matcher: Ignore;
}

function read(file: string): string | undefined {
  try {
    const stats = lstatSync(file);
    return stats.isFile() && stats.size <= maxBytes ? readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/** `rules` with those of `file`, if there are any; `base` is where its patterns count from. */
export function withIgnoreFile(rules: IgnoreRules | undefined, file: string, base: string): IgnoreRules | undefined {
  const text = read(file);
  if (text === undefined) return rules;
  const patterns = text
    .split(/\r?\n/u)
    .filter((line) => line !== "" && line.length <= maxPatternLength && line.split("**").length - 1 <= maxGlobstars)
    .slice(0, maxPatterns);
  return patterns.length === 0 ? rules : { parent: rules, base, matcher: ignore({ ignoreCase: false }).add(patterns) };
}

/** True when the rules name `path` (below the top level; a directory ends with `/`). The file nearest to it decides. */
export function isIgnored(rules: IgnoreRules | undefined, path: string): boolean {
  if (rules === undefined || path.split("/", maxDepth + 1).length > maxDepth) return false;
  for (let at: IgnoreRules | undefined = rules; at; at = at.parent) {
    const relative = path.slice(at.base.length);
    if (relative === "" || !ignore.isPathValid(relative)) continue;
    const { ignored, unignored } = at.matcher.test(relative);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}
