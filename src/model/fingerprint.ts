// What tells a finding apart from run to run without a hash of its value, by which a guess could be confirmed.
import { createHash } from "node:crypto";
import { lineHashesOf } from "./line-hash.ts";
import type { Span } from "./text.ts";

const mark = Buffer.from("*");

interface Masked {
  readonly bytes: Buffer;
  /** Where the mark of each span stands; overlapping spans share one. */
  readonly marks: ReadonlyMap<Span, number>;
}

/** The bytes with every span replaced by one `*`, however long it is. */
function mask(bytes: Buffer, spans: readonly Span[]): Masked {
  const pieces: Buffer[] = [];
  const marks = new Map<Span, number>();
  let length = 0;
  let end = -1;
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start >= end) {
      const piece = bytes.subarray(Math.max(0, end), span.start);
      pieces.push(piece, mark);
      length += piece.length + mark.length;
    }
    end = Math.max(end, span.end);
    marks.set(span, length - mark.length);
  }
  pieces.push(bytes.subarray(Math.max(0, end)));
  return { bytes: Buffer.concat(pieces), marks };
}

/** A line (or lines) with every secret replaced by one `*` and white space removed. Spans are offsets within it. */
export function maskLine(line: Buffer, spans: readonly Span[]): string {
  return mask(line, spans).bytes.toString("utf8").replaceAll(/\s+/gu, "");
}

/** Tells a finding apart by rule, path, masked line and how many like it stood before in the file. 32 hex digits. */
export function fingerprint(ruleId: string, path: string, maskedLine: string, occurrence: number): string {
  return createHash("sha256")
    .update(JSON.stringify([ruleId, path, maskedLine, occurrence]))
    .digest("hex")
    .slice(0, 32);
}

/** Answers 1-based line numbers of rising offsets, in one pass over the bytes. */
function lineCounter(bytes: Buffer): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (; at < offset; at++) if (bytes[at] === 10 || (bytes[at] === 13 && bytes[at + 1] !== 10)) line++;
    return line;
  };
}

/**
 * GitHub's `primaryLocationLineHash` of every line on which a span starts, over the text with all spans masked. A secret of many
 * lines is one `*` there, so the hashes are looked up by masked line.
 */
export function lineHashes(bytes: Buffer, spans: readonly Span[]): Map<number, string> {
  const masked = mask(bytes, spans);
  const lineOf = lineCounter(bytes);
  const maskedLineOf = lineCounter(masked.bytes);
  const maskedLines = new Map<number, number>();
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    maskedLines.set(lineOf(span.start), maskedLineOf(masked.marks.get(span) ?? 0));
  }

  const hashes = lineHashesOf(masked.bytes.toString("utf8"), new Set(maskedLines.values()));
  return new Map([...maskedLines].map(([line, maskedLine]) => [line, hashes.get(maskedLine) ?? ""]));
}
