// Whether config, baseline and vault files are what a scan needs: a mistake in one of them should not wait for the next commit.
import { existsSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { loadConfig, type Config } from "../config/config.ts";
import { ignoreMatcher } from "../config/ignore.ts";
import { knownRules } from "../known-rules.ts";
import { UserError } from "../model/error.ts";
import type { Notice } from "../model/finding.ts";
import { counted } from "../reports/wording.ts";
import { scan } from "../scan.ts";
import { coverage } from "../sources/coverage.ts";
import { worktree } from "../sources/worktree.ts";
import { readBaseline, type Baseline } from "../suppress/baseline.ts";
import { parseVaultFile } from "../vaults/file/format.ts";
import { readWhole } from "../vaults/file/disk.ts";
import { ok, problem, type Check } from "./check.ts";

const defaultBaseline = "vaultlint.baseline.json";

/** The check of the config file, and what it says; no config where it is wrong. */
async function configCheck(top: string): Promise<{ check: Check; config?: Config }> {
  try {
    const { config, file } = await loadConfig(top, undefined, () => Promise.resolve(knownRules()));
    if (file === undefined) return { check: ok("config", "there is no config file: the defaults hold"), config };
    const shown = relative(top, file).split(sep).join("/");
    const check =
      config.failOn === "none"
        ? problem("config", `${shown} says "failOn: none", so nothing ever fails`, "name the least severity that fails")
        : ok("config", `${shown} is valid`);
    return { check, config };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { check: problem("config", error.message, "every scan ends with exit code 2 until it is repaired") };
  }
}

/** Scans without the vaults, which would ask for a passphrase, and without opening archives; asks the baseline about every finding. */
async function unusedEntries(top: string, config: Config, baseline: Baseline): Promise<number> {
  const notices: Notice[] = [];
  const covered = coverage(top, { everything: true, archives: false }, () => notices);
  const source = worktree({
    paths: [],
    workingDirectory: top,
    ignore: ignoreMatcher(config.ignore),
    noIgnore: false,
    maxFileSize: config.limits.maxFileSizeMB * 1_000_000,
  });
  const report = await scan({ source, config, vaults: [], ast: "auto", baseline, onText: covered.saw });
  notices.push(...report.notices);
  // What only a vault's value finds is not found here.
  return baseline.unused(covered.has).filter(({ rule }) => !rule.startsWith("vault/")).length;
}

async function baselineChecks(top: string, config: Config): Promise<Check[]> {
  const file = config.baseline ?? resolve(top, defaultBaseline);
  const shown = relative(top, file).split(sep).join("/");
  if (config.baseline === undefined && !existsSync(file))
    return [ok("baseline", "there is no baseline: everything counts")];
  try {
    const baseline = await readBaseline(file, { policy: config.baselinePolicy });
    const { entries } = baseline;
    const idle = entries.filter((entry) => baseline.flawOf(entry) !== undefined).length;
    const unused = await unusedEntries(top, config, baseline);
    const size = counted(entries.length, "entry", "entries");
    const checks: Check[] = [];
    if (config.baseline === undefined)
      checks.push(
        problem(
          "baseline",
          `${shown} is there, but no config names it`,
          `write "baseline: ${shown}" into vaultlint.config.yml`,
        ),
      );
    if (idle > 0)
      checks.push(
        problem(
          "baseline",
          `${shown}: ${counted(idle, "entry covers", "entries cover")} nothing (of ${size})`,
          "vaultlint baseline show",
        ),
      );
    if (unused > 0)
      checks.push(
        problem(
          "baseline",
          `${shown}: ${counted(unused, "entry accepts", "entries accept")} no finding (of ${size})`,
          "vaultlint baseline prune",
        ),
      );
    return checks.length === 0 ? [ok("baseline", `${shown} holds ${size}, all in use`)] : checks;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [problem("baseline", error.message, "every scan ends with exit code 2 until it is repaired")];
  }
}

async function vaultCheck(top: string, uri: string): Promise<Check[]> {
  const address = /^file:(.+)$/su.exec(uri)?.[1];
  if (address === undefined) return [];
  try {
    const path = address.startsWith("//") ? fileURLToPath(`file:${address}`) : resolve(top, address);
    const shown = relative(top, path).split(sep).join("/");
    const vault = parseVaultFile((await readWhole(path)).toString("utf8"), shown);
    return [ok("vault", `${shown} is a vault of ${counted(vault.entries.length, "entry", "entries")}`)];
  } catch (error) {
    const said = error instanceof UserError ? error.message : `the vault file of ${uri} is not there`;
    return [problem("vault", said, "restore the file, or take the vault out of the config")];
  }
}

/** The checks of config, baseline and vaults. */
export async function settingsChecks(top: string): Promise<Check[]> {
  const { check, config } = await configCheck(top);
  if (!config) return [check];
  const vaults: Check[] = [];
  for (const { uri } of config.vaults) vaults.push(...(await vaultCheck(top, uri)));
  return [check, ...(await baselineChecks(top, config)), ...vaults];
}
