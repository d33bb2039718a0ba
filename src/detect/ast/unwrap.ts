import type { TSESTree } from "@typescript-eslint/utils";

/** The expression inside what changes only its type or the moment it is there: `x as T`, `x!`, `await x`, `(0, x)`. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  let inner = node;
  for (;;) {
    switch (inner.type) {
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSNonNullExpression":
      case "TSTypeAssertion":
      case "TSInstantiationExpression":
      case "ChainExpression":
        inner = inner.expression;
        break;
      case "AwaitExpression":
        inner = inner.argument;
        break;
      case "SequenceExpression": {
        const last = inner.expressions.at(-1);
        if (!last) return inner;
        inner = last;
        break;
      }
      default:
        return inner;
    }
  }
}
