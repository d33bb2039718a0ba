import { createDetector } from "../detect/detector.ts";
import { ruleTests } from "../detect/generated/rule-tests.ts";
import { shippedRules } from "../detect/shipped-rules.ts";
import { type Tested, testRules } from "./run.ts";

/** Tests the rules that vaultlint comes with. */
export async function testShippedRules(): Promise<Tested> {
  const detector = createDetector();
  return testRules(
    shippedRules().map((rule) => ({ ...rule, ...ruleTests[rule.id] })),
    (text) => Promise.resolve(detector.detect(text)),
  );
}
