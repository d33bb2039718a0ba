// Codex CLI: https://developers.openai.com/codex/hooks. It asks and wants to be answered as Claude Code does; a file is changed with
// a patch. It refuses an answer with a field that it does not know, and goes on.
import type { Agent } from "../agent.ts";
import { claude } from "./claude.ts";

export const codex: Agent = { ...claude, name: "codex" };
