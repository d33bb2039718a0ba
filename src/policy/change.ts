// What a change does to the policy under which it is judged: the config and the baseline before and after it.
import { basename, resolve } from "node:path";
import type { Config } from "../config/config.ts";
import { configNames } from "../config/find.ts";
import type { Finding, Notice } from "../model/finding.ts";
import type { RuleInfo } from "../model/rule.ts";
import type { ChangeSource } from "../sources/change.ts";

/** What is said of a change to the policy. */
export interface PolicyChange {
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
}

/** What the scan was told on its command line: it holds on both sides. */
export interface Asked {
  readonly workingDirectory: string;
  readonly config?: string | undefined;
  readonly baseline?: string | undefined;
}

/** The policy that judges the change. */
export interface Judging {
  readonly config: Config;
  /** The config's file. */
  readonly file?: string | undefined;
  /** All that can be reported. */
  readonly rules: () => Promise<readonly RuleInfo[]>;
  /** How many entries its ratchet leaves a baseline. */
  readonly most?: number | undefined;
}

/** Of a policy that nothing changes. */
export const noPolicyChange: PolicyChange = { findings: [], notices: [] };

/**
 * Compares what the change's two sides say of the policy. Costs little where it touches neither config nor baseline nor what they lead
 * to: then not even a YAML parser is loaded.
 */
export async function policyChange(
  { sides, changed }: Pick<ChangeSource, "sides" | "changed">,
  asked: Asked,
  { config, file, rules, most }: Judging,
): Promise<PolicyChange> {
  if (changed.size === 0) return noPolicyChange;
  const { workingDirectory } = asked;
  const named = (path: string | undefined): string | undefined => path && resolve(workingDirectory, path);
  const isNewConfig = asked.config === undefined && [...changed].some((path) => configNames.includes(basename(path)));
  const files = [named(asked.config) ?? file, named(asked.baseline) ?? config.baseline];
  const all = [...files, ...config.rulesFiles.map((each) => each.file)].flatMap((path) => path ?? []);
  // A file that is a link changes with what it leads to.
  const paths = isNewConfig ? [] : (await Promise.all(all.map((path) => sides.after.pathsOf(path)))).flat();
  if (!isNewConfig && !paths.some((path) => changed.has(path))) return noPolicyChange;
  const { comparePolicies } = await import("./compare.ts");
  return comparePolicies(sides, asked, { rules: await rules(), most });
}
