// What to search for and whom a hit concerns: shipped ready-made.
import type { DetectorRule } from "../model/rule.ts";
import { detectorAnchors } from "./compile/rule-literals.ts";
import { compileTables } from "./compile/tables.ts";
import { shipped } from "./generated/tables.ts";
import { passOver, search } from "./kernel/kernel.ts";
import { Versions } from "./kernel/versions.ts";
import { literalOwners } from "./literals.ts";
import type { TextDetector } from "./structure/text-detector.ts";
import { VersionSearch } from "./version-search.ts";

export interface SearchPlan {
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
  /** Of each literal its length, and the numbers of the rules (and behind them the detectors) that look at its hits. */
  readonly literals: readonly (readonly [length: number, ...owners: number[]])[];
}

const known = new WeakMap<readonly TextDetector[], boolean>();

/** True where the shipped tables are those of the detectors, as they are in every build. */
export function areShipped(detectors: readonly TextDetector[]): boolean {
  const answer = known.get(detectors) ?? shipped.anchors === detectorAnchors(detectors);
  known.set(detectors, answer);
  return answer;
}

/** The plan for the shipped rules and `detectors`. It is compiled anew where the detectors changed since the build. */
export function searchPlan(rules: () => readonly DetectorRule[], detectors: readonly TextDetector[]): SearchPlan {
  if (areShipped(detectors)) {
    const tables = Buffer.from(shipped.image, "base64");
    return { literals: shipped.literals, isShipped: true, passOver, ...searchIn(tables) };
  }
  const all = literalOwners(rules(), detectors);
  const tables = compileTables(all.map(({ literal }) => literal));
  return {
    literals: all.map(({ literal, owners }) => [literal.text.length, ...owners]),
    passOver,
    ...searchIn(tables),
  };
}

function searchIn(tables: Uint8Array): Pick<SearchPlan, "search" | "versions"> {
  return {
    search(bytes, files, hit, encoded) {
      search(bytes, tables, files, hit, encoded);
    },
    versions: () => new VersionSearch(new Versions(), tables),
  };
}
