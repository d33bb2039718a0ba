/** Reading and writing the files of a vault so that a crash at any point leaves either the old or the new content. */
import { constants } from "node:fs";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { UserError } from "../../model/error.ts";

/** Files larger than this are refused; it is also as much as is written. */
export const largestFile: number = 64 * 1024 * 1024;

/** So often and at such distances (ms) a file that is in use is tried again. */
const mostAttempts = 20;
const betweenAttempts = 50;

/** The system's name of an error (`EACCES`): its message may quote more than we want to show. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "unknown error";
}

/** A file's bytes. Throws UserError, or an error with code ENOENT where nothing is there. */
export async function readWhole(path: string): Promise<Buffer> {
  let handle: FileHandle | undefined;
  try {
    // A FIFO without a writer would block here for ever. (Windows has neither FIFOs in its tree nor this flag.)
    handle = await open(path, constants.O_RDONLY | (process.platform === "win32" ? 0 : constants.O_NONBLOCK));
    const stat = await handle.stat();
    if (stat.isDirectory()) throw new UserError(`${path} is a directory, not a vault file.`);
    if (!stat.isFile()) throw new UserError(`${path} is not a regular file.`);
    if (stat.size > largestFile) throw new UserError(`${path} is larger than 64 MB, so it is not read.`);
    return await handle.readFile();
  } catch (error) {
    if (error instanceof UserError || errorCode(error) === "ENOENT") throw error;
    throw new UserError(`${path} cannot be read (${errorCode(error)}).`);
  } finally {
    await handle?.close();
  }
}

/** Replaces a file by way of a temporary one beside it. `beforeRename` is the last chance to stop. */
export async function replaceFile(
  path: string,
  content: string,
  beforeRename: () => void = () => undefined,
): Promise<void> {
  // One fixed name: whatever a killed process left there is taken away by the next write.
  const temporary = join(dirname(path), `.${basename(path)}.tmp`);
  try {
    await rm(temporary, { force: true });
    await writeDurably(temporary, (handle) => handle.writeFile(content));
    await renameOver(temporary, path, beforeRename);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error instanceof UserError ? error : cannotWrite(path, error);
  }
  await syncDirectory(dirname(path));
}

/** Windows replaces no file that another process, a virus scanner say, has open for a moment. */
async function renameOver(from: string, to: string, beforeRename: () => void): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      beforeRename();
      await rename(from, to);
      return;
    } catch (error) {
      const passes = ["EPERM", "EACCES", "EBUSY"].includes(errorCode(error));
      if (process.platform !== "win32" || !passes || attempt === mostAttempts) throw error;
      await delay(betweenAttempts);
    }
  }
}

async function writeDurably(path: string, write: (handle: FileHandle) => Promise<void>): Promise<void> {
  const handle = await open(path, "wx", 0o600);
  try {
    await write(handle);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Appends a line, after cutting the file to the bytes worth keeping. */
export async function appendLine(path: string, keep: number, line: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
    await handle.truncate(keep);
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, Math.max(0, keep - 1));
    const separator = keep > 0 && buffer[0] !== 10 ? "\n" : "";
    await handle.write(`${separator}${line}\n`, keep);
    await handle.sync();
  } catch (error) {
    throw cannotWrite(path, error);
  } finally {
    await handle?.close();
  }
  if (keep === 0) await syncDirectory(dirname(path));
}

/** Makes a rename last through a power cut. Not every system can; the content is whole either way. */
async function syncDirectory(path: string): Promise<void> {
  try {
    const handle = await open(path, "r");
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows opens no directories.
  }
}

/** The error of a failed write. */
export function cannotWrite(path: string, error: unknown): UserError {
  const code = errorCode(error);
  if (code === "ENOENT") return new UserError(`${path} cannot be written: its folder does not exist.`);
  return new UserError(`${path} cannot be written (${code}).`);
}
