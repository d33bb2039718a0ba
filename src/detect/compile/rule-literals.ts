// The literals by which the scan finds rules and detectors, and what their confirm functions need around them.
import type { DetectorRule } from "../../model/rule.ts";
import type { TextDetector } from "../structure/text-detector.ts";
import { ALWAYS, RUN_STARTS, VALUE_FOLLOWS } from "../kernel/layout.ts";

export interface Literal {
  /** In lower case, unless `cased`. */
  readonly text: string;
  /** Compared with case. */
  readonly cased: boolean;
  /** What stands before it: no word character; no letter, or a lower-case one before a capital; or anything. */
  readonly begins: "word" | "part" | "anywhere";
  /** One of the conditions in kernel/layout.ts. */
  readonly condition: number;
}

/** True when the rule's matches surely hold the anchor in this very case: its pattern says so, and says it in no other case. */
function isCased({ pattern = "", ignoreCase, anyCase }: DetectorRule, anchor: string): boolean {
  if (ignoreCase || anyCase === true) return false;
  const count = (text: string, piece: string): number => text.split(piece).length - 1;
  const bare = pattern.replaceAll("\\.", ".").replaceAll("\\/", "/").replaceAll("\\+", "+");
  const exact = count(bare, anchor);
  return exact > 0 && exact === count(bare.toLowerCase(), anchor.toLowerCase());
}

/** The literals of a rule from rules/*.yml. */
export function ruleLiterals(rule: DetectorRule): Literal[] {
  const { names, anchors = [], run = false } = rule;
  if (names) {
    const condition = run ? VALUE_FOLLOWS : ALWAYS;
    return names.map((name) => ({ text: name.toLowerCase(), cased: false, begins: "part", condition }));
  }
  const begins = rule.before === 0 && rule.boundary !== "none" ? "word" : "anywhere";
  const condition = run ? RUN_STARTS : ALWAYS;
  return anchors.map((anchor) => {
    const cased = isCased(rule, anchor);
    return { text: cased ? anchor : anchor.toLowerCase(), cased, begins, condition };
  });
}

/** The literals of a detector in code. */
export function detectorLiterals({ anchors, cased = [], begins = "anywhere" }: TextDetector): Literal[] {
  return [
    ...anchors.map((anchor): Literal => ({ text: anchor.toLowerCase(), cased: false, begins, condition: ALWAYS })),
    ...cased.map((text): Literal => ({ text, cased: true, begins, condition: ALWAYS })),
  ];
}

/** What the shipped tables depend on besides the rules they were generated with. */
export function detectorAnchors(detectors: readonly TextDetector[]): string {
  return detectors
    .map(({ anchors, cased = [], begins = "" }) => [begins, ...anchors, "", ...cased].join("\n"))
    .join("\n\n");
}
