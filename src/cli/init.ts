import type { Interface } from "node:readline/promises";
import { InvalidArgumentError, Option, type Command } from "commander";
import { UserError } from "../model/error.ts";
import { escapeText } from "../reports/escape.ts";
import { counted } from "../reports/wording.ts";
import { topLevelOf } from "../sources/repository.ts";
import type { InitOptions } from "../init/init.ts";
import { hookTools, type Planned } from "../init/planned.ts";
import { agentNames } from "../model/agent.ts";

interface Flags extends InitOptions {
  readonly yes?: boolean;
}

const help = `
Nothing is installed or run: files are written, and the commands that are left
to you are printed. Files that are there are changed only after a question, or
with --yes.

Examples:
  vaultlint init                                hooks, workflow and config
  vaultlint init --hook pre-commit
  vaultlint init --agent claude
  vaultlint init --workflow --pin 0123456789abcdef0123456789abcdef01234567`;

function show({ path, replaces, added }: Planned): void {
  const lines = [`${replaces ? "change" : "create"}  ${path}`, ...added.map((line) => `        + ${line}`)];
  process.stdout.write(lines.map((line) => `${escapeText(line).trimEnd()}\n`).join(""));
}

/** Asks; Ctrl-C, Ctrl-D and the end of the input are no answer, and end as they do at the prompt for a passphrase. */
export async function answered(terminal: Interface, question: string): Promise<boolean> {
  const left = new Promise<never>((_, reject) => {
    terminal.once("close", () => {
      reject(new UserError("The prompt was left without an answer. Nothing was written."));
    });
  });
  // Ctrl-C closes the terminal, and rejects the question as well.
  const answer = terminal.question(question).catch((error: unknown) => {
    if (error instanceof Error && error.name === "AbortError") return left;
    throw error;
  });
  return /^y(?:es)?$/iu.test((await Promise.race([answer, left])).trim());
}

async function agreed(changes: readonly Planned[]): Promise<boolean> {
  const what = counted(changes.length, "file that is there already", "files that are there already");
  if (!process.stdin.isTTY) {
    throw new UserError(`This changes ${what}: add --yes to agree. Nothing was written.`);
  }
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await answered(terminal, `Change ${what}? [y/N] `);
  } finally {
    terminal.close();
  }
}

function commit(value: string): string {
  if (!/^[0-9a-f]{40}$/u.test(value)) throw new InvalidArgumentError("Write the full commit: 40 hexadecimal digits.");
  return value;
}

/** Adds `init`: writes the hooks, the workflow and the config. */
export function registerInit(program: Command): void {
  program
    .command("init")
    .description("write a commit hook, the hooks of coding agents, a GitHub workflow and a config file")
    .addOption(new Option("--hook <tool>", "write the hook for this tool (default: the one in use)").choices(hookTools))
    .addOption(
      new Option("--agent <agent>", "write the hook of this coding agent (default: those in use)").choices(agentNames),
    )
    .option("--workflow", "write the GitHub workflow")
    .option("--config", "write a config file to start from")
    .addOption(new Option("--pin <commit>", "the commit of the action that the workflow uses").argParser(commit))
    .option("--yes", "change files that are there already without asking")
    .addHelpText("after", help)
    .action(async (flags: Flags) => {
      // Read only where they are asked for: they bring a YAML parser, which every scan would pay for.
      const [{ plans }, { projectReader, writePlanned }] = await Promise.all([
        import("../init/init.ts"),
        import("../init/files.ts"),
      ]);
      const top = topLevelOf(process.cwd()) ?? process.cwd();
      const planned = await plans(top, projectReader(top), flags);
      const files = planned.flatMap((plan) => plan.files);
      for (const { already } of planned)
        if (already !== undefined) process.stdout.write(`as is   ${escapeText(already)}\n`);
      for (const file of files) show(file);
      const changes = files.filter(({ replaces }) => replaces);
      if (changes.length > 0 && flags.yes !== true && !(await agreed(changes))) {
        process.stderr.write("Nothing was written.\n");
        return;
      }
      for (const file of files) writePlanned(top, file);
      process.stderr.write(`${counted(files.length, "file")} written\n`);
      const next = files.length === 0 ? [] : new Set(planned.flatMap((plan) => plan.next));
      for (const step of [...next, ...(files.length === 0 ? [] : ["vaultlint doctor"])])
        process.stderr.write(`  next: ${step}\n`);
    });
}
