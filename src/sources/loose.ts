// Objects that lie in files of their own, as all do that were added of late: to read some takes a fraction of what it takes to start git.
import { accessSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { openFile } from "./packs/file.ts";

const fileOf = (directory: string, id: string): string => join(directory, id.slice(0, 2), id.slice(2));

/** True where each of these objects lies in a file of its own below `directory`, a repository's `objects`. */
export function areLoose(directory: string, ids: readonly string[]): boolean {
  try {
    for (const id of ids) accessSync(fileOf(directory, id));
    return true;
  } catch {
    return false;
  }
}

/** Before the content. A size has no more digits than a number keeps. */
const head = /^blob (?<size>\d{1,15})\0/u;
const longestHead = 64;

function readWhole(path: string, most: number): Buffer | undefined {
  const file = openFile(path);
  try {
    if (file.size > most) return undefined;
    const bytes = Buffer.allocUnsafe(file.size);
    return file.read(bytes, 0, bytes.length, 0) === bytes.length ? bytes : undefined;
  } finally {
    file.close();
  }
}

/** A blob's bytes; nothing where it is no blob, has more than `maxSize` of them, or is in any way unusual: git knows more of it. */
export function readLoose(directory: string, id: string, maxSize: number): Buffer | undefined {
  try {
    // What cannot be made smaller becomes a little larger.
    const packed = readWhole(fileOf(directory, id), maxSize + (maxSize >> 8) + longestHead);
    const object = packed && inflateSync(packed, { maxOutputLength: maxSize + longestHead });
    const found = object && head.exec(object.toString("latin1", 0, longestHead));
    const content = found && object.subarray(found[0].length);
    return content?.length === Number(found?.groups?.["size"]) && content.length <= maxSize ? content : undefined;
  } catch {
    return undefined;
  }
}
