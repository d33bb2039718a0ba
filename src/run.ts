import { resolve } from "node:path";
import { loadConfig, settingsFor, type Config } from "./config/config.ts";
import { isNotYetIn } from "./config/find.ts";
import type { AstMode } from "./detect/detect.ts";
import { UserError } from "./model/error.ts";
import type { Finding, Notice, Report } from "./model/finding.ts";
import type { RuleInfo } from "./model/rule.ts";
import { atLeastConfidence, atLeastSeverity, type Confidence, type Severity } from "./model/severity.ts";
import type { SourceText } from "./model/text.ts";
import type { Vault, VaultMode } from "./model/vault.ts";
import { byPlace } from "./place.ts";
import { noPolicyChange, policyChange, type PolicyChange } from "./policy/change.ts";
import { isForGate, isOfPolicy, policyRules } from "./policy/rules.ts";
import { checkSource, chooseSource, isOfChange, isOfFiles } from "./choose-source.ts";
import { coverage } from "./sources/coverage.ts";
import type { ProposedText } from "./sources/proposed.ts";
import { policyTree, type TreeFiles } from "./sources/tree-files.ts";
import type { Baseline } from "./suppress/baseline.ts";
import type { NamedVault } from "./verify/verifier.ts";

/** What every front end asks for: the command line, the GitHub Action and the library turn their own input into this. */
export interface RunOptions {
  /** Files, directories or globs; the working directory when empty. */
  readonly paths: readonly string[];
  readonly workingDirectory: string;
  /** Read this stream in place of files; `stdinPath` is the path to report. */
  readonly stdin?: NodeJS.ReadableStream;
  readonly stdinPath?: string;
  /** Read these texts, which are about to be written, in place of files: what they add to what stands there counts. */
  readonly proposed?: readonly ProposedText[];
  /** Read what the git index adds to the commit that is checked out, in place of files. `paths` then limit it. */
  readonly staged?: boolean;
  /** Read what a branch adds, in place of files: `origin/main...HEAD`, or `origin/main` for the same. */
  readonly diff?: string;
  /** Read every version of every file that commits brought, in place of files. */
  readonly history?: boolean;
  /** `A..B`: of the history, what B has and A has not. */
  readonly range?: string;
  /** Of the history, what was committed since: `2026-03-02` (UTC) or `2026-03-02T12:00:00Z`. */
  readonly since?: string;
  /**
   * The commit that config and baseline are taken from, or `worktree` for the files that lie there. Default: with `diff`, its base, so
   * that a change cannot weaken the gate it has to pass; else `worktree`.
   */
  readonly policyFrom?: string;
  /** Config file; default: `vaultlint.config.yml|yaml|json` of the working directory. */
  readonly config?: string;
  /** Vaults to compare with, besides those of the config: `file:./dev.vault.json`. */
  readonly vaults?: readonly string[];
  /** How deep to compare; default `value` for `file:` vaults. */
  readonly mode?: VaultMode;
  /** Asked for once, when a vault needs it. */
  readonly passphrase?: () => Promise<string>;
  readonly failOn?: Severity | "none";
  readonly minConfidence?: Confidence;
  readonly baseline?: string;
  /** Compare with no vault, also with none that the config names: who wrote what is scanned could ask the vault whether a guess is right. */
  readonly withoutVaults?: boolean;
  /** Scan without the baseline that the config names: its entries are what is being written. */
  readonly withoutBaseline?: boolean;
  readonly ast?: AstMode;
  /** Threads that search; default: 1. More take less time and more processor time; what is small is searched in one. */
  readonly jobs?: number;
  /** Do not consider .gitignore files. */
  readonly noIgnore?: boolean;
  /** Scan what is in archives as well, also where the config does not ask for it. */
  readonly archives?: boolean;
  /** Limits that were exceeded, no file to scan, and a rolled back vault make the exit code 2. Limits do so by default with `staged`, `diff`, `history` and `proposed`. */
  readonly strict?: boolean;
  /** Say of each finding how it was found, and what the judge weighed. Text and JSON reports show it. */
  readonly explain?: boolean;
  /** Called before a thread is started that reads files ahead. */
  readonly onThread?: () => void;
  readonly onProgress?: (done: number, total: number) => void;
  readonly onFindings?: (text: SourceText, findings: readonly Finding[], all: readonly Finding[]) => void;
}

