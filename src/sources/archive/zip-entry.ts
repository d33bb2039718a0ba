// Reads one entry of a zip at its local header, which stands before its bytes.
import { crc32 } from "node:zlib";
import type { Span } from "../../model/text.ts";
import { tooLarge } from "../source-item.ts";
import { entryName } from "./entry-name.ts";
import type { Meter } from "./limits.ts";
import { unread, type Part, type Reading } from "./part.ts";
import { inflate, type Unpacked } from "./unpack.ts";

const signature = 0x04034b50;
const headerLength = 30;
const encrypted = 1;
/** The sizes stand behind the bytes. */
const sizesLater = 8;
const stored = 0;
const deflated = 8;
const unknownSize = 0xffffffff;

/** What both the local header and the list of entries say of an entry; they need not agree. */
export interface ZipEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  /** Bytes in the archive; nothing where only the bytes themselves tell. */
  readonly packedSize: number | undefined;
  /** The checksum of the bytes; 0 where it is not known. */
  readonly checksum: number;
}

interface LocalHeader extends ZipEntry {
  /** Where the entry's bytes start. */
  readonly dataStart: number;
}

/** The local header at `at`; nothing where none stands there. */
export function localHeader(bytes: Buffer, at: number): LocalHeader | undefined {
  if (at < 0 || at + headerLength > bytes.length || bytes.readUInt32LE(at) !== signature) return undefined;
  const flags = bytes.readUInt16LE(at + 6);
  const size = bytes.readUInt32LE(at + 18);
  const nameEnd = at + headerLength + bytes.readUInt16LE(at + 26);
  const dataStart = nameEnd + bytes.readUInt16LE(at + 28);
  if (dataStart > bytes.length) return undefined;
  return {
    name: bytes.toString("utf8", at + headerLength, nameEnd),
    flags,
    method: bytes.readUInt16LE(at + 8),
    packedSize: (flags & sizesLater) !== 0 || size === unknownSize ? undefined : size,
    checksum: bytes.readUInt32LE(at + 14),
    dataStart,
  };
}

const nothing: Unpacked = { bytes: Buffer.alloc(0), ending: "more", used: 0 };

/** Bytes that are stored as they are; `cut` where the archive ends before them. */
function storedBytes(data: Buffer, size: number | undefined, most: number, meter: Meter): Unpacked {
  // Where nobody says the size, what follows starts with a mark.
  const mark = size ?? data.indexOf("PK");
  const used = mark < 0 ? data.length : Math.min(data.length, mark);
  if (used > most) return nothing;
  meter.count(used);
  return { bytes: data.subarray(0, used), ending: size !== undefined && size > data.length ? "cut" : "whole", used };
}

function faultOf({ bytes, ending }: Unpacked, checksum: number): string | undefined {
  if (ending === "cut") return "is cut off, so only its beginning was searched";
  if (ending === "damaged") return "is damaged, so only its beginning was searched";
  return checksum === 0 || checksum === crc32(bytes) ? undefined : "is damaged, so something else was searched";
}

/** The entry's parts, and the bytes of the archive that are its own. */
export interface ReadEntry {
  readonly parts: readonly Part[];
  readonly span: Span;
  /** What is in these bytes was searched, or is not to be. */
  readonly isRead: boolean;
  /** Bytes of the archive that were looked at for it. */
  readonly work: number;
}

/** Reads the entry whose bytes start at `dataStart`. */
export async function readEntry(
  bytes: Buffer,
  dataStart: number,
  entry: ZipEntry,
  { limits, meter, isWanted }: Reading,
): Promise<ReadEntry> {
  const { method, packedSize, flags } = entry;
  const name = entryName(entry.name);
  const data = bytes.subarray(dataStart, packedSize === undefined ? bytes.length : dataStart + packedSize);
  const whole = { start: dataStart, end: dataStart + (packedSize === undefined ? 0 : data.length) };
  let work = 0;
  const notRead = (...parts: Part[]): ReadEntry => ({ parts, span: whole, isRead: false, work });
  if (data.length === 0 || !isWanted(name)) return { parts: [], span: whole, isRead: true, work };
  if ((flags & encrypted) !== 0) return notRead(unread("is encrypted, so it was not searched", name));
  if (method !== stored && method !== deflated)
    return notRead(unread(`is packed by method ${String(method)}, which is not unpacked: it was not searched`, name));
  const left = meter.left();
  const most = Math.min(limits.fileSize, left);
  const unpacked =
    most <= 0
      ? nothing
      : method === deflated
        ? await inflate(data, most, meter)
        : storedBytes(data, packedSize, most, meter);
  work = unpacked.ending === "more" ? data.length : unpacked.used;
  if (unpacked.ending === "more") {
    if (left > limits.fileSize)
      return notRead({ kind: "left-out", name, why: { kind: "not-scanned", message: tooLarge(limits.fileSize) } });
    meter.end();
    return notRead();
  }
  const parts: Part[] = [{ kind: "entry", name, bytes: unpacked.bytes }];
  const fault = faultOf(unpacked, entry.checksum);
  if (fault !== undefined) parts.push(unread(fault, name));
  return { parts, span: { start: dataStart, end: dataStart + unpacked.used }, isRead: true, work };
}
