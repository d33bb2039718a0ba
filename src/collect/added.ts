// Of a change, only values count that it brings: a line that was moved or reformatted says nothing new, whoever wrote it.
import type { Finding } from "../model/finding.ts";
import { Secret } from "../model/secret.ts";
import { provingStrength } from "../model/strength.ts";
import type { ForeignComment } from "../model/suppression.ts";
import { LineMap, type SourceText } from "../model/text.ts";
import type { Collector } from "./collector.ts";
import { hiddenFindings } from "./comments.ts";

/** What must not have stood there before, as the text writes it. */
function newPart(text: SourceText, { span, holdsValue }: Finding): Secret {
  const { bytes } = text;
  if (holdsValue !== false) return new Secret(bytes.toString("utf8", span.start, span.end));
  // An expression's name is everywhere: it is the statement that is new.
  const lines = new LineMap(bytes);
  const { start } = lines.lineSpan(span.start);
  const { end } = lines.lineSpan(Math.max(span.start, span.end - 1));
  return new Secret(bytes.toString("utf8", start, end).trim());
}

/**
 * Leaves out each finding whose value stands in any of the texts `before`, which are read only where something was found. What
 * comments hide is looked at in the same way; `foreign` are the scanners whose comments count as well.
 */
export function addedOnly(before: () => AsyncIterable<Buffer>, foreign: readonly ForeignComment[]): Collector {
  const reported: Finding[] = [];
  const pending = new Map<Finding, Secret>();
  const hidden = hiddenFindings(foreign);
  return {
    add(text, findings, comments) {
      reported.push(...findings);
      for (const finding of findings) pending.set(finding, newPart(text, finding));
      if (!comments) return;
      hidden.add(text, comments);
      for (const { finding } of comments.hidden) pending.set(finding, newPart(text, finding));
    },
    async findings() {
      if (pending.size === 0) return [];
      for await (const bytes of before()) {
        if (hidden.findings.size > 0) hidden.sawBefore(bytes);
        for (const [finding, part] of pending)
          // A short word is part of many longer ones, and proves nothing there.
          if (part.isIn(bytes, { whole: part.strength() < provingStrength })) pending.delete(finding);
        if (pending.size === 0 && hidden.findings.size === 0) break;
      }
      const isNew = (finding: Finding): boolean => pending.has(finding);
      return [...reported.filter(isNew), ...hidden.reported(isNew)];
    },
  };
}
