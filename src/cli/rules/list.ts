import type { Command } from "commander";
import { escapeText, jsonText } from "../../reports/escape.ts";
import { configOption, rulesWith } from "./shared.ts";

interface Flags {
  readonly json?: boolean;
  readonly config?: string;
}

/** Adds `rules list`. */
export function registerList(parent: Command): void {
  parent
    .command("list")
    .description("list every rule, also your own: id, severity, title")
    .option("--json", "as JSON")
    .addOption(configOption())
    .addHelpText("after", "\nExamples:\n  vaultlint rules list\n  vaultlint rules list --json")
    .action(async ({ json, config }: Flags) => {
      const all = await rulesWith(config);
      if (json === true) {
        const shown = all.map(({ id, title, kind, severity, cwe }) => ({ id, title, kind, severity, cwe }));
        process.stdout.write(jsonText(shown));
        return;
      }
      const width = Math.max(...all.map(({ id }) => id.length));
      for (const { id, severity, title } of all)
        process.stdout.write(`${id.padEnd(width)}  ${severity.padEnd(8)}  ${escapeText(title)}\n`);
    });
}
