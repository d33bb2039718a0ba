// The calls in a program's tokens, and the modules it names.
import { givesValue } from "./given.ts";
import { nameAt } from "./names.ts";
import { char, isKeyword, textOf, token, type Tokens } from "./tokens.ts";

/** What stands before the parenthesis of a call. */
export interface Callee {
  /** Its last name; nothing where it may be any. */
  readonly word?: string;
  /** Index of the last token of what it is a property of. */
  readonly object?: number;
  /** It is what a call gave. */
  readonly isResult?: true;
}

function isDot(code: number | undefined): boolean {
  return code === char(".") || code === token.optional;
}

/** How many calls of what a call gave, and how many steps of a chain, are looked at. */
const mostCalls = 8;
const longestChain = 100;

/** What is called with the arguments that begin at a parenthesis; nothing where they are none. */
export function calleeAt(tokens: Tokens, paren: number, depth = 0): Callee | undefined {
  const { codes, partners } = tokens;
  let last = paren - 1;
  while (codes[last] === token.optional || codes[last] === char("!")) last--;
  const code = codes[last];
  if (code === token.name) {
    if (isKeyword(tokens, last) || isFunctionName(tokens, last)) return undefined;
    const word = nameAt(tokens, last);
    return isDot(codes[last - 1]) ? { word, object: last - 2 } : { word };
  }
  if (code === char("]")) {
    const key = (partners[last] ?? 0) + 1;
    return codes[key] === token.string && key === last - 1
      ? { word: textOf(tokens, key), object: key - 2 }
      : { object: key - 2 };
  }
  if (code === char(")")) return depth < mostCalls ? calleeIn(tokens, last, depth + 1) : {};
  // Of other signs a group begins, as far as no types stand there.
  return code === char(">") ? {} : undefined;
}

function isFunctionName(tokens: Tokens, index: number): boolean {
  const before = tokens.codes[index - 1] === char("*") ? index - 2 : index - 1;
  return tokens.codes[before] === token.name && textOf(tokens, before) === "function";
}

/** What is called where a parenthesis ends before the arguments: `(0, module.function)(...)`, `(function () {})()`, `make()()`. */
function calleeIn(tokens: Tokens, end: number, depth: number): Callee | undefined {
  const { codes, partners } = tokens;
  const begin = partners[end] ?? 0;
  const before = codes[begin - 1];
  if (before === token.name && /^(?:if|while|for|with|switch|catch)$/u.test(textOf(tokens, begin - 1)))
    return undefined;
  if (calleeAt(tokens, begin, depth)) return { isResult: true };
  const last = codes[end - 1];
  // The body of a function, or a type.
  if (last === char("}")) {
    const head = codes[(partners[end - 1] ?? 0) - 1];
    return head === char(")") || head === token.arrow ? { word: "" } : {};
  }
  if (last !== token.name) return {};
  const first = codes[(beginOfChain(tokens, end - 1) ?? 0) - 1];
  return first === char("(") || first === char(",") ? calleeAt(tokens, end, depth) : {};
}

/** The index where a chain such as `require("a").b.c`, which ends at `last`, begins; nothing where it is long. */
function beginOfChain({ codes, partners }: Tokens, last: number): number | undefined {
  let at = last;
  for (let steps = 0; steps < longestChain; steps++) {
    const code = codes[at];
    if (code === char(")") || code === char("]")) {
      const begin = partners[at] ?? 0;
      const before = codes[begin - 1];
      if (before !== token.name && before !== char(")") && before !== char("]")) return begin;
      at = begin - 1;
    } else if (isDot(codes[at - 1])) {
      at -= 2;
      while (codes[at] === char("!")) at--;
    } else return at;
  }
  return undefined;
}

/** True for a comma between parameters, as far as their list is not long. */
function isParameter(tokens: Tokens, comma: number): boolean {
  const { codes, partners } = tokens;
  for (let i = comma - 1; i >= 0 && i > comma - longestChain; i--) {
    const partner = partners[i] ?? -1;
    if (partner > i)
      return (
        codes[i] === char("(") && !/^(?:const|let|var)$/u.test(codes[i + 1] === token.name ? textOf(tokens, i + 1) : "")
      );
    if (partner >= 0) i = partner;
  }
  return false;
}

/** With these the expression is more than the chain. */
const goesOn = new Set([token.or, token.and, token.comparison, ...["(", "?", "+"].map(char)]);
const notDeclared = new Set(["{", "}", "(", ")", ";"].map(char));
const beginsType = new Set([":", "|", "&"].map(char));

function isAwait(tokens: Tokens, index: number): boolean {
  return tokens.codes[index] === token.name && textOf(tokens, index) === "await";
}

/** True where a variable is given what the chain that ends at `last` says, and not what calling it gives. */
export function isGiven(tokens: Tokens, last: number): boolean {
  const { codes, partners } = tokens;
  let begin = beginOfChain(tokens, last);
  if (begin === undefined) return true;
  let after = last + 1;
  while (codes[after] === char("!")) after++;
  while (isAwait(tokens, begin - 1)) begin--;
  // `(0, module.function)`
  if (codes[begin - 1] === char(",") && codes[after] === char(")")) begin = partners[after] ?? begin;
  while (codes[begin - 1] === char("(") || isAwait(tokens, begin - 1)) begin--;
  // A type may stand before it.
  if (codes[begin - 1] === char(">")) return true;
  if (!givesValue(tokens, begin - 1) || goesOn.has(codes[after] ?? 0)) return false;
  // An assignment, a field and a default do not say for certain what a name means.
  let name = begin - 2;
  if (codes[name] !== token.name) return true;
  while (codes[name - 1] === char(".")) name -= 2;
  const before = codes[name - 1] ?? 0;
  // A type of several names, and no property.
  if (name < begin - 2)
    return beginsType.has(before) || (before === token.name && /^(?:typeof|keyof)$/u.test(textOf(tokens, name - 1)));
  return !notDeclared.has(before) && (before !== char(",") || !isParameter(tokens, name - 1));
}

/** The modules that a program imports, without `node:`. */
export function modulesOf(tokens: Tokens): ReadonlySet<string> {
  const modules = new Set<string>();
  const { codes } = tokens;
  for (let i = 1; i < codes.length; i++) {
    if (codes[i] !== token.string) continue;
    let before = codes[i - 1] === char("(") ? i - 2 : i - 1;
    if (codes[before] === token.optional) before--;
    if (codes[before] === token.name && /^(?:from|import|require)$/u.test(textOf(tokens, before)))
      modules.add(textOf(tokens, i).replace(/^node:/u, ""));
  }
  return modules;
}
