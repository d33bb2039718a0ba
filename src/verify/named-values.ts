/** Values that stand at a secret-like name: the only places where a weak vault value counts. */
import { type AnchorSearch, createAnchorSearch } from "../detect/anchors.ts";
import { readAssignment } from "../detect/generic/assignment.ts";
import { fileKind } from "../detect/generic/file-kind.ts";
import { genericAnchors } from "../detect/generic/generic.ts";
import { secretName } from "../detect/judge/names.ts";
import type { SourceText, Span } from "../model/text.ts";

export interface NamedValue {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

const before = 64;
const after = 420;
const namePart = /[\w$.-]/u;
/** Made for the first text, which most scans have none of: they name no vault. */
let search: AnchorSearch | undefined;

/** Every assignment to a secret-like name, each once, in the order of the text. */
export function namedValues(text: SourceText): NamedValue[] {
  const { bytes } = text;
  const style = fileKind(text.path).unquoted;
  const found = new Map<number, NamedValue>();
  let nameEndBefore = -1;
  search ??= createAnchorSearch(genericAnchors);
  search.search(bytes, (_, at) => {
    // Anchors overlap in one name (`secretKey`, `passwordToken`).
    if (at < nameEndBefore) return;
    const from = Math.max(0, at - before);
    const window = bytes.toString("latin1", from, Math.min(bytes.length, at + after));
    let start = at - from;
    while (start > 0 && namePart.test(window.charAt(start - 1))) start--;
    let end = at - from;
    while (end < window.length && namePart.test(window.charAt(end))) end++;
    nameEndBefore = from + end;
    const name = window.slice(start, end).replace(/^[-.]{1,3}|[-.]$/gu, "");
    if (name.length > before || secretName(name) === undefined) return;
    const assigned = readAssignment(window, start, end, style);
    if (!assigned) return;
    const span = { start: from + assigned.start, end: from + assigned.end };
    found.set(span.start, { name, value: bytes.toString("utf8", span.start, span.end), span });
  });
  return [...found.values()];
}
