// What a coding agent says before it does something, and how it wants to be answered. One file an agent in agents/.
import type { AgentName } from "../model/agent.ts";

/** What the agent asks about. */
export type HookCall =
  | { readonly kind: "tool"; readonly tool: string; readonly input: unknown }
  | { readonly kind: "prompt"; readonly prompt: string };

/** `pass` says nothing. `warn` lets the call through and says something to the user, `deny` stops it and says why. */
export type Verdict = { readonly decision: "pass" } | { readonly decision: "deny" | "warn"; readonly message: string };

export interface Agent {
  readonly name: AgentName;
  /** The call in the hook's input; nothing where it is of no known kind. */
  call(input: Readonly<Record<string, unknown>>): HookCall | undefined;
  /** What goes to standard output, for a call of this kind; without one, a warning about what could not be read. */
  answer(kind: HookCall["kind"] | undefined, verdict: Verdict): object | undefined;
}

/** The call of an agent that names the event, the tool and its input in snake_case, as most do. */
export function namedCall(
  input: Readonly<Record<string, unknown>>,
  events: Readonly<Record<string, HookCall["kind"]>>,
): HookCall | undefined {
  const { hook_event_name: event, tool_name: tool, tool_input: toolInput, prompt } = input;
  const kind = typeof event === "string" && Object.hasOwn(events, event) ? events[event] : undefined;
  // The shape of its input says what a tool does, so its name may be missing.
  if (kind === "tool") return { kind, tool: typeof tool === "string" ? tool : "", input: toolInput };
  return kind === "prompt" && typeof prompt === "string" ? { kind, prompt } : undefined;
}
