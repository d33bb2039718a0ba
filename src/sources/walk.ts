// Lists the files below a directory, in an order that depends on their names alone. Links are never followed, so there are no
// loops and nothing outside the tree is read; the stack is an array, so depth costs no call stack.
import { readdirSync, type Dirent } from "node:fs";
import { join } from "node:path";
import { child, shown, type FilePath } from "./file-path.ts";
import { isIgnored, matchBudget, withIgnoreFile, type IgnoreRules, type MatchBudget } from "./ignore-rules.ts";
import { trackedFiles, type Tracked } from "./repository.ts";
import { noticeItem, type SourceItem } from "./source-item.ts";
import { sparseNotice } from "./sparse.ts";

/** A file to read, and the path under which it is reported. */
export interface Found {
  readonly file: FilePath;
  readonly path: string;
  /** Of a file in a directory that was listed, the reported path of that, with `/` at its end. */
  readonly prefix?: string;
}

export interface WalkOptions {
  /** The project's own list of files that are not scanned, by reported path. */
  readonly isLeftOut: (path: string) => boolean;
  /** Do not consider .gitignore. */
  readonly noIgnore: boolean;
}

/** The work tree that a directory belongs to. */
export interface WorkTree {
  readonly top: string;
  /** The rules that hold at its top. */
  readonly rules: IgnoreRules | undefined;
  readonly budget: MatchBudget;
  /** Asked for once, and only where ignore rules are. */
  tracked(): Promise<Tracked | undefined>;
}

interface Directory {
  readonly file: FilePath;
  /** Reported path with `/` at its end; empty for the top. */
  readonly prefix: string;
  readonly tree: WorkTree | undefined;
  /** Path below the work tree's top level, with `/` at its end. */
  readonly below: string;
  readonly rules: IgnoreRules | undefined;
}

/** Repositories inside the tree beyond this many (each costs a call of git) are scanned whole. */
const mostNestedTrees = 200;

/** The work tree at `top`; `say` is told where git cannot help. */
export function workTree(top: string, say: (message: string) => void): WorkTree {
  let asked: Promise<Tracked | undefined> | undefined;
  const ask = async (): Promise<Tracked | undefined> => {
    const tracked = await trackedFiles(top);
    if (typeof tracked !== "string") return tracked;
    say(tracked);
    return undefined;
  };
  const budget = matchBudget(() => {
    say("its .gitignore files cost too much to match, so from here on they are not considered: the rest is scanned");
  });
  const excluded = withIgnoreFile(undefined, join(top, ".git/info/exclude"), "");
  return {
    top,
    rules: withIgnoreFile(excluded, join(top, ".gitignore"), ""),
    budget,
    tracked: () => (asked ??= ask()),
  };
}

type Entries = readonly { readonly name: FilePath; readonly entry: Dirent | Dirent<Buffer> }[];

function entriesOf(directory: FilePath): Entries {
  const entries = readdirSync(directory, { withFileTypes: true });
  const named =
    typeof directory !== "string" || entries.some(({ name }) => name.includes("\ufffd"))
      ? readdirSync(directory, { withFileTypes: true, encoding: "buffer" }).map((entry) => ({
          name: Buffer.from(entry.name.toString("utf8")).equals(entry.name) ? entry.name.toString("utf8") : entry.name,
          entry,
        }))
      : entries.map((entry) => ({ name: entry.name, entry }));
  return named.sort((a, b) => (shown(a.name) < shown(b.name) ? -1 : 1));
}

function specialKind(entry: Dirent | Dirent<Buffer>): string | undefined {
  if (entry.isFIFO()) return "a FIFO";
  if (entry.isSocket()) return "a socket";
  if (entry.isCharacterDevice() || entry.isBlockDevice()) return "a device";
  return undefined;
}

/** True when an ignore rule hides the entry: only what git does not track. */
async function isHidden(directory: Directory, name: string, isDirectory: boolean): Promise<boolean> {
  const { tree, rules, below } = directory;
  if (!tree || !rules) return false;
  const path = below + name;
  // Asked first: looking a name up costs less than matching it. Of a submodule git tracks the directory itself.
  const tracked = await tree.tracked();
  if (!tracked || tracked.has(path) || (isDirectory && tracked.hasBelow(path))) return false;
  return isIgnored(rules, isDirectory ? `${path}/` : path, tree.budget);
}

/** Lists the files below `start`, which is reported as `prefix`: those of a directory together, since each step of a generator costs. */
export async function* walk(
  start: { file: string; prefix: string; tree: WorkTree | undefined; below: string; rules: IgnoreRules | undefined },
  options: WalkOptions,
  say: (message: string, path: string) => void,
): AsyncGenerator<readonly Found[] | SourceItem> {
  const stack: Directory[] = [start];
  let nested = 0;
  /** The directory with the rules that its own entries bring: a work tree of its own, or a .gitignore. */
  const withRules = (at: Directory, entries: Entries): Directory => {
    const { file, tree, below, rules } = at;
    if (at === start || typeof file !== "string") return at;
    if (!options.noIgnore && entries.some(({ name }) => name === ".git")) {
      const inner =
        nested++ < mostNestedTrees
          ? workTree(file, (message) => {
              say(message, at.prefix.slice(0, -1));
            })
          : undefined;
      return { ...at, tree: inner, below: "", rules: inner?.rules };
    }
    if (!tree || !entries.some(({ name }) => name === ".gitignore")) return at;
    return { ...at, rules: withIgnoreFile(rules, `${file}/.gitignore`, below) };
  };
  for (let listed = stack.pop(); listed; listed = stack.pop()) {
    let entries: Entries;
    try {
      entries = entriesOf(listed.file);
    } catch (error) {
      const { code = "unknown error" } = error as NodeJS.ErrnoException;
      yield noticeItem("incomplete", listed.prefix.slice(0, -1) || ".", `the directory cannot be read (${code})`);
      continue;
    }
    const at = withRules(listed, entries);
    if (listed !== start && typeof at.file === "string" && at.tree?.top === at.file) {
      const sparse = await sparseNotice(at.file, "", (path) => options.isLeftOut(at.prefix + path));
      if (sparse !== undefined) yield noticeItem("incomplete", at.prefix.slice(0, -1), sparse);
    }
    const inside: Directory[] = [];
    const files: Found[] = [];
    // Without rules nothing is hidden, and nothing is waited for.
    const mayHide = at.tree !== undefined && at.rules !== undefined;
    for (const { name, entry } of entries) {
      const text = shown(name);
      const path = at.prefix + text;
      if (entry.isDirectory()) {
        if (text === ".git" || options.isLeftOut(`${path}/`)) continue;
        if (mayHide && (await isHidden(at, text, true))) continue;
        const { tree, rules } = at;
        inside.push({ file: child(at.file, name), prefix: `${path}/`, tree, below: `${at.below}${text}/`, rules });
      } else if (entry.isFile()) {
        if (options.isLeftOut(path) || (mayHide && (await isHidden(at, text, false)))) continue;
        files.push({ file: child(at.file, name), path, prefix: at.prefix });
      } else {
        const kind = specialKind(entry);
        if (kind !== undefined && !options.isLeftOut(path))
          yield noticeItem("not-scanned", path, `is ${kind}, no file`);
      }
    }
    if (files.length > 0) yield files;
    for (const directory of inside.reverse()) stack.push(directory);
  }
}
