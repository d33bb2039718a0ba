/** What is found in a text that another one carries, encoded or among other bytes. */
import type { Candidate } from "../../model/candidate.ts";
import { Secret } from "../../model/secret.ts";
import type { SourceText, Span } from "../../model/text.ts";

/** A candidate of a decoded text, placed with its parts in the text that carries it. */
export function carried(
  candidate: Candidate,
  from: SourceText,
  placeIn: (part: Span) => Span,
  encoding: string,
): Candidate {
  const { start, end } = candidate.span;
  return {
    ...candidate,
    span: placeIn(candidate.span),
    ...(candidate.related && {
      related: candidate.related.map((part) => ({ ...part, span: placeIn(part.span) })),
    }),
    encoding: candidate.encoding === undefined ? encoding : `${candidate.encoding} in ${encoding}`,
    built: candidate.built ?? new Secret(from.bytes.toString("utf8", start, end)),
  };
}
