// What init writes for an agent, and what doctor says of it.
import { join } from "node:path";
import { parse } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { agentChecks } from "../../src/doctor/agents.ts";
import { agentHook } from "../../src/init/agent.ts";
import { agentSettings } from "../../src/init/agent-settings.ts";
import { agentNames, type AgentName } from "../../src/model/agent.ts";
import { temporaryDirectory, tree } from "../cli/run-cli.ts";

const installed = tree(temporaryDirectory(), "installed", { "node_modules/vaultlint/bin/vaultlint.js": "" });
const fileOf = (name: AgentName): string => agentSettings[name].file;

/** What init makes of the settings. */
function written(name: AgentName, before?: string): string {
  const [file] = agentHook((path) => (path === fileOf(name) ? before : undefined), name).files;
  return file?.content ?? "";
}

/** What doctor says of the settings: `ok` or `problem`, and the sentence. */
function said(name: AgentName, text: string, top = installed): string[] {
  return agentChecks(top, (file) => (file === join(top, fileOf(name)) ? text : undefined)).map(
    ({ ok, message }) => `${ok ? "ok" : "problem"}: ${message}`,
  );
}

describe.each(agentNames)("%s", (name) => {
  it("gets a hook that doctor takes for live, once the package is there", () => {
    const content = written(name);
    expect(said(name, content)).toEqual([expect.stringMatching(/^ok: .* ask vaultlint before it writes$/u)]);
    expect(said(name, content, "/nowhere")).toEqual([expect.stringMatching(/^problem: .* not installed/u)]);
    expect(agentHook(() => content, name)).toMatchObject({
      files: [],
      already: expect.stringContaining("already") as string,
    });
  });

  it("keeps what stands in its settings", () => {
    const event = agentSettings[name].toolEvent;
    const own = `{\n    // mine\n    "x": [1,  2],\n    "hooks": { "${event}": [ { "command": "true" } ], "Stop": [] }\n}\n`;
    const content = written(name, own);
    expect(content).toContain('    // mine\n    "x": [1,  2],\n');
    const { hooks } = parse(content) as { hooks: Record<string, unknown[]> };
    expect(hooks[event]).toEqual([
      { command: "true" },
      expect.objectContaining({ matcher: expect.any(String) as string }),
    ]);
    expect(hooks["Stop"]).toEqual([]);
    expect(said(name, content)).toEqual([expect.stringMatching(/^ok: /u)]);
  });
});

describe("init --agent", () => {
  it.each(['{ "hooks": [] }', '{ "hooks": { "PreToolUse": {} } }', "[]", "{"])(
    "leaves broken settings alone: %s",
    (text) => {
      expect(() => written("claude", text)).toThrow(/^\.claude\/settings\.json.* repair it\.$/u);
    },
  );

  it("adds the one hook that is missing", () => {
    const { hooks } = JSON.parse(written("claude")) as { hooks: Record<string, unknown> };
    const half = JSON.stringify({ hooks: { PreToolUse: hooks["PreToolUse"] } });
    expect(JSON.parse(written("claude", half))).toEqual({ hooks });
  });
});

describe("doctor", () => {
  it.each<[AgentName, string, (text: string) => string, RegExp]>([
    ["claude", "nothing of ours", () => '{ "hooks": {} }', /^$/u],
    ["claude", "no JSON", (text) => text.slice(0, -9), /no JSON, so Claude Code asks nobody/u],
    ["claude", "all hooks off", (text) => text.replace("{", '{ "disableAllHooks": true,'), /switches all hooks off/u],
    [
      "claude",
      "another event",
      (text) => text.replace("PreToolUse", "PostToolUse"),
      /does not ask it before it writes/u,
    ],
    [
      "claude",
      "another agent's form",
      (text) => text.replaceAll("agent-hook claude", "agent-hook gemini"),
      /does not ask it/u,
    ],
    ["claude", "tools left out", (text) => text.replace("Write|Edit|", ""), /but not for Write, Edit$/u],
    [
      "claude",
      "a failure that counts for nothing",
      (text) => text.replaceAll("exit 2", "true"),
      /whatever vaultlint says/u,
    ],
    ["codex", "a start that fails", (text) => text.replaceAll(" || exit 2", ""), /where vaultlint does not start/u],
    ["cursor", "a start that fails, closed by the agent", (text) => text.replaceAll(" || exit 2", ""), /^ok: /u],
    [
      "gemini",
      "a choice",
      (text) => text.replace("agent-hook gemini", "$& --on-error warn"),
      /^ok: .* what it cannot check$/u,
    ],
  ])("%s: sees %s", (name, _, change, message) => {
    expect(said(name, change(written(name))).join("\n")).toMatch(message);
  });
});
