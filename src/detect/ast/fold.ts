// Works out string constants: const variables, concatenation, templates, join, base64, character codes, properties of const objects,
// defaults. Where a value has alternatives (`a || "b"`) each of them is a result.
import type { TSESTree } from "@typescript-eslint/utils";
import { staticKey, type Bindings, type Definition } from "./bindings.ts";
import { unwrap } from "./unwrap.ts";

/** One text that an expression can have. */
export interface Constant {
  readonly text: string;
  /** The literals it is made of. */
  readonly parts: readonly TSESTree.Node[];
  /** It only stands in where something else is missing. */
  readonly fallback: boolean;
}

export interface Folder {
  /** Every constant text the expression can have; none where it is not constant. */
  readonly fold: (node: TSESTree.Node) => readonly Constant[];
  /** The expression behind variables and properties of literals, at `path` within it. */
  readonly follow: (node: TSESTree.Node, path?: readonly string[]) => TSESTree.Node | undefined;
}

const mostSteps = 400;
const mostAlternatives = 4;
const longest = 10_000;

type Values = readonly Constant[];

function constant(text: string, ...parts: TSESTree.Node[]): Values {
  return text.length > longest ? [] : [{ text, parts, fallback: false }];
}

function concat(left: Values, right: Values): Values {
  return left
    .flatMap((a) =>
      right.map((b) => ({
        text: a.text + b.text,
        parts: [...new Set([...a.parts, ...b.parts])],
        fallback: a.fallback || b.fallback,
      })),
    )
    .filter(({ text }) => text.length <= longest)
    .slice(0, mostAlternatives);
}

const standingIn = (values: Values): Values => values.map((value) => ({ ...value, fallback: true }));

/** Turns one text into another; nothing where it cannot. */
type Change = (text: string, parameters: readonly string[]) => string | undefined;

const methods: Readonly<Record<string, Change>> = {
  toString: (text: string) => text,
  valueOf: (text: string) => text,
  trim: (text) => text.trim(),
  toLowerCase: (text) => text.toLowerCase(),
  toUpperCase: (text) => text.toUpperCase(),
  concat: (text, parameters) => text + parameters.join(""),
  slice: (text, [from = "0", to]) => text.slice(Number(from), to === undefined ? undefined : Number(to)),
  substring: (text, [from = "0", to]) => text.substring(Number(from), to === undefined ? undefined : Number(to)),
  replace: (text, [what, by]) => (what === undefined || by === undefined ? undefined : text.replace(what, () => by)),
  replaceAll: (text, [what, by]) =>
    what === undefined || by === undefined || what === "" ? undefined : text.split(what).join(by),
};

function unescapePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const functions: Readonly<Record<string, Change>> = {
  atob: (text) => Buffer.from(text, "base64").toString("latin1"),
  btoa: (text) => Buffer.from(text, "latin1").toString("base64"),
  decodeURIComponent: (text) => unescapePercent(text),
  unescape: (text) => unescapePercent(text),
  String: (text) => text,
};

const encodings: Readonly<Record<string, BufferEncoding>> = {
  base64: "base64",
  base64url: "base64url",
  hex: "hex",
  latin1: "latin1",
  binary: "latin1",
  ascii: "latin1",
  utf8: "utf8",
  "utf-8": "utf8",
};

