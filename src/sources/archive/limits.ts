// Bounds of what comes out of one file. What archives say of themselves counts for nothing: bytes are counted as they come out.
import type { Notice } from "../../model/finding.ts";

export interface ArchiveLimits {
  /** Entries, of a file with all archives in it. */
  readonly entries: number;
  /** How many archives, one in the other, are opened. */
  readonly depth: number;
  /** How many times its own size an archive may unpack to. */
  readonly ratio: number;
  /** Bytes that may come out of a file with all archives in it. */
  readonly bytes: number;
  /** Bytes of one entry. */
  readonly fileSize: number;
}

/** Why something was not searched, or not in full. */
export type LeftOut = Pick<Notice, "kind" | "message">;

/** What a file, with all archives in it, may still give. */
export interface Budget {
  entries: number;
  bytes: number;
}

/** Counts what comes out of one archive. */
export interface Meter {
  /** Bytes that may still come out of it. */
  left(): number;
  count(bytes: number): void;
  /** False where there may be no more entries. */
  countEntry(): boolean;
  /** The limit that ended the reading; nothing where none was reached. */
  reached(): LeftOut | undefined;
  /** To be told where more bytes would come than are left. */
  end(): void;
}

/** Small files may unpack to this many bytes, whatever the ratio: a few blanks pack well. */
const alwaysAllowed = 1_000_000;

/** A meter for an archive of `size` bytes. */
export function meter(size: number, budget: Budget, limits: ArchiveLimits): Meter {
  let left = Math.max(alwaysAllowed, size * limits.ratio);
  let reached: LeftOut | undefined;
  const limit = (message: string): LeftOut => ({
    kind: "not-scanned",
    message: `${message}: the rest is not searched`,
  });
  return {
    left: () => (reached ? 0 : Math.min(left, budget.bytes)),
    count(bytes) {
      left -= bytes;
      budget.bytes -= bytes;
    },
    countEntry() {
      if (budget.entries-- > 0) return true;
      reached ??= limit(`holds more than ${String(limits.entries)} entries (limits.archiveEntries)`);
      return false;
    },
    reached: () => reached,
    end() {
      reached ??=
        budget.bytes <= left
          ? limit(`unpacks to more than ${String(limits.bytes / 1_000_000)} MB (limits.archiveMB)`)
          : limit(`unpacks to more than ${String(limits.ratio)} times its size (limits.archiveRatio)`);
    },
  };
}
