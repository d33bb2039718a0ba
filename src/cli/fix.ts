import { Command } from "commander";
import type { Finding, Report } from "../model/finding.ts";
import { escapeText } from "../reports/escape.ts";
import { counted } from "../reports/wording.ts";
import { clashesAmong } from "../suggest/clashes.ts";
import { planEdits, type Plan } from "../suggest/plan.ts";
import { preview } from "../suggest/preview.ts";
import { rewrite } from "../suggest/write.ts";
import { addScanOptions, type ScanFlags } from "./options.ts";
import type { FixScan } from "./scan-for.ts";

interface Flags extends ScanFlags {
  readonly write?: boolean;
  readonly all?: boolean;
}

const examples = `
Only values that a named vault holds are replaced, so that none is lost; --all
replaces the others too, once you have stored them. Without --write nothing is
changed: the changes are printed, with every secret redacted.

Examples:
  vaultlint fix --vault file:./dev.vault.json          show what would change
  vaultlint fix --vault file:./dev.vault.json --write  change it
  vaultlint fix src/config.ts --all --write            also what no vault holds

Exit codes: 0 nothing left to replace, 1 something to replace (without --write),
2 usage, config or I/O error or an incomplete scan.`;

/** Options of a scan that mean nothing here. */
const senseless = new Set(["stdin", "stdinPath", "failOn"]);

interface Outcome {
  readonly done: readonly Plan[];
  readonly failed: readonly Plan[];
  /** Values whose reference would stand for another value as well. */
  readonly clashing: number;
}

function findingsOf(plans: readonly { readonly findings: readonly Finding[] }[]): Finding[] {
  return plans.flatMap(({ findings }) => findings);
}

/** What is left for a person, each thing once; what comes last for a finding (rotating it) comes last for all. */
function steps(plans: readonly Plan[]): string[] {
  const suggestions = findingsOf(plans).flatMap(({ suggestion }) => suggestion ?? []);
  const fed = suggestions.flatMap(({ use, fedBy }) => (fedBy === undefined ? [] : `feed ${use} by ${fedBy}`));
  const first = suggestions.flatMap(({ then }) => then.slice(0, -1));
  const last = suggestions.flatMap(({ then }) => then.slice(-1));
  return [...new Set([...fed, ...first, ...last])].map((step) => escapeText(step));
}

function summary({ done, failed, clashing }: Outcome, { fixable, advised }: FixScan, flags: Flags): string {
  const made = findingsOf(done).length;
  const isWritten = flags.write === true;
  const how = isWritten ? "replaced" : "to replace";
  const hint = isWritten || made === 0 ? "" : "; --write does it";
  const lines = [`${counted(made, "value")} ${how} in ${counted(done.length, "file")}${hint}`];
  const left = findingsOf(fixable).length - made - findingsOf(failed).length - (flags.all === true ? clashing : 0);
  if (clashing > 0 && flags.all === true)
    lines.push(
      `${counted(clashing, "value")} left, since one reference would stand for several of them: give them names of their own`,
    );
  if (left > 0 && flags.all === true)
    lines.push(`${counted(left, "value")} left, whose edit meets another one: run fix again`);
  else if (left > 0) {
    const them = left === 1 ? "it" : "them";
    lines.push(
      `${counted(left, "value")} left: in no named vault, so replacing would lose ${them} (--all does it all the same)`,
    );
  }
  if (advised > 0) lines.push(`${counted(advised, "finding")} without a safe edit: "vaultlint scan" says what to do`);
  const rest = steps(done);
  if (isWritten && rest.length > 0) lines.push("What is left to do:", ...rest.map((step) => `  - ${step}`));
  return lines.map((line) => `${line}\n`).join("");
}

/** Rewrites the files, and says of each what became of it. */
async function write(plans: readonly Plan[]): Promise<Pick<Outcome, "done" | "failed">> {
  const done: Plan[] = [];
  const failed: Plan[] = [];
  for (const plan of plans) {
    const problem = await rewrite(plan.text, plan.newBytes);
    const path = escapeText(plan.text.path);
    (problem === undefined ? done : failed).push(plan);
    if (problem === undefined) process.stdout.write(`${path}: ${counted(plan.findings.length, "value")} replaced\n`);
    else process.stderr.write(`vaultlint: ${path} was left as it is: ${problem}\n`);
  }
  return { done, failed };
}

function isIncomplete({ notices }: Report, strict: boolean): boolean {
  return notices.some(({ kind }) => kind === "incomplete" || (strict && kind === "not-scanned"));
}

/** Adds `fix`: puts the references where the secrets stand. */
export function registerFix(program: Command, runScan: (paths: string[], flags: ScanFlags) => Promise<FixScan>): void {
  const command = program
    .command("fix")
    .description("put the vault reference in place of secrets that a vault holds")
    .argument("[paths...]", "files, directories or globs (default: this directory)")
    .optionsGroup("Fix:")
    .option("--write", "change the files (default: print what would change)")
    .option("--all", "replace values that no named vault holds, too")
    .addHelpText("after", examples)
    .action(async (paths: string[], flags: Flags) => {
      const scanned = await runScan(paths, flags);
      const all = findingsOf(scanned.fixable);
      const isClashing = clashesAmong(all);
      const isWanted = (finding: Finding): boolean =>
        finding.verification.state === "in-vault" || (flags.all === true && !isClashing(finding));
      const plans = scanned.fixable.flatMap((each) => planEdits(each, isWanted) ?? []);
      if (flags.write !== true) for (const plan of plans) process.stdout.write(await preview(plan, escapeText));
      const made = flags.write === true ? await write(plans) : { done: plans, failed: [] };
      const outcome = { ...made, clashing: all.filter(isClashing).length };
      process.stderr.write(summary(outcome, scanned, flags));
      if (outcome.failed.length > 0 || isIncomplete(scanned.report, flags.strict === true)) process.exitCode = 2;
      else if (flags.write !== true && plans.length > 0) process.exitCode = 1;
    });
  for (const option of addScanOptions(new Command()).options) {
    if (!senseless.has(option.attributeName())) command.addOption(option);
  }
}
