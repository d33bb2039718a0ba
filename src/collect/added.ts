// Of a change, only values count that it brings: a line that was moved or reformatted says nothing new, whoever wrote it.
import { crypto } from "../model/crypto.ts";
import type { Finding } from "../model/finding.ts";
import { Secret } from "../model/secret.ts";
import { provingStrength } from "../model/strength.ts";
import type { ForeignComment } from "../model/suppression.ts";
import { LineMap, type SourceText } from "../model/text.ts";
import type { Collector } from "./collector.ts";
import { hiddenFindings } from "./comments.ts";
import { passingFindings, type DatesOf } from "./passing.ts";

/** What must not have stood there before. */
export type NewPart = Pick<Secret, "isIn" | "strength">;

/** A file as a whole: no part of it, and no text that holds it, is the same. */
function wholeFile({ length }: Buffer, digest: Secret): NewPart {
  return {
    isIn: (other) => other.length === length && digest.equals(new Secret(crypto().hash("sha256", other, "hex"))),
    strength: () => Infinity,
  };
}

/** What is new of a finding, as the text writes it. */
export function newPart(text: SourceText, { span, holdsValue, built }: Finding): NewPart {
  const { bytes } = text;
  if (holdsValue === false && built) return wholeFile(bytes, built);
  if (holdsValue !== false) return new Secret(bytes.toString("utf8", span.start, span.end));
  // An expression's name is everywhere: it is the statement that is new.
  const lines = new LineMap(bytes);
  const { start } = lines.lineSpan(span.start);
  const { end } = lines.lineSpan(Math.max(span.start, span.end - 1));
  return new Secret(bytes.toString("utf8", start, end).trim());
}

/** What a change took away and what it holds at its end, for those who ask where a value stands. */
export interface Texts {
  before(): AsyncIterable<Buffer>;
  after(): AsyncIterable<Buffer>;
  /** Author dates of commits. */
  readonly dates: DatesOf;
}

/** Takes those findings away whose new part stands in the bytes. */
export function dropKnown(pending: Map<Finding, NewPart>, bytes: Buffer): void {
  for (const [finding, part] of pending)
    // A short word is part of many longer ones, and proves nothing there.
    if (part.isIn(bytes, { whole: part.strength() < provingStrength })) pending.delete(finding);
}

/**
 * Leaves out each finding whose value stands in any of the texts before the change, which are read only where something was found. What
 * comments hide is looked at in the same way; `foreign` are the scanners whose comments count as well. Of what the commits of the
 * change hold in between, values count that do not stand at its end; no comment hides them, since none is left there.
 */
export function addedOnly(texts: Texts, foreign: readonly ForeignComment[]): Collector {
  const reported: Finding[] = [];
  const pending = new Map<Finding, NewPart>();
  const passed = new Map<Finding, NewPart>();
  const hidden = hiddenFindings(foreign);
  const passing = passingFindings();
  return {
    add(text, findings, comments) {
      if (text.origin) {
        const all = [...findings, ...(comments?.hidden ?? []).map(({ finding }) => finding)];
        for (const finding of passing.add(text, text.origin, all)) passed.set(finding, newPart(text, finding));
        return;
      }
      for (const finding of findings) {
        reported.push(finding);
        pending.set(finding, newPart(text, finding));
      }
      if (!comments) return;
      hidden.add(text, comments);
      for (const { finding } of comments.hidden) pending.set(finding, newPart(text, finding));
    },
    count: () => pending.size + passed.size,
    async findings() {
      if (pending.size + passed.size === 0) return [];
      for await (const bytes of texts.before()) {
        if (hidden.findings.size > 0) hidden.sawBefore(bytes);
        dropKnown(pending, bytes);
        dropKnown(passed, bytes);
        if (pending.size + passed.size === 0 && hidden.findings.size === 0) break;
      }
      if (passed.size > 0) for await (const bytes of texts.after()) dropKnown(passed, bytes);
      const isNew = (finding: Finding): boolean => pending.has(finding);
      const last = [...reported.filter(isNew), ...hidden.reported(isNew)];
      return [...last, ...(await passing.reported((finding) => passed.has(finding), last, texts.dates))];
    },
  };
}
