// Finds the string in JavaScript or TypeScript that holds a value, and says whether an expression may stand there.
import type { TSESTree } from "@typescript-eslint/utils";
import type { ParsedFile } from "../detect/ast/parser.ts";
import type { Positions } from "./positions.ts";

export interface CodePlace {
  /** `built`: an expression of literals that makes the value. */
  readonly kind: "string" | "template" | "built";
  readonly node: TSESTree.Node;
  readonly parent: TSESTree.Node;
  /** A tag function reads the template: what stands in it is not text alone. */
  readonly tagged: boolean;
  /** A back tick here cannot be taken for the template of what stands on the line before. */
  readonly startsNoStatement: boolean;
}

const parsed = new WeakMap<Positions, Map<string, ParsedFile | undefined>>();

async function parseOnce(positions: Positions, path: string): Promise<ParsedFile | undefined> {
  let files = parsed.get(positions);
  if (!files) parsed.set(positions, (files = new Map<string, ParsedFile | undefined>()));
  if (files.has(path)) return files.get(path);
  const { parse } = await import("../detect/ast/parser.ts");
  let file: ParsedFile | undefined;
  try {
    file = parse(positions.string, path);
  } catch {
    // Broken, or nested too deeply: the parser's message would quote the file.
  }
  files.set(path, file);
  return file;
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === "object" && value !== null && "type" in value && "range" in value;
}

function children(file: ParsedFile, node: TSESTree.Node): TSESTree.Node[] {
  return (file.visitorKeys[node.type] ?? [])
    .flatMap((key): unknown => (node as unknown as Record<string, unknown>)[key])
    .filter(isNode);
}

/** From the program down to the smallest node that holds the range. */
function pathTo(file: ParsedFile, start: number, end: number): TSESTree.Node[] {
  const path: TSESTree.Node[] = [file.ast];
  for (;;) {
    const here = path.at(-1);
    const next = here && children(file, here).find(({ range }) => range[0] <= start && end <= range[1]);
    if (!next) return path;
    path.push(next);
  }
}

/** Only literals and what puts them together: nothing of the value stands elsewhere. */
function isMadeOfLiterals(file: ParsedFile, root: TSESTree.Node): boolean {
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    switch (node.type) {
      case "Literal":
      case "TemplateElement":
      case "TemplateLiteral":
      case "ArrayExpression":
      case "BinaryExpression":
      case "CallExpression":
        break;
      case "Identifier":
        if (node.name !== "Buffer" && node.name !== "atob" && node.name !== "String") return false;
        break;
      case "MemberExpression":
        if (node.computed) return false;
        stack.push(node.object);
        continue;
      default:
        return false;
    }
    stack.push(...children(file, node));
  }
  return true;
}

/** Places where the grammar or the type checker wants a literal. */
function wantsLiteral(node: TSESTree.Node, parent: TSESTree.Node, grandparent: TSESTree.Node | undefined): boolean {
  switch (parent.type) {
    case "Property":
    case "PropertyDefinition":
    case "AccessorProperty":
    case "MethodDefinition":
    case "TSPropertySignature":
    case "TSMethodSignature":
    case "TSAbstractPropertyDefinition":
      return parent.key === node;
    case "ImportDeclaration":
    case "ImportExpression":
    case "ImportAttribute":
    case "ImportSpecifier":
    case "ExportSpecifier":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
    case "TSLiteralType":
    case "TSTemplateLiteralType":
    case "TSImportType":
    case "TSEnumMember":
    case "TSExternalModuleReference":
    case "TSModuleDeclaration":
    case "ExpressionStatement":
      return true;
    case "TSAsExpression":
    case "TSTypeAssertion":
      return (
        parent.typeAnnotation.type === "TSTypeReference" &&
        parent.typeAnnotation.typeName.type === "Identifier" &&
        parent.typeAnnotation.typeName.name === "const"
      );
    case "BinaryExpression": {
      // A constant in pieces: this one need not hold the whole value.
      if (parent.operator !== "+") return false;
      const other = parent.left === node ? parent.right : parent.left;
      return other.type === "Literal" || grandparent?.type === "BinaryExpression";
    }
    default:
      return false;
  }
}

const opens = /[=([{,:?+&|>;!]$/u;

/** The place of a value, nothing where only a person can say what should stand there. */
export async function codeAt(
  positions: Positions,
  path: string,
  start: number,
  end: number,
  isBuilt: boolean,
): Promise<CodePlace | undefined> {
  const file = await parseOnce(positions, path);
  if (!file) return undefined;
  const nodes = pathTo(file, start, end);
  const element = nodes.at(-1);
  const inTemplate = element?.type === "TemplateElement";
  const node = inTemplate ? nodes.at(-2) : element;
  const parent = nodes.at(inTemplate ? -3 : -2);
  const grandparent = nodes.at(inTemplate ? -4 : -3);
  if (!node || !parent || wantsLiteral(node, parent, grandparent)) return undefined;
  const before = positions.string.slice(Math.max(0, node.range[0] - 200), node.range[0]).trimEnd();
  const gap = positions.string.slice(Math.max(0, node.range[0] - 200), node.range[0]).slice(before.length);
  const common = { node, parent, tagged: false, startsNoStatement: !/[\r\n]/u.test(gap) || opens.test(before) };
  if (isBuilt) {
    const exact = node.range[0] === start && node.range[1] === end && node.type !== "Program";
    return exact && isMadeOfLiterals(file, node) ? { kind: "built", ...common } : undefined;
  }
  // The quotes themselves are no part of the value.
  if (start <= node.range[0] || end >= node.range[1]) return undefined;
  if (node.type === "Literal" && typeof node.value === "string") return { kind: "string", ...common };
  if (node.type !== "TemplateLiteral" || !inTemplate) return undefined;
  return { kind: "template", ...common, tagged: parent.type === "TaggedTemplateExpression" };
}
