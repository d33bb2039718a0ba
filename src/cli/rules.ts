import type { Command } from "commander";
import { registerExplain } from "./rules/explain.ts";
import { registerImport } from "./rules/import.ts";
import { registerList } from "./rules/list.ts";
import { registerTest } from "./rules/test.ts";

/** Adds `rules`: what can be reported, what to do about it, and rules of the user's own. */
export function registerRules(program: Command): void {
  const rules = program
    .command("rules")
    .description("list, explain and test rules, and take over those of gitleaks")
    .addHelpText("after", "\nExamples:\n  vaultlint rules list\n  vaultlint rules explain azure/storage-key");
  for (const register of [registerList, registerExplain, registerTest, registerImport]) register(rules);
}
