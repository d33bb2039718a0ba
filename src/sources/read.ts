// Reads regular files into one buffer that is used again for the next: allocating for each costs more than reading.
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { FilePath } from "./file-path.ts";
import { smallestBlock } from "./whole-reads.ts";

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
  // ELOOP: it became a link after the walk saw a file.
  if (code === "ENOENT" || code === "ELOOP") return { failure: "vanished" };
  // Only what is no file says so: ENXIO, a socket; ESPIPE, a FIFO or a terminal, which have no places; EISDIR, a directory.
  const isOther = code === "ENXIO" || code === "ESPIPE" || code === "EISDIR";
  return isOther ? { failure: "not-regular" } : { failure: "error", code };
}

/** How a file is read. */
export interface HowRead {
  readonly followLink: boolean;
  /** A directory's entry just said that it is a regular file. */
  readonly isListed?: boolean;
}

/** Reads files one after the other; each result is valid until the next call. */
export interface FileReader {
  read(path: FilePath, how: HowRead): Buffer | ReadFailure;
}

/** What a reader may make use of. */
export interface ReaderOptions {
  /** Files that fit are read into it. */
  readonly usual?: Buffer | undefined;
  /** All files are such that a read which gives less than it could is the last (whole-reads.ts). */
  readonly wholeReads?: boolean;
}

/** A reader that refuses files above `maxFileSize` bytes. */
export function fileReader(
  maxFileSize: number,
  { usual = Buffer.allocUnsafe(256 * 1024), wholeReads = false }: ReaderOptions = {},
): FileReader {
  let large = usual;
  const bufferFor = (size: number): Buffer => {
    if (size < usual.length) return usual;
    if (size >= large.length) large = Buffer.allocUnsafe(size + 65_536);
    return large;
  };
  /** Reads a file behind the `length` bytes of it that are read already. `size` is a hint, or -1. */
  const fill = (file: number, start: Buffer, length: number, size: number): Buffer | ReadFailure => {
    let buffer = bufferFor(Math.max(size, length));
    if (buffer !== start) start.copy(buffer, 0, 0, length);
    // Files grow and shrink while they are read, and those of /proc say 0 and come in parts. Nothing more is the end.
    for (;;) {
      // As long as it was said to be: asking whether more follows would cost as much again.
      if (size > 0 && length === size) return buffer.subarray(0, length);
      if (length > maxFileSize) return { failure: "too-large" };
      if (length === buffer.length) buffer = large = Buffer.concat([buffer], buffer.length * 2);
      const count = readSync(file, buffer, length, buffer.length - length, length);
      if (count === 0) return buffer.subarray(0, length);
      length += count;
    }
  };
  const read = (file: number, isListed: boolean): Buffer | ReadFailure => {
    // To ask what a file is costs more than to read on to its end. So a listed one is asked only where it may have become something
    // else: what gives nothing, and what gives more than there is room for, may be a device. At a place only what has places is read.
    const length = isListed ? readSync(file, usual, 0, usual.length, 0) : 0;
    if (length > 0 && length < usual.length) {
      const isWhole = wholeReads && length % smallestBlock > 0 && length <= maxFileSize;
      return isWhole ? usual.subarray(0, length) : fill(file, usual, length, -1);
    }
    const stats = fstatSync(file);
    if (!stats.isFile()) return { failure: "not-regular" };
    if (stats.size > maxFileSize) return { failure: "too-large" };
    return fill(file, usual, length, stats.size);
  };
  return {
    read(path, { followLink, isListed = false }) {
      let file: number | undefined;
      try {
        file = openFile(path, { followLink });
        return read(file, isListed);
      } catch (error) {
        return failureOf(error);
      } finally {
        if (file !== undefined) closeSync(file);
      }
    },
  };
}
