// Matches paths against patterns as in .gitignore, with bounds that keep a hostile pattern and a hostile path from hanging a scan.
import ignore from "ignore";

/** More `/**` + `/` inside a pattern than this make matching slow: every further one multiplies the ways to match. */
const maxInnerGlobstars = 2;
/** Deeper paths match no pattern, which means that they are scanned. */
const maxDepth = 256;

/** What is wrong with a pattern and how to write it; nothing if it can be used. Never quotes the pattern. */
export function patternMistake(pattern: string): string | undefined {
  if (/^!?\.{1,2}(?:[/\\]|$)/u.test(pattern))
    return 'must not start with "./" or "../": patterns count from the top of the tree';
  const inner = pattern.replace(/^!?\/?\*\*\//u, "").match(/\*\*\//gu);
  if (inner && inner.length > maxInnerGlobstars) {
    return `must not hold "**/" more than ${String(maxInnerGlobstars)} times after its start: write fewer`;
  }
  return undefined;
}

/** Tells which paths the patterns name. Paths are as reports print them; one outside the tree matches nothing. */
export function ignoreMatcher(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const matcher = ignore({ ignoreCase: false }).add(patterns);
  return (path) =>
    ignore.isPathValid(path) && path.split("/", maxDepth + 1).length <= maxDepth && matcher.ignores(path);
}
