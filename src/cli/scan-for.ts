import type { Report } from "../model/finding.ts";
import type { Fixable } from "../suggest/plan.ts";
import { runOptions, type ScanFlags } from "./options.ts";

/** What `fix` works on. */
export interface FixScan {
  readonly report: Report;
  /** Texts in which something can be replaced. */
  readonly fixable: readonly Fixable[];
  /** Findings without an edit. */
  readonly advised: number;
}

/** A scan for `fix`: with every place of a value, also where the report names but one. */
export async function scanForFix(paths: string[], flags: ScanFlags): Promise<FixScan> {
  const fixable: Fixable[] = [];
  let advised = 0;
  const { run } = await import("../run.ts");
  const { report } = await run({
    ...runOptions(paths, flags),
    onFindings: (text, findings, all) => {
      const replaced = findings.filter(({ suggestion }) => (suggestion?.edits.length ?? 0) > 0);
      advised += findings.length - replaced.length;
      if (replaced.length === 0) return;
      // The source reuses its buffer, so a text that is needed later is copied.
      const copy = { ...text, bytes: Buffer.from(text.bytes) };
      fixable.push({ text: copy, findings: replaced, secrets: all.map(({ span }) => span) });
    },
  });
  return { report, fixable, advised };
}
