import { runsVaultlint } from "../init/planned.ts";

/** One thing that was looked at. */
export interface Check {
  /** `hook`, `agent`, `workflow`, `config`, `baseline`, `vault`. */
  readonly about: "hook" | "agent" | "workflow" | "config" | "baseline" | "vault";
  readonly ok: boolean;
  /** What is so, in one sentence without full stop. */
  readonly message: string;
  /** What to do about a problem. */
  readonly todo?: string;
}

/** A check that passed. */
export function ok(about: Check["about"], message: string): Check {
  return { about, ok: true, message };
}

/** A check that failed, and what to do. */
export function problem(about: Check["about"], message: string, todo: string): Check {
  return { about, ok: false, message, todo };
}

/** True for a command line that goes on, or succeeds, whatever vaultlint says. */
export function isSilenced(command: string): boolean {
  return command
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter(runsVaultlint)
    .some((line) => /\|\|\s*(?:true\b|:|exit 0|echo\b)|;\s*true\s*$|--fail-on[ =]none\b|(?:^|[^&])&\s*$/u.test(line));
}
