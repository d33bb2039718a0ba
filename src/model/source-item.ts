import type { Notice } from "./finding.ts";
import type { SourceText } from "./text.ts";

/** What a source hands over: a text to scan, or something to say of what it could not hand over. */
export type SourceItem =
  { readonly kind: "text"; readonly text: SourceText } | { readonly kind: "notice"; readonly notice: Notice };

/** What a source hands over, or several of it that are there already: to wait for each can cost more than to search it. Each is valid until the next is asked for. */
export type SourceItems = AsyncIterable<SourceItem | Iterable<SourceItem>>;
