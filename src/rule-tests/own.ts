import { createUserRuleHost } from "../detect/user-rules/host.ts";
import type { UserRule } from "../detect/user-rules/user-rule.ts";
import { type Tested, testRules } from "./run.ts";

/** Tests rules of a user, in the worker that a scan runs them in. */
export async function testOwnRules(rules: readonly UserRule[], secondsPerFile: number): Promise<Tested> {
  const host = createUserRuleHost(rules, { seconds: secondsPerFile });
  try {
    const tested = rules.map(({ detector: { checksum, parameters }, ...rule }) => ({
      ...rule,
      confidence: rule.confidence ?? "high",
      checksum,
      parameters,
    }));
    return await testRules(tested, async (text) => {
      const { candidates, notices } = await host.search(text);
      return notices.length > 0 ? undefined : candidates;
    });
  } finally {
    await host.close();
  }
}
