// What is known of the contents of a history: numbers in place of objects, since there can be millions.
import type { NamedPaths } from "./named-paths.ts";
import { type Numbers, numbers, type ObjectTable, objectTable } from "./object-table.ts";

/** Contents by what is to be known of each. */
export interface Contents {
  readonly table: ObjectTable;
  /** Number of the path under which it is scanned; 0 where it stands at none that is wanted. */
  readonly path: Numbers;
  /** Number of the commit that brought it to that path. */
  readonly latest: Numbers;
  /** Number of the commit that brought it first; 0 where none did. */
  readonly commit: Numbers;
  /** 1 for what HEAD has at that path. */
  readonly inHead: Numbers;
  readonly paths: Paths;
  readonly commits: ObjectTable;
}

export interface Paths {
  /** The number of a path that is wanted; 0 for one that is not. */
  number(path: string): number;
  text(number: number): string;
}

export function wantedPaths(named: NamedPaths, ignore: (path: string) => boolean): Paths {
  const known = new Map<string, number>();
  const texts = [""];
  return {
    number(path) {
      const before = known.get(path);
      if (before !== undefined) return before;
      const number = named.has(path) && !ignore(path) ? texts.push(path) - 1 : 0;
      known.set(path, number);
      return number;
    },
    text: (number) => texts[number] ?? "",
  };
}

/** Of a history of these commits. */
export function newContents(commits: ObjectTable, paths: Paths, idBytes: number): Contents {
  return {
    table: objectTable(idBytes),
    path: numbers(),
    latest: numbers(),
    commit: numbers(),
    inHead: numbers(),
    paths,
    commits,
  };
}

/** Whether git lists one path behind another. */
function isBehind(paths: Paths, number: number, other: number): boolean {
  return Buffer.compare(Buffer.from(paths.text(number)), Buffer.from(paths.text(other))) > 0;
}

/**
 * Says that the commit of an order (from 1 on) brought a content to the path of a number. In whatever order that is told, the first commit
 * counts, and the last path.
 */
export function bring({ path, latest, commit, paths }: Contents, index: number, order: number, number: number): void {
  const first = commit.get(index);
  if (first === 0 || order < first) commit.set(index, order);
  if (number === 0) return;
  const last = latest.get(index);
  if (order < last || (order === last && !isBehind(paths, number, path.get(index)))) return;
  path.set(index, number);
  latest.set(index, order);
}
