// All files of a tree.
import { byteReader } from "./byte-reader.ts";
import type { Clone } from "./clone.ts";
import { shown } from "./file-path.ts";
import { gitStream } from "./git.ts";

/** A content at a path. */
export interface ListedFile {
  readonly id: string;
  readonly path: string;
}

/** The files of a tree or commit, in git's order. What is no file is left out: submodules. */
export async function* treeList(clone: Clone, tree: string): AsyncGenerator<ListedFile> {
  const args = ["-r", "-z", "--full-tree", tree];
  const reader = byteReader(gitStream(clone.directory, "ls-tree", args, [], { timeout: 600_000, inherit: true }));
  for (let record = await reader.until(0); record; record = await reader.until(0)) {
    const tab = record.indexOf(9);
    const [, type, id = ""] = record.toString("latin1", 0, tab).split(" ");
    if (type === "blob") yield { id, path: shown(record.subarray(tab + 1)) };
  }
}
