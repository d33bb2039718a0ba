// Contents of git objects, each through one long-running `cat-file`: no attribute, filter or diff driver has a say in what they are.
import { byteReader, type ByteReader } from "./byte-reader.ts";
import { crypto } from "../model/crypto.ts";
import { git, GitError, gitStream, namesMoreObjects } from "./git.ts";
import { areLoose, readLoose } from "./loose.ts";
import { mayBePacked } from "./packs/packed.ts";

/** A repository that is asked: the one that git finds from `directory`, or that its hook's environment names. */
export interface Repository {
  readonly directory: string;
  /** Where it keeps its objects, as far as that is known. */
  readonly objects?: string | undefined;
}

/** A blob's bytes, valid until the next blob is asked for; or why they are not there. `number` counts the blobs that were asked for. */
export type Content = { readonly number: number } & (
  { readonly bytes: Buffer } | { readonly failure: "too-large" | "missing" }
);

/** The same with its id. */
export type Blob = Content & { readonly id: string };

const lf = 10;
const space = 32;
const blobType = Buffer.from(" blob ");
/** Ids are handed to git in portions: a write for each would cost more than its answer. */
const portion = 500;
/** So many numbers of blobs that were read are forgotten at a time. */
const mostAnswered = 10_000;
/** git may have to unpack a long chain of large objects before it answers. */
const timeout = 60_000;

/** What git says of an object: of what is no blob, or is not there, no size. */
interface Described {
  readonly id: string;
  readonly size?: number;
}

/** Reads `ID blob SIZE`; there can be millions of such lines. */
function described(line: Buffer): Described {
  const idEnd = line.indexOf(space);
  const id = line.toString("latin1", 0, idEnd < 0 ? line.length : idEnd);
  const typeEnd = idEnd + blobType.length;
  if (idEnd < 0 || blobType.compare(line, idEnd, typeEnd) !== 0) return { id };
  let size = 0;
  for (let at = typeEnd; at < line.length; at++) size = size * 10 + (line[at] ?? 0) - 48;
  return { id, size };
}

/** The next line. */
function next(reader: ByteReader): Buffer | Promise<Buffer | undefined> {
  return reader.now(lf) ?? reader.until(lf);
}

