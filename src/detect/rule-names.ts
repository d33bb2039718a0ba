// What a finding is called and what belongs to it, by the rule that made it. The rest of what is said of a rule is loaded for reports alone.
import type { RuleName } from "../model/rule.ts";
import { astRules } from "./ast/triggers.ts";
import { ruleAt, ruleNumbers } from "./shipped-rules.ts";
import { keyStoreRules } from "./structure/key-store.ts";
import { textDetectors } from "./text-detectors.ts";

let inCode: ReadonlyMap<string, RuleName> | undefined;

/** What a shipped rule is called; nothing for one that the detect stage does not know. */
export function ruleNameOf(ruleId: string): RuleName | undefined {
  const number = ruleNumbers().get(ruleId);
  if (number !== undefined) return ruleAt(number);
  inCode ??= new Map(
    [...textDetectors.flatMap(({ rules }) => rules), ...keyStoreRules, ...astRules].map((rule) => [rule.id, rule]),
  );
  return inCode.get(ruleId);
}
