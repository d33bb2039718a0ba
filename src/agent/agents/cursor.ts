// Cursor: https://cursor.com/docs/hooks. With `failClosed` it takes an empty answer for a failure, so it always gets one.
import { namedCall, type Agent } from "../agent.ts";

export const cursor: Agent = {
  name: "cursor",
  call(input) {
    const { hook_event_name: event, command } = input;
    if (event === "beforeShellExecution") return { kind: "tool", tool: "Shell", input: { command } };
    return namedCall(input, { preToolUse: "tool", beforeSubmitPrompt: "prompt" });
  },
  answer(kind, verdict) {
    const isDenied = verdict.decision === "deny";
    const answer = {
      ...(kind !== "prompt" && { permission: isDenied ? "deny" : "allow" }),
      ...(kind !== "tool" && { continue: !isDenied }),
    };
    if (verdict.decision === "pass") return answer;
    const { message } = verdict;
    return { ...answer, user_message: message, ...(kind !== "prompt" && { agent_message: message }) };
  },
};
