import type { Notice } from "../model/finding.ts";
import type { SourceItem } from "../model/source-item.ts";
import type { SourceText } from "../model/text.ts";

export type { SourceItem, SourceItems } from "../model/source-item.ts";

/** What is known of a file besides its bytes. */
export type FileAt = Omit<SourceText, "bytes" | "binary" | "encoding">;

/** Says that something at `path` was left out because of a limit, or (`incomplete`) could not be read. */
export function noticeItem(kind: Notice["kind"], path: string | undefined, message: string): SourceItem {
  return { kind: "notice", notice: { kind, message, ...(path !== undefined && { path }) } };
}

/** `larger than 100 MB`. */
export function tooLarge(maxFileSize: number): string {
  return `larger than ${String(maxFileSize / 1_000_000)} MB (limits.maxFileSizeMB)`;
}
