import { compileUserRule } from "../../../src/detect/user-rules/compile.ts";
import type { UserRule, UserRuleData } from "../../../src/detect/user-rules/user-rule.ts";

/** A rule that lacks nothing but a way to find its value. */
const bare: UserRuleData = {
  id: "acme/key",
  title: "Acme key",
  provider: "acme",
  kind: "provider",
  severity: "high",
  confidence: "high",
  opens: "the Acme account",
  rotate: "Make a new one.",
  cwe: [798],
  ignoreCase: false,
  boundary: "word",
  parameters: {},
  entropy: 0,
  allow: [],
};

/** A rule, compiled as a rule file's are. */
export function userRule(part: Partial<UserRuleData>): UserRule {
  return compileUserRule({ ...bare, ...part });
}
