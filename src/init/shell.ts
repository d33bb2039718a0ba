// What a shell script makes of vaultlint's answer. It is read and not run, for it may come with an untrusted clone: what is not plain
// is "unclear", never taken for a gate.
import { statements, type Statement } from "./shell-words.ts";

/** What becomes of the answer of a program that a script runs. */
export type Verdict =
  /** Where it fails, the script fails. */
  | { readonly state: "decides"; readonly args: readonly string[] }
  /** It is not run. */
  | { readonly state: "absent" }
  /** `why` is half a sentence: "`|| true` hides its status". */
  | { readonly state: "silenced" | "unclear"; readonly why: string };

/** With which options the shell runs. */
export interface Shell {
  /** `-e`: the first command that fails ends the script. */
  readonly errexit?: boolean;
  readonly pipefail?: boolean;
}

export type Program = "vaultlint" | "lint-staged";

const otherCommands = new Set(["agent-hook", "baseline", "doctor", "fix", "help", "init", "rules", "vault"]);
/** Programs that do nothing with a word such as vaultlint. */
const harmless = /^(?:echo|printf|cd|rm|cp|mv|ls|cat|mkdir|touch|which|type|git|export|\[|\[\[|test|:|command|grep)$/u;

interface Call {
  readonly args: readonly string[];
  /** True after `exec`: nothing of the script comes after it. */
  readonly isLast: boolean;
}

/** The flags of a launcher such as npx, with the package that they name. */
function withoutFlags(words: readonly string[]): { rest: readonly string[]; packages: readonly string[] } {
  const packages: string[] = [];
  let at = 0;
  for (; at < words.length && (words[at] ?? "").startsWith("-"); at++) {
    const flag = words[at] ?? "";
    if (flag === "--") return { rest: words.slice(at + 1), packages };
    if (flag === "-p" || flag === "--package") packages.push(words[++at] ?? "");
    else if (flag.startsWith("--package=")) packages.push(flag.slice("--package=".length));
  }
  return { rest: words.slice(at), packages };
}

/** What the words run in the end, through npx and the like; nothing where that is not the program. */
function callOf(words: readonly string[], program: Program): Call | undefined {
  const named = new RegExp(String.raw`^(?:.*[\\/])?${program}(?:\.c?js|\.mjs|\.cmd|@[\w.^~-]+)?$`, "u");
  const ours = new RegExp(String.raw`^${program}(?:@[\w.^~-]+)?$`, "u");
  let rest = words;
  let isLast = false;
  for (;;) {
    while (/^\w+=/u.test(rest[0] ?? "")) rest = rest.slice(1);
    const [first = "", second = ""] = rest;
    if (first === "exec") isLast = true;
    if (["exec", "env", "nice", "sudo"].includes(first)) rest = rest.slice(1);
    else if (first === "command" && second !== "-v" && second !== "-V") rest = rest.slice(1);
    else if (first === "node") {
      const script = rest.findIndex((each, index) => index > 0 && !each.startsWith("-"));
      return script > 0 && named.test(rest[script] ?? "") ? { args: rest.slice(script + 1), isLast } : undefined;
    } else {
      const isTwo =
        (first === "npm" && (second === "exec" || second === "x")) ||
        (["pnpm", "yarn"].includes(first) && ["exec", "dlx", "run"].includes(second)) ||
        (first === "bun" && second === "x");
      if (!isTwo && !["npx", "bunx", "pnpm", "yarn", "pnpx"].includes(first))
        return named.test(first) ? { args: rest.slice(1), isLast } : undefined;
      const flagged = withoutFlags(rest.slice(isTwo ? 2 : 1));
      const [name = "", ...args] = flagged.rest;
      // `npx owner/vaultlint` is whatever stands in that repository.
      const isOurs = ours.test(name) && flagged.packages.every((each) => ours.test(each));
      return isOurs ? { args, isLast } : undefined;
    }
  }
}

/** The arguments, with those of `${X:+--diff "$X"}` among them. */
function spread(args: readonly string[]): string[] {
  return args.flatMap((arg) => {
    const given = /^\$\{\w+:?\+(.*)\}$/su.exec(arg)?.[1];
    return given === undefined ? [arg] : given.split(/\s+/u).map((each) => each.replaceAll(/["']/gu, ""));
  });
}

/** True for a call that looks at nothing: another command, or a question about the program. */
function looksAtNothing(args: readonly string[]): boolean {
  return otherCommands.has(args[0] ?? "") || args.some((arg) => /^(?:--version|-V|--help|-h)$/u.test(arg));
}

/** What is wrong with the arguments of a scan that is to be a gate. */
function flawOfArgs(args: readonly string[]): Verdict | undefined {
  const value = (name: string): string | undefined => {
    const at = args.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
    return args[at]?.startsWith(`${name}=`) === true ? args[at].slice(name.length + 1) : args[at + 1 || args.length];
  };
  if (value("--fail-on") === "none") return { state: "silenced", why: "`--fail-on none` fails for nothing" };
  if (/^(?:HEAD|@)(?:\.\.\.?(?:HEAD|@))?$/u.test(value("--diff") ?? ""))
    return { state: "silenced", why: "`--diff HEAD` compares the change with itself" };
  if (args.includes("--stdin")) return { state: "unclear", why: "it reads standard input, not files" };
  const isOpen = args.some(
    (arg, index) => /^\$(?:\w+|\{\w+\}|\(.*\))$/su.test(arg) && !(args[index - 1] ?? "").startsWith("-"),
  );
  return isOpen ? { state: "unclear", why: "a variable gives it its options" } : undefined;
}

const isFailure = (status: string | undefined): boolean => status === undefined || /^(?:\$\?|[1-9]\d*)$/u.test(status);

/** What `|| ...` makes of a failure. */
function alternative(next: Statement | undefined, rest: readonly Statement[], blocks: number): Verdict | "fails" {
  if (!next) return { state: "unclear", why: "what stands after || cannot be read" };
  if (next.blocks.length > blocks) {
    const over = rest.findIndex((each) => each.blocks.length <= blocks);
    const inside = over < 0 ? rest : rest.slice(0, over);
    const end = inside.at(-1) ?? next;
    const isGroup = inside.every((each) => each.blocks.length === blocks + 1 && each.before === "");
    if (isGroup && ["exit", "return"].includes(end.words[0] ?? "") && /^[1-9]\d*$/u.test(end.words[1] ?? ""))
      return "fails";
    return { state: "unclear", why: "what stands after || may let it pass" };
  }
  const [first = "", status] = next.words;
  if ((first === "exit" || first === "return") && isFailure(status)) return "fails";
  if (["true", ":", "echo", "printf", "exit", "return"].includes(first))
    return { state: "silenced", why: `\`|| ${first}\` hides its status` };
  return { state: "unclear", why: "what stands after || may let it pass" };
}

/** What becomes of the status of the command at `index`, which is reached. */
function outcome(all: readonly Statement[], index: number, shell: Shell): Verdict | "fails" {
  const own = all[index];
  if (!own) return { state: "absent" };
  if (own.isNegated) return { state: "silenced", why: "`!` turns its status round" };
  if (own.before === "|") return { state: "unclear", why: "it stands in a pipe" };
  if (own.before === "||") return { state: "unclear", why: "it runs only where another command fails" };
  let at = index;
  let isInList = false;
  while (all[at]?.after === "|") {
    if (shell.pipefail !== true) return { state: "silenced", why: "a pipe hides its status" };
    at++;
  }
  while (all[at]?.after === "&&") {
    isInList = true;
    at++;
    if (all[at]?.after === "|") return { state: "unclear", why: "it stands in a list with a pipe" };
  }
  const { after } = all[at] ?? { after: "" };
  if (after === "&") return { state: "silenced", why: "it runs in the background" };
  if (after === "||") {
    return alternative(all[at + 1], all.slice(at + 2), own.blocks.length);
  }
  if (at === all.length - 1) return "fails";
  if (own.before === "&&") return { state: "unclear", why: "it runs only where what stands before && succeeds" };
  if (shell.errexit === true && !isInList) return "fails";
  const next = all[at + 1];
  const [first = "", status] = next?.words ?? [];
  if (next?.blocks.length === 0 && first === "exit" && (status === undefined || status === "$?")) return "fails";
  if (first.endsWith("=$?")) return { state: "unclear", why: "its status is kept in a variable" };
  return { state: "silenced", why: "commands after it decide" };
}

/** Whether the script may be over before the command at `index`. */
function endsBefore(all: readonly Statement[], index: number): Verdict | undefined {
  for (const { words, before, blocks } of all.slice(0, index)) {
    const [first = "", second] = words;
    const isSure = blocks.length === 0 && before === "";
    if (first === "exit" || first === "return" || (first === "exec" && words.length > 1)) {
      if (isSure) return { state: "silenced", why: `\`${first}\` stands before it` };
      const fails = first !== "exec" && (before === "||" || second !== undefined) && isFailure(second);
      if (!fails) return { state: "unclear", why: `\`${first}\` stands before it` };
    }
    if (first === "trap" && /\bexit\b/u.test(second ?? ""))
      return { state: "unclear", why: "a trap may change the status" };
    if (first === "alias" || first === "eval") return { state: "unclear", why: `\`${first}\` stands before it` };
    const sourced = first === "." || first === "source" ? (second ?? "") : "husky.sh";
    if (!/\b(?:husky|nvm)\.sh$/u.test(sourced)) return { state: "unclear", why: "another script is read before it" };
  }
  return undefined;
}

/** The shell's options as `set` leaves them before the command at `index`. */
function optionsAt(all: readonly Statement[], index: number, shell: Shell): Shell {
  let { errexit = false, pipefail = false } = shell;
  for (const { words } of all.slice(0, index)) {
    if (words[0] !== "set") continue;
    for (const [at, word] of words.entries()) {
      const isOn = word.startsWith("-");
      if (/^[-+][a-z]*e/u.test(word)) errexit = isOn;
      if (/^[-+][a-z]*o$/u.test(word) && words[at + 1] === "errexit") errexit = isOn;
      if (/^[-+][a-z]*o$/u.test(word) && words[at + 1] === "pipefail") pipefail = isOn;
    }
  }
  return { errexit, pipefail };
}

/** True where the words name the program in a way that may run it. */
function mayRun({ words }: Statement, program: Program): boolean {
  const [first = ""] = words.filter((each) => !/^\w+=(?!.*[$`])/u.test(each));
  if (harmless.test(first))
    return words.some((each) => new RegExp(String.raw`[$\x60][^)]*\b${program}\b`, "u").test(each));
  if (["npm", "yarn", "pnpm", "bun"].includes(first) && /^(?:i|install|ci|add|update)$/u.test(words[1] ?? ""))
    return false;
  const name = new RegExp(String.raw`(?:^|[\s/"'(\x60])${program}(?:\.js|@[\w.^~-]+)?(?=$|[\s"')\x60;])`, "u");
  return words.some((each) => name.test(each));
}

function verdictAt(all: readonly Statement[], index: number, call: Call, program: Program, shell: Shell): Verdict {
  const own = all[index];
  const args = spread(call.args);
  const early = endsBefore(all, index);
  if (early) return early;
  if (own && own.blocks.length > 0)
    return {
      state: "unclear",
      why: `it stands in ${own.blocks[0] === "{" || own.blocks[0] === "(" ? "brackets" : `"${own.blocks[0] ?? ""}"`}`,
    };
  const isReplaced = all.some(
    ({ isFunction, words }) => isFunction && [program, "npx", "node"].includes(words[0] ?? ""),
  );
  if (isReplaced) return { state: "unclear", why: "a function of the script stands in for it" };
  const flaw = program === "vaultlint" ? flawOfArgs(args) : undefined;
  if (flaw) return flaw;
  const isExec = call.isLast && own?.before === "" && own.after === ";";
  const said = isExec ? "fails" : outcome(all, index, optionsAt(all, index, shell));
  return said === "fails" ? { state: "decides", args } : said;
}

/** Bound the work that a hostile script makes. */
const mostSigns = 100_000;
const mostCalls = 20;
const order = ["decides", "unclear", "silenced", "absent"] as const;

/** What the script makes of the program's answer; of several calls the one that is surest. */
export function judged(script: string, shell: Shell = {}, program: Program = "vaultlint"): Verdict {
  if (!script.includes(program)) return { state: "absent" };
  if (script.length > mostSigns) return { state: "unclear", why: "the script is longer than doctor reads" };
  const all = statements(script);
  const [interpreter = ""] = /^#!.*/u.exec(script) ?? [];
  const options = { ...shell, ...(/\s-[a-z]*e/u.test(interpreter) && { errexit: true }) };
  let calls = 0;
  const verdicts = all.map((each, index): Verdict => {
    const call = callOf(each.words, program);
    if (call && !(program === "vaultlint" && looksAtNothing(call.args)))
      return ++calls > mostCalls ? { state: "absent" } : verdictAt(all, index, call, program, options);
    if (call || each.isFunction || !mayRun(each, program)) return { state: "absent" };
    return { state: "unclear", why: "it is called in a way that doctor cannot follow" };
  });
  return order.flatMap((state) => verdicts.find((each) => each.state === state) ?? [])[0] ?? { state: "absent" };
}
