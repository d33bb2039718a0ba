// The expressions whose text a logged expression shows: pieces of templates, properties of object literals, branches. What a call makes
// of its arguments is not followed, save where it only prints them: redacting, hashing and measuring functions end the search there.
import type { TSESTree } from "@typescript-eslint/utils";
import { staticKey } from "./bindings.ts";
import { unwrap } from "./unwrap.ts";

export interface Logged {
  readonly node: TSESTree.Node;
  /** Property of an object literal that holds it. */
  readonly property?: string;
}

const mostDeep = 12;

/** `JSON.stringify(x)`, `String(x)`, `util.inspect(x)`: its argument as text. */
function printsArgument({ callee }: TSESTree.CallExpression): boolean {
  if (callee.type === "Identifier") return /^(?:String|inspect)$/u.test(callee.name);
  if (callee.type !== "MemberExpression") return false;
  return /^(?:stringify|inspect|format)$/u.test(staticKey(callee.property, callee.computed) ?? "");
}

/** `x.toString()`, `x.trim()`: the object as text. */
function printsObject({ callee }: TSESTree.CallExpression): TSESTree.Node | undefined {
  if (callee.type !== "MemberExpression") return undefined;
  const method = staticKey(callee.property, callee.computed) ?? "";
  return /^(?:toString|trim|toJSON|concat)$/u.test(method) ? callee.object : undefined;
}

/** Calls `found` for every expression that `argument` shows as it is. */
export function eachLogged(argument: TSESTree.Node, found: (logged: Logged) => void): void {
  const visit = (wrapped: TSESTree.Node, depth: number, property?: string): void => {
    if (depth > mostDeep) return;
    const node = unwrap(wrapped);
    const next = (inner: TSESTree.Node | null, name?: string): void => {
      if (inner) visit(inner, depth + 1, name);
    };
    switch (node.type) {
      case "Identifier":
      case "MemberExpression":
        found({ node, ...(property === undefined ? {} : { property }) });
        break;
      case "TemplateLiteral":
        for (const expression of node.expressions) next(expression);
        break;
      case "BinaryExpression":
        if (node.operator !== "+") break;
        next(node.left);
        next(node.right);
        break;
      case "LogicalExpression":
        // `a && b` shows `a` only where it is empty.
        if (node.operator !== "&&") next(node.left);
        next(node.right);
        break;
      case "ConditionalExpression":
        next(node.consequent);
        next(node.alternate);
        break;
      case "ObjectExpression":
        for (const part of node.properties) {
          if (part.type === "SpreadElement") next(part.argument);
          else next(part.value, staticKey(part.key, part.computed));
        }
        break;
      case "ArrayExpression":
        for (const element of node.elements) next(element);
        break;
      case "SpreadElement":
        next(node.argument);
        break;
      case "CallExpression":
        if (printsArgument(node)) next(node.arguments[0] ?? null);
        else next(printsObject(node) ?? null);
        break;
      default:
        break;
    }
  };
  visit(argument, 0);
}
