// Rewrites a file so that a reader, or a crash, sees the old or the new one, never a part.
import { randomBytes } from "node:crypto";
import { lstat, open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { SourceText } from "../model/text.ts";
import { encode } from "./apply.ts";

const marks = {
  "utf-8": Buffer.from([0xef, 0xbb, 0xbf]),
  "utf-16le": Buffer.from([0xff, 0xfe]),
  "utf-16be": Buffer.from([0xfe, 0xff]),
};

/** The byte order mark that the file starts with; empty where there is none. */
function markOf(file: Buffer, encoding: SourceText["encoding"]): Buffer {
  const mark = encoding === "utf-8" || encoding === "utf-16le" || encoding === "utf-16be" ? marks[encoding] : undefined;
  return mark && file.subarray(0, mark.length).equals(mark) ? mark : Buffer.alloc(0);
}

/** Replaces the text's file by `newBytes` (UTF-8). Returns why not, where it was left as it is. */
export async function rewrite(text: SourceText, newBytes: Buffer): Promise<string | undefined> {
  const { file, encoding } = text;
  if (file === undefined) return "it is no file";
  let temporary: string | undefined;
  try {
    const stats = await lstat(file);
    if (!stats.isFile()) return "it is no regular file any more";
    const now = await readFile(file);
    const mark = markOf(now, encoding);
    const before = encode(text.bytes, encoding, mark);
    const after = encode(newBytes, encoding, mark);
    if (!before || !after) return `files in ${encoding} are not rewritten`;
    if (!before.equals(now)) return "it changed since it was scanned, or is no valid text";
    temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString("hex")}.tmp`);
    const handle = await open(temporary, "wx", stats.mode & 0o7777);
    try {
      await handle.chmod(stats.mode & 0o7777);
      await handle.writeFile(after);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    return undefined;
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { force: true });
    return `it cannot be written (${(error as NodeJS.ErrnoException).code ?? "unknown error"})`;
  }
}
