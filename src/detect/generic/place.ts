import type { Syntax } from "../judge/evidence.ts";
import type { NameKind } from "../judge/names.ts";
import type { FileKind, UnquotedStyle } from "./file-kind.ts";
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

/** A name that promises a secret. */
export interface Promised {
  readonly name: string;
  readonly nameKind: NameKind;
  readonly file: FileKind;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

/** A name that promises a secret, and what it is given. */
export interface Given extends Pick<Promised, "name" | "nameKind" | "file"> {
  /** The text around, from `from` on. */
  readonly window: string;
  readonly from: number;
  /** Where the name begins in the window. */
  readonly nameStart: number;
  readonly found: Assignment;
  /** It is written in pieces. */
  readonly isJoined: boolean;
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
