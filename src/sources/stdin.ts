// One text from a stream: an editor's buffer, or the output of another program.
import { wholeStream } from "../model/whole-stream.ts";
import { noticeItem, tooLarge, type SourceItem } from "./source-item.ts";
import { type TextsOf, wholeFile } from "./texts.ts";

/** The stream's text, reported as `path`. More than `maxFileSize` bytes are not scanned. */
export async function* stdin(
  stream: NodeJS.ReadableStream,
  path: string,
  maxFileSize: number,
  textsOf: TextsOf = wholeFile,
): AsyncGenerator<SourceItem> {
  let bytes: Buffer | undefined;
  try {
    bytes = await wholeStream(stream, maxFileSize);
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    yield noticeItem("incomplete", path, `cannot be read (${code})`);
    return;
  }
  if (bytes) yield* textsOf(bytes, { path });
  else yield noticeItem("not-scanned", path, tooLarge(maxFileSize));
}
