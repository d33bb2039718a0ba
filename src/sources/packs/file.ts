// Reads pieces of files that may be no files, be shorter than they say, or shrink meanwhile.
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

export interface OpenFile {
  readonly size: number;
  /** Reads into `buffer` from `to` on, and says how much; less than `length` only at the end of the file. */
  read(buffer: Buffer, to: number, length: number, position: number): number;
  close(): void;
}

// Windows has no such flag. Without it, opening a FIFO waits for a writer.
const { O_NONBLOCK: noWait = 0 } = constants as Partial<Record<"O_NONBLOCK", number>>;

/** Opens a regular file. Throws where it is none. */
export function openFile(path: string): OpenFile {
  const file = openSync(path, constants.O_RDONLY | noWait);
  let size;
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new Error("no regular file");
    ({ size } = stats);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return {
    size,
    read(buffer, to, length, position) {
      let count = 0;
      while (count < length) {
        const more = readSync(file, buffer, to + count, length - count, position + count);
        if (more === 0) break;
        count += more;
      }
      return count;
    },
    close() {
      closeSync(file);
    },
  };
}