function* portions(ids: Iterable<string>): Generator<string> {
  let text = "";
  let count = 0;
  for (const id of ids) {
    text += `${id}\n`;
    if (++count % portion !== 0) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

/** Hands over blobs one after the other. */
export interface BlobReader<T extends Content = Blob> {
  /** The next blob where it is there already; nothing where it has to be waited for. A wait costs more than a small blob. */
  now(): T | undefined;
  /** The next blob; nothing at the end. */
  next(): Promise<T | undefined>;
  close(): Promise<void>;
}

/**
 * Reads each blob of `ids`, in their order but for those that are not read. Sizes are asked for first, by a second `cat-file`, so
 * that nothing above `maxSize` bytes is held or even unpacked.
 */
export function blobReader({ directory }: Repository, ids: Iterable<string>, maxSize: number): BlobReader {
  const options = { timeout, inherit: true };
  const left: Blob[] = [];
  /** The numbers of those that are read, in the order of the answers. */
  let read: number[] = [];
  let answered = 0;

  async function* readable(): AsyncGenerator<string> {
    const check = gitStream(directory, "cat-file", ["--batch-check", "--buffer"], portions(ids), options);
    const reader = byteReader(check);
    let text = "";
    let count = 0;
    try {
      for (let line = await next(reader); line; line = await next(reader)) {
        const { id, size } = described(line);
        if (size === undefined) left.push({ id, number: count, failure: "missing" });
        else if (size > maxSize) left.push({ id, number: count, failure: "too-large" });
        else {
          text += `${id}\n`;
          read.push(count);
        }
        if (++count % portion !== 0 || text === "") continue;
        yield text;
        text = "";
      }
      if (text !== "") yield text;
    } finally {
      await check.return(undefined);
    }
  }

  const batch = gitStream(directory, "cat-file", ["--batch", "--buffer"], readable(), options);
  const reader = byteReader(batch);
  /** What was said of a blob whose bytes are still to come. */
  let header: Described | undefined;

  const numbered = ({ id, size }: Described, bytes: Buffer | undefined): Blob => {
    header = undefined;
    const number = read[answered++] ?? 0;
    if (answered === mostAnswered) {
      read = read.slice(answered);
      answered = 0;
    }
    return size !== undefined && bytes
      ? { id, number, bytes: bytes.subarray(0, size) }
      : { id, number, failure: "missing" };
  };

  return {
    now() {
      const before = left.shift();
      if (before) return before;
      if (!header) {
        const line = reader.now(lf);
        if (!line) return undefined;
        header = described(line);
      }
      if (header.size === undefined) return numbered(header, undefined);
      const bytes = reader.taken(header.size + 1);
      return bytes && numbered(header, bytes);
    },
    async next() {
      const before = left.shift();
      if (before) return before;
      if (!header) {
        const line = await next(reader);
        if (!line) return left.shift();
        header = described(line);
      }
      return numbered(header, header.size === undefined ? undefined : await reader.take(header.size + 1));
    },
    async close() {
      await batch.return(undefined);
    },
  };
}

/**
 * The same through one process, which is asked for all sizes first; nothing where git cannot do that: before version 2.36.
 */
async function* fewBlobs(
  { directory }: Repository,
  ids: readonly string[],
  maxSize: number,
): AsyncGenerator<Blob, boolean> {
  let tellSizes: (readable: readonly string[]) => void = () => undefined;
  const sized = new Promise<readonly string[]>((resolve) => {
    tellSizes = resolve;
  });
  async function* asked(): AsyncGenerator<string> {
    yield `${ids.map((id) => `info ${id}\n`).join("")}flush\n`;
    yield (await sized).map((id) => `contents ${id}\n`).join("");
  }
  const stream = gitStream(directory, "cat-file", ["--batch-command", "--buffer"], asked(), { timeout, inherit: true });
  const reader = byteReader(stream);
  try {
    const first = await reader.until(lf).catch((error: unknown) => {
      if (error instanceof GitError && error.reason === "refused") return undefined;
      throw error;
    });
    if (!first) return false;
    const read: number[] = [];
    for (const [number, asked] of ids.entries()) {
      const line = number === 0 ? first : await next(reader);
      const { id, size }: Described = line ? described(line) : { id: asked };
      if (size !== undefined && size <= maxSize) read.push(number);
      else yield { id, number, failure: size === undefined ? "missing" : "too-large" };
    }
    tellSizes(read.map((number) => ids[number] ?? ""));
    for (const number of read) {
      const line = await next(reader);
      const { id, size }: Described = line ? described(line) : { id: ids[number] ?? "" };
      const bytes = size === undefined ? undefined : await reader.take(size + 1);
      yield bytes ? { id, number, bytes: bytes.subarray(0, size) } : { id, number, failure: "missing" };
    }
    // Whether it ended well.
    await reader.some(1);
    return true;
  } finally {
    tellSizes([]);
    await stream.return(undefined);
  }
}

/** Those before the first one that git is to be asked for, which takes an object from packs where they have it, and else from its file. */
function* looseBlobs({ objects }: Repository, ids: readonly string[], maxSize: number): Generator<Blob> {
  if (objects === undefined || namesMoreObjects() || !areLoose(objects, ids) || mayBePacked(objects, ids)) return;
  for (const [number, id] of ids.entries()) {
    const bytes = readLoose(objects, id, maxSize);
    if (!bytes) return;
    yield { id, number, bytes };
  }
}

/** Through git, each waited for. */
async function* gitBlobs(repository: Repository, ids: readonly string[], maxSize: number): AsyncGenerator<Blob> {
  // A process takes longer to start than to read so few.
  if (ids.length <= portion && (yield* fewBlobs(repository, ids, maxSize))) return;
  const reader = blobReader(repository, ids, maxSize);
  try {
    for (let blob = await reader.next(); blob; blob = await reader.next()) yield blob;
  } finally {
    await reader.close();
  }
}

/** The same, each waited for. */
export async function* blobs(repository: Repository, ids: Iterable<string>, maxSize: number): AsyncGenerator<Blob> {
  const all = [...ids];
  let read = 0;
  // In between, so many would leave nobody else his turn.
  if (all.length <= portion) {
    for (const blob of looseBlobs(repository, all, maxSize)) {
      yield blob;
      read++;
    }
  }
  if (read === all.length) return;
  for await (const blob of gitBlobs(repository, all.slice(read), maxSize))
    yield { ...blob, number: blob.number + read };
}

/** The id of the tree without entries, which every repository knows; its length says which hash the repository uses. */
export async function emptyTree({ directory }: Repository): Promise<string> {
  const format = await git(directory, "rev-parse", ["--show-object-format"], { inherit: true });
  const { createHash } = crypto();
  const algorithm = format.toString("latin1").trim() === "sha256" ? "sha256" : "sha1";
  return createHash(algorithm).update("tree 0\0").digest("hex");
}
