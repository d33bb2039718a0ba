// Every version of every file that the commits of a history brought, each content once. Merges count by what differs from all their
// parents, so a secret that only a merge commit holds is found.
import type { Origin } from "../model/text.ts";
import type { Content } from "./blobs.ts";
import { byteReader } from "./byte-reader.ts";
import type { ChangeOptions } from "./change.ts";
import { openClone, unshallow, whyStopped, type Clone } from "./clone.ts";
import { bringAll } from "./commit-changes.ts";
import { commitDates } from "./commit-dates.ts";
import { listCommits } from "./commit-list.ts";
import { git, GitError, gitStream } from "./git.ts";
import { type Contents, newContents, wantedPaths } from "./history-contents.ts";
import { rangeArguments, type HistoryRange } from "./history-range.ts";
import { namedPaths } from "./named-paths.ts";
import { type ObjectStore, objectStore } from "./object-store.ts";
import type { ObjectTable } from "./object-table.ts";
import { packedReader, packsFor } from "./packed-reader.ts";
import type { OpenPacks } from "./packs/packs.ts";
import { noticeItem, type SourceItem, type SourceItems, tooLarge } from "./source-item.ts";
import { type TextsOf, wholeFile } from "./texts.ts";
import { treeList } from "./tree-list.ts";

/** The contents of a history. */
export interface HistorySource {
  readonly items: SourceItems;
  /** Author dates of commits, in ISO 8601. */
  dates(commits: ReadonlySet<string>): Promise<Map<string, string>>;
}

/** git says nothing until it has sorted all commits. */
const timeout = 600_000;
const quick = { timeout, inherit: true };

/** A content that HEAD has is scanned under its path there. */
async function markHead(clone: Clone, { table, path, inHead, paths }: Contents): Promise<void> {
  if (clone.head === undefined) return;
  for await (const { id, path: name } of treeList(clone, clone.head)) {
    const index = table.find(id);
    const number = index === undefined ? 0 : paths.number(name);
    if (index === undefined || number === 0 || inHead.get(index) === 1) continue;
    inHead.set(index, 1);
    path.set(index, number);
  }
}

/** Tags can name a file or a tree without any commit. */
async function listTagged(clone: Clone, { table, path, paths }: Contents): Promise<void> {
  const list = await git(clone.directory, "for-each-ref", ["--format=%(objecttype) %(objectname) %(refname)"], quick);
  const refs = list
    .toString("utf8")
    .split("\n")
    .map((line) => line.split(" "))
    .filter(([type]) => type !== undefined && type !== "" && type !== "commit");
  if (refs.length === 0) return;
  const input = refs.map(([, id = ""]) => `${id}^{}\n`);
  const reader = byteReader(gitStream(clone.directory, "cat-file", ["--batch-check"], input, quick));
  const put = (id: string, name: string): void => {
    const before = table.size;
    const index = table.put(id);
    const number = paths.number(name);
    if (table.size > before && number !== 0) path.set(index, number);
  };
  for (const [, , name = ""] of refs) {
    const [id = "", type] = ((await reader.until(10)) ?? Buffer.alloc(0)).toString("latin1").split(" ");
    if (type === "blob") put(id, name);
    else if (type === "tree") for await (const file of treeList(clone, id)) put(file.id, `${name}/${file.path}`);
  }
}

/** What is to be scanned, the versions of a file one after the other: git stores each as a difference from the next. */
function order({ table, path, commit }: Contents): Uint32Array {
  const wanted = new Uint32Array(table.size);
  let count = 0;
  for (let index = 0; index < table.size; index++) if (path.get(index) !== 0) wanted[count++] = index;
  return wanted.subarray(0, count).sort((a, b) => path.get(a) - path.get(b) || commit.get(b) - commit.get(a));
}

/** The commit is named when somebody asks: few texts hold anything. */
class OriginOf implements Origin {
  readonly #commits: ObjectTable;
  readonly order: number;
  readonly inHead: boolean;

  constructor(index: number, { commit, commits, inHead }: Contents) {
    this.#commits = commits;
    this.order = commit.get(index);
    this.inHead = inHead.get(index) === 1;
  }

