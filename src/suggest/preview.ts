// Shows what a plan changes, as a unified diff without any value. Unchanged lines are not shown: nobody knows what stands there.
import type { Edit } from "../model/finding.ts";
import type { SourceText, Span } from "../model/text.ts";
import { applyEdits } from "./apply.ts";
import type { Plan } from "./plan.ts";

/** The parts of the secrets that no edit touches, in order and apart. */
export function masksOf(secrets: readonly Span[], edits: readonly Edit[]): Span[] {
  const taken = edits.map(({ span }) => span).sort((a, b) => a.start - b.start);
  const masks: Span[] = [];
  let at = 0;
  for (const { start, end } of [...secrets].sort((a, b) => a.start - b.start)) {
    let from = Math.max(start, at);
    for (const span of taken) {
      if (span.end < from || span.start >= end) continue;
      if (span.start > from) masks.push({ start: from, end: span.start });
      from = Math.max(from, span.end);
    }
    if (end > from) masks.push({ start: from, end });
    at = Math.max(at, end);
  }
  return masks;
}

function redacted(text: SourceText, secrets: readonly Span[], edits: readonly Edit[]): string {
  const masks = masksOf(secrets, edits).map((span) => ({
    span,
    newText: `[redacted: ${String(span.end - span.start)} bytes]`,
  }));
  const bytes = applyEdits(text.bytes, [...edits, ...masks]);
  if (!bytes) throw new Error("A preview could not be made: its edits meet.");
  return bytes.toString("utf8");
}

/** The diff, in which `print` makes names and lines fit to be shown. */
export async function preview({ text, edits, secrets }: Plan, print: (text: string) => string): Promise<string> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import("diff");
  const name = print(text.path);
  const patch = createTwoFilesPatch(
    `a/${name}`,
    `b/${name}`,
    redacted(text, secrets, []),
    redacted(text, secrets, edits),
    undefined,
    undefined,
    { context: 0, headerOptions: FILE_HEADERS_ONLY },
  );
  return patch
    .split("\n")
    .map((line) => print(line.replace(/\r$/u, "")))
    .join("\n");
}
