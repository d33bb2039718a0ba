// Finds the config file and reads its bytes, from a tree that nobody vouches for: never more than a small regular file. In place of
// the files that lie there, it can be those of a commit.
import { constants, lstatSync, promises } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../model/error.ts";
import type { TreeFiles } from "../sources/tree-files.ts";
import type { Mistake } from "./document.ts";

/** What a config file can be called. */
export const configNames: readonly string[] = [
  "vaultlint.config.yml",
  "vaultlint.config.yaml",
  "vaultlint.config.json",
];
const maxBytes = 1_000_000;

async function exists(file: string, tree?: TreeFiles): Promise<boolean> {
  if (tree) return tree.has(file);
  try {
    // A dozen of them take less time at once than one that is waited for.
    lstatSync(file);
    return true;
  } catch {
    return false;
  }
}

/** `directory` and, inside a git work tree, the directories above it up to the top level. */
async function candidates(directory: string): Promise<string[]> {
  const above: string[] = [];
  for (let at = resolve(directory); ; at = dirname(at)) {
    above.push(at);
    if (await exists(join(at, ".git"))) return above;
    if (dirname(at) === at) return above.slice(0, 1);
  }
}

/** True for a file of the tree's repository that lies there, but that the tree does not hold: a change is about to add it. */
export async function isNotYetIn(file: string, tree: TreeFiles | undefined): Promise<boolean> {
  return tree?.pathOf(file) !== undefined && !(await tree.has(file)) && (await exists(file));
}

/** The nearest config file; nothing where there is none. */
export async function findConfig(directory: string, tree?: TreeFiles): Promise<string | undefined> {
  for (const at of tree ? tree.above(directory) : await candidates(directory)) {
    const found: string[] = [];
    for (const name of configNames) if (await exists(join(at, name), tree)) found.push(name);
    if (found.length > 1) throw new UserError(`${at} holds ${found.join(" and ")}: keep one of them.`);
    if (found[0] !== undefined) return join(at, found[0]);
  }
  return undefined;
}

/** Throws the first mistake, with file and line. */
export function refuse(shown: string, text: string, [first, ...rest]: readonly Mistake[]): void {
  if (!first) return;
  const line = text.slice(0, first.offset).split(/\r\n?|\n/u).length;
  const more = rest.length;
  const others = more === 0 ? "" : ` (and ${String(more)} more ${more === 1 ? "mistake" : "mistakes"} below it)`;
  throw new UserError(`${shown}:${String(line)}: ${first.message()}${others}`);
}

/** Which of the files that decide is read: messages say it. */
type FileKind = "config" | "rule";

const missing = (shown: string, what: FileKind): string => `The ${what} file ${shown} does not exist: check its path.`;
const tooLarge = (shown: string, what: FileKind): string =>
  `${shown} is larger than 1 MB, which no ${what} is: check that it is the right file.`;
const notRegular = (shown: string, what: FileKind): string =>
  `${shown} is not a regular file: put the ${what} into one.`;

async function bytesIn(tree: TreeFiles, file: string, shown: string, what: FileKind): Promise<Buffer> {
  const read = await tree.read(file, maxBytes);
  if ("bytes" in read) return read.bytes;
  if (read.failure === "missing") throw new UserError(missing(shown, what));
  throw new UserError((read.failure === "too-large" ? tooLarge : notRegular)(shown, what));
}

async function bytesOf(file: string, shown: string, what: FileKind): Promise<Buffer> {
  try {
    // Without O_NONBLOCK (which Windows lacks), opening a FIFO waits for a writer.
    const handle = await promises.open(file, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw new UserError(notRegular(shown, what));
      if (stats.size > maxBytes) throw new UserError(tooLarge(shown, what));
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new UserError(missing(shown, what));
    throw new UserError(`Cannot read the ${what} file ${shown} (${code ?? "unknown error"}): check its permissions.`);
  }
}

/**
 * The text of a config or rule file. `shown` is its path in messages. Where `tree` is given, a file of its repository is read
 * there.
 */
export async function readConfigText(file: string, shown: string, what: FileKind, tree?: TreeFiles): Promise<string> {
  const bytes =
    tree?.pathOf(file) === undefined ? await bytesOf(file, shown, what) : await bytesIn(tree, file, shown, what);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${shown} is not UTF-8 text: save it as UTF-8.`);
  }
}
