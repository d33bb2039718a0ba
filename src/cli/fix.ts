import { Command } from "commander";
import type { Edit, Finding, Report } from "../model/finding.ts";
import type { SourceText, Span } from "../model/text.ts";
import { escapeText } from "../reports/escape.ts";
import { counted } from "../reports/wording.ts";
import { applyEdits } from "../suggest/apply.ts";
import { rewrite } from "../suggest/write.ts";
import { addScanOptions, type ScanFlags } from "./options.ts";
import type { Fixable } from "./scan-for.ts";

interface Flags extends ScanFlags {
  readonly write?: boolean;
  readonly all?: boolean;
}

const examples = `
Only values that a named vault holds are replaced, so that none is lost; --all replaces the others too, once you have
stored them. Without --write nothing is changed: the changes are printed, with every secret redacted.

Examples:
  vaultlint fix --vault file:./dev.vault.json            show what would change
  vaultlint fix --vault file:./dev.vault.json --write    change it
  vaultlint fix src/config.ts --all --write

Exit codes: 0 nothing left to replace, 1 something to replace (dry run), 2 usage, config or I/O error or an incomplete scan.`;

/** Options of a scan that mean nothing here. */
const senseless = new Set(["stdin", "stdinPath", "failOn"]);

interface Planned {
  readonly text: SourceText;
  readonly edits: readonly Edit[];
  readonly newBytes: Buffer;
  readonly secrets: readonly Span[];
  readonly count: number;
}

/** The edits of one text that can be made together: each finding's are made whole or not at all. */
function plan({ text, findings, secrets }: Fixable, isWanted: (finding: Finding) => boolean): Planned | undefined {
  let edits: readonly Edit[] = [];
  let count = 0;
  for (const finding of findings.filter(isWanted)) {
    const together = [...edits, ...(finding.suggestion?.edits ?? [])];
    if (!applyEdits(text.bytes, together)) continue;
    edits = together;
    count++;
  }
  const newBytes = applyEdits(text.bytes, edits);
  return count === 0 || !newBytes ? undefined : { text, edits, newBytes, secrets, count };
}

/** The bytes with `edits` made and every other secret replaced by a placeholder. Unchanged lines are not shown: nobody knows what stands there. */
function redacted(text: SourceText, edits: readonly Edit[], secrets: readonly Span[]): string {
  const left = secrets.filter(({ start, end }) => !edits.some(({ span }) => span.start < end && start < span.end));
  const masks = left.map((span) => ({ span, newText: `[redacted: ${String(span.end - span.start)} bytes]` }));
  return (applyEdits(text.bytes, [...edits, ...masks]) ?? Buffer.alloc(0)).toString("utf8");
}

async function diffOf({ text, edits, secrets }: Planned): Promise<string> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import("diff");
  const name = escapeText(text.path);
  const patch = createTwoFilesPatch(
    `a/${name}`,
    `b/${name}`,
    redacted(text, [], secrets),
    redacted(text, edits, secrets),
    undefined,
    undefined,
    { context: 0, headerOptions: FILE_HEADERS_ONLY },
  );
  return patch
    .split("\n")
    .map((line) => escapeText(line.replace(/\r$/u, "")))
    .join("\n");
}

function summary(
  planned: readonly Planned[],
  fixable: readonly Fixable[],
  report: Report,
  failed: number,
  write: boolean,
): string {
  const replaced = planned.reduce((sum, { count }) => sum + count, 0) - failed;
  const possible = fixable.reduce((sum, { findings }) => sum + findings.length, 0);
  const lines = [
    `${counted(replaced, "value")} ${write ? "replaced" : "to replace"} in ${counted(planned.length, "file")}${write || replaced === 0 ? "" : "; --write does it"}`,
  ];
  const left = possible - replaced - failed;
  if (left > 0)
    lines.push(
      `${counted(left, "value")} left: in no named vault, so replacing would lose it (--all does it all the same)`,
    );
  const advised = report.findings.length - possible;
  if (advised > 0) lines.push(`${counted(advised, "finding")} without a safe edit: "vaultlint scan" says what to do`);
  return lines.map((line) => `${line}\n`).join("");
}

/** Adds `fix`: puts the references where the secrets stand. */
export function registerFix(
  program: Command,
  runScan: (paths: string[], flags: ScanFlags) => Promise<{ report: Report; fixable: Fixable[] }>,
): void {
  const command = program
    .command("fix")
    .description("put the vault reference in place of secrets that a vault holds")
    .argument("[paths...]", "files, directories or globs (default: this directory)")
    .optionsGroup("Fix:")
    .option("--write", "change the files (default: print what would change)")
    .option("--all", "replace values that no named vault holds, too")
    .addHelpText("after", examples)
    .action(async (paths: string[], flags: Flags) => {
      const { report, fixable } = await runScan(paths, flags);
      const isWanted = ({ verification }: Finding): boolean => flags.all === true || verification.state === "in-vault";
      const planned = fixable.flatMap((each) => plan(each, isWanted) ?? []);
      let failed = 0;
      for (const each of planned) {
        if (flags.write !== true) {
          process.stdout.write(await diffOf(each));
          continue;
        }
        const problem = await rewrite(each.text, each.newBytes);
        const path = escapeText(each.text.path);
        if (problem === undefined) process.stdout.write(`${path}: ${counted(each.count, "value")} replaced\n`);
        else {
          failed += each.count;
          process.stderr.write(`vaultlint: ${path} was left as it is: ${problem}\n`);
        }
      }
      process.stderr.write(summary(planned, fixable, report, failed, flags.write === true));
      const incomplete = report.notices.some(
        ({ kind }) => kind === "incomplete" || (flags.strict === true && kind === "not-scanned"),
      );
      if (failed > 0 || incomplete) process.exitCode = 2;
      else if (flags.write !== true && planned.length > 0) process.exitCode = 1;
    });
  for (const option of addScanOptions(new Command()).options) {
    if (!senseless.has(option.attributeName())) command.addOption(option);
  }
}
