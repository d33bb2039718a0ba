// Texts of files: those that the user named, and those below the directories that the user named.
import { lstatSync, realpathSync, statSync, type Stats } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { SilentText } from "../model/source-item.ts";
import type { SourceText } from "../model/text.ts";
import { isIgnored, withIgnoreFile, type IgnoreRules } from "./ignore-rules.ts";
import { posixPath } from "./file-path.ts";
import { largeFile } from "./large-file.ts";
import { fileReader, type ReadFailure } from "./read.ts";
import { topLevelOf } from "./repository.ts";
import { sparseNotice } from "./sparse.ts";
import { largestText, largestWhole, noticeItem, tooLarge, type SourceItem } from "./source-item.ts";
import { type TextsOf, wholeFile } from "./texts.ts";
import { walk, workTree, type Found, type WalkOptions, type WorkTree } from "./walk.ts";

export type { SourceItem } from "./source-item.ts";

export interface WorktreeOptions {
  /** Files, directories or globs; the working directory when empty. */
  readonly paths: readonly string[];
  readonly workingDirectory: string;
  /** Tells which files the project does not want scanned, by reported path. */
  readonly ignore: (path: string) => boolean;
  /** Do not consider .gitignore files. */
  readonly noIgnore: boolean;
  /** Bytes. Larger files are not scanned. */
  readonly maxFileSize: number;
  /** What of a file is scanned; default: the file as one text. */
  readonly textsOf?: TextsOf;
  readonly onProgress?: (done: number, total: number) => void;
  /** Reads the files in another thread, where that pays. */
  readonly readAhead?: ReadAhead;
}

/** Another thread, which may begin to read while files are still being listed. */
export interface ReadAhead {
  /** So many first files it is not told of: they are read here while it starts. */
  readonly behind: number;
  /** Told of the next files, in their order. */
  add(files: readonly Found[]): Promise<void>;
  /** Told that there are no more; nothing where reading ahead does not pay, or no thread can be started. */
  end(): FilesAhead | undefined;
}

/** Files that another thread reads, in their order. */
export interface FilesAhead {
  /** What became of the next file: its text, or the size of one in which nothing was seen; nothing where it is left to this thread. */
  next(): Omit<SourceText, "path"> | Pick<SilentText, "size"> | ReadFailure | undefined;
  /** Ends the thread, wherever it is. */
  close(): void;
}

/** A named path, and where reports count its path from. */
interface Target {
  readonly absolute: string;
  readonly stats: Stats;
  readonly top: string | undefined;
}

