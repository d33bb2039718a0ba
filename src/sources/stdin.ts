// One text from a stream: an editor's buffer, or the output of another program.
import { noticeItem, tooLarge, type SourceItem } from "./source-item.ts";
import { type TextsOf, wholeFile } from "./texts.ts";

/** The stream's text, reported as `path`. More than `maxFileSize` bytes are not scanned. */
export async function* stdin(
  stream: NodeJS.ReadableStream,
  path: string,
  maxFileSize: number,
  textsOf: TextsOf = wholeFile,
): AsyncGenerator<SourceItem> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(Buffer.from(chunk));
      length += chunk.length;
      if (length > maxFileSize) {
        yield noticeItem("not-scanned", path, tooLarge(maxFileSize));
        return;
      }
    }
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    yield noticeItem("incomplete", path, `cannot be read (${code})`);
    return;
  }
  yield* textsOf(Buffer.concat(chunks), { path });
}
