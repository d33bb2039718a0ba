// Puts the reference where the literal stands. Only suggestions: the value has to be stored somewhere first.
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { envName } from "../references/names.ts";
import type { EnvStyle, MessageId } from "./rule.ts";

type Suggestions = TSESLint.ReportSuggestionArray<MessageId>;
type SourceCode = Readonly<TSESLint.SourceCode>;

function accessor(variable: string, style: EnvStyle): string {
  return style === "Deno.env.get" ? `Deno.env.get("${variable}")` : `${style}.${variable}`;
}

/** Places of a string at which no expression can stand. */
function isFixed(node: TSESTree.Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case undefined:
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
    case "ImportExpression":
    case "ImportAttribute":
    case "ImportSpecifier":
    case "ExportSpecifier":
    case "TSLiteralType":
    case "TSEnumMember":
    case "TSExternalModuleReference":
    case "TaggedTemplateExpression":
      return true;
    case "ExpressionStatement":
      return "directive" in parent && parent.directive !== undefined;
    case "Property":
    case "PropertyDefinition":
    case "MethodDefinition":
    case "TSPropertySignature":
      return parent.key === node;
    default:
      return false;
  }
}

/** The new text of a string node in which `range` becomes the reference; nothing where what stays would need escapes. */
function replaced(
  source: SourceCode,
  node: TSESTree.Node,
  range: TSESTree.Range,
  reference: string,
): string | undefined {
  const before = source.text.slice(node.range[0] + 1, range[0]);
  const after = source.text.slice(range[1], node.range[1] - 1);
  if (before === "" && after === "") return reference;
  if (/[\\`]|\$\{/u.test(before + after)) return undefined;
  return `\`${before}\${${reference}}${after}\``;
}

/** The string that holds the whole range. */
function stringAt(source: SourceCode, [start, end]: TSESTree.Range): TSESTree.Node | undefined {
  const found = source.getNodeByRangeIndex(start);
  const node = found?.type === "TemplateElement" ? found.parent : found;
  const isString =
    (node?.type === "Literal" && typeof node.value === "string") ||
    (node?.type === "TemplateLiteral" && node.expressions.length === 0);
  return isString && node.range[0] < start && node.range[1] > end ? node : undefined;
}

export interface Wanted {
  /** The value, or the expression that builds it. */
  readonly range: TSESTree.Range;
  /** The expression to replace, where it is not the string around the range. */
  readonly expression?: TSESTree.Node;
  readonly name: string | undefined;
  readonly style: EnvStyle;
}

/** Suggestions for one place; empty where no safe edit exists. */
export function suggestions(source: SourceCode, { range, expression, name, style }: Wanted): Suggestions {
  // Other languages than JavaScript have no such nodes.
  if (typeof source.getNodeByRangeIndex !== "function") return [];
  const node = expression ?? stringAt(source, range);
  if (!node || isFixed(node)) return [];
  const { parent } = node;
  if (parent?.type === "LogicalExpression" && parent.right === node && parent.operator !== "&&") {
    const left = source.getText(parent.left);
    return [{ messageId: "dropFallback", fix: (fixer) => fixer.replaceText(parent, left) }];
  }
  const variable = envName(name ?? "");
  if (variable === undefined) return [];
  const reference = accessor(variable, style);
  const text = expression ? reference : replaced(source, node, range, reference);
  if (text === undefined) return [];
  const inJsx = parent?.type === "JSXAttribute";
  return [
    {
      messageId: "useEnv",
      data: { reference },
      fix: (fixer) => fixer.replaceText(node, inJsx ? `{${text}}` : text),
    },
  ];
}
