import type { Notice } from "./finding.ts";
import type { SourceText } from "./text.ts";

/** A text in which the thread that read it saw nothing that is looked for. It is not handed over, only counted. */
export interface SilentText {
  readonly kind: "silent";
  readonly path: string;
  /** Bytes, as they would be in the text. */
  readonly size: number;
}

/** What a source hands over: a text to scan, or something to say of what it could not hand over. */
export type SourceItem =
  { readonly kind: "text"; readonly text: SourceText } | { readonly kind: "notice"; readonly notice: Notice };

/** What a source hands over, or several of it that are there already: to wait for each can cost more than to search it. Each is valid until the next is asked for. */
export type SourceItems = AsyncIterable<SourceItem | Iterable<SourceItem | SilentText>>;
