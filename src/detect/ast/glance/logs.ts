// Whether no-secret-in-log may report in a program: among the arguments of what may write to a log stands a name that promises a
// secret, or one for the environment.
import { secretName } from "../../judge/names.ts";
import { byName } from "../log-names.ts";
import { isLoggerName, loggerMethods, logMethods, logPackages } from "../sinks/logs.ts";
import { vaultReads } from "../sinks/vault-reads.ts";
import { createBudget } from "./budget.ts";
import { calleeAt, isGiven, modulesOf, nameAt, type Callee } from "./calls.ts";
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

/** How many tokens of a pattern or type are looked at. */
const longestPattern = 40;

/** True where the module is known to write logs, so that whatever is called may. */
function mayBeAnyCall(tokens: Tokens, modules: ReadonlySet<string>): boolean {
  for (const module of modules) if (logPackages.has(module)) return true;
  const { codes } = tokens;
  for (let i = 1; i < codes.length; i++) {
    // `const { log } = console`, `const out = process.stdout.write`
    if (codes[i] !== token.name || !/^(?:console|process|std(?:out|err)|write)$/u.test(textOf(tokens, i))) continue;
    if (isDot(codes[i + 1]) && textOf(tokens, i) !== "console") continue;
    const last = isDot(codes[i + 1]) ? i + 2 : i;
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

/** The variables that hold the environment or one of its secrets, whatever they are called. */
function environment(tokens: Tokens): ReadonlySet<string> {
  const { codes, partners } = tokens;
  const spend = createBudget(tokens);
  const held = new Set<string>();
  const given: number[] = [];
  for (let i = 1; i < codes.length; i++) if (codes[i] === char("=")) given.push(i);
  for (let changed = true; changed;) {
    changed = false;
    for (const at of given) {
      spend();
      let from = at + 1;
      while (codes[from] === char("(") || (codes[from] === token.name && textOf(tokens, from) === "await")) from++;
      if (codes[from] !== token.name) continue;
      const name = nameAt(tokens, from);
      const isRoot = roots.has(name);
      if (!isRoot && !held.has(name)) continue;
      for (const taken of takenBy(at)) {
        if (held.has(taken) || (isRoot && !holdsEnvironment(from, at))) continue;
        held.add(taken);
        changed = true;
      }
    }
  }

  /** Names that the equals sign at `at` gives something to. */
  function takenBy(at: number): string[] {
    const names: string[] = [];
    for (let i = at - 1, left = longestPattern; i >= 0 && left > 0; i--, left--) {
      const code = codes[i];
      if (code === char("}") || code === char("]")) {
        const begin = partners[i] ?? 0;
        for (let each = begin; each < i; each++) {
          spend();
          if (codes[each] === token.name) names.push(nameAt(tokens, each));
        }
        i = begin;
      } else if (code === token.name) {
        const name = nameAt(tokens, i);
        if (/^(?:const|let|var)$/u.test(name)) break;
        names.push(name);
      } else if (code !== char(":") && code !== char("<") && code !== char(">") && !isDot(code)) break;
    }
    return names;
  }

  /** True where all of the environment, or a secret of it, is taken from the chain at `from` by what stands before `at`. */
  function holdsEnvironment(from: number, at: number): boolean {
    let last = from;
    while (isDot(codes[last + 1]) && codes[last + 2] === token.name) last += 2;
    const path = tokens.text.slice(tokens.starts[from], tokens.ends[last]).replaceAll(/[\s?!]/gu, "");
    const [, name] = /(?:^|\.)(?:process|meta|Bun)\.env(?:\.(.+))?$/u.exec(path) ?? [];
    if (name !== undefined) return isSecret(name);
    if (codes[last + 1] === char("[")) {
      const key = last + 2;
      return codes[key] !== token.string || isSecret(textOf(tokens, key));
    }
    const pattern = codes[at - 1] === char("}") ? takenBy(at) : [];
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

/** True where the name at `index` among what is logged is what the check reports. */
function isReported(tokens: Tokens, index: number, held: ReadonlySet<string>): boolean {
  const { codes } = tokens;
  const isProperty = isDot(codes[index - 1]);
  const name = nameAt(tokens, index);
  let next = index + 1;
  while (codes[next] === char("!")) next++;
  const after = codes[next];
  if (after === char("(")) return false;
  if (isDot(after)) {
    if (codes[next + 1] !== token.name || codes[next + 2] !== char("(")) return false;
    if (!objectAsText.has(textOf(tokens, next + 1))) return false;
  }
  if (after === char("[")) return false;
  // A key, whose value is what is logged.
  if (after === char(":") && (codes[index - 1] === char("{") || codes[index - 1] === char(","))) return false;
  if (!isProperty) return held.has(name) || byName(name) !== undefined;
  const owner = nameAt(tokens, index - 2);
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
