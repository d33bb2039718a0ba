// Whether packs hold an object: git takes it from there then, whatever lies in a file of its own.
import { join } from "node:path";
import { openFile } from "./file.ts";
import { readIndex } from "./pack-index.ts";
import { packsIn } from "./pack-list.ts";

/** To look into more of them takes longer than to ask git. */
const mostPacks = 64;

function holds(path: string, ids: readonly Buffer[]): boolean {
  const file = openFile(path);
  try {
    const index = readIndex(file, ids[0]?.length ?? 0);
    return index === undefined || ids.some((id) => index.has(id));
  } finally {
    file.close();
  }
}

/** True where the packs below `objects` hold one of these, or where git alone can tell. */
export function mayBePacked(objects: string, ids: readonly string[]): boolean {
  const directory = join(objects, "pack");
  const bytes = ids.map((id) => Buffer.from(id, "hex"));
  try {
    const names = packsIn(directory);
    if (names === undefined || names.length > mostPacks) return true;
    return names.some((name) => holds(join(directory, `${name}.idx`), bytes));
  } catch {
    return true;
  }
}
