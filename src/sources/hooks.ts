// Where git looks for the hooks of a work tree. core.hooksPath moves the place, and a setting of the user does so for every repository.
import { homedir } from "node:os";
import { resolve } from "node:path";
import { git, GitError, outerSetting } from "./git.ts";

export interface HooksPlace {
  /** The directory whose hooks run. */
  readonly directory: string;
  /** The repository's own one, which is not used where `setBy` is said. */
  readonly usual: string;
  /** Who set core.hooksPath. */
  readonly setBy?:
    | "this repository's git config"
    | "your git config"
    | "the system's git config"
    | "the environment (GIT_CONFIG_COUNT)";
}

function text(output: Buffer): string {
  return output.toString("utf8").replace(/[\0\n]+$/u, "");
}

async function ownSetting(top: string, scope: "--worktree" | "--local"): Promise<string | undefined> {
  try {
    const args = [scope, "--includes", "-z", "--type=path", "--get", "core.hooksPath"];
    return text(await git(top, "config", args));
  } catch (error) {
    // Not set, or no such scope here.
    if (error instanceof GitError && error.reason === "refused") return undefined;
    throw error;
  }
}

/** What GIT_CONFIG_COUNT and its like say, which git takes before every file. */
function fromEnvironment(): string | undefined {
  const count = Math.min(Number(process.env["GIT_CONFIG_COUNT"]) || 0, 1000);
  for (let index = count - 1; index >= 0; index--) {
    const key = process.env[`GIT_CONFIG_KEY_${String(index)}`]?.toLowerCase();
    const value = process.env[`GIT_CONFIG_VALUE_${String(index)}`];
    if (key === "core.hookspath" && value !== undefined) return value.replace(/^~(?=\/|$)/u, homedir());
  }
  return undefined;
}

/** The hooks' place of the work tree at `top`. Throws GitError where git cannot say. */
export async function hooksPlace(top: string): Promise<HooksPlace> {
  const usual = resolve(top, text(await git(top, "rev-parse", ["--git-common-dir"])), "hooks");
  const places = [
    ["the environment (GIT_CONFIG_COUNT)", () => Promise.resolve(fromEnvironment())],
    ["this repository's git config", () => ownSetting(top, "--worktree")],
    ["this repository's git config", () => ownSetting(top, "--local")],
    ["your git config", () => outerSetting(top, "--global", "core.hooksPath")],
    ["the system's git config", () => outerSetting(top, "--system", "core.hooksPath")],
  ] as const;
  for (const [setBy, read] of places) {
    const path = await read();
    if (path !== undefined) return { directory: resolve(top, path), usual, setBy };
  }
  return { directory: usual, usual };
}
