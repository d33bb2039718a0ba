import type { Command } from "commander";
import { UserError } from "../model/error.ts";
import { escapeText } from "../reports/escape.ts";
import { counted } from "../reports/wording.ts";
import { topLevelOf } from "../sources/repository.ts";
import { printJson } from "./vault/print.ts";

const help = `
Looks at files only: no hook is run, no vault is opened, nothing is sent. The
baseline is compared with a scan of the tree.

Examples:
  vaultlint doctor

What doctor does not understand is "unproven", which is no pass.

Exit codes: 0 all is well, 1 a problem or unproven, 2 nothing was checked.`;

/** Adds `doctor`: proves that hook, workflow, config and baseline do what they are there for. */
export function registerDoctor(program: Command): void {
  program
    .command("doctor")
    .description("check that hooks and gates are live")
    .option("--json", "as JSON")
    .addHelpText("after", help)
    .action(async (flags: { json?: boolean }) => {
      const top = topLevelOf(process.cwd());
      if (top === undefined)
        throw new UserError(`${process.cwd()} lies in no git work tree: there is nothing to check.`);
      // Read only where they are asked for: they bring a YAML parser, which every scan would pay for.
      const [{ looker }, { hookChecks }, { agentChecks }, { workflowsChecks }, { settingsChecks }] = await Promise.all([
        import("../doctor/read.ts"),
        import("../doctor/hook.ts"),
        import("../doctor/agents.ts"),
        import("../doctor/workflows.ts"),
        import("../doctor/settings.ts"),
      ]);
      const look = looker();
      const checks = [
        ...(await hookChecks(top, look)),
        ...agentChecks(top, look),
        ...workflowsChecks(top, look),
        ...(await settingsChecks(top)),
      ];
      const problems = checks.filter((check) => !check.ok).length;
      if (flags.json === true) printJson({ ok: problems === 0, checks });
      else {
        for (const { about, ok, unproven, message, todo } of checks) {
          const then = todo === undefined ? "" : `\n${" ".repeat(19)}do: ${escapeText(todo)}`;
          process.stdout.write(
            `${(ok ? "ok" : unproven === true ? "unproven" : "problem").padEnd(9)}${about.padEnd(10)}${escapeText(message)}${then}\n`,
          );
        }
        process.stderr.write(`${counted(checks.length, "check")}, ${counted(problems, "problem")}\n`);
      }
      if (problems > 0) process.exitCode = 1;
    });
}
