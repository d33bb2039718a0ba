// Clears compiled code away that is of no use any more: each version of the program, and each place where it is installed, keeps its own.
import { lstatSync, readdirSync, rmdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";

const longestUnusedMs = 30 * 24 * 3_600_000;
/** Of a file of the program. So many installations of it may be in use by turns. */
const mostVersions = 20;

/** The directory of one version of Node; a file of the program with a checksum, and what was being written for it when it was stopped. */
const directoryName = /^v\d+\.\d+\.\d+(?:-[\w.]+)?-\w+$/u;
const keptName = /^(?<name>[\w-]+\.cjs)-[\da-f]{1,8}(?<isPart>\.\d+\.[\da-z]+)?$/u;

/** When the file was read or written. Systems note a reading down once a day at most, and some never. */
function lastUse(file: string): number {
  const { atimeMs, mtimeMs } = lstatSync(file);
  return Math.max(atimeMs, mtimeMs);
}

/** Somebody may hold it open, or another run does the same now: then it is removed some other day. */
function isRemoved(file: string): boolean {
  try {
    unlinkSync(file);
    return true;
  } catch {
    return false;
  }
}

function clearDirectory(directory: string, now: number): void {
  const byName = new Map<string, { readonly file: string; readonly used: number }[]>();
  const entries = readdirSync(directory, { withFileTypes: true });
  for (const entry of entries) {
    const { name, isPart = "" } = keptName.exec(entry.name)?.groups ?? {};
    if (name === undefined || !entry.isFile()) continue;
    const file = join(directory, entry.name);
    const versions = byName.get(name + isPart) ?? [];
    versions.push({ file, used: lastUse(file) });
    byName.set(name + isPart, versions);
  }
  let left = entries.length;
  for (const versions of byName.values()) {
    versions.sort((a, b) => b.used - a.used);
    for (const [index, { file, used }] of versions.entries()) {
      if (index < mostVersions && now - used < longestUnusedMs) continue;
      if (isRemoved(file)) left--;
    }
  }
  if (left === 0) rmdirSync(directory);
}

/**
 * Removes from `root`, which holds a directory for each version of Node, what was not used for a month, and of each file of the program
 * all but the versions that were used last. Only files are removed that bear such a name, and no link is followed.
 */
export function clearUnused(root: string, now: number): void {
  try {
    for (const entry of readdirSync(root, { withFileTypes: true }))
      if (entry.isDirectory() && directoryName.test(entry.name)) clearDirectory(join(root, entry.name), now);
  } catch {
    // A directory cannot be read, or another run does the same now: what is left is removed some other day.
  }
}
