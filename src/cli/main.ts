import { Command, CommanderError } from "commander";
import { UserError } from "../model/error.ts";
import { escapeText } from "../reports/escape.ts";
import { faultText } from "../reports/fault.ts";
import { version } from "../version.ts";
import { registerScan } from "./scan.ts";

const examples = `
Without a command, vaultlint scans: "vaultlint scan --help" says how.

Examples:
  vaultlint                                          scan this directory
  vaultlint --vault file:./dev.vault.json            compare with a vault
  vaultlint fix --vault file:./dev.vault.json        show what would be repaired
  vaultlint baseline create                          accept what is there today`;

/** What says that more is wanted than a scan: the other commands bring code that a scan, and so a commit hook, would load for nothing. */
const others = /^(?:fix|baseline|vault|rules|init|doctor|help|--help|-[a-gi-zA-Z]*h.*)$/u;

/** The command line. Exit code 2 for what the user can mend, one clear sentence on standard error. */
const program = new Command("vaultlint")
  .description(
    "Finds secrets in code, knows which of them live in your key vault, and writes the vault reference that belongs there instead.",
  )
  .version(version)
  .addHelpText("after", examples)
  .showSuggestionAfterError()
  .exitOverride()
  .configureOutput({
    outputError: (text, write) => {
      write(escapeText(text.trimEnd(), { keepNewlines: true }) + "\n");
    },
  });

/** Does what the command line says. */
export async function main(): Promise<void> {
  registerScan(program, (code) => {
    process.exitCode = code;
  });
  const given = process.argv.slice(2);
  if (given.some((argument) => others.test(argument))) (await import("./commands.ts")).registerCommands(program);
  // An agent calls it before each of its edits, so it comes alone.
  else if (given[0] === "agent-hook") (await import("./agent-hook.ts")).registerAgentHook(program);
  for (const command of program.commands) command.exitOverride();

  process.stdout.on("error", ({ code = "" }: NodeJS.ErrnoException) => {
    // A reader that goes away (`vaultlint | head`) is no error.
    if (code === "EPIPE") return;
    process.stderr.write(
      `vaultlint: standard output cannot be written (${code}): send it elsewhere, or use --output FILE\n`,
    );
    process.once("exit", () => {
      process.exitCode = 2;
    });
  });

  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof UserError) {
      process.stderr.write(`vaultlint: ${escapeText(error.message)}\n`);
      process.exitCode = 2;
    } else {
      process.stderr.write(faultText(error));
      process.exitCode = 2;
    }
  }
}
