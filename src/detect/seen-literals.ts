// Looks for the literals of the shipped rules in a text ahead of the search, in another thread.
import type { SeenLiterals, SourceText } from "../model/text.ts";
import { wideStrings } from "./decode/wide.ts";
import { passOver, scanBuffer, search } from "./kernel/kernel.ts";
import { ENCODED } from "./kernel/layout.ts";
import { shippedTables } from "./shipped-tables.ts";
import { knownFileAt } from "./structure/known-file.ts";
import { kindsOf } from "./text-kind.ts";

/** Pairs of offset and number of the literals in a text, as `SeenLiterals` holds them. */
export function literalsIn(text: Pick<SourceText, "path" | "binary" | "bytes">): number[] {
  const hits: number[] = [];
  search(
    text.bytes,
    shippedTables().image,
    kindsOf(text),
    (literal, at) => hits.push(at, literal),
    (at) => hits.push(at, ENCODED),
  );
  return hits;
}

/** True where no shipped detector looks at a text with these hits: what a file's name promises is looked for without any. */
export function isSilent(path: string, hits: ArrayLike<number>): boolean {
  return hits.length === 0 && !knownFileAt(path);
}

/** True where the strings in UTF-16 of such a text hold a literal. */
export function holdsWideLiterals(text: Pick<SourceText, "path" | "binary" | "bytes">): boolean {
  const wide = wideStrings(text.bytes);
  return wide !== undefined && literalsIn({ ...text, bytes: wide.bytes }).length > 0;
}

/** Calls `hit` and `encoded` as the search itself does. */
export function replay(
  { hits }: SeenLiterals,
  hit: (literal: number, at: number) => void,
  encoded: (at: number) => void,
): void {
  for (let i = 0; i < hits.length; i += 2) {
    const at = hits[i] ?? 0;
    const literal = hits[i + 1] ?? 0;
    if (literal === ENCODED) encoded(at);
    else hit(literal, at);
  }
}

export { passOver, scanBuffer };
