// What must stand around a literal for its rule to match: worked out from the rule's regex, checked by the kernel, so that a rule is
// looked at where its value can be and hardly elsewhere.
import type { DetectorRule } from "../../model/rule.ts";
import { groupOf, withoutCase } from "./groups.ts";
import { matchRuns, type Runs } from "./value-run.ts";

/** At least so many characters of these groups. */
export interface Stretch {
  readonly least: number;
  readonly groups: number;
}

/** A value of a named rule: how it begins, as far as that is always the same (0: any character), and the stretch that it begins with. */
export interface ValueStart extends Stretch {
  readonly first: number;
  readonly second: number;
  /** It begins behind no `@`, `#`, slash or backslash. */
  readonly fenced: boolean;
}

const nothing: Stretch = { least: 0, groups: 0 };
// Longer ones prove no more; nothing that a name or a word passes.
const most = 120;

function isGrouped(code: number): boolean {
  return groupOf(code) !== 0;
}

function runsOf(pattern: string): Runs {
  return matchRuns(pattern, isGrouped);
}

function stretch(least: number, groups: number, ignoreCase: boolean): Stretch {
  return least <= 0 ? nothing : { least: Math.min(most, least), groups: ignoreCase ? withoutCase(groups) : groups };
}

/** The pattern in front of the only place of `anchor` in it; nothing where that place is inside a group, a class or an alternative. */
function patternBefore(pattern: string, anchor: string): string | undefined {
  const at = pattern.indexOf(anchor);
  if (at < 0 || pattern.includes(anchor, at + 1)) return undefined;
  const front = pattern.slice(0, at);
  return /[()|\\]/u.test(front.replaceAll(/\[[^\]\\]*\]/gu, "c")) ||
    /[|()]/u.test(pattern) ||
    front.split("[").length !== front.split("]").length
    ? undefined
    : front;
}

/** The characters that stand before and behind every place of `anchor` in matches of a `pattern` rule. */
export function aroundAnchor(
  rule: DetectorRule,
  anchor: string,
): { readonly before: Stretch; readonly behind: Stretch } {
  const { pattern = "", before, ignoreCase } = rule;
  const { lead, leadGroups } = runsOf(pattern);
  const front = before > 0 ? patternBefore(pattern, anchor) : undefined;
  // A match may begin one character further to the front than the rule says.
  const farthest = before > 0 ? before + 1 : 0;
  const runs = front === undefined ? undefined : runsOf(front);
  return {
    before: runs ? stretch(Math.min(runs.trail, before), runs.trailGroups, ignoreCase) : nothing,
    behind: stretch(lead - farthest - anchor.length, leadGroups, ignoreCase),
  };
}

// What begins a regex and is always the same: letters, digits and signs without meaning, each once.
const lookaheads = /^(?:\(\?=[^()|]{0,80}\))*/u;

/** A pattern without classes, escapes and groups. */
function bare(pattern: string): string {
  let rest = pattern.replaceAll(/\[[^\]\\]*\]|\\./gu, "");
  for (let before = ""; before !== rest;) {
    before = rest;
    rest = rest.replaceAll(/\([^()]*\)/gu, "");
  }
  return rest;
}

/** The first two characters of every match; 0 where they differ. */
function firstTwo(value: string): [number, number] {
  if (bare(value).includes("|")) return [0, 0];
  const rest = value.replace(lookaheads, "");
  const atoms = /^(?<first>\[[^\]\\]+\]|\\[.~:/+-]|\w)(?<second>\\[.~:/+-]|\w)?(?![?*+{])/u.exec(rest)?.groups;
  const code = (atom = "["): number => (atom.startsWith("[") ? 0 : atom.charCodeAt(atom.length - 1));
  return [code(atoms?.["first"]), code(atoms?.["second"])];
}

const fence = String.raw`(?<![@#/\\])`;

/** How the values of a rule with names begin, those that are almost of the format too. */
export function valueStart(rule: DetectorRule): ValueStart {
  const { value = "", near, ignoreCase } = rule;
  const exact = runsOf(value);
  const fenced = [value, near ?? value].every((pattern) => pattern.startsWith(fence) && !bare(pattern).includes("|"));
  if (near !== undefined) {
    const other = runsOf(near);
    return {
      ...stretch(Math.min(exact.lead, other.lead), exact.leadGroups | other.leadGroups, ignoreCase),
      first: 0,
      second: 0,
      fenced,
    };
  }
  const [first, second] = ignoreCase ? [0, 0] : firstTwo(value);
  return { ...stretch(exact.lead, exact.leadGroups, ignoreCase), first, second, fenced };
}
