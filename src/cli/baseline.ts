import type { Command } from "commander";
import { registerImport } from "./baseline/import.ts";
import { registerPrune } from "./baseline/prune.ts";
import { registerShow } from "./baseline/show.ts";
import { registerCreate, registerUpdate } from "./baseline/write.ts";

/** Adds `baseline`: writes down the findings of today, so that from then on only new ones are reported. */
export function registerBaseline(program: Command): void {
  const baseline = program
    .command("baseline")
    .description("accept the findings of today, so that only new ones are reported")
    .addHelpText("after", "\nExamples:\n  vaultlint baseline create\n  vaultlint baseline show");
  for (const register of [registerCreate, registerUpdate, registerPrune, registerShow, registerImport])
    register(baseline);
}
