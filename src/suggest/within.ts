// How a value stands in the code around it, which no reference can take the place of everywhere.
import { inComment } from "../detect/generic/line.ts";
import { linesOf } from "../model/text.ts";
import type { Wanted } from "./place.ts";
import { latin1 } from "../model/slice.ts";

/** In a comment nothing is read when the program runs. */
export function isCommented({ text, finding }: Wanted): boolean {
  const { start } = linesOf(text).lineSpan(finding.span.start);
  const line = latin1(text.bytes, start, finding.span.start);
  return inComment(line, 0, line.length);
}

/** The string around the value holds more: an address, a query, a document. */
export function isPiece({ text, finding }: Wanted): boolean {
  const { start, end } = finding.span;
  if (finding.ruleId.startsWith("private-key/")) return false;
  const around = latin1(text.bytes, start - 1, start) + latin1(text.bytes, end, end + 1);
  // Shells need no quotes.
  return !/^(?:(["'`])\1|[\s=][\s;]?)$/u.test(around) || text.bytes[start - 2] === 92;
}

/** What makes sense only as a whole: the host and the user belong to it as well. */
export function isOfWhole({ finding }: Wanted): boolean {
  return /^(?:url|connection-string)\//u.test(finding.ruleId);
}
