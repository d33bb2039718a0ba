// The shipped rules. Each is read from its line when a scan first comes to it: most never are, and reading all takes longer than
// scanning what one commit adds.
import type { DetectorRule } from "../model/rule.ts";
import { readShipped } from "./read-shipped.ts";

/** Lines of the parts of rules.txt, which empty lines separate. */
interface Texts {
  /** The rules in the order of their ids, as JSON. */
  readonly lines: readonly string[];
  /** Their ids. */
  readonly ids: string;
  /** The names that tell their values, without what is no letter or digit: each with the numbers of its rules. */
  readonly names: string;
  /** Names of rules that know what is almost of their format, the shortest first: each with the numbers of its rules. */
  readonly near: string;
  /** Name words whose provider has only known formats. */
  readonly strict: string;
  /** Beginnings of values that only tokens of a provider have. */
  readonly prefixes: string;
}

let read: Texts | undefined;

function texts(): Texts {
  if (read) return read;
  const [lines = "", ids = "", names = "", near = "", strict = "", prefixes = ""] = readShipped("rules.txt")
    .toString("latin1")
    .split("\n\n");
  return (read = { lines: lines.split("\n"), ids, names, near, strict, prefixes });
}

const rules: DetectorRule[] = [];
let numbers: ReadonlyMap<string, number> | undefined;

export function ruleCount(): number {
  return texts().lines.length;
}

/** The rule of this number, counted by id; nothing beyond the last. */
export function ruleAt(number: number): DetectorRule | undefined {
  const known = rules[number];
  if (known) return known;
  const line = texts().lines[number];
  return line === undefined ? undefined : (rules[number] = JSON.parse(line) as DetectorRule);
}

/** The numbers of the rules by id. */
export function ruleNumbers(): ReadonlyMap<string, number> {
  return (numbers ??= new Map(
    texts()
      .ids.split("\n")
      .map((id, number) => [id, number]),
  ));
}

/** The names that tell values, each with what stands behind it on its line, and how they end. */
interface Names {
  readonly numbers: ReadonlyMap<string, string>;
  readonly endings: ReadonlySet<string>;
}

let names: Names | undefined;
const longestEnding = 4;

function namesOfRules(): Names {
  if (names) return names;
  const numbers = new Map<string, string>();
  const endings = new Set<string>();
  for (const line of texts().names.split("\n")) {
    const name = line.slice(0, line.indexOf(" "));
    numbers.set(name, line.slice(name.length + 1));
    endings.add(name.slice(-longestEnding));
  }
  return (names = { numbers, endings });
}

/** The numbers of the rules by a name that tells their values, this without what is no letter or digit. */
export function ruleNumbersOf(name: string): readonly number[] {
  return namesOfRules().numbers.get(name)?.split(" ").map(Number) ?? [];
}

/** False for a word that no such name ends with, of those that a look at its end tells. */
export function mayEndName(word: string): boolean {
  return word.length < longestEnding || namesOfRules().endings.has(word.slice(-longestEnding));
}

/** All of them. */
export function shippedRules(): DetectorRule[] {
  return texts().lines.flatMap((_, number) => ruleAt(number) ?? []);
}

/** The names of those that know what is almost of their format, in small letters and the shortest first, with their numbers. */
export function namesOfNearRules(): readonly { readonly name: string; readonly rules: readonly number[] }[] {
  return texts()
    .near.split("\n")
    .map((line) => {
      const [name = "", ...known] = line.split("\t");
      return { name, rules: known.map(Number) };
    });
}

/** Those with names whose values nobody else writes. */
export function distinctiveRules(): readonly DetectorRule[] {
  return texts().lines.flatMap((line, number) => (line.includes('"distinctive":true') ? (ruleAt(number) ?? []) : []));
}

/** Name words whose provider has only known formats. */
export function strictNames(): string[] {
  return texts().strict.split("\n");
}

/** Beginnings of values that only tokens of a provider have. */
export function knownPrefixes(): string[] {
  return texts().prefixes.split("\n");
}
