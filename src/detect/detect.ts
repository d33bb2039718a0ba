import type { Candidate } from "../model/candidate.ts";
import type { Notice } from "../model/finding.ts";
import type { RuleInfo } from "../model/rule.ts";
import type { SourceText } from "../model/text.ts";
import { createDetector, type DetectorOptions } from "./detector.ts";
import { createDecoder, type DecodeLimits } from "./decode/decode.ts";
import { noPlaces } from "./decode/places.ts";
import { astRules, isProgram } from "./ast/triggers.ts";
import { mergeCandidates } from "./merge.ts";
import type { Mark } from "./structure/text-detector.ts";

/** When JavaScript and TypeScript files are parsed: never, only where the text holds a trigger of a check, or always. */
export type AstMode = "off" | "auto" | "all";

export interface DetectOptions extends DetectorOptions {
  readonly ast: AstMode;
  /** Default: three encodings deep, 16 MB of one text. */
  readonly decode?: DecodeLimits;
}

export interface Detected {
  /** Merged and sorted by place. */
  readonly candidates: readonly Candidate[];
  readonly notices: readonly Notice[];
  /** A comment of `suppress/inline.ts` may stand in the text. */
  readonly hasIgnores: boolean;
}

/** The detect stage: text detectors on every text, AST checks where they are worth their price. */
export interface DetectStage {
  readonly rules: readonly RuleInfo[];
  detect(text: SourceText): Promise<Detected>;
}

function overdueNotice(path: string, deadline: number): Notice {
  const message = `took longer than ${String(deadline / 1000)} s: the rest of it was not searched (limits.secondsPerFile)`;
  return { kind: "incomplete", path, message };
}

/** Builds the stage. The parser is loaded when the first file needs it. */
export function createDetectStage(options: DetectOptions): DetectStage {
  const { isOff = () => false, ast } = options;
  const detector = createDetector(options);
  const decode = createDecoder(detector, options.decode ?? { depth: 3, bytes: 16_000_000 });
  const checks = astRules.filter((rule) => ast !== "off" && !isOff(rule.id));
  return {
    rules: [...detector.rules, ...checks],
    async detect(text) {
      const marks = new Set<Mark>();
      const places = noPlaces();
      const found = detector.detect(text, marks, places);
      const decoded = decode(text, places, found);
      const { candidates } = decoded;
      const late = marks.has("overdue") ? [overdueNotice(text.path, options.deadline ?? 0)] : [];
      const notices = [...decoded.notices, ...late];
      const hasIgnores = marks.has("ignore");
      const isWanted = marks.has("parse") || (ast === "all" && isProgram(text.path));
      if (checks.length === 0 || text.binary || !isWanted) return { candidates, notices, hasIgnores };
      const { runAstChecks } = await import("./ast/run.ts");
      const checked = await runAstChecks(text);
      const wanted = checked.candidates.filter((candidate) => !isOff(candidate.ruleId));
      return {
        candidates: mergeCandidates([...candidates, ...wanted]),
        notices: [...notices, ...checked.notices],
        hasIgnores,
      };
    },
  };
}
