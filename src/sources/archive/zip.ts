// Reads zip archives: the entries that its list at the end names, then those that only stand in its bytes, because the list is gone
// or does not name them.
import { isUtf8 } from "node:buffer";
import { fromBufferPromise, getFileNameLowLevel, type Entry } from "yauzl";
import type { Span } from "../../model/text.ts";
import { entryName } from "./entry-name.ts";
import { unread, type Part, type Reading } from "./part.ts";
import { localHeader, readEntry, type ReadEntry } from "./zip-entry.ts";

const endSignature = Buffer.from("PK\x05\x06", "latin1");
const endLength = 22;
const longestComment = 0xffff;
const localSignature = Buffer.from("PK\x03\x04", "latin1");
const listSignature = 0x02014b50;
/** An extra field that says the name in UTF-8. */
const unicodePath = 0x7075;

/** Where the archive lies in the bytes: programs stand before some, and other things behind. */
function boundsOf(bytes: Buffer): Span {
  const all = { start: 0, end: bytes.length };
  const end = bytes.lastIndexOf(endSignature);
  if (end < 0 || end < bytes.length - endLength - longestComment || end + endLength > bytes.length) return all;
  const after = end + endLength + bytes.readUInt16LE(end + 20);
  const list = end - bytes.readUInt32LE(end + 12);
  // Offsets count from the first byte of the file or, where something was put before it, of the archive.
  const start = list - bytes.readUInt32LE(end + 16);
  const isMoved = start > 0 && bytes.readUInt32LE(list) === listSignature;
  return { start: isMoved ? start : 0, end: Math.min(after, bytes.length) };
}

/** The name as it is meant: many programs write UTF-8 and do not say so. */
function nameOf(raw: Buffer, flags: number, extraFields: Entry["extraFields"]): string {
  const hasOther = extraFields.some(({ id }) => id === unicodePath);
  return isUtf8(raw) && !hasOther ? raw.toString("utf8") : getFileNameLowLevel(flags, raw, extraFields, false);
}

/** The entries that the archive's list names; `onFault` is told where it is not whole. */
async function* listed(archive: Buffer, onFault: () => void): AsyncGenerator<Entry> {
  try {
    const zip = await fromBufferPromise(archive, { decodeStrings: false, validateEntrySizes: false });
    for await (const entry of zip.eachEntry()) yield entry;
  } catch {
    onFault();
  }
}

/** Answers, for rising places, where the span that holds each of them ends. */
function endsOf(spans: Span[]): (at: number) => number | undefined {
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  let next = 0;
  return (at) => {
    for (let span = spans[next]; span && span.start <= at; span = spans[++next]) if (span.end > at) return span.end;
    return undefined;
  };
}

/** How many times over the bytes of an archive may be looked at: its entries may lie in one another. */
const mostRounds = 4;

function overlapping(): Part {
  return unread("names the same bytes again and again: the rest was not searched");
}

/** The parts of a zip archive. */
export async function* readZip(bytes: Buffer, reading: Reading): AsyncGenerator<Part> {
  const { meter } = reading;
  const { start, end } = boundsOf(bytes);
  const archive = bytes.subarray(start, end);
  const known: Span[] = [];
  const list = { isWhole: true };
  // What comes out may be nothing, so that no other limit ends this.
  let left = mostRounds * archive.length;
  function* handedOver({ parts, span, isRead }: ReadEntry): Generator<Part> {
    if (isRead) yield { kind: "read", span: { start: span.start + start, end: span.end + start } };
    yield* parts;
  }

  for await (const entry of listed(archive, () => (list.isWhole = false))) {
    if (!meter.countEntry()) break;
    const at = entry.relativeOffsetOfLocalHeader;
    const header = localHeader(archive, at);
    const { generalPurposeBitFlag: flags, compressionMethod: method, compressedSize, crc32: checksum } = entry;
    const name = nameOf(entry.fileNameRaw, flags, entry.extraFields);
    if (!header) {
      yield unread("is not where the archive says that it is, so it was not searched", entryName(name));
      continue;
    }
    const packedSize = compressedSize > 0 ? compressedSize : header.packedSize;
    const read = await readEntry(archive, header.dataStart, { name, flags, method, packedSize, checksum }, reading);
    known.push({ start: at, end: Math.max(header.dataStart, read.span.end) });
    yield* handedOver(read);
    if (meter.reached()) return;
    left -= read.work;
    if (left < 0) {
      yield overlapping();
      return;
    }
  }

  const endOf = endsOf(known);
  let at = archive.indexOf(localSignature);
  while (at >= 0 && !meter.reached()) {
    let next = endOf(at);
    if (next === undefined) {
      next = at + 1;
      const header = localHeader(archive, at);
      const read = header && meter.countEntry() && (await readEntry(archive, header.dataStart, header, reading));
      if (read) left -= read.work;
      if (left < 0) {
        yield overlapping();
        return;
      }
      // What no list names may be no entry at all.
      if (read && (!list.isWhole || read.parts.every(({ kind }) => kind === "entry"))) {
        yield* handedOver(read);
        next = Math.max(next, read.span.end);
      }
    }
    at = archive.indexOf(localSignature, next);
  }
  if (!list.isWhole) yield unread("is damaged or cut off: only what can still be read in it was searched");
}
