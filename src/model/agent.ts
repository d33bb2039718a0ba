/** The coding agents whose hooks are understood. */
export const agentNames = ["claude", "codex", "copilot", "cursor", "gemini"] as const;
export type AgentName = (typeof agentNames)[number];
