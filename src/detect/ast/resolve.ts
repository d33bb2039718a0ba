// What a callee is: which export of which package, or which global. A function of the file with the same name is neither.
import type { TSESTree } from "@typescript-eslint/utils";
import { staticKey, type Bindings } from "./bindings.ts";
import { unwrap } from "./unwrap.ts";

export interface Resolved {
  /** Package or Node module without `node:`; empty for a global. */
  readonly from: string;
  /** `ClientSecretCredential`, `BlobServiceClient.fromConnectionString`, `createClient().bind`; empty for the module itself. */
  readonly path: string;
}

const farthest = 24;

/** Modules are written the same way however they are imported, so `default` is no step. */
function step(resolved: Resolved | undefined, key: string): Resolved | undefined {
  if (!resolved || (key === "default" && resolved.from !== "")) return resolved;
  const globalObject = resolved.from === "" && /^(?:globalThis|window|self|global)$/u.test(resolved.path);
  const before = globalObject ? "" : resolved.path;
  return { from: resolved.from, path: before === "" ? key : `${before}.${key}` };
}

function moduleOf(source: TSESTree.Node | undefined): Resolved | undefined {
  if (source?.type !== "Literal" || typeof source.value !== "string") return undefined;
  return { from: source.value.replace(/^node:/u, ""), path: "" };
}

/** Builds the resolver of one file. */
export function createResolver(bindings: Bindings): (node: TSESTree.Node) => Resolved | undefined {
  function identifier(node: TSESTree.Identifier, depth: number): Resolved | undefined {
    const variable = bindings.variable(node);
    if (!variable) return { from: "", path: node.name };
    const [definition] = variable.defs;
    const site = definition?.node;
    const declaration = definition?.parent;
    if (declaration?.type === "ImportDeclaration") {
      const module = moduleOf(declaration.source);
      if (site?.type !== "ImportSpecifier") return module;
      const { imported } = site;
      return step(module, imported.type === "Identifier" ? imported.name : imported.value);
    }
    if (site?.type === "TSImportEqualsDeclaration") {
      const { moduleReference } = site;
      return moduleReference.type === "TSExternalModuleReference" ? moduleOf(moduleReference.expression) : undefined;
    }
    const found = bindings.definition(variable);
    if (!found?.init) return undefined;
    return found.path.reduce<Resolved | undefined>(step, resolve(found.init, depth + 1));
  }

  function resolve(wrapped: TSESTree.Node, depth: number): Resolved | undefined {
    if (depth > farthest) return undefined;
    const node = unwrap(wrapped);
    switch (node.type) {
      case "Identifier":
        return identifier(node, depth);
      case "MemberExpression": {
        const key = staticKey(node.property, node.computed);
        return key === undefined ? undefined : step(resolve(node.object, depth + 1), key);
      }
      case "ImportExpression":
        return moduleOf(node.source);
      case "MetaProperty":
        return { from: "", path: `${node.meta.name}.${node.property.name}` };
      case "CallExpression":
      case "NewExpression": {
        const callee = resolve(node.callee, depth + 1);
        if (callee?.from === "" && callee.path === "require" && node.type === "CallExpression") {
          return moduleOf(node.arguments[0]);
        }
        return callee && { from: callee.from, path: `${callee.path}()` };
      }
      default:
        return undefined;
    }
  }

  return (node) => resolve(node, 0);
}