/** Builds the folder of one file. `bindings` must know all of its references. */
export function createFolder(bindings: Bindings): Folder {
  let steps = 0;

  function member(node: TSESTree.Node, key: string): TSESTree.Node | undefined {
    if (node.type === "ObjectExpression") {
      const property = node.properties.findLast(
        (candidate) => candidate.type === "Property" && staticKey(candidate.key, candidate.computed) === key,
      );
      return property?.type === "Property" ? property.value : undefined;
    }
    if (node.type === "ArrayExpression") {
      const element = node.elements[Number(key)];
      return element?.type === "SpreadElement" ? undefined : (element ?? undefined);
    }
    if (node.type === "ClassDeclaration" || node.type === "ClassExpression") {
      for (const field of node.body.body) {
        if (field.type === "PropertyDefinition" && field.static && staticKey(field.key, field.computed) === key)
          return field.value ?? undefined;
      }
    }
    if (node.type === "TSEnumDeclaration") {
      return node.body.members.find(({ id }) => staticKey(id, false) === key)?.initializer;
    }
    return undefined;
  }

  function definitionOf(node: TSESTree.Identifier): Definition | undefined {
    const variable = bindings.variable(node);
    return variable && bindings.definition(variable);
  }

  function follow(wrapped: TSESTree.Node, path: readonly string[] = []): TSESTree.Node | undefined {
    if (steps++ > mostSteps) return undefined;
    let node = unwrap(wrapped);
    if (node.type === "Identifier") {
      const variable = bindings.variable(node);
      const site = variable?.defs[0]?.node;
      if (variable?.defs.length === 1 && (site?.type === "ClassDeclaration" || site?.type === "TSEnumDeclaration")) {
        node = site;
      } else {
        const found = variable && bindings.definition(variable);
        // With a default there are two values; `fold` looks at both.
        if (found?.init && !found.fallback) return follow(found.init, [...found.path, ...path]);
      }
    } else if (node.type === "MemberExpression") {
      const key = staticKey(node.property, node.computed);
      const behind = key === undefined ? undefined : follow(node.object, [key]);
      if (behind) return follow(behind, path);
    } else if (
      node.type === "CallExpression" &&
      node.callee.type === "MemberExpression" &&
      isGlobal(node.callee.object, "Object")
    ) {
      const [argument] = node.arguments;
      if (argument && staticKey(node.callee.property, node.callee.computed) === "freeze") return follow(argument, path);
    }
    const [key, ...rest] = path;
    if (key === undefined) return node;
    const inner = member(node, key);
    return inner && follow(inner, rest);
  }

  function isGlobal(node: TSESTree.Node, name: string): boolean {
    return node.type === "Identifier" && node.name === name && !bindings.variable(node);
  }

  function list(wrapped: TSESTree.Node): readonly Constant[] | undefined {
    const node = follow(wrapped);
    if (node?.type === "ArrayExpression") {
      const values: Constant[] = [];
      for (const element of node.elements) {
        const value = element && element.type !== "SpreadElement" ? evaluate(element)[0] : undefined;
        if (!value) return undefined;
        values.push(value);
      }
      return values;
    }
    if (node?.type !== "CallExpression" || node.callee.type !== "MemberExpression") return undefined;
    const method = staticKey(node.callee.property, node.callee.computed);
    if (method === "reverse") return list(node.callee.object)?.toReversed();
    if (method !== "split" || !node.arguments[0]) return undefined;
    const [text] = evaluate(node.callee.object);
    const [separator] = evaluate(node.arguments[0]);
    return text && separator && text.text.split(separator.text).map((piece) => ({ ...text, text: piece }));
  }

  /** Bytes that are written as text in an encoding or as numbers. */
  function bytes(
    node: TSESTree.CallExpression | TSESTree.NewExpression,
  ): { bytes: Buffer; from: Constant } | undefined {
    const { callee } = node;
    const [source, encoding] = node.arguments;
    if (!source) return undefined;
    const isArray = (name: TSESTree.Node): boolean => isGlobal(name, "Buffer") || isGlobal(name, "Uint8Array");
    const makes =
      node.type === "NewExpression"
        ? isArray(callee)
        : callee.type === "MemberExpression" &&
          isArray(callee.object) &&
          /^(?:from|of)$/u.test(staticKey(callee.property, callee.computed) ?? "");
    if (!makes) return undefined;
    const numbers = list(source);
    if (numbers) {
      const values = numbers.map(({ text }) => Number(text));
      if (values.length === 0 || values.some((value) => !Number.isInteger(value))) return undefined;
      return {
        bytes: Buffer.from(values),
        from: { text: "", parts: numbers.flatMap(({ parts }) => parts), fallback: false },
      };
    }
    const [from] = evaluate(source);
    const [name] = encoding ? evaluate(encoding) : [];
    const known = encodings[name ? name.text.toLowerCase() : "utf8"];
    return from && known && { bytes: Buffer.from(from.text, known), from };
  }

  function call(node: TSESTree.CallExpression | TSESTree.NewExpression): Values {
    const made = bytes(node);
    if (made) return [{ ...made.from, text: made.bytes.toString("utf8").slice(0, longest) }];
    const { callee } = node;
    const parameters = node.arguments.map((argument) => evaluate(argument)[0]);
    const known = parameters.every((parameter) => parameter !== undefined);
    const texts = parameters.map((parameter) => parameter?.text ?? "");
    if (callee.type === "Identifier" && !bindings.variable(callee)) {
      const change = Object.hasOwn(functions, callee.name) ? functions[callee.name] : undefined;
      const [first] = parameters;
      return apply(change, first, []);
    }
    if (callee.type === "Identifier") {
      const target = definitionOf(callee)?.init;
      if (
        target?.type === "ArrowFunctionExpression" &&
        target.params.length === 0 &&
        target.body.type !== "BlockStatement"
      )
        return evaluate(target.body);
      return [];
    }
    if (callee.type !== "MemberExpression") return [];
    const method = staticKey(callee.property, callee.computed) ?? "";
    if (method === "fromCharCode" && isGlobal(callee.object, "String")) {
      if (!known || parameters.length === 0) return [];
      return constant(String.fromCharCode(...texts.map(Number)), ...parameters.flatMap(({ parts }) => parts));
    }
    if (method === "join") {
      const pieces = list(callee.object);
      if (!pieces || !known || pieces.length === 0) return [];
      return constant(
        pieces.map(({ text }) => text).join(texts[0] ?? ","),
        ...new Set(pieces.flatMap(({ parts }) => parts)),
      );
    }
    const object = unwrap(callee.object);
    if (method === "encode" && object.type === "NewExpression" && isGlobal(object.callee, "TextEncoder"))
      return parameters[0] ? [parameters[0]] : [];
    if (method === "toString" && (object.type === "CallExpression" || object.type === "NewExpression")) {
      const held = bytes(object);
      const encoding = encodings[texts[0]?.toLowerCase() ?? "utf8"];
      if (held && encoding) return [{ ...held.from, text: held.bytes.toString(encoding).slice(0, longest) }];
    }
    if (!known || !Object.hasOwn(methods, method)) return [];
    const others = parameters.flatMap(({ parts }) => parts);
    return evaluate(callee.object).flatMap((value) => {
      const text = methods[method]?.(value.text, texts);
      if (text === undefined || text.length > longest) return [];
      return [{ ...value, text, parts: method === "concat" ? [...value.parts, ...others] : value.parts }];
    });
  }

  function apply(change: Change | undefined, value: Constant | undefined, parameters: readonly string[]): Values {
    const text = value && change?.(value.text, parameters);
    return value && text !== undefined ? [{ ...value, text }] : [];
  }

  function evaluate(wrapped: TSESTree.Node): Values {
    if (steps++ > mostSteps) return [];
    const node = unwrap(wrapped);
    switch (node.type) {
      case "Literal":
        return typeof node.value === "string" || typeof node.value === "number"
          ? constant(String(node.value), node)
          : [];
      case "TemplateLiteral": {
        if (node.expressions.length === 0) return constant(node.quasis[0]?.value.cooked ?? "", node);
        let values: Values = [{ text: "", parts: [], fallback: false }];
        for (const [index, quasi] of node.quasis.entries()) {
          const cooked: string | null = quasi.value.cooked;
          if (cooked === null) return [];
          values = concat(values, cooked === "" ? constant("") : constant(cooked, quasi));
          const expression = node.expressions[index];
          if (expression) values = concat(values, evaluate(expression));
          if (values.length === 0) return [];
        }
        return values;
      }
      case "BinaryExpression":
        if (node.operator !== "+") return [];
        return concat(evaluate(node.left), evaluate(node.right));
      case "ConditionalExpression":
        return [...evaluate(node.consequent), ...evaluate(node.alternate)].slice(0, mostAlternatives);
      case "LogicalExpression":
        if (node.operator === "&&") return evaluate(node.right);
        return [...evaluate(node.left), ...standingIn(evaluate(node.right))].slice(0, mostAlternatives);
      case "AssignmentExpression":
        return node.operator === "=" ? evaluate(node.right) : standingIn(evaluate(node.right));
      case "Identifier": {
        const found = definitionOf(node);
        if (found?.fallback) {
          const given = found.init && follow(found.init, found.path);
          return [...(given ? evaluate(given) : []), ...standingIn(evaluate(found.fallback))].slice(
            0,
            mostAlternatives,
          );
        }
        const behind = follow(node);
        return behind && behind !== node ? evaluate(behind) : [];
      }
      case "MemberExpression": {
        const behind = follow(node);
        return behind && behind !== node ? evaluate(behind) : [];
      }
      case "ArrowFunctionExpression":
        return node.params.length === 0 && node.body.type !== "BlockStatement" ? evaluate(node.body) : [];
      case "CallExpression":
      case "NewExpression":
        return call(node);
      default:
        return [];
    }
  }

  const fresh = <Result>(work: () => Result): Result => {
    steps = 0;
    return work();
  };
  return {
    fold: (node) => fresh(() => evaluate(node)),
    follow: (node, path) => fresh(() => follow(node, path)),
  };
}
