// The texts that a change adds: what is staged, or what a branch brings, also in between. Objects are compared, not lines, so neither
// attributes nor merges, renames or binary files hide anything.
import type { Notice } from "../model/finding.ts";
import type { SourceText } from "../model/text.ts";
import { blobs, type Repository } from "./blobs.ts";
import { unshallow, whyStopped } from "./clone.ts";
import { commitDates } from "./commit-dates.ts";
import { GitError } from "./git.ts";
import type { NamedPaths } from "./named-paths.ts";
import type { PassingVersions } from "./passing.ts";
import type { Change } from "./raw-diff.ts";
import { noticeItem, tooLarge, type SourceItem } from "./source-item.ts";
import { type TextsOf, wholeFile } from "./texts.ts";
import type { TreeFiles } from "./tree-files.ts";

export interface ChangeOptions {
  /** Files, directories or globs; everything when empty. */
  readonly paths: readonly string[];
  readonly workingDirectory: string;
  /** Tells which files the project does not want scanned, by reported path. */
  readonly ignore: (path: string) => boolean;
  /** Bytes. Larger blobs are not scanned. */
  readonly maxFileSize: number;
  /** What of a blob is scanned; default: the blob as one text. */
  readonly textsOf?: TextsOf;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a change adds, and how to find out what stood there before. */
export interface ChangeSource {
  readonly items: AsyncGenerator<SourceItem, void>;
  /** The bytes (as UTF-8, where text) that the change took away: of every file that it modified or deleted. */
  before(): AsyncIterable<Buffer>;
  /** The same of what it adds and still holds at its end. */
  after(): AsyncIterable<Buffer>;
  /** Author dates of commits, in ISO 8601. */
  readonly dates: (commits: ReadonlySet<string>) => Promise<ReadonlyMap<string, string>>;
  /** The trees on both sides, whatever paths were named. */
  readonly sides: Sides;
  /** Every path that differs between them. */
  readonly changed: ReadonlySet<string>;
}

/** What a change starts from and what it leads to. */
export interface Sides {
  readonly before: TreeFiles;
  readonly after: TreeFiles;
}

/** A change that was listed, and the words to speak of it. */
export interface ListedChange {
  readonly repository: Repository;
  readonly changes: readonly Change[];
  /** What its commits bring, where it consists of commits. */
  readonly passing?: PassingVersions;
  readonly named: NamedPaths;
  readonly sides: Sides;
  readonly words: {
    /** `nothing is staged`. */
    readonly nothing: string;
    /** `staged`, `changed`. */
    readonly verb: string;
  };
}

function warning(message: string): SourceItem {
  const notice: Notice = { kind: "warning", message };
  return { kind: "notice", notice };
}

function counted(count: number): string {
  return count === 1 ? "1 file" : `${String(count)} files`;
}

/** Why nothing is to be scanned. */
function whyNothing(
  { changes, words }: Pick<ListedChange, "changes" | "words">,
  { named, ignored }: { readonly named: readonly Change[]; readonly ignored: number },
): string {
  if (changes.length === 0) return `${words.nothing}, so nothing was scanned`;
  if (named.length === 0) return `none of the named paths is ${words.verb}, so nothing was scanned`;
  if (ignored > 0) return `the config ignores every file that is ${words.verb}, so nothing was scanned`;
  return `only deletions and submodules are ${words.verb}, so nothing was scanned`;
}

/** A content at a path: a text without its bytes. */
interface Placed extends Pick<SourceText, "path" | "origin"> {
  readonly id: string;
}

/** What is to be scanned, by content. */
interface Wanted {
  /** What the change holds at its end. */
  readonly last: ReadonlyMap<string, readonly Placed[]>;
  /** What its commits hold in between. */
  readonly passing: ReadonlyMap<string, readonly Placed[]>;
  /** Files that the config leaves out. */
  readonly ignored: number;
}

function byId(all: readonly Placed[]): Map<string, Placed[]> {
  const found = new Map<string, Placed[]>();
  for (const each of all) {
    const same = found.get(each.id);
    if (same) same.push(each);
    else found.set(each.id, [each]);
  }
  return found;
}

function wantedOf(listed: ListedChange, named: readonly Change[], ignore: ChangeOptions["ignore"]): Wanted {
  const adding = named.flatMap(({ path, added }) => (added === undefined ? [] : [{ id: added, path }]));
  const wanted = adding.filter(({ path }) => !ignore(path));
  const last = byId(wanted);
  const known = new Set([...last.keys(), ...before(listed, ignore).keys()]);
  const passing = (listed.passing?.brought ?? [])
    .filter(({ id, path }) => !known.has(id) && listed.named.has(path) && !ignore(path))
    .map(({ id, path, commit, order }) => ({ id, path, origin: { commit, order, inHead: false } }));
  return { last, passing: byId(passing), ignored: adding.length - wanted.length };
}

function unread({ path, origin }: Placed, failure: "too-large" | "missing", maxFileSize: number): SourceItem {
  const [version, that] = origin ? ["has a version ", "that "] : ["", ""];
  return failure === "too-large"
    ? noticeItem("not-scanned", path, `${version}${tooLarge(maxFileSize)}`)
    : noticeItem("incomplete", path, `${version}${that}is not in this clone, so it cannot be read`);
}

/** The texts of the blobs, each at every of its places. */
async function* read(
  repository: Repository,
  places: ReadonlyMap<string, readonly Placed[]>,
  { maxFileSize, textsOf = wholeFile }: ChangeOptions,
  onBlob: () => void,
): AsyncGenerator<SourceItem> {
  // Costs two processes.
  if (places.size === 0) return;
  for await (const blob of blobs(repository, places.keys(), maxFileSize)) {
    onBlob();
    for (const placed of places.get(blob.id) ?? []) {
      const { path, origin } = placed;
      if ("failure" in blob) yield unread(placed, blob.failure, maxFileSize);
      else yield* textsOf(blob.bytes, { path, ...(origin && { origin }) });
    }
  }
}

async function* textsOf(listed: ListedChange, options: ChangeOptions): AsyncGenerator<SourceItem, void> {
  const { repository, words } = listed;
  const named = listed.changes.filter(({ path }) => listed.named.has(path));
  const wanted = wantedOf(listed, named, options.ignore);
  for (const path of listed.named.missing())
    yield noticeItem("incomplete", path, `no such file or directory, and nothing of that name is ${words.verb}`);
  for (const { path, unmerged } of named)
    if (unmerged) yield noticeItem("not-scanned", path, "is not merged yet, so nobody knows what it will hold");
  if (listed.passing?.isCut === true)
    yield noticeItem("incomplete", undefined, `this clone is shallow and lacks commits of the change: ${unshallow}`);
  const total = wanted.last.size + wanted.passing.size;
  if (total === 0) yield warning(whyNothing(listed, { named, ignored: wanted.ignored }));
  else if (wanted.ignored > 0) yield warning(`the config ignores ${counted(wanted.ignored)} of what is ${words.verb}`);

  let done = 0;
  const onBlob = (): void => options.onProgress?.(done++, total);
  try {
    yield* read(repository, wanted.last, options, onBlob);
    yield* read(repository, wanted.passing, options, onBlob);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    yield noticeItem("incomplete", undefined, whyStopped[error.reason]);
  }
  options.onProgress?.(total, total);
}

/** Contents that the change took away, each at one of its paths. What the config ignores was not looked at, so what comes from there is new. */
function before({ changes, passing }: ListedChange, ignore: ChangeOptions["ignore"]): Map<string, string> {
  const removed = changes.flatMap(({ path, removed }) => removed.map((id) => ({ path, id })));
  const all = [...removed, ...(passing?.removed ?? [])].filter(({ path }) => !ignore(path));
  return new Map(all.map(({ path, id }) => [id, path]));
}

/** The texts of blobs, each with one of its paths, without their places. What of an old archive cannot be read counts as added, too. */
export async function* bytesOf(
  repository: Repository,
  paths: ReadonlyMap<string, string>,
  { maxFileSize, textsOf = wholeFile }: ChangeOptions,
): AsyncGenerator<Buffer> {
  try {
    for await (const blob of blobs(repository, paths.keys(), maxFileSize)) {
      if (!("bytes" in blob)) continue;
      const at = { path: paths.get(blob.id) ?? "" };
      for await (const item of textsOf(blob.bytes, at)) if (item.kind === "text") yield item.text.bytes;
    }
  } catch (error) {
    // What cannot be compared counts as added.
    if (!(error instanceof GitError)) throw error;
  }
}

/** What the change holds at its end, each content at one of its paths. */
function after(listed: ListedChange, ignore: ChangeOptions["ignore"]): Map<string, string> {
  // What nobody looks at accepts nothing.
  const named = listed.changes.filter(({ path }) => listed.named.has(path));
  const { last } = wantedOf(listed, named, ignore);
  return new Map([...last].map(([id, [placed]]) => [id, placed?.path ?? ""]));
}

/** The texts that a listed change adds. A blob at several paths is read once, and is a text at each. */
export function changeSource(listed: ListedChange, options: ChangeOptions): ChangeSource {
  const { ignore } = options;
  return {
    items: textsOf(listed, options),
    before: () => bytesOf(listed.repository, before(listed, ignore), options),
    after: () => bytesOf(listed.repository, after(listed, ignore), options),
    dates: (commits) => commitDates(listed.repository, commits),
    sides: listed.sides,
    changed: new Set(listed.changes.map(({ path }) => path)),
  };
}
