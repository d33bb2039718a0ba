import type { Report } from "../model/finding.ts";
import type { SourceText } from "../model/text.ts";
import { run } from "../run.ts";
import { runOptions, type ScanFlags } from "./options.ts";

/** A scan for `fix`: the report, and the texts its findings stand in. */
export async function scanForFix(
  paths: string[],
  flags: ScanFlags,
): Promise<{ report: Report; read: (path: string) => SourceText | undefined }> {
  const texts = new Map<string, SourceText>();
  const { report } = await run({
    ...runOptions(paths, flags),
    onFindings: (text, findings) => {
      // The source reuses its buffer, so a text that is needed later is copied.
      if (findings.some(({ suggestion }) => (suggestion?.edits.length ?? 0) > 0)) {
        texts.set(text.path, { ...text, bytes: Buffer.from(text.bytes) });
      }
    },
  });
  return { report, read: (path) => texts.get(path) };
}

/** A scan for `baseline create`: everything counts, also what an older baseline covers. */
export async function scanForBaseline(paths: string[], flags: ScanFlags): Promise<Report> {
  return (await run({ ...runOptions(paths, flags), withoutBaseline: true })).report;
}