export interface RunResult {
  readonly report: Report;
  /** 0: nothing at or above the fail level. 1: findings. 2: incomplete. */
  readonly exitCode: 0 | 1 | 2;
  /** The findings at or above the fail level. */
  readonly failing: readonly Finding[];
  readonly configFile?: string;
  /** True for a path whose file was searched in full, or is gone. */
  readonly isScanned: (path: string) => boolean;
}

async function openVaults(options: RunOptions, config: Config): Promise<{ vaults: NamedVault[]; opened: Vault[] }> {
  if (options.withoutVaults === true) return { vaults: [], opened: [] };
  const named = [...config.vaults, ...(options.vaults ?? []).map((uri) => ({ uri, mode: options.mode }))];
  let asked: Promise<string> | undefined;
  const passphrase = (): Promise<string> => {
    if (!options.passphrase) throw new UserError("The vault needs a passphrase: set VAULTLINT_PASSPHRASE.");
    return (asked ??= options.passphrase());
  };
  const vaults: NamedVault[] = [];
  if (named.length === 0) return { vaults, opened: [] };
  const { openVault } = await import("./vaults/open.ts");
  for (const { uri, mode } of named) {
    const vault = await openVault(uri, {
      passphrase,
      strict: options.strict === true,
      workingDirectory: options.workingDirectory,
    });
    vaults.push({ vault, mode: options.mode ?? mode ?? "value" });
  }
  return { vaults, opened: vaults.map(({ vault }) => vault) };
}

/** The baseline that holds, with what is to be said where a change is about to add it. */
async function openBaseline(
  options: RunOptions,
  config: Config,
  tree: TreeFiles | undefined,
): Promise<{ baseline?: Baseline; notice?: Notice }> {
  const named = options.withoutBaseline === true ? undefined : options.baseline;
  const file =
    named === undefined
      ? options.withoutBaseline !== true && config.baseline
      : resolve(options.workingDirectory, named);
  if (file === false || file === undefined) return {};
  if (named !== undefined && (await isNotYetIn(file, tree)))
    return { notice: notYet("baseline", named, tree, "so it accepts nothing") };
  const { readBaseline } = await import("./suppress/baseline.ts");
  return { baseline: await readBaseline(file, { policy: config.baselinePolicy, tree }) };
}

function notYet(what: string, path: string, tree: TreeFiles | undefined, so: string): Notice {
  return { kind: "warning", path, message: `this ${what} is not in ${tree?.label ?? ""} yet, ${so}` };
}

/** What to say of a scan that looked at nothing and has not said why: most likely its directory or its config is a mistake. */
function nothingScanned({ stats, notices }: Report): Notice[] {
  if (stats.files > 0 || notices.some(({ kind }) => kind !== "warning")) return [];
  const message = "no file was scanned: there is none, or config and .gitignore leave out all of them";
  return [{ kind: "not-scanned", message }];
}

/** Adds what is said of the policy, as findings where the change has no say in it, else most of it as warnings. */
function withPolicy(
  report: Report,
  policy: PolicyChange,
  { config, isGate }: { config: Config; isGate: boolean },
): Report {
  const all = [...report.findings, ...policy.findings].flatMap((finding) => {
    if (!isOfPolicy(finding)) return [finding];
    const severity = settingsFor(config, finding.region.path).severityOf(finding.ruleId, finding.severity);
    return severity === "off" ? [] : [{ ...finding, severity }];
  });
  const findings = (isGate ? all : all.filter((finding) => !isForGate(finding))).sort(byPlace);
  const warnings = isGate ? [] : all.filter(isForGate).map(warningOf);
  const named = new Set(findings.map(({ ruleId }) => ruleId));
  const rules = [...report.rules, ...policyRules.filter(({ id }) => named.has(id))];
  return {
    ...report,
    findings,
    rules: [...new Set(rules)].sort((a, b) => (a.id < b.id ? -1 : 1)),
    // Who repairs a config must be able to commit that.
    notices: [
      ...report.notices,
      ...policy.notices.map((one) => (isGate ? one : { ...one, kind: "warning" as const })),
      ...warnings,
    ],
  };
}

