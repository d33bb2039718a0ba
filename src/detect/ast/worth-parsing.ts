// Decides which of the programs with a trigger are parsed: a glance at the tokens, which costs a thirtieth of the tree, sees in most of
// them that no check reports anything.
import type { SourceText } from "../../model/text.ts";
import { checks } from "./checks/checks.ts";
import { TooMuch } from "./glance/budget.ts";
import { tokensOf } from "./glance/tokens.ts";
import { leftOut } from "./left-out.ts";

/** False where no check reports anything in the program. A program that is not parsed for its size is worth to be said. */
export function isWorthParsing({ path, bytes }: Pick<SourceText, "path" | "bytes">): boolean {
  if (leftOut(bytes) !== undefined) return true;
  const tokens = tokensOf(bytes, path);
  if (!tokens) return true;
  try {
    return checks.some(({ mayReport }) => mayReport(tokens));
  } catch (error) {
    if (error instanceof TooMuch) return true;
    throw error;
  }
}
