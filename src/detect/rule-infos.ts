// What is said of the rules of the text detectors: loaded where something was found, or somebody asks.
import type { RuleInfo } from "../model/rule.ts";
import { readShipped } from "./read-shipped.ts";
import { ruleAt, ruleNumbers } from "./shipped-rules.ts";
import { keyStoreRules } from "./structure/key-store.ts";
import { textDetectors } from "./text-detectors.ts";

type Told = Pick<RuleInfo, "opens" | "rotate" | "cwe" | "source">;

let texts: readonly string[] | undefined;

function infoOf(number: number): RuleInfo[] {
  texts ??= readShipped("rule-texts.txt").toString("utf8").split("\n");
  const rule = ruleAt(number);
  const text = texts[number];
  if (!rule || text === undefined) return [];
  const { id, title, kind, severity, confidence, with: parts } = rule;
  return [{ id, title, kind, severity, confidence, ...(parts && { with: parts }), ...(JSON.parse(text) as Told) }];
}

/** Rules of the text detectors: of rules/*.yml, and the structural and generic ones in code. Those of `ids`, or all. */
export function textRules(ids?: ReadonlySet<string>): RuleInfo[] {
  const shipped = [...ruleNumbers()].filter(([id]) => ids?.has(id) !== false);
  // Two detectors can report the same rule.
  const inCode = new Set([...textDetectors.flatMap(({ rules }) => rules), ...keyStoreRules]);
  return [
    ...shipped.flatMap(([, number]) => infoOf(number)),
    ...[...inCode].filter(({ id }) => ids?.has(id) !== false),
  ];
}
