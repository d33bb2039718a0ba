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

/** Bytes up to which archives, versions of git and streams are held whole. What is larger is read piece by piece; of git and of archives, it is not read. */
export const largestWhole = 100_000_000;

/** Bytes up to which a file is held whole that is searched as it is: what takes more fresh memory than this costs more to read so than piece by piece. */
export const largestText = 32_000_000;

/** `larger than 5 MB (limits.maxFileSizeMB)`; the setting is not named where the limit is that of what is held whole. */
export function tooLarge(maxFileSize: number, { isWhole = true }: { readonly isWhole?: boolean } = {}): string {
  const setting = isWhole && maxFileSize >= largestWhole ? "" : " (limits.maxFileSizeMB)";
  return `larger than ${String(maxFileSize / 1_000_000)} MB${setting}`;
}
