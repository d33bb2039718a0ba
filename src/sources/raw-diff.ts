// Reads `--raw -z`: what differs between trees, by object and not by line.
import { byteReader } from "./byte-reader.ts";
import { shown } from "./file-path.ts";

/** One path that differs. */
export interface Change {
  /** As reports show it, from the top of the tree. */
  readonly path: string;
  /** The blob that stands there now; nothing where none does. */
  readonly added?: string;
  /** The blobs that stood there before: one, or one for each parent of a merge. */
  readonly removed: readonly string[];
  /** Not merged yet: the index holds several versions. */
  readonly unmerged: boolean;
}

/** A commit's id, before the changes that it makes. */
export interface CommitLine {
  readonly commit: string;
}

const nul = 0;
/** Modes of what has bytes: files, executable files and links. A submodule is a commit of another repository. */
const isBlob = (mode: string): boolean => mode.startsWith("100") || mode === "120000";

/** The changes, and the commits where git names them. Merges are listed by `-c`: what differs from every parent. */
export async function* rawDiff(stream: AsyncIterable<Buffer>): AsyncGenerator<Change | CommitLine> {
  const reader = byteReader(stream);
  const next = (): Buffer | Promise<Buffer | undefined> => reader.now(nul) ?? reader.until(nul);
  for (let record = await next(); record; record = await next()) {
    const text = record.toString("latin1");
    if (!text.startsWith(":")) {
      yield { commit: text };
      continue;
    }
    const name = await next();
    if (!name) return;
    const parents = /^:+/u.exec(text)?.[0].length ?? 1;
    const fields = text.slice(parents).split(" ");
    const modes = fields.slice(0, parents + 1);
    const ids = fields.slice(parents + 1, 2 * parents + 2);
    const removed = ids.slice(0, -1).filter((_, index) => isBlob(modes[index] ?? ""));
    const added = isBlob(modes.at(-1) ?? "") ? ids.at(-1) : undefined;
    const path = shown(name);
    const unmerged = fields.at(-1)?.startsWith("U") === true;
    yield { path, ...(added !== undefined && { added }), removed, unmerged };
  }
}
