// Which definition a name refers to, as far as one file says it for certain.
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";

/** Where the value of a variable comes from. */
export interface Definition {
  /** The expression it is taken from. */
  readonly init?: TSESTree.Expression;
  /** Properties that destructuring takes from `init`, outermost first. */
  readonly path: readonly string[];
  /** What it is where nothing is given: `{ key = "x" }`, `(key = "x")`. */
  readonly fallback?: TSESTree.Expression;
}

export interface Bindings {
  /** The variable an identifier refers to; nothing for globals. */
  variable(node: TSESTree.Identifier | TSESTree.JSXIdentifier): TSESLint.Scope.Variable | undefined;
  /** The definition of a variable that is never given another value. */
  definition(variable: TSESLint.Scope.Variable): Definition | undefined;
}

/** The name of a property that is written out: `a.b`, `a["b"]`, `{ b }`, `{ "b": 1 }`. */
export function staticKey(node: TSESTree.Node, computed: boolean): string | undefined {
  if (!computed && (node.type === "Identifier" || node.type === "PrivateIdentifier")) return node.name;
  if (node.type === "Literal") return String(node.value);
  return undefined;
}

/** Finds `name` in a pattern: the properties that lead to it and its default. */
function inPattern(
  pattern: TSESTree.Node,
  name: TSESTree.Node,
  path: readonly string[],
  fallback: TSESTree.Expression | undefined,
): Definition | undefined {
  if (pattern === name) return { path, ...(fallback && { fallback }) };
  if (pattern.type === "AssignmentPattern") return inPattern(pattern.left, name, path, pattern.right);
  if (pattern.type === "ObjectPattern") {
    for (const property of pattern.properties) {
      if (property.type !== "Property") continue;
      const key = staticKey(property.key, property.computed);
      if (key === undefined) continue;
      const found = inPattern(property.value, name, [...path, key], undefined);
      if (found) return found;
    }
  }
  if (pattern.type === "ArrayPattern") {
    for (const [index, element] of pattern.elements.entries()) {
      const found = element && inPattern(element, name, [...path, String(index)], undefined);
      if (found) return found;
    }
  }
  return undefined;
}

function define({ defs, references }: TSESLint.Scope.Variable): Definition | undefined {
  const [definition] = defs;
  if (!definition || defs.length > 1) return undefined;
  // Destructuring counts as the first write, and so does every default in it.
  if (references.some((reference) => reference.isWrite() && reference.init !== true)) return undefined;
  const { name, node } = definition;
  if (node.type === "VariableDeclarator") {
    const found = inPattern(node.id, name, [], undefined);
    return found && (node.init ? { ...found, init: node.init } : undefined);
  }
  if ("params" in node) {
    for (const parameter of node.params) {
      const pattern = parameter.type === "TSParameterProperty" ? parameter.parameter : parameter;
      const found = inPattern(pattern, name, [], undefined);
      if (found) return found.fallback && { path: [], fallback: found.fallback };
    }
  }
  return undefined;
}

function read({ scopes }: TSESLint.Scope.ScopeManager): Map<TSESTree.Node, TSESLint.Scope.Variable> {
  const variables = new Map<TSESTree.Node, TSESLint.Scope.Variable>();
  for (const scope of scopes) {
    for (const { identifier, resolved } of scope.references) {
      if (resolved && resolved.defs.length > 0) variables.set(identifier, resolved);
    }
  }
  return variables;
}

/** Reads the references once, when the first is asked for; every look-up after that is one of a map. */
export function createBindings(scopes: TSESLint.Scope.ScopeManager): Bindings {
  let variables: Map<TSESTree.Node, TSESLint.Scope.Variable> | undefined;
  const definitions = new Map<TSESLint.Scope.Variable, Definition | undefined>();
  return {
    variable: (node) => (variables ??= read(scopes)).get(node),
    definition(variable) {
      if (!definitions.has(variable)) definitions.set(variable, define(variable));
      return definitions.get(variable);
    },
  };
}
