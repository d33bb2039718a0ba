// On which lines of a pull request GitHub takes a comment: those of its hunks. A comment elsewhere makes it refuse the whole review.

/** First and last line, in the new version of the file. */
export interface Hunk {
  readonly first: number;
  readonly last: number;
}

const header = /^@@ -\d+(?:,\d+)? \+(?<first>\d+)(?:,(?<count>\d+))? @@/gmu;

/** The hunks of a patch. Only the lines that say where they are are read: the others may hold anything. */
export function hunksOf(patch: string): Hunk[] {
  return [...patch.matchAll(header)].flatMap(({ groups }) => {
    const first = Number(groups?.["first"]);
    const count = Number(groups?.["count"] ?? 1);
    return count === 0 ? [] : [{ first, last: first + count - 1 }];
  });
}

/** True where one hunk holds all the lines. */
export function inOneHunk(hunks: readonly Hunk[], startLine: number, endLine: number): boolean {
  return hunks.some(({ first, last }) => first <= startLine && endLine <= last);
}
