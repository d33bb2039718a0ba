import type { Candidate } from "../model/candidate.ts";
import type { DetectorRule, RuleInfo } from "../model/rule.ts";
import { stepDown } from "../model/severity.ts";
import type { SourceText } from "../model/text.ts";
import { createAnchorSearch } from "./anchors.ts";
import { assignedName } from "./assigned-name.ts";
import { rules as shippedRules } from "./generated/rules.ts";
import { mergeCandidates } from "./merge.ts";
import { namedCandidate } from "./named-rule.ts";
import { patternCandidate } from "./pattern-rule.ts";
import type { TextContext } from "./structure/text-detector.ts";
import { isTestPath } from "./test-path.ts";
import { textDetectors } from "./text-detectors.ts";

export interface DetectorOptions {
  /** Recognises vault references, which are no secrets. */
  readonly isReference?: (value: string) => boolean;
  /** Rules that are off. */
  readonly isOff?: (ruleId: string) => boolean;
}

/** Text in, candidates out. Knows nothing of files or vaults. */
export interface Detector {
  /** Every rule that can fire. */
  readonly rules: readonly RuleInfo[];
  /** Candidates of one text, merged and sorted by place. */
  detect(text: SourceText): Candidate[];
}

interface Hit {
  readonly text: SourceText;
  readonly at: number;
  readonly context: TextContext;
}

type Confirm = (hit: Hit) => Candidate | undefined;

/** Every rule of the text detectors: provider rules from rules/*.yml, and the structural and generic ones in code. */
export const textRules: readonly RuleInfo[] = [...shippedRules, ...textDetectors.flatMap(({ rules }) => rules)];

function confirmRule(rule: DetectorRule, literal: string): Confirm {
  if (rule.names) return ({ text, at }) => namedCandidate(rule, text, at, literal.length);
  return ({ text, at }) => patternCandidate(rule, text, at, literal.length);
}

/** Builds a detector over the shipped rules. Making one costs a few milliseconds; use it for many texts. */
export function createDetector(options: DetectorOptions = {}): Detector {
  const { isReference = () => false, isOff = () => false } = options;
  const byLiteral = new Map<string, { formats: Confirm[]; others: Confirm[] }>();
  const on = (literal: string, confirm: Confirm, isFormat: boolean): void => {
    const folded = literal.toLowerCase();
    let lists = byLiteral.get(folded);
    if (!lists) byLiteral.set(folded, (lists = { formats: [], others: [] }));
    (isFormat ? lists.formats : lists.others).push(confirm);
  };
  for (const rule of shippedRules) {
    if (isOff(rule.id)) continue;
    for (const literal of rule.anchors ?? rule.names ?? [])
      on(literal, confirmRule(rule, literal), rule.kind === "provider");
  }
  for (const { anchors, format, confirm } of textDetectors) {
    for (const literal of anchors) on(literal, ({ text, at, context }) => confirm(text, at, context), format);
  }

  const literals = [...byLiteral.keys()];
  const confirms = [...byLiteral.values()];
  const search = createAnchorSearch(literals);

  return {
    rules: textRules.filter((rule) => !isOff(rule.id)),
    detect(text) {
      const found: Candidate[] = [];
      const context: TextContext = { seen: new Set(), named: new Set(), isReference };
      search.search(text.bytes, (literal, at) => {
        const lists = confirms[literal];
        if (!lists) return;
        const hit = { text, at, context };
        // A binary file is searched for formats only: names in it mean nothing.
        for (const list of text.binary ? [lists.formats] : [lists.formats, lists.others]) {
          for (const confirm of list) {
            const candidate = confirm(hit);
            if (candidate && !isOff(candidate.ruleId)) found.push(candidate);
          }
        }
      });
      const inTest = found.length > 0 && isTestPath(text.path);
      const placed = inTest
        ? found.map((candidate) => ({
            ...candidate,
            severity: stepDown(candidate.severity, candidate.kind === "provider" ? "medium" : "info"),
          }))
        : found;
      return mergeCandidates(placed).map((candidate) => {
        const name = candidate.name ?? assignedName(text, candidate.span);
        return name === undefined ? candidate : { ...candidate, name };
      });
    },
  };
}
