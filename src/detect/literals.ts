// Which literals lead to which look: what the search reports by numbers, and what is then done.
import type { Candidate } from "../model/candidate.ts";
import type { DetectorRule } from "../model/rule.ts";
import type { SourceText } from "../model/text.ts";
import { detectorLiterals, type Literal, ruleLiterals } from "./compile/rule-literals.ts";
import { namedCandidate } from "./named-rule.ts";
import { patternCandidate } from "./pattern-rule.ts";
import type { TextContext, TextDetector } from "./structure/text-detector.ts";

/** Looks closely at one hit of a literal. */
export interface Look {
  readonly confirm: (text: SourceText, at: number, context: TextContext) => Candidate | undefined;
  /** Formats that prove themselves count in binary files too. */
  readonly format: boolean;
}

export interface LiteralOwners {
  readonly literal: Literal;
  /** Numbers of rules, and behind them of detectors, in the order in which they look. */
  readonly owners: number[];
}

/** Every literal of the rules and detectors, each once. Rules that are off count too: the shipped tables fit any choice of rules. */
export function literalOwners(rules: readonly DetectorRule[], detectors: readonly TextDetector[]): LiteralOwners[] {
  const all = new Map<string, LiteralOwners>();
  for (const [owner, literals] of [...rules.map(ruleLiterals), ...detectors.map(detectorLiterals)].entries()) {
    for (const literal of literals) {
      const key = JSON.stringify(literal);
      const known = all.get(key);
      if (known) known.owners.push(owner);
      else all.set(key, { literal, owners: [owner] });
    }
  }
  return [...all.values()];
}

/** What `owner` does at a hit of a literal of `length` bytes. */
export function lookOf(
  owner: number,
  length: number,
  rules: readonly DetectorRule[],
  detectors: readonly TextDetector[],
): Look | undefined {
  const rule = rules[owner];
  if (!rule) return detectors[owner - rules.length];
  const confirm = rule.names ? namedCandidate : patternCandidate;
  return { confirm: (text, at) => confirm(rule, text, at, length), format: rule.kind === "provider" };
}
