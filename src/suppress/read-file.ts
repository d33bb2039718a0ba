// Reads the text of files that people keep beside their code: never more than a regular file of bounded size, in UTF-8.
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { relative } from "node:path";
import { UserError } from "../model/error.ts";

const maxBytes = 100_000_000;

/** The file's path as messages show it. */
export function shownPath(file: string): string {
  const inside = relative(process.cwd(), file);
  return inside.startsWith("..") || inside === "" ? file : inside;
}

/** The system's name of an error (`EACCES`). */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown error";
}

/** The text of a file. `what` it is and what to do where it is `missing` go into the messages. */
export async function readSmallText(
  file: string,
  { what, missing }: { readonly what: string; readonly missing: string },
): Promise<string> {
  const shown = shownPath(file);
  let bytes: Buffer;
  try {
    // Without O_NONBLOCK (which Windows lacks), opening a FIFO waits for a writer.
    const handle = await open(file, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw new UserError(`The ${what} ${shown} is not a regular file: check its path.`);
      if (stats.size > maxBytes) throw new UserError(`The ${what} ${shown} is larger than 100 MB: check its path.`);
      bytes = await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (codeOf(error) === "ENOENT") throw new UserError(`The ${what} ${shown} does not exist: ${missing}.`);
    throw new UserError(`Cannot read the ${what} ${shown} (${codeOf(error)}): check its permissions.`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`The ${what} ${shown} is not UTF-8 text: restore it, or delete it and create it anew.`);
  }
}