function warningOf({ region, message = "" }: Finding): Notice {
  return { kind: "warning", path: region.path, message: `line ${String(region.line)}: ${message}` };
}

function fails(finding: Finding, config: Config): boolean {
  const { failOn, minConfidence } = settingsFor(config, finding.region.path);
  if (failOn === "none" || !atLeastSeverity(finding.severity, failOn)) return false;
  return finding.verification.state === "in-vault" || atLeastConfidence(finding.confidence, minConfidence);
}

/** True where something was left out; limits count where the scan is `strict`. */
function isIncomplete({ notices }: Report, strict: boolean): boolean {
  return notices.some(({ kind }) => kind === "incomplete" || (strict && kind === "not-scanned"));
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Loads the config, opens the vaults and scans: from what the user said to a report and an exit code. */
export async function run(options: RunOptions): Promise<RunResult> {
  const { workingDirectory } = options;
  checkSource(options);
  const tree = await policyTree(workingDirectory, options.policyFrom, options.diff);
  const {
    config: loaded,
    file,
    isNotYet,
  } = await loadConfig(
    workingDirectory,
    options.config,
    async () => (await import("./known-rules.ts")).knownRules(),
    tree,
  );
  const config: Config = {
    ...loaded,
    ...(options.failOn === undefined ? {} : { failOn: options.failOn }),
    ...(options.minConfidence === undefined ? {} : { minConfidence: options.minConfidence }),
    ...(options.archives === true && { archives: true }),
  };
  const { baseline, notice } = await openBaseline(options, config, tree);
  const { vaults, opened } = await openVaults(options, config);
  // What git has answered by now is taken, and git works on while the engine is loaded.
  const [{ source, close, collector, change, base }, { scan }] = await Promise.all([
    chooseSource(options, config),
    nextTurn().then(() => import("./scan.ts")),
  ]);
  const notices: Notice[] = notice ? [notice] : [];
  if (isNotYet) notices.push(notYet("config", options.config ?? "", tree, "so the defaults hold"));
  const covered = coverage(
    workingDirectory,
    { everything: isOfFiles(options) && options.paths.length === 0, archives: config.archives },
    () => notices,
  );
  const scanned = await scan({
    source,
    config,
    vaults,
    ...(change && options.diff !== undefined && { before: () => change.before() }),
    ast: options.ast ?? "auto",
    explain: options.explain === true,
    ...(options.jobs !== undefined && { jobs: options.jobs }),
    collector,
    ...(baseline && { baseline }),
    onText: covered.saw,
    ...(options.onFindings && { onFindings: options.onFindings }),
  }).finally(() => close?.());
  notices.push(...scanned.notices);
  // A change may add nothing.
  if (isOfFiles(options)) notices.push(...nothingScanned(scanned));
  // An old version, or a text from elsewhere, does not show that an entry is of no use.
  notices.push(...(baseline?.notices(isOfFiles(options) ? covered.has : () => false) ?? []));
  for (const vault of opened) {
    for (const warning of vault.warnings) notices.push({ kind: "warning", message: warning });
    const warning = await vault.logAccess?.("scan");
    if (warning !== undefined) notices.push({ kind: "warning", message: warning });
  }
  const rules = async (): Promise<readonly RuleInfo[]> => (await import("./known-rules.ts")).allRules();
  const compared = change ?? base;
  // Who is about to write has as little say in what lets it pass as a branch has.
  const isGate = tree !== undefined || options.proposed !== undefined;
  const most = isGate && config.baselineRatchet ? (baseline?.entries.length ?? 0) : undefined;
  const policy = compared ? await policyChange(compared, options, { config, file, rules, most }) : noPolicyChange;
  const report = withPolicy({ ...scanned, notices }, policy, { config, isGate });
  const failing = report.findings.filter((finding) => fails(finding, config));
  const incomplete = isIncomplete(report, options.strict ?? isOfChange(options));
  return {
    report,
    exitCode: incomplete ? 2 : failing.length > 0 ? 1 : 0,
    failing,
    isScanned: covered.has,
    ...(file === undefined ? {} : { configFile: file }),
  };
}
