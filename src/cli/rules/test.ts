import { resolve } from "node:path";
import type { Command } from "commander";
import type { UserRule } from "../../detect/user-rules/user-rule.ts";
import { UserError } from "../../model/error.ts";
import { escapeText } from "../../reports/escape.ts";
import { counted } from "../../reports/wording.ts";
import type { Tested } from "../../rule-tests/run.ts";
import { configOption } from "./shared.ts";

interface Flags {
  readonly shipped?: boolean;
  readonly config?: string;
}

const help = `
Each rule must find its tests.positive and nothing of its tests.negative, with
ten values that its generate makes. No example is printed.

Examples:
  vaultlint rules test                  the rule files that the config names
  vaultlint rules test acme-rules.yml
  vaultlint rules test --shipped        the rules that vaultlint comes with

Exit codes: 0 all tests pass, 1 a rule fails, 2 usage, config or I/O error, a
search that was not finished, or nothing to test.`;

/** The rules to test, and how long one text may take. */
async function ownRules(files: readonly string[], configFile: string | undefined): Promise<[UserRule[], number]> {
  const [{ knownRules }, { defaultConfig, loadConfig }] = await Promise.all([
    import("../../known-rules.ts"),
    import("../../config/config.ts"),
  ]);
  const known = knownRules();
  const isNamed = files.length > 0;
  // Files that are named need no config, unless one is named, too.
  const { config } =
    isNamed && configFile === undefined
      ? { config: defaultConfig }
      : await loadConfig(process.cwd(), configFile, () => Promise.resolve(known));
  const { secondsPerFile } = config.limits;
  if (!isNamed) return [config.rulesFiles.flatMap(({ rules }) => rules), secondsPerFile];
  const { readRuleFiles } = await import("../../config/rule-files.ts");
  const read = await readRuleFiles(files, resolve("named"), known);
  return [read.flatMap(({ rules }) => rules), secondsPerFile];
}

async function tested(files: readonly string[], { shipped, config }: Flags): Promise<Tested> {
  if (shipped === true) {
    if (files.length > 0) throw new UserError("Name rule files, or --shipped, not both.");
    return (await import("../../rule-tests/shipped.ts")).testShippedRules();
  }
  const [rules, seconds] = await ownRules(files, config);
  if (rules.length === 0)
    throw new UserError(
      "There are no rules to test: name a rule file, here or in rulesFiles of the config, or --shipped.",
    );
  return (await import("../../rule-tests/own.ts")).testOwnRules(rules, seconds);
}

/** Adds `rules test`. */
export function registerTest(parent: Command): void {
  parent
    .command("test")
    .description("hold rules of your own against their examples")
    .argument("[files...]", "rule files (default: those that the config names)")
    .option("--shipped", "test the rules that vaultlint comes with")
    .addOption(configOption())
    .addHelpText("after", help)
    .action(async (files: string[], flags: Flags) => {
      const result = await tested(files, flags);
      if (result.tested === 0)
        throw new UserError(`None of the ${counted(result.untested, "rule")} has examples: write tests for them.`);
      const { failing, untested, isIncomplete } = result;
      const lines = failing.map(({ id, reasons }) => `${id}: ${reasons.join(", ")}`);
      process.stdout.write(lines.map((line) => `${escapeText(line)}\n`).join(""));
      const without = untested === 0 ? "" : `; ${counted(untested, "rule has", "rules have")} no examples`;
      const fails = counted(failing.length, "fails", "fail");
      process.stderr.write(`${counted(result.tested, "rule")} tested, ${fails}${without}\n`);
      if (failing.length > 0) process.exitCode = isIncomplete ? 2 : 1;
    });
}
