/**
 * Keys of letters alone. The search looks for a provider's keys where a run with a digit follows its name, as nearly all have one;
 * those without are found from the word for secrets in front of them: `BETTERSTACK_TOKEN=abc...`, `karma secret abc...`.
 */
import type { Candidate } from "../../model/candidate.ts";
import type { SourceText, Span } from "../../model/text.ts";
import { familiarity } from "../judge/language.ts";
import { lettersCandidate } from "../named-rule.ts";
import { namesOfNearRules, ruleAt } from "../shipped-rules.ts";
import { latin1 } from "../../model/slice.ts";

const shortest = 16;
// Words read like 1.4 bits a letter above an even draw and more.
const mostFamiliar = 1;
const longestName = 90;
const longestValue = 400;
// Between a name and its value.
const signs = new Uint8Array(256);
for (const char of " \t=:>\"'`") signs[char.charCodeAt(0)] = 1;
const mostSigns = 6;

function isLetter(byte = 0): boolean {
  const folded = byte | 32;
  return folded >= 97 && folded <= 122;
}

/** The letters behind a name that ends at `end`; nothing where other characters stand among them. */
function lettersBehind(bytes: Buffer, end: number): Span | undefined {
  if (signs[bytes[end] ?? 0] !== 1 || !isLetter(bytes[end + shortest]) || !isLetter(bytes[end + mostSigns]))
    return undefined;
  let start = end;
  while (start < end + mostSigns && signs[bytes[start] ?? 0] === 1) start++;
  let stop = start;
  while (stop < start + longestValue && isLetter(bytes[stop])) stop++;
  return stop - start >= shortest ? { start, end: stop } : undefined;
}

/** A name, and the numbers of the rules that have it. */
interface Named {
  readonly name: string;
  readonly rules: readonly number[];
}

/** Rules by the first three characters of their names, the shorter name first; made when the first such value is seen. */
let byStart: Map<number, Named[]> | undefined;
const startLength = 3;

/** A number for the three characters at `at`: a string would have to be made of those at each place. */
function startAt(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | (text.charCodeAt(at + 1) << 8) | text.charCodeAt(at + 2);
}

function rulesByStart(): Map<number, Named[]> {
  const all = new Map<number, Named[]>();
  for (const named of namesOfNearRules()) {
    const start = startAt(named.name, 0);
    const known = all.get(start);
    if (known) known.push(named);
    else all.set(start, [named]);
  }
  return all;
}

/** The key of a provider that stands behind the word for secrets that ends at `end`, if it consists of letters. */
export function lettersAfter(text: SourceText, end: number): Candidate | undefined {
  const value = lettersBehind(text.bytes, end);
  if (!value || familiarity(latin1(text.bytes, value.start, value.end)) >= mostFamiliar) return undefined;
  byStart ??= rulesByStart();
  const before = latin1(text.bytes, Math.max(0, value.start - longestName), value.start).toLowerCase();
  const lead = before.slice(before.lastIndexOf("\n") + 1);
  const from = value.start - lead.length;
  for (let at = 0; at + startLength <= lead.length; at++) {
    for (const { name, rules } of byStart.get(startAt(lead, at)) ?? []) {
      if (!lead.startsWith(name, at)) continue;
      for (const number of rules) {
        const rule = ruleAt(number);
        const candidate = rule && lettersCandidate(rule, text, from + at, name.length, value.start);
        if (candidate) return candidate;
      }
    }
  }
  return undefined;
}
