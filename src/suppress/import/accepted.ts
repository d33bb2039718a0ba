// What the files of other scanners accept, in one shape.
import type { Finding } from "../../model/finding.ts";

/** One thing that an imported file accepts. */
export interface Accepted {
  /** Where the file says so: `line 12`, `finding 3`. */
  readonly at: string;
  /** Its file, with POSIX separators. */
  readonly path: string;
  readonly line: number;
  /** Says of a finding in that file whether it is the accepted value; absent where only the line can tell. */
  readonly isValue?: (finding: Finding, isSameLine: boolean) => boolean;
  /** Why it is not taken over, whatever the tree holds. */
  readonly refused?: string;
}

/** A path as reports print it. */
export function reportedPath(path: string): string {
  return path.replaceAll("\\", "/").replace(/^(?:\.\/)+/u, "");
}
