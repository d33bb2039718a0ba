import type { SourceText } from "../../src/model/text.ts";

/** A text as a source would hand it over. */
export function sourceText(path: string, content: string | Buffer): SourceText {
  return {
    path,
    bytes: typeof content === "string" ? Buffer.from(content, "utf8") : content,
    binary: false,
    encoding: "utf-8",
  };
}
