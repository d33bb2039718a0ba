// What decoded bytes are: text, text behind another layer (gzip, UTF-16), or something that nobody would read.
import { isUtf8 } from "node:buffer";
import { constants, gunzipSync } from "node:zlib";
import { isTestPath } from "../test-path.ts";

/** A text that was decoded. */
export interface Content {
  readonly bytes: Buffer;
  /** What lay between the encoding and the text. */
  readonly layer?: "gzip" | "UTF-16";
}

const shortest = 4;

/** True for what stands in no text. */
export function isControl(byte: number): boolean {
  return (byte < 32 && byte !== 10 && byte !== 9 && byte !== 13) || byte === 127;
}

/** True for UTF-8 without control characters: images, keys and ciphertext do not pass. */
export function isText(bytes: Buffer): boolean {
  let high = false;
  for (const byte of bytes) {
    if (byte > 127) high = true;
    else if (isControl(byte)) return false;
  }
  return !high || isUtf8(bytes);
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

function isUtf16(bytes: Buffer): boolean {
  if (bytes.length % 2 !== 0 || bytes.length < 2 * shortest) return false;
  let wide = 0;
  for (let i = 1; i < bytes.length; i += 2) if (bytes[i] === 0) wide++;
  return wide > 0.9 * (bytes.length / 2);
}

/** The text in decoded bytes, at most `limit` bytes of it; nothing where they hold none, `too-large` where they hold more. */
export function readContent(bytes: Buffer, limit: number): Content | "too-large" | undefined {
  if (isGzip(bytes)) {
    try {
      // What is cut off still holds what came before.
      const unpacked = gunzipSync(bytes, { maxOutputLength: Math.max(1, limit), finishFlush: constants.Z_SYNC_FLUSH });
      return unpacked.length >= shortest && isText(unpacked) ? { bytes: unpacked, layer: "gzip" } : undefined;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? "too-large" : undefined;
    }
  }
  if (bytes.length < shortest) return undefined;
  if (bytes[1] === 0 && isUtf16(bytes)) {
    const text = Buffer.from(bytes.toString("utf16le"));
    return isText(text) ? { bytes: text, layer: "UTF-16" } : undefined;
  }
  if (!isText(bytes)) return undefined;
  return bytes.length > limit ? "too-large" : { bytes };
}

/**
 * The path under which a decoded text is read, which tells its kind: what it is, its own beginning says, not the file that carries
 * it. Source maps and drawings stay machine-written, tests stay tests.
 */
export function pathOfContent(bytes: Buffer, path: string, isGenerated: boolean): string {
  const head = bytes.toString("latin1", 0, 400).trimStart();
  let extension = "";
  if (isGenerated || /^\{\s*"version"\s*:\s*3\b/u.test(head)) extension = ".map";
  else if (/^(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,200}-->\s*)?<svg\b/su.test(head)) extension = ".svg";
  else if (/^[{[]/u.test(head)) extension = ".json";
  else if (head.startsWith("<")) extension = ".xml";
  else if (head.startsWith("#!")) extension = ".sh";
  else if (/^(?:export\s+)?[A-Z_][A-Z\d_]{1,60}=/mu.test(head)) extension = ".env";
  else if (/^(?:---|[\w.-]{1,60}:(?:\s|$))/u.test(head)) extension = ".yml";
  return `${isTestPath(path) ? "test/" : ""}decoded${extension}`;
}
