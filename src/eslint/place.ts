// Where in ESLint's terms something stands. Every language of ESLint has these two; JavaScript's parser services are not needed.
import { relative } from "node:path";
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { Context } from "./rule.ts";

/** The path within the project, with `/`: directories above it say nothing about the file. */
export function pathOf({ filename, cwd }: Context): string {
  const path = relative(cwd, filename);
  return (path === "" || path.startsWith("..") ? filename : path).replaceAll("\\", "/");
}

/** The location of a range. */
export function locate(
  sourceCode: Readonly<TSESLint.SourceCode>,
  [start, end]: TSESTree.Range,
): TSESTree.SourceLocation {
  return { start: sourceCode.getLocFromIndex(start), end: sourceCode.getLocFromIndex(end) };
}
