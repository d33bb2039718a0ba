// Puts the plans for hooks, workflow and config together.
import { UserError } from "../model/error.ts";
import { agentNames, type AgentName } from "../model/agent.ts";
import { GitError } from "../sources/git.ts";
import { hooksPlace } from "../sources/hooks.ts";
import { agentHook } from "./agent.ts";
import { agentSettings } from "./agent-settings.ts";
import { gitHook } from "./git-hook.ts";
import { husky, huskyHook } from "./husky.ts";
import { lefthook, lefthookFiles } from "./lefthook.ts";
import { lintStaged, usesLintStaged } from "./lint-staged.ts";
import type { HookTool, Plan, ReadFile } from "./planned.ts";
import { preCommit } from "./pre-commit.ts";
import { starterConfig } from "./starter-config.ts";
import { workflow } from "./workflow.ts";

export interface InitOptions {
  readonly hook?: HookTool;
  readonly agent?: AgentName;
  readonly workflow?: boolean;
  readonly config?: boolean;
  /** The commit of the action that the workflow names. */
  readonly pin?: string;
}

/** The tool that the project uses for its hooks; git itself where there is none. */
function usedTool(read: ReadFile): HookTool {
  if (read(".pre-commit-config.yaml") !== undefined) return "pre-commit";
  if (lefthookFiles.some((name) => read(name) !== undefined)) return "lefthook";
  if (usesLintStaged(read)) return "lint-staged";
  if (read(huskyHook) !== undefined || (read("package.json") ?? "").includes('"husky"')) return "husky";
  return "git";
}

async function hookPlan(tool: HookTool, top: string, read: ReadFile): Promise<Plan> {
  switch (tool) {
    case "pre-commit":
      return preCommit(read);
    case "husky":
      return husky(read);
    case "lint-staged":
      return lintStaged(read);
    case "lefthook":
      return lefthook(read);
    case "git":
      try {
        return gitHook(read, top, await hooksPlace(top));
      } catch (error) {
        if (!(error instanceof GitError)) throw error;
        throw new UserError(`${top} is no git work tree that git can read: run "git init" first.`);
      }
  }
}

/** The coding agents that the project has files of. */
function usedAgents(read: ReadFile): readonly AgentName[] {
  return agentNames.filter((name) => agentSettings[name].signs.some((file) => read(file) !== undefined));
}

/** What to write for these options; hooks, workflow and config where none of them is named. */
export async function plans(top: string, read: ReadFile, options: InitOptions): Promise<Plan[]> {
  const { hook, agent } = options;
  const all = hook === undefined && agent === undefined && options.workflow !== true && options.config !== true;
  const agents = agent === undefined ? (all ? usedAgents(read) : []) : [agent];
  return [
    ...(all || hook !== undefined ? [await hookPlan(hook ?? usedTool(read), top, read)] : []),
    ...agents.map((name) => agentHook(read, name)),
    ...(all || options.workflow === true ? [workflow(read, options.pin)] : []),
    ...(all || options.config === true ? [starterConfig(read)] : []),
  ];
}
