// Whether the coding agents that are to ask vaultlint before they write do so, and stop where they get no answer.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parse, type ParseError } from "jsonc-parser";
import { agentSettings, program } from "../init/agent-settings.ts";
import { agentNames, type AgentName } from "../model/agent.ts";
import { ok, problem, type Check } from "./check.ts";
import { list, mapping, type Look } from "./read.ts";

/** A hook of an event, with the matcher that it stands under. */
interface Hook {
  readonly command: string;
  readonly matcher: unknown;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The hooks that ask vaultlint in this agent's form. */
function ourHooks(name: AgentName, settings: unknown, event: string): Hook[] {
  const entries = list(mapping(mapping(settings)["hooks"])[event]).map(mapping);
  const hooks = agentSettings[name].inGroups
    ? entries.flatMap((entry) =>
        list(entry["hooks"]).map((hook) => ({ matcher: entry["matcher"], options: mapping(hook) })),
      )
    : entries.map((entry) => ({ matcher: entry["matcher"], options: entry }));
  return hooks
    .map((hook) => ({ ...hook, command: String(hook.options["command"] ?? hook.options["bash"]) }))
    .filter(({ command }) => command.includes(`agent-hook ${name}`));
}

/** The tools that a matcher leaves out, as far as it can be told without trying a pattern of the repository's. */
function leftOut(name: AgentName, hooks: readonly Hook[]): string[] {
  const matchers = hooks.map(({ matcher }) => (typeof matcher === "string" ? matcher : ""));
  if (matchers.some((matcher) => ["", "*", ".*"].includes(matcher))) return [];
  const matched = new Set(matchers.flatMap((matcher) => matcher.split("|")));
  return agentSettings[name].tools.filter((tool) => !matched.has(tool));
}

/** True where what the command names is installed: in the project, else somewhere in the PATH. */
function isInstalled(top: string, command: string): boolean {
  if (/\bnode_modules\b|\bnpx\b/u.test(command)) return existsSync(join(top, program));
  return (process.env["PATH"] ?? "").split(delimiter).some((directory) => existsSync(join(directory, "vaultlint")));
}

/** True where the agent takes a hook that does not start for no answer, and goes on. */
function goesOn(name: AgentName, { command, options }: Hook): boolean {
  const { closedBy } = agentSettings[name];
  const isClosed = closedBy !== undefined && [true, "block"].includes(options[closedBy] as string | boolean);
  return name !== "copilot" && !isClosed && !/\|\|\s*exit 2\s*$/u.test(command);
}

/** True for a command that succeeds whatever vaultlint says. */
function isSilenced(command: string): boolean {
  return /\|\|\s*(?:true\b|:|exit 0|echo\b)|;\s*(?:true|exit 0)\s*$|(?:^|[^&|])\|(?!\|)|(?:^|[^&])&\s*$/u.test(command);
}

function hookProblems(name: AgentName, top: string, hooks: readonly Hook[]): Check[] {
  const { title, file, closedBy } = agentSettings[name];
  const missing = leftOut(name, hooks);
  const found: Check[] = [];
  if (missing.length > 0)
    found.push(
      problem(
        "agent",
        `${file} has ${title} ask vaultlint, but not for ${missing.join(", ")}`,
        "add them to the matcher",
      ),
    );
  if (hooks.some(({ command }) => !isInstalled(top, command)))
    found.push(
      problem("agent", `${file} calls vaultlint, which is not installed: ${title} can write nothing`, "npm install"),
    );
  if (hooks.some(({ command }) => isSilenced(command)))
    found.push(
      problem("agent", `${file} lets ${title} write whatever vaultlint says`, 'remove "|| true" and the like'),
    );
  else if (hooks.some((hook) => goesOn(name, hook)))
    found.push(
      problem(
        "agent",
        `${file} lets ${title} write where vaultlint does not start`,
        `end the command with "|| exit 2"${closedBy === undefined ? "" : `, or set ${closedBy}`}`,
      ),
    );
  return found;
}

/** The checks of one agent; nothing where its settings do not name the hook. */
function agentCheck(name: AgentName, top: string, look: Look): Check[] {
  const { title, file, toolEvent } = agentSettings[name];
  const text = look(join(top, file));
  if (text?.includes("agent-hook") !== true) return [];
  const mistakes: ParseError[] = [];
  const settings: unknown = parse(text, mistakes, { allowTrailingComma: true });
  if (mistakes.length > 0) return [problem("agent", `${file} is no JSON, so ${title} asks nobody`, "repair the file")];
  if (mapping(settings)["disableAllHooks"] === true)
    return [problem("agent", `${file} switches all hooks off`, "remove disableAllHooks")];
  const hooks = ourHooks(name, settings, toolEvent);
  if (hooks.length === 0)
    return [
      problem(
        "agent",
        `${file} names vaultlint, but ${title} does not ask it before it writes`,
        `vaultlint init --agent ${name}`,
      ),
    ];
  const problems = hookProblems(name, top, hooks);
  if (problems.length > 0) return problems;
  const unless = hooks.some(({ command }) => /--on-error[ =]warn\b/u.test(command))
    ? ", and writes what it cannot check"
    : "";
  return [ok("agent", `${file} has ${title} ask vaultlint before it writes${unless}`)];
}

/** The checks of all agents whose settings name the hook. */
export function agentChecks(top: string, look: Look): Check[] {
  return agentNames.flatMap((name) => agentCheck(name, top, look));
}
