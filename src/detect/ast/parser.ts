// The one place that knows the parser. It is bundled by itself and loaded when the first file is parsed: TypeScript is 4 MB of code.
import { parseForESLint } from "@typescript-eslint/parser";
import type { AstFile } from "./check.ts";

export interface ParsedFile extends AstFile {
  /** Properties of each node type that hold child nodes, in the order of the text. */
  readonly visitorKeys: Readonly<Record<string, readonly string[] | undefined>>;
}

/** Parses JavaScript or TypeScript; the path's extension decides which, and whether JSX may stand in it. Throws what the parser throws. */
export function parse(text: string, path: string): ParsedFile {
  const { ast, scopeManager, visitorKeys } = parseForESLint(text, {
    filePath: path,
    sourceType: "module",
    ecmaFeatures: { jsx: true },
    lib: [],
    loggerFn: false,
    range: true,
    suppressDeprecatedPropertyWarnings: true,
  });
  return { path, text, ast: ast, scopes: scopeManager, visitorKeys };
}
