// What to search for and whom a hit concerns: shipped ready-made.
import { changedTables } from "./changed-tables.ts";
import type { Tables } from "./compile/table-file.ts";
import { passOver, search } from "./kernel/kernel.ts";
import { Versions } from "./kernel/versions.ts";
import { shippedTables } from "./shipped-tables.ts";
import { VersionSearch } from "./version-search.ts";

export interface SearchPlan extends Pick<Tables, "count" | "literal"> {
  /** Calls `hit` with the number of a literal and its offset, ordered by offset, then by number. */
  readonly search: (
    bytes: Buffer,
    /** What the text is: IN_TEXT and the like, of kernel/layout.ts. */
    files: number,
    hit: (literal: number, at: number) => void,
    /** Told where a run begins that may be text in base64 or hex. */
    encoded?: (at: number) => void,
  ) => void;
  /** Makes the search for versions of a file. */
  readonly versions?: () => VersionSearch;
  /** It looks for the very literals that `literalsIn` does, by the same numbers. */
  readonly isShipped?: boolean;
  /** Told of a name that promises no secret: literals in it that ask for an assigned name are not reported again. */
  readonly passOver?: (bytes: Buffer, start: number, end: number) => void;
}

/** The plan for the shipped rules and the detectors in code. */
export function searchPlan(): SearchPlan {
  const changed = changedTables();
  const { image, count, literal } = changed ?? shippedTables();
  return {
    count,
    literal,
    isShipped: changed === undefined,
    passOver,
    search(bytes, files, hit, encoded) {
      search(bytes, image, files, hit, encoded);
    },
    versions: () => new VersionSearch(new Versions(), image),
  };
}
