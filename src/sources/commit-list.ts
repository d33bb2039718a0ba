// The commits of a history with their trees, from the oldest to the newest.
import { byteReader } from "./byte-reader.ts";
import type { Clone } from "./clone.ts";
import { gitStream } from "./git.ts";
import { type Numbers, numbers, type ObjectTable, objectTable } from "./object-table.ts";

export interface CommitList {
  readonly ids: ObjectTable;
  /** The ids of their trees, one behind the other. */
  readonly trees: Buffer;
  /** Where their parents stand in the list, counted from 1; 0 for a commit without one, `elsewhere` for one with several or one that is not listed. */
  readonly parents: Numbers;
}

const elsewhere = 0xffffffff;

/** git says nothing until it has sorted all commits. */
const timeout = 600_000;
const lf = 10;
const heading = "commit ";

/** A commit stands behind its parents. */
export async function listCommits(clone: Clone, range: readonly string[], idBytes: number): Promise<CommitList> {
  const ids = objectTable(idBytes);
  const parents = numbers();
  let trees = Buffer.alloc(1024 * idBytes);
  const args = ["--date-order", "--reverse", "--format=%T %P", ...range];
  const reader = byteReader(gitStream(clone.directory, "rev-list", args, [], { timeout, inherit: true }));
  const read = (line: string): void => {
    if (line.startsWith(heading)) {
      ids.put(line.slice(heading.length));
      return;
    }
    const index = ids.size - 1;
    const [tree = "", parent = "", other] = line.split(" ");
    if ((index + 1) * idBytes > trees.length) trees = Buffer.concat([trees], 2 * trees.length);
    trees.write(tree, index * idBytes, "hex");
    if (parent === "") return;
    const known = other === undefined ? ids.find(parent) : undefined;
    parents.set(index, known === undefined ? elsewhere : known + 1);
  };
  for (let line = await reader.until(lf); line; line = reader.now(lf) ?? (await reader.until(lf)))
    read(line.toString("latin1"));
  return { ids, trees, parents };
}
