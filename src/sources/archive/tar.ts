// Reads tar archives. The library reads the headers, with the long names and sizes of their extensions; the bytes of entries pass by
// it. It is given one header at a time, since with an error it would drop what was read before.
import { createTarDecoder, type TarHeader } from "modern-tar";
import { byteReader } from "../byte-reader.ts";
import { tooLarge } from "../source-item.ts";
import { entryName } from "./entry-name.ts";
import { unread, type Part, type Reading } from "./part.ts";

const blockLength = 512;
const zeros = Buffer.alloc(blockLength);
/** Headers that hold a longer name than fits, or other properties of the next entry. */
const extensions = "xgLK";
/** No name and no list of properties is that long. */
const longestExtension = 1_000_000;

/** The headers of an archive, block by block. */
interface Headers {
  /** Takes a block, or the blocks of an extension. The header that they complete; nothing where more is to come. Throws where they are none. */
  give(blocks: Buffer): Promise<TarHeader | undefined>;
  /** Takes bytes of the entry whose header came last. */
  pass(bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

function headers(): Headers {
  const { readable, writable } = createTarDecoder({ strict: true });
  const reader = readable.getReader();
  const writer = writable.getWriter();
  const arrived: TarHeader[] = [];
  let asked: Promise<void> | undefined;
  const ask = async (): Promise<void> => {
    const { value } = await reader.read();
    if (!value) return;
    arrived.push(value.header);
    // Its bytes are not wanted from there.
    await value.body.cancel();
  };
  return {
    async give(blocks) {
      asked ??= ask();
      asked.catch(() => undefined);
      await writer.write(blocks);
      // What was written is read by now: the answer stands before the end of the writing.
      const header = arrived.pop();
      if (header) asked = undefined;
      return header;
    },
    pass: (bytes) => writer.write(bytes),
    async close() {
      await Promise.allSettled([writer.abort(), reader.cancel()]);
    },
  };
}

/** The size that a header states, in octal digits. */
function statedSize(block: Buffer): number {
  return Number.parseInt(block.toString("latin1", 124, 135).trim(), 8);
}

/** Bytes behind the header. The library says 0 for a file whose name is that of a folder, which then would be searched by nobody. */
function sizeOf({ type, size, pax }: TarHeader, block: Buffer): number {
  const flag = block[156];
  if (type !== "directory" || (flag !== 0 && flag !== 0x30)) return size;
  return Number(pax?.["size"] ?? statedSize(block)) || 0;
}

const padded = (size: number): number => Math.ceil(size / blockLength) * blockLength;

/** The parts of a tar archive that comes in chunks. Their spans count from its first byte. */
export async function* readTar(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  { limits, meter, isWanted }: Reading,
): AsyncGenerator<Part> {
  const reader = byteReader(chunks);
  const parsed = headers();
  let at = 0;
  let isEnded = false;
  const take = async (length: number): Promise<Buffer | undefined> => {
    const taken = await reader.take(length);
    if (taken) at += length;
    return taken;
  };

  /** An entry's bytes, as far as they are there, with its padding read over; only passed by where they are not `kept`. */
  const body = async (size: number, kept: boolean): Promise<{ bytes: Buffer; isWhole: boolean }> => {
    const pieces: Buffer[] = [];
    for (let left = padded(size), wanted = size; left > 0;) {
      const piece = await reader.some(left);
      if (!piece) return { bytes: Buffer.concat(pieces), isWhole: false };
      at += piece.length;
      await parsed.pass(piece);
      if (kept && wanted > 0) pieces.push(piece.subarray(0, wanted));
      left -= piece.length;
      wanted -= piece.length;
    }
    return { bytes: Buffer.concat(pieces), isWhole: true };
  };

  try {
    for (let block = await take(blockLength); block; block = await take(blockLength)) {
      // Behind the end, another archive may stand.
      isEnded = block.equals(zeros);
      if (isEnded) continue;
      const flag = String.fromCharCode(block[156] ?? 0);
      let header: TarHeader | undefined;
      try {
        header = await parsed.give(block);
        if (!header) {
          const size = extensions.includes(flag) ? padded(statedSize(block)) : 0;
          const more = size > 0 && size <= longestExtension ? await take(size) : undefined;
          if (!more) break;
          header = await parsed.give(more);
          if (!header) continue;
        }
      } catch {
        yield unread("is damaged: what follows in it was not searched");
        return;
      }
      if (!meter.countEntry()) return;
      const size = sizeOf(header, block);
      const name = entryName(header.name);
      const start = at;
      const isKept = size > 0 && size <= limits.fileSize && isWanted(name);
      const { bytes, isWhole } = await body(size, isKept);
      if (isKept || !isWanted(name)) yield { kind: "read", span: { start, end: Math.min(at, start + size) } };
      if (isKept) yield { kind: "entry", name, bytes };
      else if (size > limits.fileSize && isWanted(name))
        yield { kind: "left-out", name, why: { kind: "not-scanned", message: tooLarge(limits.fileSize) } };
      if (!isWhole) break;
    }
  } finally {
    await parsed.close();
  }
  // Why the bytes ended too early, whoever gives them may know better.
  if (!isEnded && !meter.reached()) yield unread("is cut off: what followed in it was not searched");
}
