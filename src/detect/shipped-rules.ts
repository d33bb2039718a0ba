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

let byName: ReadonlyMap<string, readonly number[]> | undefined;

/** The numbers of the rules by the names that tell their values, these without what is no letter or digit. */
export function ruleNumbersByName(): ReadonlyMap<string, readonly number[]> {
  if (byName) return byName;
  const all = new Map<string, number[]>();
  for (const [number, line] of lines.entries()) {
    const names = /"names":(?<list>\[[^\]]*\])/u.exec(line)?.groups?.["list"];
    if (names === undefined) continue;
    for (const name of JSON.parse(names) as readonly string[]) {
      const joined = name.toLowerCase().replaceAll(/[^a-z\d]/gu, "");
      const known = all.get(joined);
      if (known) known.push(number);
      else all.set(joined, [number]);
    }
  }
  byName = all;
  return all;
}

/** All of them. */
export function shippedRules(): DetectorRule[] {
  return lines.flatMap((_, number) => ruleAt(number) ?? []);
}

/** Those that know what is almost of their format; the others are not read for it. */
export function nearRules(): DetectorRule[] {
  return lines.flatMap((line, number) => (line.includes('"near":') ? (ruleAt(number) ?? []) : []));
}
