import type { Syntax } from "../judge/evidence.ts";
import type { UnquotedStyle } from "./file-kind.ts";
import type { Literal } from "./literal.ts";

/** What a name is given. */
export interface Assignment {
  /** Offsets of the value in the window. */
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  readonly syntax: Syntax;
  /** Name and value both stand inside one string literal. */
  readonly inString: boolean;
  readonly inComment: boolean;
}

/** Text and place of one name; what the readers below share. */
export interface Place {
  readonly text: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly style: UnquotedStyle;
  readonly inString: boolean;
  readonly inComment: boolean;
  /** The quote that would close the string in which the name stands. */
  readonly inside: string | undefined;
}

/** The assignment that was read; nothing where no value stands. */
export function found(
  place: Place,
  span: Literal | undefined,
  quoted: boolean,
  syntax: Syntax,
): Assignment | undefined {
  if (!span || span.end <= span.start) return undefined;
  const { start, end } = span;
  return { start, end, quoted, syntax, inString: place.inString, inComment: place.inComment };
}
