import type { Candidate } from "../model/candidate.ts";
import type { Notice } from "../model/finding.ts";
import type { RuleInfo } from "../model/rule.ts";
import type { SourceText } from "../model/text.ts";
import { createDetector, type DetectorOptions } from "./detector.ts";
import { astRules, astTriggered } from "./ast/triggers.ts";
import { mergeCandidates } from "./merge.ts";

/** When JavaScript and TypeScript files are parsed: never, only where the text holds a trigger of a check, or always. */
export type AstMode = "off" | "auto" | "all";

export interface DetectOptions extends DetectorOptions {
  readonly ast: AstMode;
}

export interface Detected {
  /** Merged and sorted by place. */
  readonly candidates: readonly Candidate[];
  readonly notices: readonly Notice[];
}

/** The detect stage: text detectors on every text, AST checks where they are worth their price. */
export interface DetectStage {
  readonly rules: readonly RuleInfo[];
  detect(text: SourceText): Promise<Detected>;
}

/** Builds the stage. The parser is loaded when the first file needs it. */
export function createDetectStage(options: DetectOptions): DetectStage {
  const { isOff = () => false, ast } = options;
  const detector = createDetector(options);
  const checks = astRules.filter((rule) => ast !== "off" && !isOff(rule.id));
  return {
    rules: [...detector.rules, ...checks],
    async detect(text) {
      const candidates = detector.detect(text);
      if (checks.length === 0 || text.binary || !astTriggered(text, ast === "all")) return { candidates, notices: [] };
      const { runAstChecks } = await import("./ast/run.ts");
      const found = await runAstChecks(text);
      const wanted = found.candidates.filter((candidate) => !isOff(candidate.ruleId));
      return { candidates: mergeCandidates([...candidates, ...wanted]), notices: found.notices };
    },
  };
}
