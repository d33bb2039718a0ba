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

/** Of a policy that nothing changes. */
export const noPolicyChange: PolicyChange = { findings: [], notices: [] };

/**
 * Compares what the change's two sides say of the policy. Costs nothing where it touches neither config nor baseline: then not
 * even a YAML parser is loaded. `rules` gives all that can be reported.
 */
export async function policyChange(
  { sides, changed }: Pick<ChangeSource, "sides" | "changed">,
  asked: Asked,
  { config, rules }: { readonly config: Config; readonly rules: () => Promise<readonly RuleInfo[]> },
): Promise<PolicyChange> {
  const { workingDirectory } = asked;
  const named = (file: string | undefined): string | undefined => file && resolve(workingDirectory, file);
  const isChanged = (file: string | undefined): boolean => {
    const path = file === undefined ? undefined : sides.after.pathOf(file);
    return path !== undefined && changed.has(path);
  };
  const touchesConfig =
    asked.config === undefined
      ? [...changed].some((path) => configNames.includes(basename(path)))
      : isChanged(named(asked.config));
  const touchesRules = config.rulesFiles.some(({ file }) => isChanged(file));
  if (!touchesConfig && !touchesRules && !isChanged(named(asked.baseline) ?? config.baseline)) return noPolicyChange;
  const { comparePolicies } = await import("./compare.ts");
  return comparePolicies(sides, asked, await rules());
}
