import type { TSESLint } from "@typescript-eslint/utils";
import { withParts } from "../../detect/parts/parts.ts";
import { textRules } from "../../detect/rule-infos.ts";
import { ruleNameOf } from "../../detect/rule-names.ts";
import { createSearch, type Search } from "../../detect/search.ts";
import type { Candidate } from "../../model/candidate.ts";
import { atLeastConfidence } from "../../model/severity.ts";
import type { SourceText, Span } from "../../model/text.ts";
import { isReference } from "../../references/recognise.ts";
import { linesPhrase } from "../../reports/wording.ts";
import { locate, pathOf } from "../place.ts";
import { isReported } from "../reported.ts";
import { docsUrl, messages, optionsSchema, settingsOf, type Context, type Rule } from "../rule.ts";
import { suggestions } from "../suggest.ts";

// An editor waits for this at every pause in typing.
const deadline = 2000;
const decode = { depth: 3, bytes: 4_000_000 };

/** As many as the scan takes of one file, where no config says otherwise. */
const mostCandidates = 10_000;

let search: Search | undefined;

/** One search for all files: making it costs a few milliseconds. */
function theSearch(): Search {
  return (search ??= createSearch({ isReference, decode, deadline, mostCandidates }));
}

/** The secrets of a text with their parts, and whether the search ended before the text did. */
function secretsIn(text: SourceText): { found: Candidate[]; isUnfinished: boolean } {
  const { candidates, notices } = theSearch()(text);
  return {
    found: withParts(text, candidates, (ruleId) => ruleNameOf(ruleId)?.with),
    isUnfinished: notices.length > 0,
  };
}

/** Without what others name as their part, but for keys. */
function united(candidates: readonly Candidate[]): Candidate[] {
  const parts = candidates.flatMap(({ related = [] }) => related.filter(({ role }) => role !== "key"));
  const taken = new Set(
    parts.flatMap(({ ruleId, span }) => (ruleId === undefined ? [] : `${ruleId} ${String(span.start)}`)),
  );
  return candidates.filter(({ ruleId, span }) => !taken.has(`${ruleId} ${String(span.start)}`));
}

function scanText(context: Context): TSESLint.RuleListener {
  const { sourceCode } = context;
  const { text, ast } = sourceCode;
  const { minConfidence, env, ignores } = settingsOf(context);
  const check = (): void => {
    const bytes = Buffer.from(text, "utf8");
    const isAscii = bytes.length === text.length;
    const index = (offset: number): number => (isAscii ? offset : bytes.toString("utf8", 0, offset).length);
    const rangeOf = ({ start, end }: Span): [number, number] => [index(start), index(end)];
    const lineOf = (offset: number): number => sourceCode.getLocFromIndex(index(offset)).line;
    const { found, isUnfinished } = secretsIn({ path: pathOf(context), bytes, binary: false, encoding: "utf-8" });
    if (isUnfinished) context.report({ loc: { line: 1, column: 0 }, messageId: "unfinished" });
    const reported = found.filter(({ span, confidence, name }) => {
      const range = rangeOf(span);
      const isWanted = atLeastConfidence(confidence, minConfidence) && !ignores(text.slice(...range), name);
      return isWanted && !isReported(ast, range);
    });
    for (const { span, ruleId, name, encoding, built, related = [] } of united(reported)) {
      const range = rangeOf(span);
      const [rule] = textRules(new Set([ruleId]));
      const parts = related.map((part) => ({ role: part.role, line: lineOf(part.span.start) }));
      const elsewhere = linesPhrase(parts.filter(({ line }) => line !== lineOf(span.start)));
      context.report({
        loc: locate(sourceCode, range),
        messageId: "found",
        data: {
          title: `${rule?.title ?? ruleId}${encoding === undefined ? "" : ` in ${encoding}`}${elsewhere}`,
          rule: ruleId,
          opens: rule?.opens ?? "",
        },
        // What is read where only a part of the value stands, or stands encoded, would not be what was there.
        suggest: built ? [] : suggestions(sourceCode, { range, name: name ?? rule?.title, style: env }),
      });
    }
  };
  // The root has another name in every language: Program, Document, root. At its end the other rules have reported.
  return { [`${ast.type}:exit`]: check };
}

export const rule: Rule = {
  meta: {
    type: "problem",
    hasSuggestions: true,
    docs: {
      description: "disallow secrets in literals, templates and comments",
      url: docsUrl("no-secrets"),
    },
    messages: messages("{{title}} ({{rule}}): opens {{opens}}."),
    schema: optionsSchema,
    defaultOptions: [{}],
  },
  create: scanText,
};
