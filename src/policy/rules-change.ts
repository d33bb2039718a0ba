// Which rules of the user find less than they did. Decided rule by rule: one that only says other words is none, and of a difference
// that this file does not know, the answer is yes.
import type { Config, RuleLevels } from "../config/config.ts";
import type { UserRule } from "../detect/user-rules/user-rule.ts";
import { counted } from "../reports/wording.ts";
import { atLeastConfidence, atLeastSeverity } from "../model/severity.ts";

/** What one rule file has less of. */
export interface WeakerRules {
  /** Absolute path; of a file that the config does not name any more, too. */
  readonly file: string;
  /** After `Weaker policy: `. */
  readonly message: string;
}

interface Placed {
  readonly rule: UserRule;
  readonly file: string;
}

function placed({ rulesFiles }: Config): Map<string, Placed> {
  return new Map(rulesFiles.flatMap(({ file, rules }) => rules.map((rule) => [rule.id, { rule, file }])));
}

/** The same text for the same data, in whatever order a file names its keys. */
function canonical(data: unknown): string {
  return JSON.stringify(data, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** What a rule finds, without its words and what `isWeaker` compares itself. */
function search({ detector, ...rule }: UserRule): string {
  const said = { title: "", opens: "", rotate: "", cwe: [], source: "", severity: "info", confidence: "low" };
  return canonical({ ...rule, ...said, allow: [], generate: "", tests: {}, detector: { ...detector, ...said } });
}

function isWeaker(before: UserRule, after: UserRule): boolean {
  const known = new Set(before.allow.map((entry) => canonical(entry)));
  return (
    search(before) !== search(after) ||
    !atLeastSeverity(after.severity, before.severity) ||
    !atLeastConfidence(after.detector.confidence, before.detector.confidence) ||
    after.allow.some((entry) => !known.has(canonical(entry)))
  );
}

/**
 * A new rule can take over what others report: with less confidence than the generic rule (a failed checksum lowers it as well), or under
 * an id that the config sets a level for.
 */
function isTaking({ id, kind, detector }: UserRule, config: Config): boolean {
  const names = [id, `${detector.provider}/*`];
  const sets = (levels: RuleLevels = {}): boolean => names.some((name) => Object.hasOwn(levels, name));
  const isUnsure = kind === "provider" && (detector.confidence !== "high" || detector.checksum !== undefined);
  return isUnsure || sets(config.rules) || config.files.some(({ rules }) => sets(rules));
}

/** `a, b, c and 4 more`. */
function some(ids: readonly string[]): string {
  const shown = ids.slice(0, 3).join(", ");
  return ids.length > 3 ? `${shown} and ${String(ids.length - 3)} more` : shown;
}

/** What the rules of `after` find less than those of `before`, file by file. */
export function weakerRules(before: Config, after: Config): WeakerRules[] {
  const [old, now] = [placed(before), placed(after)];
  const byFile = new Map<string, { less: string[]; taking: string[] }>();
  const of = (file: string): { less: string[]; taking: string[] } => {
    const found = byFile.get(file) ?? { less: [], taking: [] };
    byFile.set(file, found);
    return found;
  };
  for (const [id, { rule, file }] of old) {
    const next = now.get(id);
    if (!next || isWeaker(rule, next.rule)) of(next?.file ?? file).less.push(id);
  }
  for (const [id, { rule, file }] of now) if (!old.has(id) && isTaking(rule, after)) of(file).taking.push(id);
  return [...byFile].flatMap(([file, { less, taking }]) => [
    ...(less.length === 0
      ? []
      : [{ file, message: `${counted(less.length, "rule is", "rules are")} gone or changed: ${some(less)}` }]),
    ...(taking.length === 0
      ? []
      : [
          {
            file,
            message: `${counted(taking.length, "new rule", "new rules")} can take findings over: ${some(taking)}`,
          },
        ]),
  ]);
}
