// The texts that a change adds: what is staged, or what a branch brings. Objects are compared, not lines, so neither attributes nor
// merges, renames or binary files hide anything.
import type { Notice } from "../model/finding.ts";
import { blobs, type Repository } from "./blobs.ts";
import { whyStopped } from "./clone.ts";
import { decode } from "./encoding.ts";
import { GitError } from "./git.ts";
import type { NamedPaths } from "./named-paths.ts";
import type { Change } from "./raw-diff.ts";
import { noticeItem, tooLarge, type SourceItem } from "./source-item.ts";
import type { TreeFiles } from "./tree-files.ts";

export interface ChangeOptions {
  /** Files, directories or globs; everything when empty. */
  readonly paths: readonly string[];
  readonly workingDirectory: string;
  /** Tells which files the project does not want scanned, by reported path. */
  readonly ignore: (path: string) => boolean;
  /** Bytes. Larger blobs are not scanned. */
  readonly maxFileSize: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a change adds, and how to find out what stood there before. */
export interface ChangeSource {
  readonly items: AsyncIterable<SourceItem>;
  /** The bytes (as UTF-8, where text) that the change took away: of every file that it modified or deleted. */
  before(): AsyncIterable<Buffer>;
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
  { changes, words }: ListedChange,
  { named, ignored }: { readonly named: readonly Change[]; readonly ignored: number },
): string {
  if (changes.length === 0) return `${words.nothing}, so nothing was scanned`;
  if (named.length === 0) return `none of the named paths is ${words.verb}, so nothing was scanned`;
  if (ignored > 0) return `the config ignores every file that is ${words.verb}, so nothing was scanned`;
  return `only deletions and submodules are ${words.verb}, so nothing was scanned`;
}

async function* textsOf(listed: ListedChange, options: ChangeOptions): AsyncGenerator<SourceItem> {
  const named = listed.changes.filter(({ path }) => listed.named.has(path));
  for (const path of listed.named.missing())
    yield noticeItem("incomplete", path, `no such file or directory, and nothing of that name is ${listed.words.verb}`);
  const paths = new Map<string, string[]>();
  let ignored = 0;
  for (const { path, added, unmerged } of named) {
    if (unmerged) yield noticeItem("not-scanned", path, "is not merged yet, so nobody knows what it will hold");
    if (added === undefined) continue;
    if (options.ignore(path)) {
      ignored++;
      continue;
    }
    const same = paths.get(added);
    if (same) same.push(path);
    else paths.set(added, [path]);
  }
  if (paths.size === 0) yield warning(whyNothing(listed, { named, ignored }));
  else if (ignored > 0) yield warning(`the config ignores ${counted(ignored)} of what is ${listed.words.verb}`);

  let done = 0;
  try {
    for await (const blob of blobs(listed.repository, paths.keys(), options.maxFileSize)) {
      options.onProgress?.(done++, paths.size);
      for (const path of paths.get(blob.id) ?? []) {
        if ("bytes" in blob) yield { kind: "text", text: { path, ...decode(blob.bytes) } };
        else if (blob.failure === "too-large") yield noticeItem("not-scanned", path, tooLarge(options.maxFileSize));
        else yield noticeItem("incomplete", path, "is not in this clone, so it cannot be read");
      }
    }
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    yield noticeItem("incomplete", undefined, whyStopped[error.reason]);
  }
  options.onProgress?.(paths.size, paths.size);
}

async function* bytesBefore(listed: ListedChange, options: ChangeOptions): AsyncGenerator<Buffer> {
  // What the config ignores was not looked at, so what comes from there is new.
  const ids = new Set(listed.changes.filter(({ path }) => !options.ignore(path)).flatMap(({ removed }) => removed));
  try {
    for await (const blob of blobs(listed.repository, ids, options.maxFileSize))
      if ("bytes" in blob) yield decode(blob.bytes).bytes;
  } catch (error) {
    // What cannot be compared counts as added.
    if (!(error instanceof GitError)) throw error;
  }
}

/** The texts that a listed change adds. A blob at several paths is read once, and is a text at each. */
export function changeSource(listed: ListedChange, options: ChangeOptions): ChangeSource {
  return {
    items: textsOf(listed, options),
    before: () => bytesBefore(listed, options),
    sides: listed.sides,
    changed: new Set(listed.changes.map(({ path }) => path)),
  };
}
