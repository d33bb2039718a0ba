// The literals by which the scan finds a rule, and what the rule's confirm function needs around them.
import type { DetectorRule } from "../../model/rule.ts";
import { ALWAYS, RUN, RUN_STARTS, VALUE_FOLLOWS } from "../kernel/layout.ts";
import { matchRuns } from "./value-run.ts";

export interface Literal {
  /** In lower case; compared without case. */
  readonly text: string;
  /** What stands before it: no word character; no letter, or a lower-case one before a capital; or anything. */
  readonly begins: "word" | "part" | "anywhere";
  /** One of the conditions in kernel/layout.ts. */
  readonly condition: number;
}

/** The literals of a rule from rules/*.yml. */
export function ruleLiterals(rule: DetectorRule): Literal[] {
  if (rule.names) {
    return rule.names.map((name) => ({ text: name.toLowerCase(), begins: "part", condition: VALUE_FOLLOWS }));
  }
  const atStart = rule.before === 0 && rule.boundary !== "none";
  const isRun = rule.before === 0 && matchRuns(rule.pattern ?? "").lead >= RUN;
  return (rule.anchors ?? []).map((anchor) => ({
    text: anchor.toLowerCase(),
    begins: atStart ? "word" : "anywhere",
    condition: isRun && atStart ? RUN_STARTS : ALWAYS,
  }));
}
