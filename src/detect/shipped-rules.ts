// The shipped rules. Each is read from its line when a scan first comes to it: most never are, and reading all takes longer than
// scanning what one commit adds.
import type { DetectorRule } from "../model/rule.ts";
import { nearNames, ruleIds, ruleLines, ruleNames } from "./generated/rules.ts";

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
  return (byName ??= new Map(
    ruleNames.split("\n").map((line) => {
      const [name = "", ...known] = line.split(" ");
      return [name, known.map(Number)];
    }),
  ));
}

/** All of them. */
export function shippedRules(): DetectorRule[] {
  return lines.flatMap((_, number) => ruleAt(number) ?? []);
}

/** The names of those that know what is almost of their format, in small letters and the shortest first, with their numbers. */
export function namesOfNearRules(): readonly { readonly name: string; readonly rules: readonly number[] }[] {
  return nearNames.split("\n").map((line) => {
    const [name = "", ...known] = line.split("\t");
    return { name, rules: known.map(Number) };
  });
}

/** Those with names whose values nobody else writes. */
export function distinctiveRules(): readonly DetectorRule[] {
  return lines.flatMap((line, number) => (line.includes('"distinctive":true') ? (ruleAt(number) ?? []) : []));
}
