// Reads gzip files: a tar archive in one is read as it comes out, so that it may be larger than what is held.
import { tooLarge } from "../source-item.ts";
import { isTarHeader } from "./kind.ts";
import { unread, type Part, type Reading } from "./part.ts";
import { readTar } from "./tar.ts";
import { type Ending, unpacking } from "./unpack.ts";

const headLength = 512;
/** Why a tar archive ends too early, whatever it says itself. */
const brokenOff = new Set<Ending>(["cut", "damaged", "more"]);

/** The first bytes, and all of them. */
async function peeked(chunks: AsyncGenerator<Buffer>): Promise<{ head: Buffer; all: AsyncGenerator<Buffer> }> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < headLength) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  async function* all(): AsyncGenerator<Buffer> {
    yield head;
    yield* chunks;
  }
  return { head, all: all() };
}

/** The parts of a gzip file; `name` is that of the one entry where it holds no tar archive. */
export async function* readGzip(bytes: Buffer, name: string, reading: Reading): AsyncGenerator<Part> {
  const { limits, meter } = reading;
  const { chunks, ending, used } = unpacking(bytes, "gzip", meter);
  const { head, all } = await peeked(chunks);
  if (isTarHeader(head)) {
    for await (const part of readTar(all, reading)) {
      const isOfStream =
        part.kind === "read" || (part.kind === "left-out" && part.name === undefined && brokenOff.has(ending()));
      if (!isOfStream) yield part;
    }
  } else if (reading.isWanted(name) && meter.countEntry()) {
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const chunk of all) {
      pieces.push(chunk);
      length += chunk.length;
      if (length > limits.fileSize) {
        await chunks.return(undefined);
        yield { kind: "left-out", name, why: { kind: "not-scanned", message: tooLarge(limits.fileSize) } };
        return;
      }
    }
    yield { kind: "entry", name, bytes: Buffer.concat(pieces) };
  }
  await chunks.return(undefined);
  // Zeros end a gzip file for some programs, and for others they are filling before the next piece.
  if (ending() === "whole" && bytes.subarray(used()).some((byte) => byte !== 0))
    yield unread("holds more behind its end: that was not searched");
  if (ending() === "cut") yield unread("is cut off: only what came before was searched");
  if (ending() === "damaged") yield unread("is damaged: only what came before the fault was searched");
}
