// A gitleaks path that is a plain file name, directory or ending, as a pattern of `ignore` in the config.
import type { GoNode } from "./go-regex/node.ts";
import { parseGoRegex } from "./go-regex/parse.ts";
import { GoRegexProblem } from "./go-regex/problem.ts";

function itemsOf(node: GoNode): readonly GoNode[] {
  return node.type === "sequence" ? node.items.flatMap(itemsOf) : [node];
}

/** The one character that a piece matches. */
function literal(node: GoNode): string | undefined {
  if (node.type !== "set" || node.set.beyond.length > 0) return undefined;
  const codes = [...node.set.ascii.keys()].filter((code) => node.set.ascii[code] === true);
  return codes.length === 1 ? String.fromCharCode(codes[0] ?? 0) : undefined;
}

function isAssertion(node: GoNode | undefined, what: string): boolean {
  return node?.type === "assertion" && node.what === what;
}

/** `(^|/)`, in either order. */
function isPathStart(node: GoNode | undefined): boolean {
  const inner = node?.type === "group" ? node.item : node;
  const [only] = inner ? itemsOf(inner) : [];
  if (only?.type !== "either" || only.options.length !== 2) return false;
  const options = only.options.map((option) => itemsOf(option)[0]);
  return (
    options.some((option) => isAssertion(option, "text-begin")) &&
    options.some((option) => option && literal(option) === "/")
  );
}

function isAnything(node: GoNode | undefined): boolean {
  return node?.type === "repeat" && node.least === 0 && node.most === Number.POSITIVE_INFINITY && isAny(node.item);
}

function isAny(node: GoNode): boolean {
  return node.type === "set" && node.set.beyond === "all" && node.set.ascii.every((has, code) => has || code === 10);
}

/** The pattern that means the same; nothing where there is none so plain. */
export function ignorePattern(path: string): string | undefined {
  let items: readonly GoNode[];
  try {
    items = itemsOf(parseGoRegex(path).node);
  } catch (error) {
    if (error instanceof GoRegexProblem) return undefined;
    throw error;
  }
  const start = isAssertion(items[0], "text-begin") ? "top" : isPathStart(items[0]) ? "anywhere" : "inside";
  const from = start === "inside" ? (isAnything(items[0]) ? 1 : 0) : 1;
  const isEnd = isAssertion(items.at(-1), "text-end");
  const to = items.length - (isEnd || isAnything(items.at(-1)) ? 1 : 0);
  const letters = items.slice(from, to).map(literal);
  const name = letters.join("");
  // Signs that mean something in a pattern, and pieces that are no single character.
  if (letters.includes(undefined) || !/^[\w./@+-]+$/u.test(name) || name.startsWith("/") || name.includes("//"))
    return undefined;
  if (start === "inside") return isEnd && /^\.[\w.-]+$/u.test(name) ? `*${name}` : undefined;
  // The pattern of a file must not leave out a directory of that name, nor the other way round.
  if (isEnd ? !/[\w@+-]\.\w+$/u.test(name) : !name.endsWith("/")) return undefined;
  if (start === "top") return `/${name}`;
  return name.slice(0, -1).includes("/") ? `**/${name}` : name;
}