/** The target's path as reports show it: from its git top level, else from the working directory. */
function reportedPath({ absolute, top }: Target, workingDirectory: string): string {
  return posixPath(relative(top ?? workingDirectory, absolute));
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

function target(absolute: string, stats: Stats): Target {
  return { absolute, stats, top: topLevelOf(stats.isDirectory() ? absolute : dirname(absolute)) };
}

/** Follows a link that the user named; nothing where it leads nowhere. */
function followed(absolute: string, stats: Stats): Target | undefined {
  if (!stats.isSymbolicLink()) return target(absolute, stats);
  try {
    const real = realpathSync(absolute);
    return target(real, statSync(real));
  } catch {
    return undefined;
  }
}

/** The files that a glob names; `code` is set where a directory on the way could not be read. */
async function globbed(pattern: string, workingDirectory: string): Promise<{ files: string[]; code?: string }> {
  const { default: glob } = await import("fast-glob");
  const options = { cwd: workingDirectory, dot: true, followSymbolicLinks: false, ignore: ["**/.git/**"] };
  try {
    return { files: (await glob(pattern, options)).sort() };
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    return { files: (await glob(pattern, { ...options, suppressErrors: true })).sort(), code };
  }
}

/** The rules that hold at `directory`: those of each directory from the top level down to it. */
function rulesAt(tree: WorkTree, directory: string): { rules: IgnoreRules | undefined; below: string } {
  const names = posixPath(relative(tree.top, directory))
    .split("/")
    .filter((name) => name !== "");
  let { rules } = tree;
  let below = "";
  for (const name of names) {
    below += `${name}/`;
    // What is named on the command line is scanned, whatever the rules above say of it.
    if (isIgnored(rules, below, tree.budget)) rules = undefined;
    rules = withIgnoreFile(rules, join(tree.top, below, ".gitignore"), below);
  }
  return { rules, below };
}

/** Lists what is to be read, each file once. */
async function* listed(
  options: WorktreeOptions,
  say: (item: SourceItem) => void,
): AsyncGenerator<readonly Found[] | SourceItem> {
  const { workingDirectory } = options;
  const trees = new Map<string, WorkTree>();
  const treeOf = (top: string | undefined): WorkTree | undefined => {
    if (top === undefined || options.noIgnore) return undefined;
    const known = trees.get(top);
    if (known) return known;
    const tree = workTree(top, (message) => {
      say(noticeItem("warning", undefined, message));
    });
    trees.set(top, tree);
    return tree;
  };
  const walkOptions: WalkOptions = { isLeftOut: options.ignore, noIgnore: options.noIgnore };

  async function* fromTarget(named: Target): AsyncGenerator<readonly Found[] | SourceItem> {
    const path = reportedPath(named, workingDirectory);
    if (named.stats.isDirectory()) {
      if (named.top !== undefined) {
        const prefix = posixPath(relative(named.top, named.absolute));
        const sparse = await sparseNotice(named.top, prefix === "" ? "" : `${prefix}/`, options.ignore);
        if (sparse !== undefined) say(noticeItem("incomplete", path === "" ? undefined : path, sparse));
      }
      const tree = treeOf(named.top);
      const { rules, below } = tree ? rulesAt(tree, named.absolute) : { rules: undefined, below: "" };
      const start = { file: named.absolute, prefix: path === "" ? "" : `${path}/`, tree, below, rules };
      yield* walk(start, walkOptions, (message, at) => {
        say(noticeItem("warning", at, message));
      });
    } else if (named.stats.isFile()) {
      if (!options.ignore(path)) yield [{ file: named.absolute, path }];
    } else yield noticeItem("incomplete", path, "is no file or directory");
  }

  for (const named of options.paths.length === 0 ? ["."] : options.paths) {
    const absolute = resolve(workingDirectory, named);
    const stats = statOf(absolute);
    if (stats) {
      const found = followed(absolute, stats);
      if (found) yield* fromTarget(found);
      else yield noticeItem("incomplete", posixPath(named), "is a link that leads nowhere");
      continue;
    }
    const isPattern = /[*?[\]{}()!+@]/u.test(named);
    const matches = isPattern ? await globbed(posixPath(named), workingDirectory) : { files: [] };
    if (matches.code !== undefined) {
      yield noticeItem(
        "incomplete",
        posixPath(named),
        `a directory that it goes through cannot be read (${matches.code})`,
      );
    } else if (matches.files.length === 0) {
      yield noticeItem("incomplete", posixPath(named), "no such file or directory, and no pattern that matches a file");
    }
    for (const match of matches.files) {
      const file = resolve(workingDirectory, match);
      const matched = statOf(file);
      if (!matched && match.includes("\ufffd")) {
        yield noticeItem(
          "incomplete",
          posixPath(match),
          "a pattern cannot read a name that is not UTF-8: name its directory",
        );
      }
      if (!matched || matched.isSymbolicLink()) continue;
      const found = target(file, matched);
      const tree = treeOf(found.top);
      if (tree && (await isHiddenFile(tree, posixPath(relative(tree.top, file))))) continue;
      yield* fromTarget(found);
    }
  }
}

/** True when an ignore rule hides a file, or a directory above it, and git does not track the file. */
async function isHiddenFile(tree: WorkTree, path: string): Promise<boolean> {
  return (await tree.tracked())?.has(path) === false && isBelowIgnored(tree, path);
}

/** True when a directory above `path` is ignored, or the file itself is. */
function isBelowIgnored(tree: WorkTree, path: string): boolean {
  const names = path.split("/");
  let { rules } = tree;
  let below = "";
  for (const name of names.slice(0, -1)) {
    below += `${name}/`;
    if (isIgnored(rules, below, tree.budget)) return true;
    rules = withIgnoreFile(rules, join(tree.top, below, ".gitignore"), below);
  }
  return isIgnored(rules, path, tree.budget);
}

/** Files that were named twice, once. What one path names is not asked: it names nothing twice, and a large tree has many files. */
function once(files: readonly Found[]): Found[] {
  const seen = new Set<string>();
  return files.filter(({ file }) => {
    const key = typeof file === "string" ? file : `\0${file.toString("hex")}`;
    return !seen.has(key) && seen.add(key);
  });
}

function unread(path: string, failed: ReadFailure, maxFileSize: number): SourceItem {
  switch (failed.failure) {
    case "too-large":
      return noticeItem("not-scanned", path, tooLarge(maxFileSize, { isWhole: false }));
    case "not-regular":
      return noticeItem("not-scanned", path, "is no regular file");
    case "vanished":
      return noticeItem("warning", path, "was removed or replaced during the scan");
    case "error":
      return noticeItem("incomplete", path, `cannot be read (${failed.code})`);
  }
}

/** To tell the other thread of each directory by itself would cost more than it gains. */
const filesTold = 500;

/** The files' texts. A text's bytes are valid until the next one is asked for. Those that are read ahead come several together. */
export async function* worktree(
  options: WorktreeOptions,
): AsyncGenerator<SourceItem | Iterable<SourceItem | SilentText>> {
  const said: SourceItem[] = [];
  const listedFiles: Found[] = [];
  const { textsOf = wholeFile, readAhead } = options;
  const isOnePath = options.paths.length <= 1;
  const { behind = 0 } = readAhead ?? {};
  let told = behind;
  const tell = async (files: readonly Found[]): Promise<void> => {
    if (files.length > told) await readAhead?.add(files.slice(told));
    told = Math.max(told, files.length);
  };
  let ahead: FilesAhead | undefined;
  try {
    for await (const item of listed(options, (notice) => said.push(notice))) {
      if ("kind" in item) yield item;
      else for (const found of item) listedFiles.push(found);
      if (isOnePath && listedFiles.length - told >= filesTold) await tell(listedFiles);
    }
    const files = isOnePath ? listedFiles : once(listedFiles);
    await tell(files);
    ahead = readAhead?.end();
    yield* said;
    const opensArchives = textsOf !== wholeFile;
    const largest = opensArchives ? largestWhole : largestText;
    const reader = fileReader(Math.min(options.maxFileSize, largest));
    let index = 0;
    let early: ReturnType<FilesAhead["next"]>;
    /** The texts that the other thread hands over, up to a file that is no text to it: most cost less to search than a wait for each would. */
    const textsOfThread = function* (thread: FilesAhead): Generator<SourceItem | SilentText> {
      for (let found = files[index]; found; found = files[++index]) {
        options.onProgress?.(index, files.length);
        early = thread.next();
        if (!early || "failure" in early) return;
        const { file, path } = found;
        if ("size" in early) yield { kind: "silent", path, size: early.size };
        else yield { kind: "text", text: typeof file === "string" ? { ...early, path, file } : { ...early, path } };
      }
    };
    for (; index < files.length; index++) {
      if (ahead && index >= behind) yield textsOfThread(ahead);
      const found = files[index];
      if (!found) break;
      if (!ahead || index < behind) options.onProgress?.(index, files.length);
      const { file, path } = found;
      const at = typeof file === "string" ? { path, file } : { path };
      const bytes = early && "failure" in early ? early : reader.read(file, { followLink: false, isListed: true });
      if (!Buffer.isBuffer(bytes)) {
        const isLarge = bytes.failure === "too-large" && options.maxFileSize > largest;
        const failed = isLarge ? yield* largeFile(file, at, { ...options, opensArchives }) : bytes;
        if (failed) yield unread(path, failed, options.maxFileSize);
        continue;
      }
      const texts = textsOf(bytes, at);
      // To delegate to an array awaits each of its items several times.
      if (Array.isArray(texts)) for (const text of texts) yield text;
      else yield* texts;
    }
    options.onProgress?.(files.length, files.length);
  } finally {
    (ahead ?? readAhead?.end())?.close();
  }
}
