// The engine without its search: every look of every rule and detector, at every place where its literal stands in any case.
import { createDetector, type Detector, type DetectorOptions } from "../../src/detect/detector.ts";
import { literalOwners } from "../../src/detect/literals.ts";
import type { searchPlan } from "../../src/detect/search-plan.ts";
import { searched } from "../../src/detect/searched.ts";
import { shippedRules } from "../../src/detect/shipped-rules.ts";

function foldCase(bytes: Buffer): string {
  return bytes.toString("latin1").replace(/[A-Z]/gu, (letter) => letter.toLowerCase());
}

/** Every place of every literal, found by itself, whatever stands around it; ordered by place, then by the literal's number. */
const plainPlan: typeof searchPlan = () => {
  const all = literalOwners(shippedRules(), searched);
  const literals = all.map(({ literal }) => literal.text.toLowerCase());
  return {
    count: all.length,
    literal: (number) => [literals[number]?.length ?? 0, ...(all[number]?.owners ?? [])],
    search(bytes, _files, hit) {
      const text = foldCase(bytes);
      const hits: { at: number; number: number }[] = [];
      for (const [number, literal] of literals.entries()) {
        for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + 1)) hits.push({ at, number });
      }
      for (const { at, number } of hits.sort((a, b) => a.at - b.at || a.number - b.number)) hit(number, at);
    },
  };
};

/** A detector that finds all that the rules can find. Slow. */
export function createReferenceDetector(options: DetectorOptions = {}): Detector {
  return createDetector(options, plainPlan);
}
