// Reads files ahead in a thread of its own, which looks for literals in them, too: this one has the rest of the work.
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { changedTables } from "../detect/changed-tables.ts";
import { mostHeapMB, startThread, type Thread } from "../detect/thread.ts";
import type { Found } from "../sources/walk.ts";
import { readsAreWhole } from "../sources/whole-reads.ts";
import type { FilesAhead } from "../sources/worktree.ts";
import {
  type AheadData,
  type Block,
  Blocks,
  encodings,
  ERROR,
  Names,
  NOT_REGULAR,
  share,
  SILENT,
  TEXT,
  TEXT_WITH_NULS,
  TOO_LARGE,
  VANISHED,
} from "./memory.ts";
import { messagesOf, noMore } from "./message.ts";

/** How files are read ahead. */
export interface AheadOptions {
  /** The file that the thread runs, which calls `readAll`. */
  readonly file: URL;
  /** Bytes. */
  readonly maxFileSize: number;
  /** Texts are to be handed over, too, in which the thread saw nothing. Default: they are not. */
  readonly everyText?: boolean;
  /** What the files lie below, as far as that is known. */
  readonly directories?: readonly string[];
  /** Milliseconds without any file after which the thread is given up. */
  readonly patience?: number;
  /** Megabytes that the thread may hold, as `startThread` counts them. */
  readonly heapMB?: number;
}

/** True where the machine can do two things at once, and the thread's file is there: some bundles come without it. */
export function canReadAhead({ file }: Pick<AheadOptions, "file">): boolean {
  return availableParallelism() > 1 && existsSync(fileURLToPath(file));
}

/** Takes from the blocks what the thread writes into them. */
export class Reading implements FilesAhead {
  readonly #thread: Thread;
  readonly #blocks: Blocks;
  readonly #names: Names;
  readonly #patience: number;
  readonly #passOver = (bytes: Buffer, start: number, end: number): void => {
    this.#names.tell(bytes, start, end);
  };
  #block: Block | undefined;
  #file = 0;
  #isOver = false;

  constructor(thread: Thread, data: AheadData, patience: number) {
    this.#thread = thread;
    this.#blocks = new Blocks(data);
    this.#names = new Names(data.names);
    this.#patience = patience;
  }

  /** The block with the next file; nothing where none comes. */
  #current(): Block | undefined {
    if (this.#isOver) return undefined;
    if (this.#block && this.#file < this.#block.count) return this.#block;
    if (this.#block) this.#blocks.empty(this.#block);
    this.#file = 0;
    this.#block = this.#blocks.take(this.#patience);
    if (this.#block) return this.#block;
    this.close();
    return undefined;
  }

  next(): ReturnType<FilesAhead["next"]> {
    const block = this.#current();
    if (!block) return undefined;
    const file = this.#file++;
    const start = block.get(file, 2);
    const length = block.get(file, 3);
    switch (block.get(file, 0)) {
      case TEXT:
      case TEXT_WITH_NULS: {
        // The thread writes nothing there before the next block is asked for.
        const bytes = block.bytes.subarray(start, start + length);
        const encoding = encodings[block.get(file, 1)] ?? "utf-8";
        const hits = block.hits(block.get(file, 4), block.get(file, 5));
        const seen = { bytes, hits, passOver: this.#passOver };
        const nuls = block.get(file, 0) === TEXT_WITH_NULS;
        return { bytes, encoding, binary: encoding === "binary", seen, ...(nuls && { nuls }) };
      }
      case SILENT:
        return { size: length };
      case NOT_REGULAR:
        return { failure: "not-regular" };
      case TOO_LARGE:
        return { failure: "too-large" };
      case VANISHED:
        return { failure: "vanished" };
      case ERROR:
        return { failure: "error", code: block.bytes.toString("latin1", start, start + length) };
      default:
        return undefined;
    }
  }

  /** Has more files read. */
  add(files: readonly Found[]): void {
    for (const message of messagesOf(files)) this.#thread.post(message);
  }

  /** Says that there are no more. */
  end(): void {
    if (!this.#isOver) this.#thread.post(noMore);
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    void this.#thread.end();
  }
}

/** Starts a thread that reads what it is told to; nothing where none can be started here. */
export function startReading(options: AheadOptions): Reading | undefined {
  const { file, maxFileSize, directories = [], everyText = false, patience = 10_000, heapMB = mostHeapMB } = options;
  const wholeReads = directories.length > 0 && directories.every(readsAreWhole);
  const data: AheadData = {
    ...share(),
    maxFileSize,
    wholeReads,
    everyText: everyText || changedTables() !== undefined,
  };
  // It says nothing but through the blocks, where its silence is noticed, too.
  const events = { message: () => undefined, ended: () => undefined };
  try {
    // They say where its compiled code may be kept. More is not its matter: options of Node would be taken for its own.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => ["XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"].includes(name)),
    );
    return new Reading(startThread(file, data, events, { env, heapMB }), data, patience);
  } catch {
    return undefined;
  }
}
