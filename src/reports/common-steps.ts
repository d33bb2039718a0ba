// What most findings of a report ask for is told once at its end: what is left at a finding is what is special about it.
import type { Finding } from "../model/finding.ts";

/** A step of most findings, and those of other steps that it is not for. */
export interface CommonStep {
  readonly step: string;
  readonly except: readonly Finding[];
}

/** The steps that two or more of the findings ask for, and more than half of those that ask for any. In the findings' order. */
export function commonSteps(findings: readonly Finding[]): CommonStep[] {
  const stepsOf = ({ suggestion }: Finding): readonly string[] => suggestion?.then ?? [];
  const counts = new Map<string, number>();
  for (const finding of findings)
    for (const step of new Set(stepsOf(finding))) counts.set(step, (counts.get(step) ?? 0) + 1);
  const asking = findings.filter((finding) => stepsOf(finding).length > 0);
  return (
    [...counts]
      // What names one secret is said where that secret stands.
      .filter(([step, count]) => !/^(?:store|set) /u.test(step) && count > 1 && count > asking.length / 2)
      .map(([step]) => ({ step, except: asking.filter((finding) => !stepsOf(finding).includes(step)) }))
  );
}
