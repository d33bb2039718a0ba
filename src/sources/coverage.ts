// Which files a scan has searched in full: only of those can be said that something is not in them any more.
import { relative, sep } from "node:path";
import type { Notice } from "../model/finding.ts";
import { topLevelOf } from "./repository.ts";

export interface Coverage {
  /** A text that was searched. */
  readonly saw: (path: string) => void;
  /** True for a path that was searched, or that would have been if it were still there. */
  readonly has: (path: string) => boolean;
}

const mostUnsettled = 100_000;

/** What a scan looks at. */
interface Extent {
  /** The whole working directory: a path below it that was not seen is gone. */
  readonly everything: boolean;
  /** Also what is in archives. */
  readonly archives: boolean;
}

/** `skipped` are the notices of the scan, whose files were not searched. */
export function coverage(
  workingDirectory: string,
  { everything, archives }: Extent,
  skipped: () => readonly Notice[],
): Coverage {
  const seen = new Set<string>();
  /** Not yet in the set: most scans are asked nothing, and to hash a path costs as much as to open a file. */
  const last: string[] = [];
  const settle = (): void => {
    for (const path of last) seen.add(path);
    last.length = 0;
  };
  let missed: ReadonlySet<string> | undefined;
  const inside = relative(topLevelOf(workingDirectory) ?? workingDirectory, workingDirectory)
    .split(sep)
    .join("/");
  /** True for an entry of an archive that is there and was not opened. */
  const isClosed = (path: string): boolean => !archives && seen.has(path.split("!/", 1)[0] ?? path);
  return {
    saw(path) {
      // A history may hold the same few paths any number of times.
      if (last.push(path) === mostUnsettled) settle();
    },
    has(path) {
      settle();
      if (seen.has(path)) return true;
      missed ??= new Set(
        skipped().flatMap(({ kind, path: at }) => (kind !== "warning" && at !== undefined ? [at] : [])),
      );
      const isBelowMissed = [...missed].some(
        (at) => path === at || path.startsWith(`${at}/`) || path.startsWith(`${at}!/`),
      );
      return everything && !isBelowMissed && !isClosed(path) && (inside === "" || path.startsWith(`${inside}/`));
    },
  };
}
