// What GitHub's "Commit suggestion" puts in place of whole lines. The lines are shown to everyone who reads the pull request, so there
// is no block where another secret stands on them.
import { isUtf8 } from "node:buffer";
import type { Finding } from "../model/finding.ts";
import { linesOf, type SourceText, type Span } from "../model/text.ts";
import { applyEdits } from "../suggest/apply.ts";
import { masksOf } from "../suggest/preview.ts";

/** Lines of the text, and what should stand there. */
export interface Block {
  readonly startLine: number;
  readonly endLine: number;
  /** Without a line end at its end. */
  readonly newText: string;
}

/** More lines are no line to be repaired any more. */
const mostLines = 60;
const longestText = 10_000;

const meets = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

/** Every line of the spans, first to last; nothing where one between them is touched by none. */
function wholeLines(text: SourceText, spans: readonly Span[]): Span | undefined {
  const lines = linesOf(text);
  const start = lines.lineSpan(Math.min(...spans.map((span) => span.start))).start;
  const last = Math.max(...spans.map((span) => Math.max(span.start, span.end - 1)));
  let count = 0;
  for (let at = start; ;) {
    const line = lines.lineSpan(at);
    if (++count > mostLines || !spans.some((span) => meets(span, line))) return undefined;
    if (line.end >= last) return { start, end: line.end };
    at = line.end + (text.bytes[line.end] === 13 && text.bytes[line.end + 1] === 10 ? 2 : 1);
  }
}

/** The block for a finding; `all` are the findings of the text, those that are suppressed too. Nothing where none is safe. */
export function suggestionBlock(text: SourceText, finding: Finding, all: readonly Finding[]): Block | undefined {
  const edits = finding.suggestion?.edits ?? [];
  const { bytes } = text;
  if (edits.length === 0 || text.binary || text.encoding !== "utf-8" || !isUtf8(bytes)) return undefined;
  // For git and GitHub a carriage return alone ends no line.
  if (/\r(?!\n)/u.test(bytes.toString("latin1"))) return undefined;
  const whole = wholeLines(text, [finding.span, ...edits.map(({ span }) => span)]);
  if (!whole) return undefined;
  const secrets = all.filter(({ holdsValue }) => holdsValue !== false);
  const left = masksOf(
    secrets.map(({ span }) => span),
    edits,
  );
  if (left.some((span) => span.start < whole.end && span.end > whole.start)) return undefined;
  const moved = edits.map((edit) => ({
    ...edit,
    span: { start: edit.span.start - whole.start, end: edit.span.end - whole.start },
  }));
  const after = applyEdits(bytes.subarray(whole.start, whole.end), moved);
  if (!after || after.length > longestText || secrets.some(({ secret }) => secret.isIn(after, { whole: false })))
    return undefined;
  const newText = after.toString("utf8").replaceAll("\r\n", "\n").replace(/\r$/u, "");
  // What cannot be seen should not be committed by a click.
  if (newText.split("\n").some((line) => /[^\t\P{C}]|[\p{Zl}\p{Zp}]/u.test(line))) return undefined;
  return {
    startLine: linesOf(text).position(whole.start).line,
    endLine: linesOf(text).position(whole.end).line,
    newText,
  };
}

/** The block as Markdown; its fence is longer than any in the text. */
export function fenced({ newText }: Block): string {
  const longest = Math.max(2, ...[...newText.matchAll(/`+/gu)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}suggestion\n${newText}\n${fence}`;
}
