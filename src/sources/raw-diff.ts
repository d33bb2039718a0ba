// Reads `--raw -z`: what differs between trees, by object and not by line.
import { byteReader } from "./byte-reader.ts";
import { shown } from "./file-path.ts";

/** How the differences between trees are asked for: everything that a repository's own settings could change is said. */
export const rawOptions: readonly string[] = [
  ...["--raw", "-z", "--no-abbrev", "--no-renames", "--no-relative", "-O/dev/null"],
  ...["--no-ext-diff", "--no-textconv", "--ignore-submodules=none"],
];

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
const none: readonly string[] = [];
/** Modes of what has bytes: files, executable files and links. A submodule is a commit of another repository. */
const isBlob = (mode: string): boolean => mode.startsWith("100") || mode === "120000";

function changeOf(text: string, name: Buffer): Change {
  const path = shown(name);
  // Nearly all, and a history can have millions.
  if (!text.startsWith("::")) {
    const [before = "", after = "", was = "", now = "", status = ""] = text.slice(1).split(" ");
    const change = { path, removed: isBlob(before) ? [was] : none, unmerged: status.startsWith("U") };
    return isBlob(after) ? { ...change, added: now } : change;
  }
  const parents = /^:+/u.exec(text)?.[0].length ?? 1;
  const fields = text.slice(parents).split(" ");
  const modes = fields.slice(0, parents + 1);
  const ids = fields.slice(parents + 1, 2 * parents + 2);
  const removed = ids.slice(0, -1).filter((_, index) => isBlob(modes[index] ?? ""));
  const added = isBlob(modes.at(-1) ?? "") ? ids.at(-1) : undefined;
  return { path, ...(added !== undefined && { added }), removed, unmerged: fields.at(-1)?.startsWith("U") === true };
}

/** The same as `rawDiff`, several at a time: those that need not be waited for. */
export async function* rawDiffs(stream: AsyncIterable<Buffer>): AsyncGenerator<Iterable<Change | CommitLine>> {
  const reader = byteReader(stream);
  /** Of a change whose path is still to come. */
  let text: string | undefined;
  const read = (record: Buffer): Change | CommitLine | undefined => {
    if (text === undefined) {
      const line = record.toString("latin1");
      if (!line.startsWith(":")) return { commit: line };
      text = line;
      return undefined;
    }
    const change = changeOf(text, record);
    text = undefined;
    return change;
  };
  function* atHand(first: Buffer): Generator<Change | CommitLine> {
    for (let record: Buffer | undefined = first; record; record = reader.now(nul)) {
      const each = read(record);
      if (each) yield each;
    }
  }
  for (let record = await reader.until(nul); record; record = await reader.until(nul)) yield atHand(record);
}

/** The changes, and the commits where git names them. Merges are listed by `-c`: what differs from every parent. */
export async function* rawDiff(stream: AsyncIterable<Buffer>): AsyncGenerator<Change | CommitLine> {
  for await (const several of rawDiffs(stream)) yield* several;
}
