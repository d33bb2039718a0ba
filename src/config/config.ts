// The project's settings: data only, from one file that is checked against schema/config.schema.json.
import { dirname, isAbsolute, relative, resolve } from "node:path";
import type { Confidence, Severity } from "../model/severity.ts";
import type { BaselinePolicy, ForeignComment } from "../model/suppression.ts";
import type { VaultMode } from "../model/vault.ts";
import type { TreeFiles } from "../sources/tree-files.ts";
import { shownPath } from "../suppress/read-file.ts";
import { findConfig, isNotYetIn, readConfigText, refuse } from "./find.ts";
import type { RuleFile } from "./rule-files.ts";
import type { ConfigData } from "./validate.ts";

export { settingsFor } from "./settings.ts";

/** What becomes of a rule, by its id or by `provider/*`. */
export type RuleLevels = Readonly<Record<string, "off" | Severity>>;

/** What the config file can say; everything has a default. */
export interface Config {
  readonly rules: RuleLevels;
  /** Rules of the user. */
  readonly rulesFiles: readonly RuleFile[];
  /** Files that are not scanned; patterns as in .gitignore. */
  readonly ignore: readonly string[];
  /** Other settings for some files; the later entry wins. */
  readonly files: readonly {
    readonly patterns: readonly string[];
    readonly rules?: RuleLevels;
    readonly minConfidence?: Confidence;
    readonly failOn?: Severity | "none";
  }[];
  readonly vaults: readonly { readonly uri: string; readonly mode?: VaultMode }[];
  readonly failOn: Severity | "none";
  readonly minConfidence: Confidence;
  /** Absolute path. */
  readonly baseline?: string;
  /** What a baseline entry must say to cover. */
  readonly baselinePolicy: BaselinePolicy;
  /** An update of the baseline may not raise its number of entries. */
  readonly baselineRatchet: boolean;
  /** Scanners whose inline comments count as well. */
  readonly inline: readonly ForeignComment[];
  /** Vault that suggested `@Microsoft.KeyVault` references name. */
  readonly azureVault?: string;
  /** What is in archives is scanned as well. */
  readonly archives: boolean;
  readonly limits: {
    readonly maxFileSizeMB: number;
    /** How many encodings, one in the other, are undone. */
    readonly decodeDepth: number;
    /** Megabytes of decoded text that are searched, of one file. */
    readonly decodedMB: number;
    /** Seconds for which one file is searched. */
    readonly secondsPerFile: number;
    /** Findings that one file may have, unsure ones included. */
    readonly findingsPerFile: number;
    /** Findings of a scan. */
    readonly findings: number;
    /** Entries of one file, with all archives in it. */
    readonly archiveEntries: number;
    /** How many archives, one in the other, are opened. */
    readonly archiveDepth: number;
    /** How many times its own size an archive may unpack to. */
    readonly archiveRatio: number;
    /** Megabytes that may come out of one file, with all archives in it. */
    readonly archiveMB: number;
  };
}

/** What holds without a config file. The schema says the same defaults, for editors. */
export const defaultConfig: Config = {
  rules: {},
  rulesFiles: [],
  ignore: [],
  files: [],
  vaults: [],
  failOn: "medium",
  minConfidence: "medium",
  baselinePolicy: { require: [] },
  baselineRatchet: false,
  inline: [],
  archives: false,
  limits: {
    maxFileSizeMB: 1000,
    decodeDepth: 3,
    decodedMB: 16,
    secondsPerFile: 30,
    findingsPerFile: 10_000,
    findings: 50_000,
    archiveEntries: 50_000,
    archiveDepth: 4,
    archiveRatio: 200,
    archiveMB: 500,
  },
};

/** A `file:` or `env:` vault's path counts from the config file; the rest of the program counts from `directory`. */
function rebase(uri: string, configDirectory: string, directory: string): string {
  const [, scheme, path] = /^(file|env):(?!\/\/)(.+)$/su.exec(uri) ?? [];
  if (scheme === undefined || path === undefined || isAbsolute(path) || configDirectory === directory) return uri;
  const rebased = relative(directory, resolve(configDirectory, path)).replaceAll("\\", "/");
  return `${scheme}:${rebased}`;
}

/** Every shipped rule id that a config may name; asked for where there is a file. */
export type KnownRules = () => Promise<ReadonlySet<string>>;

/** Reads one config file. */
async function readConfig(
  file: string,
  directory: string,
  knownRules: KnownRules,
  tree: TreeFiles | undefined,
): Promise<Config> {
  const shown = shownPath(file, tree);
  const text = await readConfigText(file, shown, "config", tree);
  // Loaded only where there is a file to read: a plain scan needs neither.
  const [{ readDocument }, { configMistakes, nameMistakes }] = await Promise.all([
    import("./document.ts"),
    import("./validate.ts"),
  ]);
  const document = readDocument(text);
  refuse(shown, text, document.mistakes);
  if (document.data === null) return defaultConfig;
  refuse(shown, text, configMistakes(document));
  const data = document.data as ConfigData;
  const shipped = await knownRules();
  const rulesFiles =
    data.rulesFiles === undefined || data.rulesFiles.length === 0
      ? defaultConfig.rulesFiles
      : await (await import("./rule-files.ts")).readRuleFiles(data.rulesFiles, file, shipped, tree);
  const ownRules = rulesFiles.flatMap(({ rules }) => rules.map(({ id }) => id));
  refuse(shown, text, nameMistakes(document, data, new Set([...shipped, ...ownRules])));
  const configDirectory = dirname(file);
  return {
    rules: data.rules ?? defaultConfig.rules,
    rulesFiles,
    ignore: data.ignore ?? defaultConfig.ignore,
    files: data.files ?? defaultConfig.files,
    vaults: (data.vaults ?? defaultConfig.vaults).map((vault) => ({
      ...vault,
      uri: rebase(vault.uri, configDirectory, directory),
    })),
    failOn: data.failOn ?? defaultConfig.failOn,
    minConfidence: data.minConfidence ?? defaultConfig.minConfidence,
    ...(data.baseline !== undefined && { baseline: resolve(configDirectory, data.baseline) }),
    baselinePolicy: { ...defaultConfig.baselinePolicy, ...data.baselinePolicy },
    baselineRatchet: data.baselineRatchet ?? defaultConfig.baselineRatchet,
    inline: data.inline ?? defaultConfig.inline,
    ...(data.azureVault !== undefined && { azureVault: data.azureVault }),
    archives: data.archives ?? defaultConfig.archives,
    limits: { ...defaultConfig.limits, ...data.limits },
  };
}

/** What `loadConfig` found. */
export interface LoadedConfig {
  readonly config: Config;
  /** Absolute path of the file; none where the defaults hold. */
  readonly file?: string;
  /** The named file lies there, but the tree does not hold it yet, so that the defaults hold. */
  readonly isNotYet?: true;
}

/**
 * The settings for a scan of `directory`: from the file that `explicit` names, else from the nearest config file between
 * `directory` and the git top level, else the defaults. Where `tree` is given, files of its repository are read there.
 */
export async function loadConfig(
  directory: string,
  explicit: string | undefined,
  knownRules: KnownRules,
  tree?: TreeFiles,
): Promise<LoadedConfig> {
  const from = resolve(directory);
  const file = explicit === undefined ? await findConfig(from, tree) : resolve(from, explicit);
  if (file === undefined) return { config: defaultConfig };
  if (await isNotYetIn(file, tree)) return { config: defaultConfig, isNotYet: true };
  return { config: await readConfig(file, from, knownRules, tree), file };
}
