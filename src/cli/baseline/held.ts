// What the ratchet holds a baseline to: the one of the commit that is checked out, so that a file that was removed, or extended by
// hand, loosens nothing.
import { loadConfig } from "../../config/config.ts";
import { UserError } from "../../model/error.ts";
import { topLevelOf } from "../../sources/repository.ts";
import { policyTree } from "../../sources/tree-files.ts";
import { readBaseline, type Baseline } from "../../suppress/baseline.ts";
import type { Previous } from "../../suppress/change.ts";
import { exists, knownRules, read, type Target } from "./shared.ts";

interface Committed {
  readonly ratchet: boolean;
  readonly baseline?: Baseline | undefined;
}

/** What HEAD says of the file; where it has none of that name and the config means this one, of the file that its own config names. */
async function committed(at: Target, configFile: string | undefined): Promise<Committed> {
  const directory = process.cwd();
  const tree = topLevelOf(directory) === undefined ? undefined : await policyTree(directory, "HEAD", undefined);
  if (tree?.pathOf(at.file) === undefined) return { ratchet: false };
  // A mistake there keeps nobody from repairing it.
  const orNothing = (error: unknown): undefined => {
    if (error instanceof UserError) return undefined;
    throw error;
  };
  const loaded = await loadConfig(directory, configFile, knownRules, tree).catch(orNothing);
  const isOurs = at.config.baseline === at.file || loaded?.config.baseline === at.file;
  const ratchet = isOurs && loaded?.config.baselineRatchet === true;
  const files = [at.file, ...(isOurs ? [loaded?.config.baseline] : [])];
  for (const file of files) {
    if (file === undefined || !(await tree.has(file))) continue;
    const policy = at.config.baselinePolicy;
    return { ratchet, baseline: await readBaseline(file, { policy, tree }).catch(orNothing) };
  }
  return { ratchet };
}

/** The baseline as it is before it is written, and how many entries the ratchet leaves it. A first one, without a ratchet in HEAD, may have any. */
export async function previously(
  at: Target,
  flags: { readonly ratchet?: boolean; readonly config?: string },
): Promise<Previous> {
  const present = (await exists(at.file)) ? await read(at) : undefined;
  const head = await committed(at, flags.config);
  if (flags.ratchet !== true && !at.config.baselineRatchet && !head.ratchet) return { baseline: present };
  const counts = [present, head.baseline].flatMap((one) => one?.entries.length ?? []);
  const most = counts.length > 0 ? Math.min(...counts) : head.ratchet ? 0 : undefined;
  // Under HEAD's salt its entries stay what they are, and the gate sees none as new.
  return { baseline: present ?? head.baseline, ...(most !== undefined && { most }) };
}
