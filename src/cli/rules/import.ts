import { lstat, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { InvalidArgumentError, Option, type Command } from "commander";
import { UserError } from "../../model/error.ts";
import { escapeText } from "../../reports/escape.ts";
import { counted } from "../../reports/wording.ts";
import { codeOf, shownPath } from "../../suppress/read-file.ts";

interface Flags {
  readonly output: string;
  readonly provider: string;
  readonly yes?: boolean;
}

const help = `
Rules, allow lists and the files that the config extends are read. What cannot
be said in a rule file is told, each with its reason; no pattern is printed.

Examples:
  vaultlint rules import .gitleaks.toml
  vaultlint rules import .gitleaks.toml --output acme-rules.yml --provider acme

Exit codes: 0 all was carried over, 1 something was left out, 2 usage or I/O
error, and then nothing was written.`;

function provider(value: string): string {
  if (!/^[a-z\d]+(?:-[a-z\d]+)*$/u.test(value) || value.length > 40)
    throw new InvalidArgumentError("Write lower-case letters, digits and single hyphens, e.g. acme.");
  return value;
}

async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

/** Asks before a file is replaced; where nobody can be asked, refuses. */
async function mayReplace(shown: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new UserError(
      `${shown} exists: name another file with --output, or add --yes to replace it. Nothing was written.`,
    );
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/iu.test((await terminal.question(`Replace ${escapeText(shown)}? [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

async function write(file: string, shown: string, text: string, isThere: boolean): Promise<void> {
  try {
    // What appeared in the meantime is not replaced.
    await writeFile(file, text, { flag: isThere ? "w" : "wx" });
  } catch (error) {
    throw new UserError(
      `Cannot write ${shown} (${codeOf(error)}). Name a file in a directory that exists and is writable.`,
    );
  }
}

/** Adds `rules import`. */
export function registerImport(parent: Command): void {
  parent
    .command("import")
    .description("write the rules of a .gitleaks.toml as a rule file of vaultlint")
    .argument("<file>", "the config of gitleaks")
    .addOption(new Option("--output <file>", "the rule file to write").default("gitleaks-rules.yml"))
    .addOption(new Option("--provider <name>", "first segment of the new ids").default("imported").argParser(provider))
    .option("--yes", "replace the rule file without asking")
    .addHelpText("after", help)
    .action(async (file: string, flags: Flags) => {
      const [{ importRules }, { noteLines }, { knownRules }] = await Promise.all([
        import("../../rule-import/import.ts"),
        import("../../rule-import/notes.ts"),
        import("../../known-rules.ts"),
      ]);
      const target = resolve(flags.output);
      const shown = shownPath(target);
      const isThere = await exists(target);
      if (isThere && flags.yes !== true && !(await mayReplace(shown))) {
        process.stderr.write("Nothing was written.\n");
        return;
      }
      const imported = await importRules(resolve(file), { provider: flags.provider, knownRules: knownRules() });
      const { text, carried, total, ignore, notes } = imported;
      if (text !== undefined) await write(target, shown, text, isThere);
      const lines = [
        text === undefined
          ? `no rule of ${String(total)} could be carried over: nothing was written`
          : `${shown}: ${String(carried)} of ${counted(total, "rule")}`,
        ...noteLines(notes).map((line) => `  ${line}`),
        ...(text === undefined ? [] : [`  next: name it in the config: rulesFiles: [${shown}]`]),
        ...(ignore.length === 0
          ? []
          : [`  next: leave these files out of every scan, in the config: ignore: ${JSON.stringify(ignore)}`]),
      ];
      process.stderr.write(lines.map((line) => `${escapeText(line)}\n`).join(""));
      if (notes.some(({ kind }) => kind === "left out")) process.exitCode = 1;
    });
}
