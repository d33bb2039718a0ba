// What is posted to the thread: which files it reads, and what is reported of their paths.
import { sep } from "node:path";
import { posixPath } from "../sources/file-path.ts";
import type { Found } from "../sources/walk.ts";

/** Posted behind the last files. */
export const noMore = "";

/** Where in `file` begins what is reported of it. Directories outside of what is scanned say nothing of it. */
function reportedFrom(file: string, path: string): number {
  let up = 0;
  while (path.startsWith("../", up)) up += 3;
  return file.endsWith(path.slice(up)) ? file.length - path.length + up : file.lastIndexOf("/") + 1;
}

/** Messages that tell of the files: where the reported path begins in each of the paths that follow, and these; a NUL ends each. */
export function messagesOf(files: readonly Found[], separator: string = sep): readonly string[] {
  const messages: string[] = [];
  let message = "";
  let from = -1;
  let last: { readonly prefix: string | undefined; readonly above: number } | undefined;
  for (const { file, path, prefix } of files) {
    // A path that is no text is left to the other side.
    const text = typeof file === "string" ? file : "";
    let at = Math.max(0, from);
    const above = text.length - path.length;
    // Of the files of a directory it is the same. To look into paths that were put together just now copies each of them.
    const isSame = prefix !== undefined && prefix === last?.prefix && above === last.above;
    if (text !== "" && !isSame) {
      at = reportedFrom(posixPath(text, separator), path);
      last = { prefix, above };
    }
    if (at !== from) {
      if (message !== "") messages.push(message);
      message = `${String(at)}\0`;
      from = at;
    }
    message += `${text}\0`;
  }
  return message === "" ? messages : [...messages, message];
}

/** The files that a message tells of. */
export function filesOf(
  message: string,
  separator: string = sep,
): readonly { readonly file: string; readonly path: string }[] {
  const [from = "", ...files] = message.split("\0").slice(0, -1);
  return files.map((file) => ({ file, path: posixPath(file.slice(Number(from)), separator) }));
}
