// Vitest reporter: prints the plain closing line that CI reads, from Vitest's own result, and writes it to $VAULTLINT_TEST_RESULT.
import { writeFileSync } from "node:fs";

/** @import { Reporter } from "vitest/reporters" */

/** @implements {Reporter} */
export default class PlainReporter {
  /**
   * @param {ReadonlyArray<import("vitest/node").TestModule>} modules
   * @param {ReadonlyArray<unknown>} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    const count = { passed: 0, failed: unhandled.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state]++;
      // A module that does not load has no failed test of its own.
      if (!module.ok() && [...module.children.allTests()].every((test) => test.ok())) count.failed++;
    }
    const result = { passed: count.passed, failed: count.failed, skipped: count.skipped + count.pending };
    const file = process.env["VAULTLINT_TEST_RESULT"];
    if (file !== undefined) writeFileSync(file, JSON.stringify(result));
    process.on("exit", () => {
      process.stdout.write(
        `${String(result.passed)} passed, ${String(result.failed)} failed${result.skipped > 0 ? `, ${String(result.skipped)} skipped` : ""}\n`,
      );
    });
  }
}
