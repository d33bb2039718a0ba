// Finds the config file and reads its bytes, from a tree that nobody vouches for: never more than a small regular file.
import { constants } from "node:fs";
import { lstat, open } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../model/error.ts";

const names = ["vaultlint.config.yml", "vaultlint.config.yaml", "vaultlint.config.json"];
const maxBytes = 1_000_000;

async function exists(file: string): Promise<boolean> {
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

/** The nearest config file; nothing where there is none. */
export async function findConfig(directory: string): Promise<string | undefined> {
  for (const at of await candidates(directory)) {
    const found: string[] = [];
    for (const name of names) if (await exists(join(at, name))) found.push(name);
    if (found.length > 1) throw new UserError(`${at} holds ${found.join(" and ")}: keep one of them.`);
    if (found[0] !== undefined) return join(at, found[0]);
  }
  return undefined;
}

/** The file's text. `shown` is its path in messages. */
export async function readConfigText(file: string, shown: string): Promise<string> {
  let bytes: Buffer;
  try {
    // Without O_NONBLOCK (which Windows lacks), opening a FIFO waits for a writer.
    const handle = await open(file, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
    try {
      const stats = await handle.stat();
      if (!stats.isFile()) throw new UserError(`${shown} is not a regular file: put the config into one.`);
      if (stats.size > maxBytes)
        throw new UserError(`${shown} is larger than 1 MB, which no config is: check that it is the right file.`);
      bytes = await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new UserError(`The config file ${shown} does not exist: check its path.`);
    throw new UserError(`Cannot read the config file ${shown} (${code ?? "unknown error"}): check its permissions.`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${shown} is not UTF-8 text: save it as UTF-8.`);
  }
}
