import type { TSESLint } from "@typescript-eslint/utils";
import { createDetector, type Detector } from "../../detect/detector.ts";
import { textRules } from "../../detect/rule-infos.ts";
import { atLeastConfidence } from "../../model/severity.ts";
import { isReference } from "../../references/recognise.ts";
import { locate, pathOf } from "../place.ts";
import { isReported } from "../reported.ts";
import { docsUrl, messages, optionsSchema, settingsOf, type Context, type Rule } from "../rule.ts";
import { suggestions } from "../suggest.ts";

let detector: Detector | undefined;

/** One detector for all files: making it costs a few milliseconds. */
function theDetector(): Detector {
  return (detector ??= createDetector({ isReference }));
}

function scanText(context: Context): TSESLint.RuleListener {
  const { sourceCode } = context;
  const { text, ast } = sourceCode;
  const { minConfidence, env, ignores } = settingsOf(context);
  const check = (): void => {
    const bytes = Buffer.from(text, "utf8");
    const isAscii = bytes.length === text.length;
    const index = (offset: number): number => (isAscii ? offset : bytes.toString("utf8", 0, offset).length);
    const found = theDetector().detect({ path: pathOf(context), bytes, binary: false, encoding: "utf-8" });
    for (const { span, ruleId, confidence, name } of found) {
      const range: [number, number] = [index(span.start), index(span.end)];
      if (!atLeastConfidence(confidence, minConfidence) || ignores(text.slice(...range), name)) continue;
      if (isReported(ast, range)) continue;
      const [rule] = textRules(new Set([ruleId]));
      context.report({
        loc: locate(sourceCode, range),
        messageId: "found",
        data: { title: rule?.title ?? ruleId, rule: ruleId, opens: rule?.opens ?? "" },
        suggest: suggestions(sourceCode, { range, name: name ?? rule?.title, style: env }),
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
