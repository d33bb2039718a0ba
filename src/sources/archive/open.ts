// Opens archives: what they hold becomes texts to scan, and so does what they hold in archives of their own. Nothing is written to
// disk, no link is followed, and no name is used as a path.
import type { InArchive, Span } from "../../model/text.ts";
import { decode } from "../encoding.ts";
import { noticeItem, type FileAt, type SourceItem } from "../source-item.ts";
import { entryName } from "./entry-name.ts";
import { archiveKind, closedKind, type ArchiveKind } from "./kind.ts";
import { meter, type ArchiveLimits, type Budget, type LeftOut, type Meter } from "./limits.ts";
import type { Part, Reading } from "./part.ts";

/** Of one file, more entries than this that could not be searched are counted only. */
const mostNotices = 100;

/** An archive that is being read. */
interface Opened {
  readonly bytes: Buffer;
  readonly at: FileAt;
  /** How many archives it is in, with itself. */
  readonly depth: number;
}

const pieceLength = 1_048_576;

/** The bytes as they may come out of an archive that does not pack them. */
function* counted(bytes: Buffer, meter: Meter): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceLength) {
    const piece = bytes.subarray(at, at + pieceLength);
    if (piece.length > meter.left()) {
      meter.end();
      return;
    }
    meter.count(piece.length);
    yield piece;
  }
}

/** Readers are loaded where an archive of their kind is met. */
async function partsOf(kind: ArchiveKind, { bytes, at }: Opened, reading: Reading): Promise<AsyncGenerator<Part>> {
  switch (kind) {
    case "zip":
      return (await import("./zip.ts")).readZip(bytes, reading);
    case "tar":
      return (await import("./tar.ts")).readTar(counted(bytes, reading.meter), reading);
    case "gzip": {
      const name = (at.archive?.entries.at(-1) ?? at.path).replace(/^.*\//su, "").replace(/\.gz$/iu, "");
      return (await import("./gzip.ts")).readGzip(bytes, entryName(name), reading);
    }
  }
}

/** An entry of an archive, as a file. */
function entryAt(archive: FileAt, name: string): FileAt {
  const { path, archive: outer, origin } = archive;
  const inArchive: InArchive = { path: outer?.path ?? path, entries: [...(outer?.entries ?? []), name] };
  return { path: `${path}!/${name}`, archive: inArchive, ...(origin && { origin }) };
}

/** A copy in which the spans are blank: what was searched by itself is not to be found twice. */
function without(bytes: Buffer, spans: readonly Span[]): Buffer {
  if (spans.length === 0) return bytes;
  const rest = Buffer.from(bytes);
  for (const { start, end } of spans) rest.fill(0, start, end);
  return rest;
}

/**
 * The texts of a file that may be an archive: those of its entries, then its own, without what is theirs. `isIgnored` says of paths as
 * reports show them (`lib.jar!/app.yml`) which are not to be scanned.
 */
export async function* openArchive(
  bytes: Buffer,
  at: FileAt,
  limits: ArchiveLimits,
  isIgnored: (path: string) => boolean,
): AsyncGenerator<SourceItem> {
  const budget: Budget = { entries: limits.entries, bytes: limits.bytes };
  let said = 0;
  let unsaid: LeftOut["kind"] | undefined;

  function* leftOut({ kind, message }: LeftOut, path: string): Generator<SourceItem> {
    if (said++ < mostNotices) yield noticeItem(kind, path, message);
    else if (unsaid !== "incomplete") unsaid = kind;
  }

  async function* entries(kind: ArchiveKind, opened: Opened, read: Span[]): AsyncGenerator<SourceItem> {
    const { bytes: archive, at: here, depth } = opened;
    const isWanted = (name: string): boolean => !isIgnored(entryAt(here, name).path);
    const reading: Reading = { limits, meter: meter(archive.length, budget, limits), isWanted };
    for await (const part of await partsOf(kind, opened, reading)) {
      if (part.kind === "read") read.push(part.span);
      else if (part.kind === "left-out") {
        const { name } = part;
        yield* leftOut(part.why, name === undefined ? here.path : entryAt(here, name).path);
      } else if (part.bytes.length > 0)
        yield* texts({ bytes: part.bytes, at: entryAt(here, part.name), depth: depth + 1 });
    }
    const reached = reading.meter.reached();
    if (reached) yield* leftOut(reached, here.path);
  }

  async function* texts(file: Opened): AsyncGenerator<SourceItem> {
    const kind = archiveKind(file.bytes);
    const closed = closedKind(file.bytes);
    const read: Span[] = [];
    if (closed !== undefined)
      yield* leftOut(
        { kind: "not-scanned", message: `is an archive of a kind that is not opened (${closed})` },
        file.at.path,
      );
    if (kind !== undefined && file.depth > limits.depth) {
      const message = `is an archive in ${String(limits.depth)} others, so it is not opened (limits.archiveDepth)`;
      yield* leftOut({ kind: "not-scanned", message }, file.at.path);
    } else if (kind !== undefined) yield* entries(kind, file, read);
    yield { kind: "text", text: { ...file.at, ...decode(without(file.bytes, read), file.at.path) } };
  }

  yield* texts({ bytes, at, depth: 1 });
  if (unsaid) {
    const message = `holds ${String(said - mostNotices)} more entries that were not searched`;
    yield noticeItem(unsaid, at.path, message);
  }
}
