// In what a baseline accepts more than it did.
import { counted } from "../reports/wording.ts";
import type { BaselineFile } from "../suppress/baseline-file.ts";

/** What the baseline accepts that it did not; nothing where it only accepts less. */
export interface Accepted {
  /** 1-based line of the first such entry. */
  readonly line: number;
  readonly message: string;
}

/** Where a baseline has more entries than the `most` that the ratchet leaves it; nothing where it has no more. */
export function grown(most: number, after: BaselineFile): Accepted | undefined {
  const now = after.entries.length;
  if (now <= most) return undefined;
  const message = `the baseline has ${counted(now, "entry", "entries")} where baselineRatchet allows ${String(most)}`;
  return { line: after.lineOf(most), message };
}

/** Compares entry by entry: one that says anything new, be it a later day or a reason, can cover what it did not. */
export function accepted(before: BaselineFile | undefined, after: BaselineFile): Accepted | undefined {
  // Under another salt, entries of the same value have another tag.
  const known = new Set(before?.salt === after.salt ? before.entries.map((entry) => JSON.stringify(entry)) : []);
  const lines = after.entries.flatMap((entry, index) =>
    known.has(JSON.stringify(entry)) ? [] : [after.lineOf(index)],
  );
  const [line] = lines;
  if (line === undefined) return undefined;
  const more = lines.length > 3 ? ` and ${String(lines.length - 3)} more` : "";
  const where = `${lines.length === 1 ? "line" : "lines"} ${lines.slice(0, 3).join(", ")}${more}`;
  const entries = counted(lines.length, "new entry", "new entries");
  const remedy = `which ${lines.length === 1 ? "counts" : "count"} once the base has the file: merge it there first, on its own`;
  return { line, message: `the baseline has ${entries} (${where}), ${remedy}` };
}
