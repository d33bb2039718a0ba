// One text from a stream: an editor's buffer, or the output of another program.
import { archiveKind, closedKind } from "./archive/kind.ts";
import { byteReader, type ByteReader } from "./byte-reader.ts";
import { piecesOf } from "./pieces.ts";
import { largestWhole, noticeItem, tooLarge, type SourceItem } from "./source-item.ts";
import { type TextsOf, wholeFile } from "./texts.ts";

/** Bytes that are asked for at once. */
const atOnce = 1_048_576;

async function* buffersOf(stream: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  for await (const chunk of stream) yield Buffer.from(chunk);
}

/** The stream's bytes as far as they may be held whole, and whether these are all. */
async function heldOf(reader: ByteReader, most: number): Promise<{ held: Buffer[]; isAll: boolean }> {
  const held: Buffer[] = [];
  for (let length = 0; length <= most;) {
    const bytes = await reader.some(atOnce);
    if (!bytes) return { held, isAll: true };
    held.push(bytes);
    length += bytes.length;
  }
  return { held, isAll: false };
}

/** The texts of a stream that goes on behind what is held of it, piece by piece. */
async function* inPieces(
  held: Buffer[],
  reader: ByteReader,
  path: string,
  maxFileSize: number,
): AsyncGenerator<SourceItem> {
  let length = 0;
  let code: string | undefined;
  const next = async (into: Buffer): Promise<number> => {
    if (length > maxFileSize) return 0;
    const first = held[0];
    try {
      const bytes = first?.subarray(0, into.length) ?? (await reader.some(into.length));
      if (first && first.length > into.length) held[0] = first.subarray(into.length);
      else held.shift();
      length += bytes?.length ?? 0;
      return bytes?.copy(into) ?? 0;
    } catch (error) {
      ({ code = "unknown error" } = error as NodeJS.ErrnoException);
      return 0;
    }
  };
  yield* piecesOf(next, { path });
  if (code !== undefined) yield noticeItem("incomplete", path, `cannot be read to its end (${code})`);
  if (length > maxFileSize) yield noticeItem("not-scanned", path, tooLarge(maxFileSize, { isWhole: false }));
}

/** The stream's text, reported as `path`. More than `maxFileSize` bytes are not scanned. */
export async function* stdin(
  stream: NodeJS.ReadableStream,
  path: string,
  maxFileSize: number,
  textsOf: TextsOf = wholeFile,
): AsyncGenerator<SourceItem> {
  const reader = byteReader(buffersOf(stream));
  let read: { held: Buffer[]; isAll: boolean };
  try {
    read = await heldOf(reader, Math.min(maxFileSize, largestWhole));
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    yield noticeItem("incomplete", path, `cannot be read (${code})`);
    return;
  }
  const { held, isAll } = read;
  if (isAll) {
    yield* textsOf(Buffer.concat(held), { path });
    return;
  }
  const head = held[0] ?? Buffer.alloc(0);
  const isArchive = textsOf !== wholeFile && (archiveKind(head) ?? closedKind(head)) !== undefined;
  if (maxFileSize <= largestWhole) yield noticeItem("not-scanned", path, tooLarge(maxFileSize, { isWhole: false }));
  else if (isArchive) yield noticeItem("not-scanned", path, "an archive that is too large to be opened");
  else yield* inPieces(held, reader, path, maxFileSize);
}
