/** Reads what a user hands over as a value or passphrase: a file or standard input, in full or not at all. */
import { createReadStream } from "node:fs";
import { UserError } from "../../model/error.ts";
import { wholeStream } from "../../model/whole-stream.ts";

const longestLineEnd = 2;

/** The text of a file without one final line end, which editors and `echo` add. */
export function readText(path: string, longest: number): Promise<string> {
  return collect(createReadStream(path, { end: longest + longestLineEnd }), path, longest);
}

/** The text of standard input, likewise. */
export function readStandardInput(longest: number): Promise<string> {
  return collect(process.stdin, "standard input", longest);
}

async function collect(stream: AsyncIterable<Buffer | string>, source: string, longest: number): Promise<string> {
  let bytes: Buffer | undefined;
  try {
    bytes = await wholeStream(stream, longest + longestLineEnd);
  } catch (error) {
    const code =
      error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";
    throw new UserError(`Cannot read ${source} (${code}).`);
  }
  if (!bytes) throw new UserError(`${source} holds more than ${String(longest)} bytes.`);
  return decode(bytes, source).replace(/\r?\n$/u, "");
}

function decode(bytes: Buffer, source: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UserError(`${source} is not UTF-8 text. Store binary values as base64.`);
  }
}
