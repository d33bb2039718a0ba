// The thread that reads ahead: it reads files in their order, looks for literals in their texts, and hands both on block by block.
import { parentPort, workerData } from "node:worker_threads";
import { holdsWideLiterals, isSilent, literalsIn, passOver, scanBuffer } from "../detect/seen-literals.ts";
import { decode } from "../sources/encoding.ts";
import { fileReader, type ReadFailure } from "../sources/read.ts";
import {
  type AheadData,
  type Block,
  Blocks,
  encodings,
  ERROR,
  firstFiles,
  largestText,
  LEFT,
  mostFiles,
  Names,
  NOT_REGULAR,
  SILENT,
  TEXT,
  TEXT_WITH_NULS,
  TOO_LARGE,
  VANISHED,
} from "./memory.ts";
import { filesOf, noMore } from "./message.ts";

/** What is written of one file. */
interface Read {
  readonly status: number;
  readonly encoding: number;
  readonly bytes: Buffer;
  /** Bytes of the text, also where they are not written. */
  readonly size: number;
  readonly hits: readonly number[];
}

const none = Buffer.alloc(0);
const statuses = { "not-regular": NOT_REGULAR, "too-large": TOO_LARGE, vanished: VANISHED } as const;

function failed(failure: ReadFailure): Read {
  const bytes = failure.failure === "error" ? Buffer.from(failure.code, "latin1") : none;
  const status = failure.failure === "error" ? ERROR : statuses[failure.failure];
  return { status, encoding: 0, bytes, size: bytes.length, hits: [] };
}

const left: Read = { status: LEFT, encoding: 0, bytes: none, size: 0, hits: [] };

/** Writes blocks one after the other; each file's record stands in the order of the files. */
class Writer {
  readonly #blocks: Blocks;
  #block: Block | undefined;
  #isFirst = true;
  #end = 0;

  constructor(blocks: Blocks) {
    this.#blocks = blocks;
  }

  /** The next block, once there is an empty one. */
  #open(): Block {
    const block = this.#blocks.open();
    block.count = 0;
    this.#end = 0;
    return (this.#block = block);
  }

  write(read: Read): void {
    const { status, encoding, bytes, size, hits } = read;
    const hitBytes = 4 * hits.length;
    const needed = bytes.length + hitBytes + 8;
    let block = this.#block ?? this.#open();
    const most = this.#isFirst ? firstFiles : mostFiles;
    if (block.count === most || this.#end + needed > block.bytes.length) {
      if (block.count === 0) {
        // A text of hardly anything but literals.
        this.write(left);
        return;
      }
      this.flush();
      block = this.#open();
      if (needed > block.bytes.length) {
        this.write(left);
        return;
      }
    }
    const start = this.#end;
    // Into shared memory `set` copies word by word, eight times as slowly on Node 26.
    if (bytes.length > 0) bytes.copy(block.bytes, start);
    const hitsAt = (start + bytes.length + 3) & ~3;
    if (hits.length > 0) block.hits(hitsAt, hits.length).set(hits);
    block.set(block.count, { status, encoding, start, size, hitsAt, hitCount: hits.length });
    block.count++;
    this.#end = hitsAt + hitBytes;
  }

  /** Hands over what was written so far. */
  flush(): void {
    if (this.#block) this.#blocks.handOver(this.#block);
    this.#block = undefined;
    this.#isFirst = false;
  }

  /** Says that nothing more comes. */
  fail(): void {
    this.flush();
    this.#blocks.fail();
  }
}

/** Reads all files that this thread is told of. */
export function readAll(): void {
  const data = workerData as AheadData;
  const { maxFileSize, wholeReads, everyText } = data;
  const writer = new Writer(new Blocks(data));
  const heard = new Names(data.names);
  // Into the memory where the search wants it: it need not be copied there.
  const reader = fileReader(maxFileSize, { usual: scanBuffer(largestText + 1), wholeReads });
  const pass = (name: Buffer): void => {
    passOver(name, 0, name.length);
  };

  const read = (file: string, path: string): Read => {
    // A path that is no text.
    if (file === "") return left;
    const whole = reader.read(file, { followLink: false, isListed: true });
    if (!Buffer.isBuffer(whole)) return failed(whole);
    const { bytes, binary, encoding, nuls = false } = decode(whole, path);
    if (bytes.length > largestText) return left;
    const hits = literalsIn({ path, bytes, binary });
    const isLeftOut = !everyText && isSilent(path, hits) && !(nuls && holdsWideLiterals({ path, bytes, binary }));
    return {
      status: isLeftOut ? SILENT : nuls ? TEXT_WITH_NULS : TEXT,
      encoding: encodings.indexOf(encoding),
      bytes: isLeftOut ? none : bytes,
      size: bytes.length,
      hits,
    };
  };

  const readEach = (message: string): void => {
    // A call for each: a loop around so much would be compiled once more, all in one, while it runs.
    filesOf(message).forEach(({ file, path }) => {
      heard.hear(pass);
      writer.write(read(file, path));
    });
    if (message !== noMore) return;
    writer.flush();
    parentPort?.close();
  };

  parentPort?.on("message", (message: string) => {
    try {
      readEach(message);
    } catch {
      writer.fail();
      parentPort?.close();
    }
  });
}
