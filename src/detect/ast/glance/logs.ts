// Whether no-secret-in-log may report in a program: among the arguments of what may write to a log stands a name that promises a
// secret, or one for the environment.
import { secretName } from "../../judge/names.ts";
import { byName } from "../log-names.ts";
import { isLoggerName, loggerMethods, logMethods, logPackages } from "../sinks/logs.ts";
import { vaultReads } from "../sinks/vault-reads.ts";
import { createBudget } from "./budget.ts";
import { calleeAt, isGiven, modulesOf, type Callee } from "./calls.ts";
import { endOfTypes, givenAt, givesValue } from "./given.ts";
import { nameAt } from "./names.ts";
import { char, textOf, token, type Tokens } from "./tokens.ts";

/** What else writes to logs, with its methods. */
const receivers = new Map<string, ReadonlySet<string>>([
  ["console", logMethods],
  ["stdout", new Set(["write"])],
  ["stderr", new Set(["write"])],
  ["context", new Set(["log"])],
  ["ctx", new Set(["log"])],
]);
const prints = new Set(["String", "stringify", "inspect", "format"]);
/** Methods that give their object's text. */
const objectAsText = new Set(["toString", "trim", "toJSON", "concat"]);
const owners = new Set(["process", "Bun", "meta"]);
const roots = new Set(["process", "Bun", "import", "console", "window", "self", "global", "globalThis"]);

/** True where the module is known to write logs, so that whatever is called may. */
function mayBeAnyCall(tokens: Tokens, modules: ReadonlySet<string>): boolean {
  for (const module of modules) if (logPackages.has(module)) return true;
  const { codes } = tokens;
  for (let i = 1; i < codes.length; i++) {
    // `const { "console": out } = globalThis`, `const out = globalThis["process"].stdout`
    const isKey = codes[i] === token.string && (codes[i + 1] === char("]") || codes[i + 1] === char(":"));
    if (isKey && /^(?:console|process|std(?:out|err))$/u.test(textOf(tokens, i))) return true;
    // `const { log } = console`, `const out = process.stdout.write`
    if (codes[i] !== token.name || !/^(?:console|process|std(?:out|err)|write)$/u.test(textOf(tokens, i))) continue;
    // `const { console: out } = globalThis`
    if (codes[i + 1] === char(":") && (codes[i - 1] === char("{") || codes[i - 1] === char(","))) return true;
    if (isDot(codes[i + 1]) && textOf(tokens, i) !== "console") continue;
    let last = isDot(codes[i + 1]) ? i + 2 : i;
    while (codes[last + 1] === char("[") && codes[last + 2] === token.string) last += 3;
    if (isGiven(tokens, last) && !isDot(codes[last + 1])) return true;
  }
  return false;
}

function isDot(code: number | undefined): boolean {
  return code === char(".") || code === token.optional;
}

/** True where the call may write to a log: of the console, or of what is called a logger. */
function mayWrite(tokens: Tokens, { word, object, isResult }: Callee): boolean {
  const { codes, partners } = tokens;
  if (isResult) return false;
  if (word !== undefined && !logMethods.has(word) && !loggerMethods.has(word)) return false;
  if (object === undefined) return word === undefined;
  let at = object;
  while (codes[at] === char("!")) at--;
  if (codes[at] === token.name) {
    const name = nameAt(tokens, at);
    if (word !== undefined && isLoggerName(name) && loggerMethods.has(word)) return true;
    const methods = receivers.get(name);
    return methods !== undefined && (word === undefined || methods.has(word));
  }
  // A group, or a property whose name is a text.
  const begin = partners[at] ?? 0;
  if (codes[at] === char("]")) return codes[begin + 1] === token.string;
  return codes[at] === char(")") && (codes[begin - 1] !== token.name || calleeAt(tokens, begin) === undefined);
}

/** Where the operand begins that the equals sign at `index` gives: behind brackets, a type, `await` and `0,`. */
function operandBehind(tokens: Tokens, index: number, spend: () => void): number {
  const { codes } = tokens;
  let at = index + 1;
  for (;;) {
    spend();
    const code = codes[at];
    if (code === char("(") || (code === token.name && textOf(tokens, at) === "await")) at++;
    else if (code === token.number && codes[at + 1] === char(",")) at += 2;
    else {
      const end = code === char("<") ? endOfTypes(tokens, at, spend) : at;
      if (end === at) return at;
      at = end + 1;
    }
  }
}

/** The names of a chain such as `process["env"].KEY`, and where what follows begins. */
function chainAt(tokens: Tokens, from: number): { path: string; behind: number } {
  const { codes } = tokens;
  const names = [nameAt(tokens, from)];
  let at = from + 1;
  for (;;) {
    const code = codes[at];
    if (isDot(code) && codes[at + 1] === token.name) {
      names.push(nameAt(tokens, at + 1));
      at += 2;
    } else if (code === char("[") && codes[at + 1] === token.string && codes[at + 2] === char("]")) {
      names.push(textOf(tokens, at + 1));
      at += 3;
    } else if (code === char("!") || code === token.optional) at++;
    else return { path: names.join("."), behind: at };
  }
}

