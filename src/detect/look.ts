// What is done where the search hits a literal.
import type { Candidate } from "../model/candidate.ts";
import type { SourceText } from "../model/text.ts";
import { namedCandidate, namedReach } from "./named-rule.ts";
import { patternCandidate, patternReach } from "./pattern-rule.ts";
import { searched } from "./searched.ts";
import { ruleAt, ruleCount } from "./shipped-rules.ts";
import type { TextContext } from "./structure/text-detector.ts";

/** Looks closely at one hit of a literal. */
export interface Look {
  readonly confirm: (text: SourceText, at: number, context: TextContext) => Candidate | undefined;
  /** Formats that prove themselves count in binary files too. */
  readonly format: boolean;
  /** How many bytes it reads at least on either side of the hit, where it says when it reads more; it may read everything else. */
  readonly reach?: number;
}

/** What the shipped rule or, behind the rules, the detector of this number does at a hit of a literal of `length` bytes. */
export function lookOf(owner: number, length: number): Look | undefined {
  const rule = ruleAt(owner);
  if (!rule) return searched[owner - ruleCount()];
  const [confirm, reach] = rule.names ? [namedCandidate, namedReach] : [patternCandidate, patternReach(rule)];
  // What a name tells is no format.
  const format = rule.kind === "provider" && !rule.names;
  return { confirm: (text, at) => confirm(rule, text, at, length), format, reach };
}
