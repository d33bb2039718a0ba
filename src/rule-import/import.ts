// Carries rules of gitleaks over into a rule file of ours, and says of everything else where it belongs.
import { resolve } from "node:path";
import { parseRuleFile } from "../config/rule-files.ts";
import { readConfigText } from "../config/find.ts";
import type { Allow } from "../detect/user-rules/user-rule.ts";
import { UserError } from "../model/error.ts";
import { shownPath } from "../suppress/read-file.ts";
import { carriedAllow } from "./allow.ts";
import { extended, type GitleaksConfig, type GitleaksRule, readGitleaksConfig } from "./gitleaks-config.ts";
import { ignorePatterns } from "./ignore-pattern.ts";
import type { Note, Tell } from "./notes.ts";
import { carriedRule, type CarriedRule } from "./rule.ts";
import { ruleFileText } from "./rule-file.ts";

export interface ImportOptions {
  /** First segment of the new ids. */
  readonly provider: string;
  /** Ids in use, which no rule may take. */
  readonly knownRules: ReadonlySet<string>;
}

/** What became of a file. */
export interface Imported {
  /** The rule file; none where no rule could be carried over. */
  readonly text?: string;
  /** Rules that stand in it, of all that there were. */
  readonly carried: number;
  readonly total: number;
  /** Patterns for `ignore` in the config. */
  readonly ignore: readonly string[];
  readonly notes: readonly Note[];
}

/** gitleaks reads no config that more than two others extend. */
const mostExtended = 2;

async function readWithBases(file: string, tell: Tell, depth = 0): Promise<GitleaksConfig> {
  const shown = shownPath(file);
  const config = readGitleaksConfig(await readConfigText(file, shown, "config"), shown, tell);
  const { path, url, useDefault, disabledRules } = config.extend;
  if (url !== "") tell("left out", "extend.url", "nothing is fetched: import the file itself");
  if (useDefault) {
    tell("note", "extend.useDefault", "in place of the rules that come with gitleaks those of vaultlint hold");
    if (disabledRules.length > 0)
      tell(
        "left out",
        "extend.disabledRules",
        "the rules of vaultlint are switched off in the config (rules: ID: off)",
      );
  }
  if (path === "") return config;
  if (useDefault) throw new UserError(`${shown} sets both extend.path and extend.useDefault: keep one of them.`);
  if (depth >= mostExtended) {
    tell("left out", "extend.path", "files that extend each other are read two deep");
    return config;
  }
  // From the working directory, as gitleaks does.
  return extended(config, await readWithBases(resolve(path), tell, depth + 1));
}

function slug(id: string): string {
  return (
    id
      .toLowerCase()
      .replace(/[^a-z\d]+/gu, "-")
      .replace(/^-+|-+$/gu, "")
      .slice(0, 55) || "rule"
  );
}

/** An id that no other rule has. */
function freeId(id: string, provider: string, taken: Set<string>): string {
  const wanted = `${provider}/${slug(id)}`;
  let free = wanted;
  for (let i = 2; taken.has(free); i++) free = `${wanted}-${String(i)}`;
  taken.add(free);
  return free;
}

/** Gives the allow lists that name rules to those rules. */
function withTargeted({ rules, allowlists }: GitleaksConfig, tell: Tell): readonly GitleaksRule[] {
  const ids = new Set(rules.map(({ id }) => id));
  for (const { at, targetRules } of allowlists)
    if (targetRules.some((id) => !ids.has(id)))
      tell("left out", `${at}.targetRules`, "it names rules that the file does not hold");
  return rules.map((rule) => ({
    ...rule,
    allowlists: [...rule.allowlists, ...allowlists.filter(({ targetRules }) => targetRules.includes(rule.id))],
  }));
}

/** The allow lists for all rules, the patterns that leave the same files out of a whole scan, and the lists that these say in full. */
function forAll(
  { allowlists }: GitleaksConfig,
  tell: Tell,
): { allow: Allow[]; ignore: string[]; inIgnore: ReadonlySet<string> } {
  const all = allowlists.filter(({ targetRules }) => targetRules.length === 0);
  const allow = all.flatMap((list) => carriedAllow(list, tell) ?? []);
  const ignore: string[] = [];
  const inIgnore = new Set<string>();
  for (const { at, isAll, paths, regexes, stopwords, commits } of all) {
    const others = regexes.length + stopwords.length + commits.length;
    // Paths that count together with something else leave no file out.
    const isPlain = !isAll || others === 0;
    const patterns = isPlain ? paths.map(ignorePatterns) : [];
    ignore.push(...patterns.flat());
    const isWhole = patterns.length > 0 && patterns.every((some) => some.length > 0);
    if (isWhole && others === 0) inIgnore.add(at);
    if (!isPlain || regexes.length + stopwords.length > 0)
      tell(
        "note",
        at,
        "holds for the imported rules only: of vaultlint's own, a baseline or a comment accepts a finding",
      );
    if (patterns.some((some) => some.length === 0))
      tell("note", at, "some of its paths hold for the imported rules only: name those files in ignore of the config");
  }
  return { allow, ignore: [...new Set(ignore)], inIgnore };
}

/** The schema's bound of a rule file. */
const mostRules = 1000;

/** Reads a config of gitleaks, and those it extends, and writes its rules in our format. */
export async function importRules(file: string, { provider, knownRules }: ImportOptions): Promise<Imported> {
  const notes: Note[] = [];
  const tell: Tell = (kind, about, message) => notes.push({ kind, about, message });
  const config = await readWithBases(file, tell);
  if (config.rules.length > mostRules)
    throw new UserError(
      `${shownPath(file)} holds ${String(config.rules.length)} rules, and a rule file takes ${String(mostRules)}: import it in pieces.`,
    );
  const taken = new Set(knownRules);
  const rules: { rule: CarriedRule; from: GitleaksRule }[] = [];
  for (const from of withTargeted(config, tell)) {
    const id = freeId(from.id, provider, taken);
    const rule = carriedRule(from, id, provider, tell);
    if (rule) rules.push({ rule, from });
  }
  const { allow, ignore, inIgnore } = forAll(config, tell);
  const result = { carried: rules.length, total: config.rules.length, ignore, notes };
  if (rules.length === 0) {
    for (const { at } of config.allowlists)
      if (!inIgnore.has(at)) tell("left out", at, "no rule was carried over that it could be for");
    return result;
  }
  const text = ruleFileText(provider, shownPath(file), rules, allow);
  // What is written can be read: its rules are checked together as a scan checks them.
  parseRuleFile(text, "The rule file", new Map([...knownRules].map((id) => [id, "vaultlint"])));
  return { ...result, text };
}
