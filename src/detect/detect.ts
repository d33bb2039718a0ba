import type { Candidate } from "../model/candidate.ts";
import type { FoundBy, Notice } from "../model/finding.ts";
import type { RuleKind } from "../model/rule.ts";
import type { SourceText } from "../model/text.ts";
import { createDetector, type DetectorOptions, finish } from "./detector.ts";
import { createDecoder, type DecodeLimits } from "./decode/decode.ts";
import { noPlaces } from "./decode/places.ts";
import { foundBy } from "./found-by.ts";
import { astRules, isProgram } from "./ast/triggers.ts";
import { mergeCandidates } from "./merge.ts";
import type { Mark } from "./structure/text-detector.ts";
import { titleOf } from "./titles.ts";
import type { UserRuleHost } from "./user-rules/host.ts";
import type { UserRule } from "./user-rules/user-rule.ts";

/** When JavaScript and TypeScript files are parsed: never, only where the text holds a trigger of a check, or always. */
export type AstMode = "off" | "auto" | "all";

export interface DetectOptions extends DetectorOptions {
  readonly ast: AstMode;
  /** Default: three encodings deep, 16 MB of one text. */
  readonly decode?: DecodeLimits;
  /** Rules of the user. They run in a worker, each file under the same deadline. */
  readonly userRules?: readonly UserRule[];
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
  /** What a candidate of this rule is called. */
  titleOf(ruleId: string): string | undefined;
  /** What kind of detector reports this rule, which is of that kind. */
  foundBy(ruleId: string, kind: RuleKind): FoundBy;
  detect(text: SourceText): Promise<Detected>;
  close(): Promise<void>;
}

function overdueNotice(path: string, deadline: number): Notice {
  const message = `took longer than ${String(deadline / 1000)} s: the rest of it was not searched (limits.secondsPerFile)`;
  return { kind: "incomplete", path, message };
}

/** Candidates with those of the user's rules; a rule about a file's path is no other view of a value in it. */
function withUserRules(text: SourceText, candidates: readonly Candidate[], found: readonly Candidate[]): Candidate[] {
  const values = finish(
    text,
    found.filter(({ holdsValue }) => holdsValue !== false),
  );
  return [...found.filter(({ holdsValue }) => holdsValue === false), ...mergeCandidates([...candidates, ...values])];
}

/** Builds the stage. The parser is loaded when the first file needs it, the worker when the first text comes. */
export function createDetectStage(options: DetectOptions): DetectStage {
  const { isOff = () => false, ast, userRules = [], deadline = 30_000 } = options;
  const detector = createDetector({ ...options, deadline });
  const decode = createDecoder(detector, options.decode ?? { depth: 3, bytes: 16_000_000 });
  const checks = astRules.filter((rule) => ast !== "off" && !isOff(rule.id));
  const own = userRules.filter((rule) => !isOff(rule.id));
  let host: UserRuleHost | undefined;

  /** What the shipped detectors and checks see. */
  const shipped = async (text: SourceText): Promise<Detected> => {
    const marks = new Set<Mark>();
    const places = noPlaces();
    const found = detector.detect(text, marks, places);
    const decoded = decode(text, places, found);
    const { candidates } = decoded;
    const late = marks.has("overdue") ? [overdueNotice(text.path, deadline)] : [];
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
  };

  return {
    titleOf: (ruleId) => own.find(({ id }) => id === ruleId)?.title ?? titleOf(ruleId),
    foundBy: (ruleId, kind) => (own.some(({ id }) => id === ruleId) ? "own rule" : foundBy(ruleId, kind)),
    async detect(text) {
      if (own.length === 0) return shipped(text);
      host ??= (await import("./user-rules/host.ts")).createUserRuleHost(own, deadline / 1000);
      // The worker searches while this thread does.
      const asked = host.search(text);
      const detected = await shipped(text);
      const found = await asked;
      return {
        ...detected,
        candidates:
          found.candidates.length === 0
            ? detected.candidates
            : withUserRules(text, detected.candidates, found.candidates),
        notices: [...detected.notices, ...found.notices],
      };
    },
    async close() {
      await host?.close();
    },
  };
}
