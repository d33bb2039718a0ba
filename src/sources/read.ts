// Reads regular files into one buffer that is used again for the next: allocating for each costs more than reading.
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { FilePath } from "./file-path.ts";

/** Why a file was not read. */
export type ReadFailure =
  { readonly failure: "not-regular" | "too-large" | "vanished" } | { readonly failure: "error"; readonly code: string };

// Windows has neither flag. Without O_NONBLOCK, opening a FIFO waits for a writer.
const optional = constants as Partial<Record<"O_NONBLOCK" | "O_NOFOLLOW", number>>;
const flags = constants.O_RDONLY | (optional.O_NONBLOCK ?? 0);
const noFollow = optional.O_NOFOLLOW ?? 0;

/** Opens a file to read it; throws what `failureOf` explains. */
export function openFile(path: FilePath, { followLink }: { followLink: boolean }): number {
  return openSync(path, followLink ? flags : flags | noFollow);
}

/** Why a file could not be opened or read. */
export function failureOf(error: unknown): ReadFailure {
  const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
  // ELOOP: it became a link after the walk saw a file. ENXIO: a socket, or a FIFO without a writer.
  if (code === "ENOENT" || code === "ELOOP") return { failure: "vanished" };
  return code === "ENXIO" ? { failure: "not-regular" } : { failure: "error", code };
}

/** Reads files one after the other; each result is valid until the next call. */
export interface FileReader {
  read(path: FilePath, options: { followLink: boolean }): Buffer | ReadFailure;
}

/** A reader that refuses files above `maxFileSize` bytes. Those that fit into `usual` are read into it. */
export function fileReader(maxFileSize: number, usual: Buffer = Buffer.allocUnsafe(256 * 1024)): FileReader {
  let large = usual;
  const bufferFor = (size: number): Buffer => {
    if (size < usual.length) return usual;
    if (size >= large.length) large = Buffer.allocUnsafe(size + 65_536);
    return large;
  };
  const fill = (file: number, size: number): Buffer | ReadFailure => {
    let buffer = bufferFor(size);
    let length = 0;
    // The size is a hint only: files grow and shrink while they are read, and those of /proc say 0. Nothing more is the end.
    for (;;) {
      const count = readSync(file, buffer, length, buffer.length - length, null);
      if (count === 0) return buffer.subarray(0, length);
      length += count;
      // As long as it was said to be: asking whether more follows would cost as much again.
      if (length === size) return buffer.subarray(0, length);
      if (length > maxFileSize) return { failure: "too-large" };
      if (length === buffer.length) buffer = large = Buffer.concat([buffer], buffer.length * 2);
    }
  };
  return {
    read(path, link) {
      let file: number | undefined;
      try {
        file = openFile(path, link);
        const stats = fstatSync(file);
        if (!stats.isFile()) return { failure: "not-regular" };
        if (stats.size > maxFileSize) return { failure: "too-large" };
        return fill(file, stats.size);
      } catch (error) {
        return failureOf(error);
      } finally {
        if (file !== undefined) closeSync(file);
      }
    },
  };
}
