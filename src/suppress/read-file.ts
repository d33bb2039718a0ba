// Reads the text of files that people keep beside their code: never more than a regular file of bounded size, in UTF-8.
import { constants, promises } from "node:fs";
import { relative } from "node:path";
import { UserError } from "../model/error.ts";
import type { TreeFiles } from "../sources/tree-files.ts";

const maxBytes = 100_000_000;

/** The file's path as messages show it: `vaultlint.baseline.json`, in a tree `3fe12ab0c1:vaultlint.baseline.json`. */
export function shownPath(file: string, tree?: TreeFiles): string {
  const path = tree?.pathOf(file);
  if (tree && path !== undefined) return `${tree.label}:${path}`;
  const inside = relative(process.cwd(), file);
  return inside.startsWith("..") || inside === "" ? file : inside;
}

/** The system's name of an error (`EACCES`). */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown error";
}

/** What a file is and what to do where it is missing: both go into messages. */
interface Wanted {
  readonly what: string;
  readonly missing: string;
}

async function bytesIn(tree: TreeFiles, file: string, shown: string, { what, missing }: Wanted): Promise<Buffer> {
  const read = await tree.read(file, maxBytes);
  if ("bytes" in read) return read.bytes;
  if (read.failure === "missing") throw new UserError(`The ${what} ${shown} does not exist: ${missing}.`);
  const why = read.failure === "too-large" ? "larger than 100 MB" : "not a regular file";
  throw new UserError(`The ${what} ${shown} is ${why}: check its path.`);
}

async function bytesOf(file: string, shown: string, { what, missing }: Wanted): Promise<Buffer> {
  try {
    // Without O_NONBLOCK (which Windows lacks), opening a FIFO waits for a writer.
    const handle = await promises.open(file, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw new UserError(`The ${what} ${shown} is not a regular file: check its path.`);
      if (stats.size > maxBytes) throw new UserError(`The ${what} ${shown} is larger than 100 MB: check its path.`);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (codeOf(error) === "ENOENT") throw new UserError(`The ${what} ${shown} does not exist: ${missing}.`);
    throw new UserError(`Cannot read the ${what} ${shown} (${codeOf(error)}): check its permissions.`);
  }
}

/** The text of a file. Where `tree` is given, a file of its repository is read there. */
export async function readSmallText(file: string, wanted: Wanted, tree?: TreeFiles): Promise<string> {
  const shown = shownPath(file, tree);
  const isThere = tree?.pathOf(file) !== undefined;
  const bytes = isThere ? await bytesIn(tree, file, shown, wanted) : await bytesOf(file, shown, wanted);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`The ${wanted.what} ${shown} is not UTF-8 text: restore it, or delete it and create it anew.`);
  }
}
