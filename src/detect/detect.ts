import type { Candidate } from "../model/candidate.ts";
import type { FoundBy } from "../model/finding.ts";
import type { RuleKind, RuleName } from "../model/rule.ts";
import type { SilentText, SourceItem, SourceItems } from "../model/source-item.ts";
import type { Piece, SourceText } from "../model/text.ts";
import { fullNotice } from "./bounds.ts";
import { foundBy } from "./found-by.ts";
import { isProgram } from "./ast/program.ts";
import { astRules } from "./ast/triggers.ts";
import { finish } from "./detector.ts";
import { mergeCandidates } from "./merge.ts";
import { ruleNameOf } from "./rule-names.ts";
import { createSearch, type Searched, type SearchOptions } from "./search.ts";
import { Unwaited } from "./unwaited.ts";
import { withoutRefused } from "./refusal/refusal.ts";
import { withoutVectors } from "./vectors/vectors.ts";
import type { UserRuleHost } from "./user-rules/host.ts";
import type { UserRule } from "./user-rules/user-rule.ts";

/** When JavaScript and TypeScript files are parsed: never, only where the text holds a trigger of a check, or always. */
export type AstMode = "off" | "auto" | "all";

/** Threads that search besides the one that asks. */
export interface Jobs {
  readonly threads: number;
  /** The file that they run, which calls `work`, and what it makes the same search from as is made here. */
  readonly file: URL;
  readonly data: unknown;
}

export interface DetectOptions extends SearchOptions {
  readonly ast: AstMode;
  /** Default: none. Rules of the user have a thread of their own already. */
  readonly jobs?: Jobs;
  /** Rules of the user. They run in a worker, each file under the same deadline. */
  readonly userRules?: readonly UserRule[];
}

export type Detected = Pick<Searched, "candidates" | "notices" | "hasIgnores">;

/** A text with what was detected in it. Notices of the source pass through. */
type DetectedItem =
  | { readonly kind: "detected"; readonly text: SourceText; readonly detected: Detected }
  | Extract<SourceItem, { kind: "notice" }>;

/** Who is told of what is not handed on: to wait for each text would cost more than to search it. */
export interface Aside {
  /** Takes a text with what was detected in it, and says whether nothing more is to be done about it. */
  readonly isDone: (text: SourceText, detected: Detected) => boolean;
  /** Takes a text that the source does not hand over. */
  readonly silent: (text: SilentText) => void;
}

/** The detect stage: text detectors on every text, AST checks where they are worth their price. */
export interface DetectStage {
  /** What a candidate of this rule is called. */
  titleOf(ruleId: string): string | undefined;
  /** What kind of detector reports this rule, which is of that kind. */
  foundBy(ruleId: string, kind: RuleKind): FoundBy;
  detect(text: SourceText): Promise<Detected>;
  /** Its candidates with the parts that belong to them, which are looked for only where something is to be reported. */
  withParts(text: SourceText, candidates: readonly Candidate[]): Promise<readonly Candidate[]>;
  /** The same for all texts of a source, in their order, but those that `aside` takes. A text is valid until the next item is asked for. */
  all(items: SourceItems, aside: Aside): AsyncGenerator<DetectedItem>;
  close(): Promise<void>;
}

/** Candidates with those of the user's rules; a rule about a file's path is no other view of a value in it. */
function withUserRules(text: SourceText, candidates: readonly Candidate[], found: readonly Candidate[]): Candidate[] {
  const values = finish(
    text,
    found.filter(({ holdsValue }) => holdsValue !== false),
  );
  return [...found.filter(({ holdsValue }) => holdsValue === false), ...mergeCandidates([...candidates, ...values])];
}

/** Those of a piece's candidates that are no neighbour's. */
function ownOf({ own }: Piece, candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ span: { start } }) => start >= own.start && start < own.end);
}

/** Less is searched before another thread is ready to help. */
const bytesAlone = 8_000_000;

