// Runs the rules of a user over one text: in the worker, and nowhere else in a scan.
import type { Candidate } from "../../model/candidate.ts";
import type { SourceText, Span } from "../../model/text.ts";
import { compileTables } from "../compile/tables.ts";
import { search } from "../kernel/kernel.ts";
import { IN_TEXT } from "../kernel/layout.ts";
import { literalOwners } from "../literals.ts";
import { namedCandidate } from "../named-rule.ts";
import { atBoundary, judgeMatch, patternCandidate, ruleRegex, valueOf } from "../pattern-rule.ts";
import { allowCheck, type AllowInput } from "./allow.ts";
import type { UserRule } from "./user-rule.ts";

/** The rules, ready to run over many texts. */
export interface UserRuleSearch {
  /** Candidates of a text, unmerged. `enter` is told the number of each rule before it looks. */
  search(text: SourceText, enter: (rule: number) => void): Candidate[];
}

/** A rule and what of it is made once. */
interface Prepared {
  readonly rule: UserRule;
  readonly path?: RegExp;
  readonly allows: (input: AllowInput) => boolean;
}

/** What is asked of one text more than once. */
class Asked {
  readonly text: SourceText;
  #lower: string | undefined;
  readonly #wanted = new Map<Prepared, boolean>();

  constructor(text: SourceText) {
    this.text = text;
  }

  /** True where the rule looks at this text: by its path and keywords. */
  isWanted(prepared: Prepared): boolean {
    let wanted = this.#wanted.get(prepared);
    if (wanted === undefined) {
      const { path, rule } = prepared;
      wanted = (path?.test(this.text.path) ?? true) && this.#holds(rule.keywords);
      this.#wanted.set(prepared, wanted);
    }
    return wanted;
  }

  #holds(keywords: readonly string[]): boolean {
    if (keywords.length === 0) return true;
    const lower = (this.#lower ??= this.text.bytes.toString("utf8").toLowerCase());
    return keywords.some((keyword) => lower.includes(keyword));
  }
}

function acceptFor({ allows }: Prepared, text: SourceText): (value: Span, match: Span) => boolean {
  return (value, match) => !allows({ text, value, match });
}

/** Matches of a pattern in the whole text, at most so many. */
function textCandidates(prepared: Prepared, text: SourceText, content: string, most: number): Candidate[] {
  const { detector } = prepared.rule;
  const accept = acceptFor(prepared, text);
  const regex = ruleRegex(detector, "dg");
  const found: Candidate[] = [];
  regex.lastIndex = 0;
  for (let match = regex.exec(content); match && found.length < most; match = regex.exec(content)) {
    const end = match.index + match[0].length;
    const [start, stop] = valueOf(match);
    const isWhole = end > match.index && stop > start && atBoundary(detector, content, match.index, end);
    const isAllowed = isWhole && !accept({ start, end: stop }, { start: match.index, end });
    const candidate =
      isWhole && !isAllowed
        ? judgeMatch(detector, content.slice(start, stop), { start, end: stop }, undefined)
        : undefined;
    if (candidate) found.push(candidate);
    // As gitleaks does, matches do not overlap, also where one is allowed; what is no candidate otherwise hides nothing.
    regex.lastIndex = candidate || isAllowed ? end : match.index + 1;
  }
  return found;
}

/** A file that should not be there: reported at its first line, of which nothing is taken for a value. */
function pathCandidate({ rule: { detector } }: Prepared, { bytes }: SourceText): Candidate {
  const newline = bytes.subarray(0, 4096).indexOf(10);
  return {
    ruleId: detector.id,
    kind: detector.kind,
    span: { start: 0, end: newline < 0 ? Math.min(bytes.length, 4096) : newline },
    severity: detector.severity,
    confidence: detector.confidence,
    reasons: ["path of the file"],
    holdsValue: false,
    also: [],
  };
}

/** Prepares the rules. Of a text they give at most so many candidates. */
export function createUserRuleSearch(
  rules: readonly UserRule[],
  most: number = Number.POSITIVE_INFINITY,
): UserRuleSearch {
  const prepared = rules.map((rule): Prepared => ({
    rule,
    ...(rule.path !== undefined && { path: new RegExp(rule.path) }),
    allows: allowCheck(rule.allow),
  }));
  const numbers = new Map(prepared.map((one, number) => [one, number]));
  const inLane = (...lanes: readonly UserRule["lane"][]): Prepared[] =>
    prepared.filter(({ rule }) => lanes.includes(rule.lane));
  const placed = inLane("anchor", "name");
  const literals = literalOwners(
    placed.map(({ rule }) => rule.detector),
    [],
  );
  const tables = literals.length === 0 ? undefined : compileTables(literals.map(({ literal }) => literal));
  const texts = inLane("text");
  const paths = inLane("path");

  return {
    search(text, enter) {
      const asked = new Asked(text);
      let found: Candidate[] = [];
      const start = (one: Prepared): boolean => {
        enter(numbers.get(one) ?? 0);
        return !(text.binary && one.rule.kind !== "provider") && asked.isWanted(one);
      };
      if (tables)
        search(text.bytes, tables, IN_TEXT, (number, at) => {
          const { literal, owners } = literals[number] ?? { owners: [] };
          for (const owner of found.length < most ? owners : []) {
            const one = placed[owner];
            if (!one || !literal || !start(one)) continue;
            const confirm = one.rule.lane === "name" ? namedCandidate : patternCandidate;
            const candidate = confirm(one.rule.detector, text, at, literal.text.length, acceptFor(one, text));
            if (candidate) found.push(candidate);
          }
        });
      let content: string | undefined;
      for (const one of texts)
        if (found.length < most && start(one)) {
          content ??= text.bytes.toString("latin1");
          found = [...found, ...textCandidates(one, text, content, most - found.length)];
        }
      for (const one of paths) {
        enter(numbers.get(one) ?? 0);
        const whole = { start: 0, end: 0 };
        if (asked.isWanted(one) && !one.allows({ text, value: whole, match: whole }))
          found.push(pathCandidate(one, text));
      }
      return found;
    },
  };
}