/** The variables that hold the environment or one of its secrets, whatever they are called. */
function environment(tokens: Tokens): ReadonlySet<string> {
  const { codes, partners } = tokens;
  const spend = createBudget(tokens);
  const held = new Set<string>();
  const given: { readonly at: number; readonly from: number }[] = [];
  for (let i = 1; i < codes.length; i++)
    if (givesValue(tokens, i)) given.push({ at: i, from: operandBehind(tokens, i, spend) });
  for (let changed = true; changed;) {
    changed = false;
    for (const { at, from } of given) {
      spend();
      if (codes[from] !== token.name) continue;
      const name = nameAt(tokens, from);
      const isRoot = roots.has(name);
      if (!isRoot && !held.has(name)) continue;
      for (const taken of givenAt(tokens, at, spend).names) {
        if (held.has(taken) || (isRoot && !holdsEnvironment(from, at))) continue;
        held.add(taken);
        changed = true;
      }
    }
  }

  /** True where all of the environment, or a secret of it, is taken from the chain at `from` by what stands before `at`. */
  function holdsEnvironment(from: number, at: number): boolean {
    const { path, behind } = chainAt(tokens, from);
    const [, name] = /(?:^|\.)(?:process|meta|Bun)\.env(?:\.(.+))?$/u.exec(path) ?? [];
    if (name !== undefined) return isSecret(name);
    if (codes[behind] === char("[")) return true;
    const isAll = codes[behind] !== char(")");
    const isPattern = isAll && codes[at - 1] === char("}") && codes[(partners[at - 1] ?? 0) - 1] !== char(":");
    const pattern = isPattern ? givenAt(tokens, at, spend).names : [];
    if (/(?:^|\.)env$/u.test(path)) return pattern.length === 0 || pattern.some(isSecret);
    if (/(?:^|\.)(?:process|Bun|meta|window|self|global|globalThis)$/u.test(path))
      return pattern.length === 0 || pattern.some((each) => each === "env" || each === "process");
    return false;
  }

  return held;
}

function isSecret(name: string): boolean {
  const kind = secretName(name);
  return kind !== undefined && kind !== "some-key";
}

/** What the name at `index` is a property of; nothing for what stands in brackets. */
function ownerAt(tokens: Tokens, index: number): string | undefined {
  const { codes } = tokens;
  let at = index - 2;
  while (codes[at] === char("!")) at--;
  if (codes[at] === char("]") && codes[at - 1] === token.string) return textOf(tokens, at - 1);
  return codes[at] === char(")") ? undefined : nameAt(tokens, at);
}

/** True where the name at `index` among what is logged is what the check reports. */
function isReported(tokens: Tokens, index: number, held: ReadonlySet<string>): boolean {
  const { codes } = tokens;
  const isProperty = isDot(codes[index - 1]);
  const name = nameAt(tokens, index);
  let next = index + 1;
  while (codes[next] === char("!") || (codes[next] === token.optional && codes[next + 1] !== token.name)) next++;
  const after = codes[next];
  if (after === char("(")) return false;
  if (isDot(after)) {
    if (codes[next + 1] !== token.name || codes[next + 2] !== char("(")) return false;
    if (!objectAsText.has(textOf(tokens, next + 1))) return false;
  }
  // A method by its name as text may give the object's text.
  if (after === char("[")) return codes[next + 1] === token.string && byName(name) !== undefined;
  // A key, whose value is what is logged.
  if (after === char(":") && (codes[index - 1] === char("{") || codes[index - 1] === char(","))) return false;
  if (!isProperty) return held.has(name) || byName(name) !== undefined;
  const owner = ownerAt(tokens, index);
  // What stands in brackets may be the environment, and what it is of.
  if (owner === undefined) return name === "env" || isSecret(name);
  const isHeld = held.has(owner);
  if (name === "env" && (owners.has(owner) || isHeld)) return true;
  return isHeld || owner === "env" ? isSecret(name) : byName(name) !== undefined;
}

export function mayLog(tokens: Tokens): boolean {
  const { codes, partners } = tokens;
  const modules = modulesOf(tokens);
  if (vaultReads.some(({ from }) => modules.has(from))) return true;
  const isAnyCall = mayBeAnyCall(tokens, modules);
  let held: ReadonlySet<string> | undefined;
  /** Of the brackets around a token, whether what stands in them is logged. */
  const logged = [false];
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const partner = partners[i] ?? -1;
    const isLogged = logged.at(-1) === true;
    if (partner > i) logged.push(mayLogWithin(i, isLogged));
    else if (partner >= 0) logged.pop();
    else if (!isLogged) continue;
    else if (code === token.name) {
      held ??= environment(tokens);
      if (isReported(tokens, i, held)) return true;
    } else if (code === token.string && codes[i - 1] === char("[") && codes[i + 1] === char("]")) {
      const key = textOf(tokens, i);
      if (isSecret(key) || key === "env") return true;
    }
  }
  return false;

  function mayLogWithin(index: number, isLogged: boolean): boolean {
    const before = codes[index - 1];
    // The body of a function.
    if (codes[index] === char("{")) return isLogged && before !== token.arrow && before !== char(")");
    if (codes[index] !== char("(")) return isLogged;
    const callee = calleeAt(tokens, index);
    if (!callee) return isLogged;
    if (isLogged && callee.word !== undefined && prints.has(callee.word)) return true;
    return isAnyCall || mayWrite(tokens, callee);
  }
}
