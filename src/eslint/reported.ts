// One finding for one value: what a more specific rule reported, `no-secrets` leaves out.
import type { TSESTree } from "@typescript-eslint/utils";

const ranges = new WeakMap<object, TSESTree.Range[]>();

/** Remembers that a rule reported a range of this tree. */
export function remember(ast: object, range: TSESTree.Range): void {
  const known = ranges.get(ast);
  if (known) known.push(range);
  else ranges.set(ast, [range]);
}

/** True when a reported range overlaps this one. */
export function isReported(ast: object, [start, end]: TSESTree.Range): boolean {
  return (ranges.get(ast) ?? []).some((range) => range[0] < end && range[1] > start);
}
