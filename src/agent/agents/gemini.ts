// Gemini CLI: https://geminicli.com/docs/hooks/reference
import { namedCall, type Agent } from "../agent.ts";

export const gemini: Agent = {
  name: "gemini",
  call: (input) => namedCall(input, { BeforeTool: "tool", BeforeAgent: "prompt" }),
  answer(_kind, verdict) {
    if (verdict.decision === "pass") return {};
    if (verdict.decision === "warn") return { systemMessage: verdict.message };
    return { decision: "deny", reason: verdict.message };
  },
};
