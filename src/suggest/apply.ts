// Puts edits into a text. Only their spans change; everything else stays byte for byte.
import type { Edit } from "../model/finding.ts";
import type { SourceText } from "../model/text.ts";

/** The bytes with the edits applied. Equal edits count once; returns undefined where two overlap. */
export function applyEdits(bytes: Buffer, edits: readonly Edit[]): Buffer | undefined {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const pieces: Buffer[] = [];
  let at = 0;
  let last: Edit | undefined;
  for (const edit of sorted) {
    const { span, newText } = edit;
    if (last?.span.start === span.start && last.span.end === span.end && last.newText === newText) continue;
    if (span.start < at) return undefined;
    pieces.push(bytes.subarray(at, span.start), Buffer.from(newText));
    at = span.end;
    last = edit;
  }
  pieces.push(bytes.subarray(at));
  return Buffer.concat(pieces);
}

/** UTF-8 bytes as the file's own encoding writes them; nothing for an encoding that is not written. */
export function encode(utf8: Buffer, encoding: SourceText["encoding"], mark: Buffer): Buffer | undefined {
  switch (encoding) {
    case "utf-8":
      return Buffer.concat([mark, utf8]);
    case "utf-16le":
      return Buffer.concat([mark, Buffer.from(utf8.toString("utf8"), "utf16le")]);
    case "utf-16be":
      return Buffer.concat([mark, Buffer.from(utf8.toString("utf8"), "utf16le").swap16()]);
    default:
      return undefined;
  }
}
