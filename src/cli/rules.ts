import type { Command } from "commander";
import { UserError } from "../model/error.ts";

/** `vaultlint rules list|explain`: what can be reported, and what to do about it. */
export function registerRules(program: Command): void {
  const rules = program.command("rules").description("list and explain rules");
  rules.addHelpText("after", "\nExamples:\n  vaultlint rules list\n  vaultlint rules explain azure/storage-key");

  rules
    .command("list")
    .description("list every rule: id, severity, title")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExamples:\n  vaultlint rules list\n  vaultlint rules list --json")
    .action(async (flags: { json?: boolean }) => {
      const { allRules } = await import("../known-rules.ts");
      const all = allRules();
      if (flags.json === true) {
        process.stdout.write(
          `${JSON.stringify(
            all.map(({ id, title, kind, severity, cwe }) => ({ id, title, kind, severity, cwe })),
            null,
            2,
          )}\n`,
        );
        return;
      }
      const width = Math.max(...all.map(({ id }) => id.length));
      for (const { id, severity, title } of all)
        process.stdout.write(`${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}\n`);
    });

  rules
    .command("explain")
    .description("say what a rule finds, what the secret opens and how to rotate it")
    .argument("<id>", "rule id, e.g. azure/storage-key")
    .addHelpText("after", "\nExamples:\n  vaultlint rules explain azure/storage-key")
    .action(async (id: string) => {
      const { allRules } = await import("../known-rules.ts");
      const rule = allRules().find((each) => each.id === id);
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
      process.stdout.write(`${lines.join("\n")}\n`);
    });
}
