// A gitleaks path that is a plain name, directory, ending or piece of a path, or some of them, as patterns of `ignore` in the config.
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

/** More spellings than this are no list that people keep. */
const mostSpellings = 40;

/** All texts that the pieces match; nothing where they are endless, many, or depend on what is around. */
function spellings(items: readonly GoNode[]): readonly string[] | undefined {
  let all: readonly string[] = [""];
  for (const item of items) {
    const next = spellingsOf(item);
    if (!next || all.length * next.length > mostSpellings) return undefined;
    all = all.flatMap((start) => next.map((end) => start + end));
  }
  return all;
}

function spellingsOf(node: GoNode): readonly string[] | undefined {
  if (node.type === "sequence") return spellings(node.items);
  if (node.type === "group") return spellingsOf(node.item);
  if (node.type === "repeat") {
    const once = node.least === 0 && node.most === 1 ? spellingsOf(node.item) : undefined;
    return once && ["", ...once];
  }
  if (node.type === "either") {
    const options = node.options.map(spellingsOf);
    return options.includes(undefined) ? undefined : options.flatMap((option) => option ?? []);
  }
  // Of a path's parts no sign stands for the `/` between them: less is left out then, never more.
  if (isAny(node)) return ["?"];
  const character = literal(node);
  return character === undefined || character === "?" ? undefined : [character];
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

/** What may also be missing, and at an open end of a regex says nothing: `.*`, and the `/*` of those who think of file patterns. */
function saysNothing(node: GoNode | undefined): boolean {
  if (node?.type === "group") {
    const [only, ...others] = itemsOf(node.item);
    return others.length === 0 && saysNothing(only);
  }
  return node?.type === "repeat" && node.least === 0;
}

function isAny(node: GoNode): boolean {
  return node.type === "set" && node.set.beyond === "all" && node.set.ascii.every((has, code) => has || code === 10);
}

/** Where in a path a text stands. */
interface Place {
  readonly start: "top" | "anywhere" | "inside";
  readonly isEnd: boolean;
}

/** The pattern for paths in which `name` stands there; nothing where there is none so plain. */
function patternOf(name: string, { start, isEnd }: Place): string | undefined {
  // Signs that mean something in a pattern.
  if (!/^[\w./@+?-]+$/u.test(name) || name.startsWith("/") || name.includes("//")) return undefined;
  // The pattern of a file must not leave out a directory of that name, nor the other way round.
  if (isEnd && start === "inside") return /^\.[\w.-]+$/u.test(name) ? `*${name}` : undefined;
  if (isEnd && !/[\w@+-]\.\w+$/u.test(name)) return undefined;
  const goesOn = isEnd || name.endsWith("/") ? name : `${name}*`;
  if (start === "top") return `/${goesOn}`;
  const begins = start === "inside" ? `*${goesOn}` : goesOn;
  return goesOn.slice(0, -1).includes("/") ? `**/${begins}` : begins;
}

/** The patterns that mean the same; none where there are none so plain. */
export function ignorePatterns(path: string): readonly string[] {
  let items: readonly GoNode[];
  try {
    items = itemsOf(parseGoRegex(path).node);
  } catch (error) {
    if (error instanceof GoRegexProblem) return [];
    throw error;
  }
  const start = isAssertion(items[0], "text-begin") ? "top" : isPathStart(items[0]) ? "anywhere" : "inside";
  const from = start === "inside" ? (saysNothing(items[0]) ? 1 : 0) : 1;
  const isEnd = isAssertion(items.at(-1), "text-end");
  const to = items.length - (isEnd || saysNothing(items.at(-1)) ? 1 : 0);
  const names = spellings(items.slice(from, to)) ?? [];
  const patterns = names.map((name) => patternOf(name, { start, isEnd }));
  return patterns.includes(undefined) ? [] : patterns.flatMap((pattern) => pattern ?? []);
}
