// The hook of a coding agent: an entry in the settings that the agent reads from the project.
import type { AgentName } from "../model/agent.ts";
import { agentEntry, agentSettings } from "./agent-settings.ts";
import { valueAt, withValue } from "./json-file.ts";
import { linesOf, type Plan, type ReadFile } from "./planned.ts";

function shown(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

export function agentHook(read: ReadFile, name: AgentName): Plan {
  const { file, base, toolEvent, promptEvent, next } = agentSettings[name];
  const events = [toolEvent, ...(promptEvent === undefined ? [] : [promptEvent])];
  const install = ["npm install --save-dev vaultlint", ...next];
  const before = read(file);
  if (before === undefined || before.trim() === "") {
    const hooks = Object.fromEntries(events.map((event) => [event, [agentEntry(name, event)]]));
    const content = `${shown({ ...base, hooks })}\n`;
    return { files: [{ path: file, content, replaces: before !== undefined, added: linesOf(content) }], next: install };
  }
  valueAt(file, before, ["hooks"], "object");
  let content = before;
  const added: string[] = [];
  for (const event of events) {
    const there = valueAt(file, before, ["hooks", event], "array");
    if (there !== undefined && shown(there).includes("agent-hook")) continue;
    const entry = agentEntry(name, event);
    content =
      there === undefined
        ? withValue(content, ["hooks", event], [entry])
        : withValue(content, ["hooks", event, -1], entry);
    added.push(...linesOf(`${event}: ${shown(entry)}`));
  }
  if (added.length === 0) return { files: [], already: `${file} calls vaultlint already`, next: [] };
  return { files: [{ path: file, content, replaces: true, added }], next: install };
}
