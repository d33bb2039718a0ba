// Which paths of a tree the user named. The tree need not be checked out, so names are compared and no file is looked for.
import { lstatSync, realpathSync } from "node:fs";
import { basename, dirname, join, posix, relative, resolve, sep } from "node:path";
import { ignoreMatcher } from "../config/ignore.ts";
import { UserError } from "../model/error.ts";

/** Tells which paths, counted from the top level, are meant. */
export interface NamedPaths {
  has(path: string): boolean;
  /** Names that were asked about no path and that stand for no file: most likely misspelt. */
  missing(): string[];
}

interface Name {
  readonly named: string;
  readonly isThere: boolean;
  matched: boolean;
  matches(path: string): boolean;
}

/** `src/{a,b}.ts` as two patterns; braces inside braces stay. */
function alternatives(pattern: string): string[] {
  const [, before = "", list, after = ""] = /^([^{]*)\{([^{}]*)\}(.*)$/su.exec(pattern) ?? [];
  if (list === undefined) return [pattern];
  return list.split(",").flatMap((each) => alternatives(before + each + after));
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

/** The name from the working directory, also where the user wrote an absolute one that leads there through a link. */
function fromDirectory(named: string, workingDirectory: string): string {
  const absolute = resolve(workingDirectory, named);
  const direct = relative(workingDirectory, absolute);
  if (!direct.startsWith("..")) return direct;
  try {
    return relative(realpathSync(workingDirectory), join(realpathSync(dirname(absolute)), basename(absolute)));
  } catch {
    return direct;
  }
}

/** The path below the top level of what is named from the working directory, `prefix` below it; nothing for what lies outside. */
export function belowTop(named: string, prefix: string, workingDirectory: string): string | undefined {
  const below = fromDirectory(named, workingDirectory).replaceAll(sep, "/");
  const path = posix.join(prefix, below).replace(/\/$/u, "");
  return path === ".." || path.startsWith("../") || posix.isAbsolute(path) ? undefined : path;
}

function nameOf(named: string, prefix: string, workingDirectory: string): Name {
  const path = belowTop(named, prefix, workingDirectory);
  if (path === undefined) throw new UserError(`${named} lies outside of this git repository: name paths inside of it.`);
  const name = { named, matched: false, isThere: isThere(resolve(workingDirectory, named)) };
  if (path === "." || path === "") return { ...name, matches: () => true };
  if (!name.isThere && /[*?[\]{}]/u.test(named)) {
    const matches = ignoreMatcher(alternatives(`/${path}`));
    return { ...name, isThere: true, matches };
  }
  return { ...name, matches: (other) => other === path || other.startsWith(`${path}/`) };
}

/** The paths that `paths` name: files, directories and globs with `*`, `**`, `?`, `[...]` and `{a,b}`. All, where it is empty. */
export function namedPaths(paths: readonly string[], prefix: string, workingDirectory: string): NamedPaths {
  const names = paths.map((named) => nameOf(named, prefix, workingDirectory));
  return {
    has(path) {
      let found = names.length === 0;
      for (const name of names) {
        if (!name.matches(path)) continue;
        name.matched = true;
        found = true;
      }
      return found;
    },
    missing: () => names.filter((name) => !name.matched && !name.isThere).map(({ named }) => named),
  };
}
