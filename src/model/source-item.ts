import type { Notice } from "./finding.ts";
import type { SourceText } from "./text.ts";

/** What a source hands over: a text to scan, or something to say of what it could not hand over. */
export type SourceItem =
  { readonly kind: "text"; readonly text: SourceText } | { readonly kind: "notice"; readonly notice: Notice };
