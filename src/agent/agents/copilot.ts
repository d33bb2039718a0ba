// GitHub Copilot, the command line and the cloud agent: https://docs.github.com/en/copilot/reference/hooks-reference. It cannot be
// kept from reading a prompt, so it asks about tools only.
import { parsed } from "../input.ts";
import type { Agent } from "../agent.ts";

export const copilot: Agent = {
  name: "copilot",
  call({ toolName, toolArgs }) {
    if (typeof toolName !== "string") return undefined;
    // As JSON in a string, or as it is; a patch is text.
    const input = typeof toolArgs === "string" ? (parsed(toolArgs) ?? toolArgs) : toolArgs;
    return { kind: "tool", tool: toolName, input };
  },
  answer(_kind, verdict) {
    if (verdict.decision === "pass") return undefined;
    // Progress is what it shows to the user.
    if (verdict.decision === "warn") return { type: "progress", message: verdict.message };
    return { permissionDecision: "deny", permissionDecisionReason: verdict.message };
  },
};
