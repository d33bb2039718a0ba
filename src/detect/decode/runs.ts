/** The encoded runs of a text, and what they hold. */
import type { Candidate } from "../../model/candidate.ts";
import type { SourceText, Span } from "../../model/text.ts";
import { encodedCommandAt } from "./command.ts";
import { type Content, readContent } from "./content.ts";
import type { EncodedPlaces } from "./places.ts";
import { type EncodedRun, readRun } from "./run.ts";

/** A decoded text of one line up to this length is a value, judged under the name it is given to; a longer one is a document. */
const longestValue = 400;

/** What is held of a run takes a hundred times as much memory as the run itself. */
const runsTogether = 2000;

const gzipInBase64 = 72;
const optionSign = 45;

/** Bytes that may still be decoded, and whether they were too few. */
interface DecodeBudget {
  readonly left: number;
  isTooLarge: boolean;
}

/** A run and the text in it. */
export interface DecodedRun {
  readonly run: EncodedRun;
  readonly content: Content;
  readonly isValue: boolean;
}

function isValue({ bytes, layer }: Content): boolean {
  return (
    layer === undefined && bytes.length <= longestValue && !/["'`\\\n\r]/u.test(bytes.toString("latin1").trimEnd())
  );
}

/** The generic detector's candidates whose value is base64 of few characters, which the search does not report. */
export function shortValues(text: SourceText, candidates: readonly Candidate[]): number[] {
  return candidates
    .filter(({ kind, span }) => kind === "generic" && span.end - span.start <= 16 && text.bytes[span.end - 1] === 61)
    .map(({ span }) => span.start);
}

/** Where runs begin: those that the search saw, gzip files, what PowerShell is given, and values of few characters. */
export function runStarts(
  text: SourceText,
  { runs, signs }: EncodedPlaces,
  candidates: readonly Candidate[],
): number[] {
  const { bytes } = text;
  const others = signs.flatMap((at) => {
    if (bytes[at] === gzipInBase64) return [at];
    return bytes[at] === optionSign ? (encodedCommandAt(bytes, at) ?? []) : [];
  });
  if (others.length === 0 && candidates.length === 0) return runs;
  return [...runs, ...others, ...shortValues(text, candidates)].sort((a, b) => a - b);
}

/** The runs that hold text, in order, some at a time. */
export function* decodeRuns(
  bytes: Buffer,
  starts: readonly number[],
  budget: DecodeBudget,
): Generator<readonly DecodedRun[]> {
  let found: DecodedRun[] = [];
  let behind = 0;
  for (const start of starts) {
    if (start < behind || budget.left <= 0) continue;
    const { end, run } = readRun(bytes, start);
    behind = end;
    const content = run && readContent(run.bytes, budget.left);
    if (content === "too-large") budget.isTooLarge = true;
    else if (run && content) found.push({ run, content, isValue: isValue(content) });
    if (found.length === runsTogether) {
      yield found;
      found = [];
    }
  }
  if (found.length > 0) yield found;
}

/** The place in the text of a part of what a run holds. */
export function placeOf({ run, content }: DecodedRun, part: Span): Span {
  if (content.layer === undefined) return run.place(part);
  const isPlainUtf16 = content.layer === "UTF-16" && content.bytes.length * 2 === run.bytes.length;
  return isPlainUtf16 ? run.place({ start: part.start * 2, end: part.end * 2 }) : run.span;
}
