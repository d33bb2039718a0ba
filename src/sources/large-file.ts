// Files of a directory that are too large to be held whole.
import { closeSync, fstatSync, readSync } from "node:fs";
import { archiveKind, closedKind } from "./archive/kind.ts";
import type { FilePath } from "./file-path.ts";
import { piecesOf } from "./pieces.ts";
import { failureOf, openFile, type ReadFailure } from "./read.ts";
import { type FileAt, noticeItem, type SourceItem } from "./source-item.ts";

const headBytes = 512;

/** What is wanted of such a file. */
export interface LargeFileOptions {
  /** Bytes. Larger files are not read. */
  readonly maxFileSize: number;
  /** Archives are opened, which must be held whole, and are not searched as they are. */
  readonly opensArchives: boolean;
}

/** The file's texts, piece by piece; at the end why it could not be read, or not to its end. */
export async function* largeFile(
  path: FilePath,
  at: FileAt,
  { maxFileSize, opensArchives }: LargeFileOptions,
): AsyncGenerator<SourceItem, ReadFailure | undefined> {
  let file: number | undefined;
  try {
    const opened = openFile(path, { followLink: false });
    file = opened;
    const stats = fstatSync(opened);
    if (!stats.isFile()) return { failure: "not-regular" };
    if (stats.size > maxFileSize) return { failure: "too-large" };
    const head = Buffer.alloc(headBytes);
    readSync(opened, head, 0, headBytes, 0);
    if (opensArchives && (archiveKind(head) ?? closedKind(head)) !== undefined) {
      yield noticeItem("not-scanned", at.path, "an archive that is too large to be opened");
      return undefined;
    }
    let length = 0;
    // A file that grows while it is read is read as far as it may be large.
    const next = (into: Buffer): number => {
      const count = length > maxFileSize ? 0 : readSync(opened, into, 0, into.length, length);
      length += count;
      return count;
    };
    yield* piecesOf(next, at);
    return length > maxFileSize ? { failure: "too-large" } : undefined;
  } catch (error) {
    return failureOf(error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
