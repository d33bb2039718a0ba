import type { Finding, Verified } from "../model/finding.ts";
import type { SourceText } from "../model/text.ts";
import type { Comment } from "../suppress/inline.ts";

/** A finding that a comment accepts. */
export interface Hidden {
  readonly finding: Finding;
  readonly comment: Comment;
}

/** The comments of a text that can accept something, and what they do accept. */
export interface Comments {
  readonly all: readonly Comment[];
  readonly hidden: readonly Hidden[];
}

/** Gathers what a scan finds, text by text, and decides at the end what of it is reported. */
export interface Collector {
  /**
   * True where it holds every one of these values already, out of a version of the text that is reported rather than this one: then
   * nobody asks where they stand here.
   */
  knows?(text: SourceText, verified: readonly Verified[]): boolean;
  add(text: SourceText, findings: readonly Finding[], comments?: Comments): void;
  /** How many findings it holds. */
  count(): number;
  findings(): Promise<Finding[]>;
}

/** Where a text stands. */
export type Place = Pick<SourceText, "path" | "origin">;

/** One that goes by nothing but where findings stand. */
export interface Gathering extends Collector {
  add(text: Place, findings: readonly Finding[]): void;
}

/** Everything is reported. */
export function everything(): Gathering {
  const all: Finding[] = [];
  return {
    add(_text, findings) {
      for (const finding of findings) all.push(finding);
    },
    count: () => all.length,
    findings: () => Promise.resolve(all),
  };
}
