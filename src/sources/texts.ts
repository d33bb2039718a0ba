// From a file's bytes to the texts in them: the file itself and, where archives are opened, what it holds.
import { archiveKind, closedKind } from "./archive/kind.ts";
import type { ArchiveLimits } from "./archive/limits.ts";
import { decode } from "./encoding.ts";
import type { FileAt, SourceItem } from "./source-item.ts";

/** The texts of a file, with what is to be said of parts that could not be read. */
export type TextsOf = (bytes: Buffer, at: FileAt) => Iterable<SourceItem> | AsyncIterable<SourceItem>;

/** Every file is one text. */
export const wholeFile: TextsOf = (read, at) => {
  return [{ kind: "text", text: { ...at, ...decode(read, at.path) } }];
};

/** Archives are opened within the limits; `isIgnored` says which entries are not to be scanned, by reported path. */
export function openingArchives(limits: ArchiveLimits, isIgnored: (path: string) => boolean): TextsOf {
  async function* opened(bytes: Buffer, at: FileAt): AsyncGenerator<SourceItem> {
    // Loaded with the first archive.
    const { openArchive } = await import("./archive/open.ts");
    yield* openArchive(bytes, at, limits, isIgnored);
  }
  return (bytes, at) =>
    archiveKind(bytes) === undefined && closedKind(bytes) === undefined ? wholeFile(bytes, at) : opened(bytes, at);
}