/** Builds the stage. The parser is loaded when the first file needs it, the worker when the first text comes. */
export function createDetectStage(options: DetectOptions): DetectStage {
  const { isOff = () => false, ast, userRules = [], deadline = 30_000, mostCandidates = 10_000, jobs } = options;
  const search = createSearch({ ...options, deadline, mostCandidates });
  const checks = astRules.filter((rule) => ast !== "off" && !isOff(rule.id));
  const own = userRules.filter((rule) => !isOff(rule.id));
  let host: UserRuleHost | undefined;

  /** What the checks see of a program besides. Of most texts nothing. */
  const withChecks = (text: SourceText, searched: Searched): Detected | Promise<Detected> => {
    const isWanted = searched.isWorthParsing || (ast === "all" && isProgram(text.path));
    // A piece is no program.
    const isWhole = !text.binary && !text.piece;
    const detected = checks.length === 0 || !isWhole || !isWanted ? searched : checked(text, searched);
    return detected instanceof Promise ? detected.then((each) => weighed(text, each)) : weighed(text, detected);
  };

  /** What a test expects to be refused, and the key of a test vector, is told by what stands around it, of whatever was found. */
  const weighed = (text: SourceText, detected: Detected): Detected =>
    detected.candidates.length === 0
      ? detected
      : { ...detected, candidates: withoutVectors(text, withoutRefused(text, detected.candidates)) };

  const checked = async (text: SourceText, { candidates, notices, hasIgnores }: Searched): Promise<Detected> => {
    const { runAstChecks } = await import("./ast/run.ts");
    const seen = await runAstChecks(text);
    const wanted = seen.candidates.filter((candidate) => !isOff(candidate.ruleId));
    return {
      candidates: mergeCandidates([...candidates, ...wanted]),
      notices: [...notices, ...seen.notices],
      hasIgnores,
    };
  };

  /** How many the earlier pieces of a text gave. */
  let before = 0;
  /** No more than a text may give, also where search, checks and own rules gave fewer each, or it comes in pieces. */
  const bounded = (text: SourceText, detected: Detected): Detected => {
    if (!text.piece || text.piece.offset === 0) before = 0;
    const most = mostCandidates - before;
    const candidates = text.piece ? ownOf(text.piece, detected.candidates) : detected.candidates;
    if (text.piece) before = Math.min(mostCandidates, before + candidates.length);
    if (candidates.length <= most) return detected;
    const full = fullNotice(text.path, mostCandidates);
    const isSaid = detected.notices.some(({ message }) => message === full.message);
    return {
      ...detected,
      candidates: candidates.slice(0, most),
      notices: isSaid ? detected.notices : [...detected.notices, full],
    };
  };

  /** Of most texts at once: to wait for each would cost more than it seems. */
  const detect = (text: SourceText): Detected | Promise<Detected> => {
    const detected = own.length === 0 ? withChecks(text, search(text)) : withOwnRules(text);
    return detected instanceof Promise ? detected.then((each) => bounded(text, each)) : bounded(text, detected);
  };

  /** With what the rules of the user see. */
  const withOwnRules = async (text: SourceText): Promise<Detected> => {
    host ??= (await import("./user-rules/host.ts")).createUserRuleHost(own, {
      seconds: deadline / 1000,
      mostCandidates,
    });
    // The worker searches while this thread does.
    const asked = host.search(text);
    const detected = await withChecks(text, search(text));
    const found = await asked;
    return {
      ...detected,
      candidates:
        found.candidates.length === 0
          ? detected.candidates
          : withUserRules(text, detected.candidates, found.candidates),
      notices: [...detected.notices, ...found.notices],
    };
  };

  const nameOf = (ruleId: string): RuleName | undefined => own.find(({ id }) => id === ruleId) ?? ruleNameOf(ruleId);

  // Loaded with the first text that needs it. To import it for each again would cost as much as its work.
  let parts: typeof import("./parts/parts.ts") | undefined;

  return {
    titleOf: (ruleId) => nameOf(ruleId)?.title,
    foundBy: (ruleId, kind) => (own.some(({ id }) => id === ruleId) ? "own rule" : foundBy(ruleId, kind)),
    detect: async (text) => detect(text),
    async withParts(text, candidates) {
      parts ??= await import("./parts/parts.ts");
      return parts.withParts(text, candidates, (ruleId) => nameOf(ruleId)?.with);
    },
    async *all(items, { isDone, silent }) {
      const source = new Unwaited(items, silent);
      try {
        let left = jobs && jobs.threads > 0 && own.length === 0 ? bytesAlone : Infinity;
        for (let item = source.now() ?? (await source.next()); item; item = source.now() ?? (await source.next())) {
          if (item.kind === "notice") {
            yield item;
            continue;
          }
          const { text } = item;
          left -= text.bytes.length;
          const answer = detect(text);
          const detected = answer instanceof Promise ? await answer : answer;
          if (!isDone(text, detected)) yield { kind: "detected", text, detected };
          if (left < 0) break;
        }
        if (left >= 0 || !jobs) return;
        const { searchInThreads } = await import("./jobs/runner.ts");
        for await (const item of searchInThreads(source.rest(), { ...jobs, search, deadline })) {
          if (item.kind === "notice") {
            yield item;
            continue;
          }
          const { text, searched } = item;
          const detected = bounded(text, await withChecks(text, searched));
          if (!isDone(text, detected)) yield { kind: "detected", text, detected };
        }
      } finally {
        await source.close();
      }
    },
    async close() {
      await host?.close();
    },
  };
}
