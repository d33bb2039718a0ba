// Where coding agents keep their hooks, and how those are written there: one entry an agent. `vaultlint doctor` reads the same table.
import type { AgentName } from "../model/agent.ts";

/** A hook as it stands in the file. */
type Entry = Readonly<Record<string, unknown>>;

export interface AgentSettings {
  /** `Claude Code`. */
  readonly title: string;
  /** From the top of the work tree. */
  readonly file: string;
  /** Files that show that the project uses the agent. */
  readonly signs: readonly string[];
  /** What a new file holds besides hooks. */
  readonly base: Entry;
  /** The event before a tool is used, and the one before a prompt is sent, where that can be stopped. */
  readonly toolEvent: string;
  readonly promptEvent?: string;
  /** The tools that write files or run commands. */
  readonly tools: readonly string[];
  /** What the agent's shell puts in place of the project's path, with `/`; empty where it stands there anyway. */
  readonly root: string;
  /** True where hooks stand in groups, each with a matcher. */
  readonly inGroups: boolean;
  /** What a hook holds besides its command. */
  readonly options: Entry;
  /** The option that makes a failed hook stop the call, where failures do not anyway. */
  readonly closedBy?: string;
  /** What the user has to do in the agent. */
  readonly next: readonly string[];
}

/** Seconds, longer than a call is looked at: what happens after that is up to the agent. */
const timeout = 60;

export const agentSettings: Readonly<Record<AgentName, AgentSettings>> = {
  claude: {
    title: "Claude Code",
    // Others read it too, and do not set the variable.
    file: ".claude/settings.json",
    signs: [".claude/settings.json", "CLAUDE.md"],
    base: {},
    toolEvent: "PreToolUse",
    promptEvent: "UserPromptSubmit",
    tools: ["Write", "Edit", "MultiEdit", "NotebookEdit", "Bash"],
    root: "${CLAUDE_PROJECT_DIR:-.}/",
    inGroups: true,
    options: { type: "command", timeout, onFailure: "block" },
    closedBy: "onFailure",
    next: [],
  },
  codex: {
    title: "Codex",
    file: ".codex/hooks.json",
    signs: [".codex/hooks.json", ".codex/config.toml"],
    base: {},
    toolEvent: "PreToolUse",
    promptEvent: "UserPromptSubmit",
    tools: ["Bash", "apply_patch"],
    root: "$(git rev-parse --show-toplevel)/",
    inGroups: true,
    options: { type: "command", timeout },
    next: ["trust the hook in Codex: /hooks"],
  },
  copilot: {
    title: "GitHub Copilot",
    file: ".github/hooks/vaultlint.json",
    signs: [".github/copilot-instructions.md"],
    base: { version: 1 },
    toolEvent: "preToolUse",
    tools: ["create", "edit", "str_replace_editor", "apply_patch", "bash", "powershell"],
    root: "",
    inGroups: false,
    options: { type: "command", cwd: ".", timeoutSec: timeout },
    next: [],
  },
  cursor: {
    title: "Cursor",
    file: ".cursor/hooks.json",
    signs: [".cursor/hooks.json", ".cursorrules"],
    base: { version: 1 },
    toolEvent: "preToolUse",
    promptEvent: "beforeSubmitPrompt",
    tools: ["Write", "Shell"],
    root: "",
    inGroups: false,
    options: { timeout, failClosed: true },
    closedBy: "failClosed",
    next: [],
  },
  gemini: {
    title: "Gemini CLI",
    file: ".gemini/settings.json",
    signs: [".gemini/settings.json", "GEMINI.md"],
    base: {},
    toolEvent: "BeforeTool",
    promptEvent: "BeforeAgent",
    tools: ["write_file", "replace", "run_shell_command"],
    root: "${GEMINI_PROJECT_DIR:-.}/",
    inGroups: true,
    // In milliseconds here.
    options: { name: "vaultlint", type: "command", timeout: 1000 * timeout },
    next: [],
  },
};

/** The installed program, from the top of the work tree. Through npx, a call takes four times as long. */
export const program = "node_modules/vaultlint/bin/vaultlint.js";

/** What the agent runs. Exit code 2 stops the call in each of them, others do not: a program that does not start must not let it pass. */
export function agentCommand(name: AgentName): string {
  return `node "${agentSettings[name].root}${program}" agent-hook ${name} || exit 2`;
}

/** The hook for an event, as it stands in the event's list. */
export function agentEntry(name: AgentName, event: string): Entry {
  const { inGroups, options, toolEvent, tools } = agentSettings[name];
  const matcher = event === toolEvent ? { matcher: tools.join("|") } : {};
  const hook = { command: agentCommand(name), ...options };
  return inGroups ? { ...matcher, hooks: [hook] } : { ...matcher, ...hook };
}
