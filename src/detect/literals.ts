// Which literals concern whom: the search reports them by numbers.
import type { DetectorRule } from "../model/rule.ts";
import { detectorLiterals, type Literal, ruleLiterals } from "./compile/rule-literals.ts";
import type { TextDetector } from "./structure/text-detector.ts";

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
