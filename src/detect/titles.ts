// What a finding is called, by the rule that made it. The rest of what is said of a rule is loaded for reports alone.
import { astRules } from "./ast/triggers.ts";
import { ruleAt, ruleNumbers } from "./shipped-rules.ts";
import { textDetectors } from "./text-detectors.ts";

let inCode: ReadonlyMap<string, string> | undefined;

/** The title of a shipped rule; nothing for one that the detect stage does not know. */
export function titleOf(ruleId: string): string | undefined {
  const number = ruleNumbers().get(ruleId);
  if (number !== undefined) return ruleAt(number)?.title;
  inCode ??= new Map([...textDetectors.flatMap(({ rules }) => rules), ...astRules].map(({ id, title }) => [id, title]));
  return inCode.get(ruleId);
}
