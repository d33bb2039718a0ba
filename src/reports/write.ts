// Writes a report so that whoever reads its file, or kills the scan, finds the old or the new one, never a part.
import { promises, rmSync } from "node:fs";
import { crypto } from "../model/crypto.ts";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "../model/error.ts";
import { escapeText } from "./escape.ts";

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown error";
}

/** What is open already: opened anew, a file behind it would be written from its start. */
function openStream(file: string): NodeJS.WritableStream | undefined {
  const name = /^\/dev\/(?:fd\/)?(?<name>stdout|stderr|1|2)$/u.exec(resolve(file))?.groups?.["name"];
  if (name === undefined) return undefined;
  return name === "stdout" || name === "1" ? process.stdout : process.stderr;
}

/** The regular file to replace, and its mode; nothing for what is written into as it is: a FIFO, a device. */
async function replaceable(file: string): Promise<{ target: string; mode: number | undefined } | undefined> {
  // These are files that somebody holds open, also where they lead to a regular one.
  if (/^\/(?:dev|proc)\//u.test(resolve(file))) return undefined;
  try {
    const stats = await promises.stat(file);
    return stats.isFile() ? { target: await promises.realpath(file), mode: stats.mode & 0o7777 } : undefined;
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    // A link that leads nowhere yet is written through.
    return (await promises.lstat(file).catch(() => undefined)) ? undefined : { target: file, mode: undefined };
  }
}

/** What ends a program from outside, Ctrl-C among it. */
const ending = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Removes the file where the program is told to end before the returned function is called. */
function removedAtEnd(file: string): () => void {
  const end = (signal: NodeJS.Signals): void => {
    keep();
    rmSync(file, { force: true });
    process.kill(process.pid, signal);
  };
  const keep = (): void => {
    for (const signal of ending) process.off(signal, end);
  };
  for (const signal of ending) process.on(signal, end);
  return keep;
}

async function replace(target: string, mode: number | undefined, content: string): Promise<void> {
  const temporary = join(dirname(target), `.${basename(target)}.${crypto().randomBytes(6).toString("hex")}.tmp`);
  const keep = removedAtEnd(temporary);
  try {
    const handle = await promises.open(temporary, "wx");
    try {
      if (mode !== undefined) await handle.chmod(mode);
      await handle.writeFile(content);
    } finally {
      await handle.close();
    }
    await promises.rename(temporary, target);
  } catch (error) {
    await promises.rm(temporary, { force: true });
    throw error;
  } finally {
    keep();
  }
}

/** Writes a report to the file that the user named. */
export async function writeReport(file: string, content: string): Promise<void> {
  try {
    const stream = openStream(file);
    if (stream) {
      stream.write(content);
      return;
    }
    const regular = await replaceable(file);
    if (!regular) {
      await promises.writeFile(file, content, { flag: "a" });
      return;
    }
    try {
      await replace(regular.target, regular.mode, content);
    } catch (error) {
      // A file can be writable in a directory that is not.
      if (regular.mode === undefined || !["EACCES", "EPERM", "EROFS", "EXDEV"].includes(codeOf(error))) throw error;
      await promises.writeFile(file, content);
    }
  } catch (error) {
    throw new UserError(
      `Cannot write the report to ${escapeText(file)} (${codeOf(error)}). Name a file in a directory that exists and is writable.`,
    );
  }
}
