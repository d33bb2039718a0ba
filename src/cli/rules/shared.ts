// What the commands of `rules` have in common: which rules there are.
import { Option } from "commander";
import type { RuleInfo } from "../../model/rule.ts";

/** The option that names the config, whose rule files count. */
export function configOption(): Option {
  return new Option("--config <file>", "config file that names rules of your own (default: vaultlint.config.yml, ...)");
}

/** The shipped rules and those of the config, sorted by id. */
export async function rulesWith(configFile: string | undefined): Promise<RuleInfo[]> {
  const [{ allRules, knownRules }, { loadConfig }] = await Promise.all([
    import("../../known-rules.ts"),
    import("../../config/config.ts"),
  ]);
  const { config } = await loadConfig(process.cwd(), configFile, () => Promise.resolve(knownRules()));
  const own = config.rulesFiles.flatMap(({ rules }) => rules);
  return [...allRules(), ...own].sort((a, b) => (a.id < b.id ? -1 : 1));
}