  get commit(): string | undefined {
    return this.order === 0 ? undefined : this.#commits.id(this.order - 1);
  }
}

function itemsOf(
  blob: Content,
  index: number,
  contents: Contents,
  { maxFileSize, textsOf = wholeFile }: ChangeOptions,
): ReturnType<TextsOf> {
  const path = contents.paths.text(contents.path.get(index));
  if ("failure" in blob) {
    return [
      blob.failure === "too-large"
        ? noticeItem("not-scanned", path, `has a version ${tooLarge(maxFileSize)}`)
        : noticeItem("incomplete", path, "has a version that is not in this clone, so it cannot be read"),
    ];
  }
  return textsOf(blob.bytes, { path, origin: new OriginOf(index, contents) });
}

/** False for a notice that was there before: a file can have many versions. */
function firstOf(): (item: SourceItem) => boolean {
  const said = new Set<string>();
  return (item) => {
    if (item.kind !== "notice") return true;
    const key = JSON.stringify(item.notice);
    if (said.has(key)) return false;
    said.add(key);
    return true;
  };
}

/** The texts of these contents, those that are there already together. */
async function* contentsOf(
  objects: { readonly clone: Clone; readonly store: ObjectStore; readonly opened: OpenPacks | undefined },
  wanted: Uint32Array,
  contents: Contents,
  options: ChangeOptions,
): AsyncGenerator<SourceItem | Iterable<SourceItem>> {
  const isNew = firstOf();
  let done = 0;
  const reader = await packedReader(objects, contents.table, wanted, options.maxFileSize);
  /** What takes longer than to be handed over. */
  let later: AsyncIterable<SourceItem> | undefined;
  function* atHand(first: Content): Generator<SourceItem> {
    for (let blob: Content | undefined = first; blob; blob = later ? undefined : reader.now()) {
      options.onProgress?.(done++, wanted.length);
      const items = itemsOf(blob, wanted[blob.number] ?? -1, contents, options);
      if (Symbol.asyncIterator in items) later = items;
      else for (const item of items) if (isNew(item)) yield item;
    }
  }
  try {
    for (let blob = await reader.next(); blob; blob = await reader.next()) {
      yield atHand(blob);
      if (!later) continue;
      for await (const item of later) if (isNew(item)) yield item;
      later = undefined;
    }
  } finally {
    await reader.close();
  }
}

async function* textsOf(
  clone: Clone,
  range: readonly string[],
  options: ChangeOptions & HistoryRange,
): AsyncGenerator<SourceItem | Iterable<SourceItem>> {
  const { workingDirectory } = options;
  const named = namedPaths(options.paths, clone.prefix, workingDirectory);
  const store = await objectStore(clone);
  if (clone.isShallow)
    yield noticeItem("incomplete", undefined, `this clone is shallow, so older commits are not scanned: ${unshallow}`);
  let opened: OpenPacks | undefined;
  try {
    const commits = await listCommits(clone, range, store.idBytes);
    const contents = newContents(commits.ids, wantedPaths(named, options.ignore), store.idBytes);
    opened = await packsFor(store, commits.ids.size);
    await bringAll(clone, commits, opened?.trees(), contents);
    if (options.range === undefined && options.since === undefined) await listTagged(clone, contents);
    await markHead(clone, contents);
    for (const path of named.missing())
      yield noticeItem("incomplete", path, "no such file or directory, and no commit brought one of that name");
    const wanted = order(contents);
    if (wanted.length === 0)
      yield noticeItem("warning", undefined, "these commits brought no file that is to be scanned");
    yield* contentsOf({ clone, store, opened }, wanted, contents, options);
    options.onProgress?.(wanted.length, wanted.length);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    yield noticeItem("incomplete", undefined, whyStopped[error.reason]);
  } finally {
    opened?.close();
  }
}

/** The contents of a history. A UserError where there is no repository, or the range names no commits. */
export async function history(options: ChangeOptions & HistoryRange): Promise<HistorySource> {
  const clone = await openClone(options.workingDirectory);
  const range = await rangeArguments(clone, options);
  return { items: textsOf(clone, range, options), dates: (commits) => commitDates(clone, commits) };
}
