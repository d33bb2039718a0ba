import type { Command } from "commander";
import { UserError } from "../../model/error.ts";
import { escapeText } from "../../reports/escape.ts";
import { configOption, rulesWith } from "./shared.ts";

/** Adds `rules explain`. */
export function registerExplain(parent: Command): void {
  parent
    .command("explain")
    .description("say what a rule finds, what the secret opens and how to rotate it")
    .argument("<id>", "rule id, e.g. azure/storage-key")
    .addOption(configOption())
    .addHelpText("after", "\nExamples:\n  vaultlint rules explain azure/storage-key")
    .action(async (id: string, flags: { readonly config?: string }) => {
      const rule = (await rulesWith(flags.config)).find((each) => each.id === id);
      if (!rule) throw new UserError(`There is no rule "${id}". "vaultlint rules list" shows them all.`);
      const lines = [
        `${rule.id}: ${rule.title}`,
        "",
        `severity  ${rule.severity}`,
        `opens     ${rule.opens}`,
        `rotate    ${rule.rotate}`,
        `CWE       ${rule.cwe.map((number) => `CWE-${String(number)}`).join(", ")}`,
        ...(rule.source === undefined ? [] : [`source    ${rule.source}`]),
      ];
      process.stdout.write(lines.map((line) => `${escapeText(line)}\n`).join(""));
    });
}
