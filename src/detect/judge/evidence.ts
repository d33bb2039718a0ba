import type { FileKind } from "../generic/file-kind.ts";
import type { NameKind } from "./names.ts";

/** How a value is tied to its name. */
export type Syntax =
  | "equals"
  | "colon"
  | "arrow"
  | "comparison"
  | "call"
  | "argument"
  | "sign-in"
  | "flag"
  | "element"
  | "pair"
  | "fallback"
  | "list"
  | "sql"
  | "command"
  | "url"
  | "connection"
  | "header";

/** What is known of one value: everything that the judge weighs. */
export interface Evidence {
  readonly value: string;
  /** The name that it is given to; empty where the syntax alone tells. */
  readonly name: string;
  readonly nameKind: NameKind;
  readonly syntax: Syntax;
  readonly quoted: boolean;
  /** Name and value both stand inside one string literal. */
  readonly inString: boolean;
  readonly inComment: boolean;
  readonly file: FileKind;
  /** The line up to the name, and from the value's end on: some hundred characters at most. */
  readonly before: string;
  readonly after: string;
}
