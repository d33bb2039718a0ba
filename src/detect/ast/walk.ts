import type { TSESTree } from "@typescript-eslint/utils";
import type { AstVisitor } from "./check.ts";
import type { ParsedFile } from "./parser.ts";

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === "object" && value !== null && "type" in value && "range" in value;
}

/** Calls the visitors for every node, in the order of the text. A loop with its own stack: a deep tree cannot overflow the call stack. */
export function walk({ ast, visitorKeys }: ParsedFile, visitors: readonly AstVisitor[]): void {
  const stack: TSESTree.Node[] = [ast];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === "CallExpression") for (const visitor of visitors) visitor.CallExpression?.(node);
    else if (node.type === "NewExpression") for (const visitor of visitors) visitor.NewExpression?.(node);
    const keys = visitorKeys[node.type] ?? [];
    for (let i = keys.length - 1; i >= 0; i--) {
      const child: unknown = (node as unknown as Record<string, unknown>)[keys[i] ?? ""];
      if (Array.isArray(child)) {
        for (let j = child.length - 1; j >= 0; j--) {
          const element: unknown = child[j];
          if (isNode(element)) stack.push(element);
        }
      } else if (isNode(child)) stack.push(child);
    }
  }
}
