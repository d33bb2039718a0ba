// What "vaultlint init" is going to write: made by one module a tool, shown to the user, then written by one function.
import { judged } from "./shell.ts";

/** One file to write. */
export interface Planned {
  /** From the top of the work tree, with `/`; absolute where git keeps its hooks elsewhere. */
  readonly path: string;
  readonly content: string;
  /** True where a file of that name is there already. */
  readonly replaces: boolean;
  /** The lines that are new, as they are shown. Lines that were there are not: nobody knows what stands in them. */
  readonly added: readonly string[];
  readonly executable?: boolean;
}

/** What one module makes: files, or why there is nothing to do, and what the user does next. */
export interface Plan {
  readonly files: readonly Planned[];
  /** `husky runs vaultlint already`. */
  readonly already?: string;
  /** Commands and sentences for the user, in order. */
  readonly next: readonly string[];
}

/** Reads a file of the project; nothing where none is. */
export type ReadFile = (path: string) => string | undefined;

/** What a hook runs: the installed package, never one from the network. */
export const hookCommand = "npx --no-install vaultlint scan --staged";

/** True when the script calls vaultlint, be it in a way that stops nothing. */
export function runsVaultlint(script: string): boolean {
  return judged(script).state !== "absent";
}

/** Patterns that fit every file. */
export const everyFile: readonly string[] = ["*", "**", "**/*"];

/** True for a pattern that fits every file. */
export function fitsAll(glob: unknown): boolean {
  return everyFile.includes(String(glob));
}

/** The text as lines, for `added`. */
export function linesOf(text: string): string[] {
  return text.replace(/\n$/u, "").split("\n");
}

/** What can run the hook. */
export const hookTools = ["pre-commit", "husky", "lint-staged", "lefthook", "git"] as const;
export type HookTool = (typeof hookTools)[number];
