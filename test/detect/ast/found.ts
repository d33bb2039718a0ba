import { runAstChecks } from "../../../src/detect/ast/run.ts";
import { sourceText } from "../source-text.ts";

/** What the AST checks find: rule, confidence, message, and the text of the span. */
export async function found(path: string, content: string): Promise<string[]> {
  const text = sourceText(path, content);
  const { candidates } = await runAstChecks(text);
  return candidates.map(
    ({ ruleId, confidence, message, span }) =>
      `${ruleId} ${confidence}: ${message ?? ""}: ${text.bytes.toString("utf8", span.start, span.end)}`,
  );
}
