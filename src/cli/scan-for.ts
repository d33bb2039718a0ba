import type { Finding, Report } from "../model/finding.ts";
import type { SourceText, Span } from "../model/text.ts";
import { run } from "../run.ts";
import { runOptions, type ScanFlags } from "./options.ts";

/** A text with something to replace, and every value in it that a diff of it must not show. */
export interface Fixable {
  readonly text: SourceText;
  readonly findings: readonly Finding[];
  readonly secrets: readonly Span[];
}

/** A scan for `fix`: the report, and the texts in which something can be replaced. */
export async function scanForFix(paths: string[], flags: ScanFlags): Promise<{ report: Report; fixable: Fixable[] }> {
  const fixable: Fixable[] = [];
  const { report } = await run({
    ...runOptions(paths, flags),
    onFindings: (text, findings, all) => {
      const replaced = findings.filter(({ suggestion }) => (suggestion?.edits.length ?? 0) > 0);
      if (replaced.length === 0) return;
      // The source reuses its buffer, so a text that is needed later is copied.
      const copy = { ...text, bytes: Buffer.from(text.bytes) };
      fixable.push({ text: copy, findings: replaced, secrets: all.map(({ span }) => span) });
    },
  });
  return { report, fixable };
}

/** A scan for `baseline create`: everything counts, also what an older baseline covers. */
export async function scanForBaseline(paths: string[], flags: ScanFlags): Promise<Report> {
  return (await run({ ...runOptions(paths, flags), withoutBaseline: true })).report;
}
