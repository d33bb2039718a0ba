// Finds the config file and reads its bytes, from a tree that nobody vouches for: never more than a small regular file. In place of
// the files that lie there, it can be those of a commit.
import { constants } from "node:fs";
import { lstat, open } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../model/error.ts";
import type { TreeFiles } from "../sources/tree-files.ts";

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
    await lstat(file);
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

async function bytesIn(tree: TreeFiles, file: string, shown: string): Promise<Buffer> {
  const read = await tree.read(file, maxBytes);
  if ("bytes" in read) return read.bytes;
  if (read.failure === "missing") throw new UserError(`The config file ${shown} does not exist: check its path.`);
  throw new UserError(read.failure === "too-large" ? tooLarge(shown) : notRegular(shown));
}

const tooLarge = (shown: string): string =>
  `${shown} is larger than 1 MB, which no config is: check that it is the right file.`;
const notRegular = (shown: string): string => `${shown} is not a regular file: put the config into one.`;

async function bytesOf(file: string, shown: string): Promise<Buffer> {
  try {
    // Without O_NONBLOCK (which Windows lacks), opening a FIFO waits for a writer.
    const handle = await open(file, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw new UserError(notRegular(shown));
      if (stats.size > maxBytes) throw new UserError(tooLarge(shown));
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new UserError(`The config file ${shown} does not exist: check its path.`);
    throw new UserError(`Cannot read the config file ${shown} (${code ?? "unknown error"}): check its permissions.`);
  }
}

/** The file's text. `shown` is its path in messages. Where `tree` is given, a file of its repository is read there. */
export async function readConfigText(file: string, shown: string, tree?: TreeFiles): Promise<string> {
  const bytes = tree?.pathOf(file) === undefined ? await bytesOf(file, shown) : await bytesIn(tree, file, shown);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${shown} is not UTF-8 text: save it as UTF-8.`);
  }
}
