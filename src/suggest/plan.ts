// Which edits are made in one text: each finding's whole or not at all, and none that meets another's.
import type { Edit, Finding } from "../model/finding.ts";
import type { SourceText, Span } from "../model/text.ts";
import { applyEdits } from "./apply.ts";

/** A text with something to replace, and every value in it that a preview must not show. */
export interface Fixable {
  readonly text: SourceText;
  /** Those with edits. */
  readonly findings: readonly Finding[];
  readonly secrets: readonly Span[];
}

/** The edits of one text, made together. */
export interface Plan extends Fixable {
  readonly edits: readonly Edit[];
  readonly newBytes: Buffer;
}

/** Nothing where none of the wanted findings can be repaired; `findings` of the plan are those that are. */
export function planEdits(fixable: Fixable, isWanted: (finding: Finding) => boolean): Plan | undefined {
  const { text } = fixable;
  let edits: readonly Edit[] = [];
  const findings: Finding[] = [];
  for (const finding of fixable.findings.filter(isWanted)) {
    const together = [...edits, ...(finding.suggestion?.edits ?? [])];
    if (!applyEdits(text.bytes, together)) continue;
    edits = together;
    findings.push(finding);
  }
  const newBytes = applyEdits(text.bytes, edits);
  return findings.length === 0 || !newBytes ? undefined : { ...fixable, findings, edits, newBytes };
}
