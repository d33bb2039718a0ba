// The shipped rules. Each is read from its line when a scan first comes to it: most never are, and reading all takes longer than
// scanning what one commit adds.
import type { DetectorRule } from "../model/rule.ts";
import { ruleIds, ruleLines } from "./generated/rules.ts";

const lines = ruleLines.split("\n");
const rules: DetectorRule[] = [];
let numbers: ReadonlyMap<string, number> | undefined;

export const ruleCount: number = lines.length;

/** The rule of this number, counted by id; nothing beyond the last. */
export function ruleAt(number: number): DetectorRule | undefined {
  const line = lines[number];
  return line === undefined ? undefined : (rules[number] ??= JSON.parse(line) as DetectorRule);
}

/** The numbers of the rules by id. */
export function ruleNumbers(): ReadonlyMap<string, number> {
  return (numbers ??= new Map(ruleIds.split("\n").map((id, number) => [id, number])));
}

/** All of them. */
export function shippedRules(): DetectorRule[] {
  return lines.flatMap((_, number) => ruleAt(number) ?? []);
}

/** Those that know what is almost of their format; the others are not read for it. */
export function nearRules(): DetectorRule[] {
  return lines.flatMap((line, number) => (line.includes('"near":') ? (ruleAt(number) ?? []) : []));
}
