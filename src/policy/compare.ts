// Reads the policy on both sides of a change, and says in what the new one is weaker.
import { resolve } from "node:path";
import { loadConfig, type LoadedConfig } from "../config/config.ts";
import { readDocument } from "../config/document.ts";
import { UserError } from "../model/error.ts";
import type { Finding, Notice } from "../model/finding.ts";
import type { RuleInfo } from "../model/rule.ts";
import { LineMap, type SourceText } from "../model/text.ts";
import type { ChangeSource } from "../sources/change.ts";
import type { TreeFiles } from "../sources/tree-files.ts";
import { readBaselineFile, type BaselineFile } from "../suppress/baseline-file.ts";
import { accepted, grown, type Accepted } from "./baseline-change.ts";
import type { Asked, PolicyChange } from "./change.ts";
import { weakenings } from "./config-change.ts";
import { policyFinding } from "./finding.ts";
import { grownBaselineRule, weakerPolicyRule } from "./rules.ts";
import { weakerRules } from "./rules-change.ts";

const mostBytes = 100_000_000;

/** The text of a policy file, of the side that has it. */
async function textOf(file: string, { before, after }: ChangeSource["sides"]): Promise<SourceText | undefined> {
  for (const tree of [after, before]) {
    const read = await tree.read(file, mostBytes);
    const path = tree.pathOf(file);
    if ("bytes" in read && path !== undefined) return { path, bytes: read.bytes, binary: false, encoding: "utf-8" };
  }
  return undefined;
}

function findingAt(text: SourceText, offset: number, message: string): Finding[] {
  return policyFinding(text, weakerPolicyRule, offset, `Weaker policy: ${message}`);
}

async function configFindings(
  before: LoadedConfig,
  after: LoadedConfig,
  rules: readonly RuleInfo[],
  sides: ChangeSource["sides"],
): Promise<Finding[]> {
  const own = before.config.rulesFiles.flatMap((ruleFile) => ruleFile.rules);
  const weaker = weakenings(before.config, after.config, [...rules, ...own]);
  const file = after.file ?? before.file;
  if (weaker.length === 0 || file === undefined) return [];
  const text = await textOf(file, sides);
  if (!text) return [];
  const offsetOf = after.file === undefined ? () => 0 : offsetsIn(text);
  return weaker.flatMap(({ pointer, message }) => findingAt(text, offsetOf(pointer), message));
}

/** Where in a config a JSON pointer leads to; its start where it has no such key. */
function offsetsIn({ bytes }: SourceText): (pointer: string) => number {
  const content = bytes.toString("utf8");
  const { offsets } = readDocument(content);
  const mark = content.startsWith("\ufeff") ? 1 : 0;
  return (pointer) => Buffer.byteLength(content.slice(0, (offsets.get(pointer) ?? 0) + mark));
}

/** Where a file's bytes begin to differ from what they were. */
function firstChange({ bytes }: SourceText, before: Buffer): number {
  let at = 0;
  while (at < bytes.length && bytes[at] === before[at]) at++;
  return at;
}

/** What rule files have less of, at their first line that changed; where the config names one no more, there. */
async function ruleFindings(
  before: LoadedConfig,
  after: LoadedConfig,
  sides: ChangeSource["sides"],
): Promise<Finding[]> {
  const named = new Set(after.config.rulesFiles.map(({ file }) => file));
  const findings: Finding[] = [];
  for (const { file, message } of weakerRules(before.config, after.config)) {
    const at = named.has(file) ? file : (after.file ?? before.file);
    const text = at === undefined ? undefined : await textOf(at, sides);
    if (!text) continue;
    const old = await sides.before.read(file, mostBytes);
    const offset = named.has(file)
      ? firstChange(text, "bytes" in old ? old.bytes : Buffer.alloc(0))
      : offsetsIn(text)("/rulesFiles");
    findings.push(...findingAt(text, offset, message));
  }
  return findings;
}

async function baselineOf(file: string | undefined, tree: TreeFiles): Promise<BaselineFile | undefined> {
  return file !== undefined && (await tree.has(file)) ? readBaselineFile(file, tree) : undefined;
}

async function baselineFindings(
  before: string | undefined,
  after: string | undefined,
  sides: ChangeSource["sides"],
  ratchet: { readonly isOn: boolean; readonly most: number | undefined },
): Promise<Finding[]> {
  const now = await baselineOf(after, sides.after);
  if (!now || after === undefined) return [];
  // An old file that cannot be read accepts nothing that a new one may take for known.
  const old = await baselineOf(before, sides.before).catch((error: unknown) => {
    if (error instanceof UserError) return undefined;
    throw error;
  });
  const more = accepted(old, now);
  const most = [
    ...(ratchet.isOn ? [old?.entries.length ?? 0] : []),
    ...(ratchet.most === undefined ? [] : [ratchet.most]),
  ];
  const tooMany = most.length > 0 ? grown(Math.min(...most), now) : undefined;
  const text = (more ?? tooMany) && (await textOf(after, sides));
  if (!text) return [];
  const at = ({ line }: Accepted): number => new LineMap(text.bytes).lineStart(line);
  return [
    ...(more ? findingAt(text, at(more), more.message) : []),
    ...(tooMany ? policyFinding(text, grownBaselineRule, at(tooMany), `Grown baseline: ${tooMany.message}`) : []),
  ];
}

/** Compares what both sides say. `rules` are all that can be reported, `most` the entries that the policy's own ratchet leaves. */
export async function comparePolicies(
  sides: ChangeSource["sides"],
  asked: Asked,
  { rules, most }: { readonly rules: readonly RuleInfo[]; readonly most: number | undefined },
): Promise<PolicyChange> {
  const { workingDirectory } = asked;
  const known = new Set(rules.map(({ id }) => id));
  const load = (tree: TreeFiles): Promise<LoadedConfig> =>
    loadConfig(workingDirectory, asked.config, () => Promise.resolve(known), tree);
  // Where the end cannot be read, whoever scans after this change is told, with exit code 2. Where its start cannot, nobody ever is.
  let unread: Notice["kind"] = "incomplete";
  try {
    const before = await load(sides.before);
    unread = "warning";
    const after = await load(sides.after);
    const baselines = [before, after].map(({ config: { baseline } }) =>
      asked.baseline === undefined ? baseline : resolve(workingDirectory, asked.baseline),
    );
    const ratchet = { isOn: before.config.baselineRatchet, most };
    const findings = [
      ...(await configFindings(before, after, rules, sides)),
      ...(await ruleFindings(before, after, sides)),
      ...(await baselineFindings(baselines[0], baselines[1], sides, ratchet)),
    ];
    return { findings, notices: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const remedy = unread === "incomplete" ? ": bring the branch up to date with its base" : "";
    const message = `the policy of this change cannot be compared: ${error.message.replace(/\.$/u, "")}${remedy}`;
    return { findings: [], notices: [{ kind: unread, message }] };
  }
}
