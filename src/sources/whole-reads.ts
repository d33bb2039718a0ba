// Where a read gives all that it is asked for, or all up to the end of the file: there nobody need ask once more whether that was all.
import { readFileSync, realpathSync } from "node:fs";

/**
 * What Linux itself keeps on disks and in memory. Before its end, a file of theirs stops only where a block cannot be read. Others give
 * less as they please: those of other programs and machines, /proc, and overlays, which may lie over anything.
 */
const trusted = new Set(["btrfs", "ext2", "ext3", "ext4", "tmpfs", "xfs"]);

/** No block is smaller, so behind any other number of bytes no block is missing. */
export const smallestBlock = 512;

interface Mount {
  readonly point: string;
  readonly type: string;
}

/** The mounts of /proc/self/mountinfo, which writes blanks and the like in octal digits; nothing where a line is none. */
function mountsIn(table: string): readonly Mount[] | undefined {
  const lines = table.split("\n").filter((line) => line !== "");
  const mounts = lines.flatMap((line) => {
    const [mount = "", source] = line.split(" - ", 2);
    const point = mount
      .split(" ")[4]
      ?.replaceAll(/\\([0-7]{3})/gu, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
    const type = source?.split(" ", 1)[0];
    return point?.startsWith("/") === true && type !== undefined ? [{ point, type }] : [];
  });
  return mounts.length === lines.length ? mounts : undefined;
}

function isBelow(directory: string, path: string): boolean {
  return path === directory || path.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}

/** The same for a path without links, by the text of /proc/self/mountinfo. Of mounts at one place all are asked, though only one is seen. */
export function isOnTrusted(table: string, path: string): boolean {
  const mounts = mountsIn(table) ?? [];
  const own = Math.max(0, ...mounts.map(({ point }) => (isBelow(point, path) ? point.length : 0)));
  const concerned = mounts.filter(
    ({ point }) => isBelow(path, point) || (isBelow(point, path) && point.length === own),
  );
  return own > 0 && concerned.every(({ type }) => trusted.has(type));
}

/**
 * True where each file below the path lies on such a file system; false where that is not known, as on all systems but Linux. What is
 * mounted there later counts no more than what is written there after it was read.
 */
export function readsAreWhole(path: string): boolean {
  if (process.platform !== "linux") return false;
  try {
    return isOnTrusted(readFileSync("/proc/self/mountinfo", "utf8"), realpathSync(path));
  } catch {
    return false;
  }
}
