import type { Command } from "commander";
import { registerAgentHook } from "./agent-hook.ts";
import { registerBaseline } from "./baseline.ts";
import { registerDoctor } from "./doctor.ts";
import { registerFix } from "./fix.ts";
import { registerInit } from "./init.ts";
import { registerRules } from "./rules.ts";
import { scanForFix } from "./scan-for.ts";
import { registerVault } from "./vault.ts";

/** Adds every command but `scan`. */
export function registerCommands(program: Command): void {
  registerFix(program, scanForFix);
  registerBaseline(program);
  registerVault(program);
  registerRules(program);
  registerInit(program);
  registerDoctor(program);
  registerAgentHook(program);
}
