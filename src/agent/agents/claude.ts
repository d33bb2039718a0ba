// Claude Code: https://code.claude.com/docs/en/hooks
import { namedCall, type Agent } from "../agent.ts";

export const claude: Agent = {
  name: "claude",
  call: (input) => namedCall(input, { PreToolUse: "tool", UserPromptSubmit: "prompt" }),
  answer(kind, verdict) {
    if (verdict.decision === "pass") return undefined;
    if (verdict.decision === "warn") return { systemMessage: verdict.message };
    if (kind === "prompt") return { decision: "block", reason: verdict.message };
    return {
      hookSpecificOutput: {
        hookEventName: "PreToolUse",
        permissionDecision: "deny",
        permissionDecisionReason: verdict.message,
      },
    };
  },
};
