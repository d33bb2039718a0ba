// Makes an ESLint rule of an AST check.
import type { AstCheck } from "../detect/ast/check.ts";
import { atLeastConfidence } from "../model/severity.ts";
import { locate, pathOf } from "./place.ts";
import { remember } from "./reported.ts";
import { settingsOf, type Context } from "./rule.ts";
import { suggestions } from "./suggest.ts";
import type { TSESLint } from "@typescript-eslint/utils";

/** The `create` of a rule that reports what the check finds. */
export function fromCheck(check: AstCheck): (context: Context) => TSESLint.RuleListener {
  return (context) => {
    const { sourceCode } = context;
    const { ast, text, scopeManager } = sourceCode;
    // JSON, Markdown and the like have no scopes.
    if (!scopeManager) return {};
    const { minConfidence, env, ignores } = settingsOf(context);
    const file = { path: pathOf(context), text, ast, scopes: scopeManager };
    const visitor = check.create(file, ({ range, node, confidence, message, name, holdsValue, built }) => {
      const value = holdsValue === false ? undefined : (built?.reveal() ?? text.slice(...range));
      if (!atLeastConfidence(confidence, minConfidence) || ignores(value, name)) return;
      remember(ast, range);
      // A value that is built from parts is replaced where it is used.
      const expression = built && (node.type !== "Literal" && node.type !== "TemplateLiteral" ? node : undefined);
      context.report({
        loc: locate(sourceCode, range),
        messageId: "found",
        data: { message },
        suggest:
          holdsValue === false
            ? []
            : suggestions(sourceCode, { range, name, style: env, ...(expression && { expression }) }),
      });
    });
    return {
      CallExpression: (node) => visitor.CallExpression?.(node),
      NewExpression: (node) => visitor.NewExpression?.(node),
    };
  };
}
