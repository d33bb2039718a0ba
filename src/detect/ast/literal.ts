// Where the characters of a constant stand in the file.
import type { TSESTree } from "@typescript-eslint/utils";
import type { AstFile } from "./check.ts";

/** The range of a literal's text, without its quotes. */
export function contentRange({ text }: AstFile, node: TSESTree.Node): TSESTree.Range {
  const [start, end] = node.range;
  if (node.type === "TemplateElement") {
    // Parsers disagree on whether the backtick, `}` and `${` belong to it.
    const { raw } = node.value;
    if (text.startsWith(raw, start) && end - start === raw.length) return [start, end];
    return [start + 1, text.startsWith("${", end - 2) ? end - 2 : end - 1];
  }
  const quoted = node.type === "TemplateLiteral" || (node.type === "Literal" && typeof node.value === "string");
  return quoted ? [start + 1, end - 1] : [start, end];
}

/** The range from the first of several nodes to the last. */
export function cover(nodes: readonly TSESTree.Node[]): TSESTree.Range {
  return [Math.min(...nodes.map(({ range }) => range[0])), Math.max(...nodes.map(({ range }) => range[1]))];
}

/** True when `outer` reaches around `inner`. */
export function encloses(outer: TSESTree.Range, inner: TSESTree.Range): boolean {
  return outer[0] <= inner[0] && outer[1] >= inner[1];
}
