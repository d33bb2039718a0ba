// Which literals lead to which look: the one list that the shipped tables, the search and the plain reference share.
import type { Candidate } from "../model/candidate.ts";
import type { DetectorRule } from "../model/rule.ts";
import type { SourceText } from "../model/text.ts";
import { type Literal, ruleLiterals } from "./compile/rule-literals.ts";
import { ALWAYS } from "./kernel/layout.ts";
import { namedCandidate } from "./named-rule.ts";
import { patternCandidate } from "./pattern-rule.ts";
import type { TextContext, TextDetector } from "./structure/text-detector.ts";

/** Looks closely at one hit of a literal. */
export interface Look {
  readonly confirm: (text: SourceText, at: number, context: TextContext) => Candidate | undefined;
  /** Formats that prove themselves count in binary files too. */
  readonly format: boolean;
}

export interface LiteralLooks {
  readonly literal: Literal;
  readonly looks: Look[];
}

/** Every literal of the rules and detectors with its looks, each once, in the order in which they are looked at in one place. */
export function literalLooks(
  rules: readonly DetectorRule[],
  detectors: readonly TextDetector[],
  isOff: (ruleId: string) => boolean,
): LiteralLooks[] {
  const all = new Map<string, LiteralLooks>();
  const add = (literal: Literal, look: Look | undefined): void => {
    const key = `${literal.text}\n${literal.begins}\n${String(literal.condition)}`;
    let entry = all.get(key);
    if (!entry) all.set(key, (entry = { literal, looks: [] }));
    if (look) entry.looks.push(look);
  };
  for (const rule of rules) {
    const format = rule.kind === "provider";
    for (const literal of ruleLiterals(rule)) {
      const { length } = literal.text;
      const confirm = rule.names ? namedCandidate : patternCandidate;
      // Rules that are off keep their place, so that the shipped tables fit any choice of rules.
      add(literal, isOff(rule.id) ? undefined : { confirm: (text, at) => confirm(rule, text, at, length), format });
    }
  }
  for (const { anchors, format, confirm } of detectors) {
    for (const anchor of anchors)
      add({ text: anchor.toLowerCase(), begins: "anywhere", condition: ALWAYS }, { confirm, format });
  }
  return [...all.values()];
}
