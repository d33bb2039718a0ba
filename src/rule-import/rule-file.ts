// Writes rules down as a rule file, each under what the imported file says of it.
import { basename } from "node:path";
import { Document, isMap, type YAMLSeq } from "yaml";
import type { Allow } from "../detect/user-rules/user-rule.ts";
import type { GitleaksRule } from "./gitleaks-config.ts";
import type { CarriedRule } from "./rule.ts";

interface Source {
  readonly rule: CarriedRule;
  readonly from: GitleaksRule;
}

/** A comment of one line: no line end of the imported file ends it. */
function comment(text: string): string {
  return ` ${text.replace(/[\s\p{C}]+/gu, " ").trim()}`;
}

/** The text of the rule file. */
export function ruleFileText(
  provider: string,
  importedFrom: string,
  sources: readonly Source[],
  allow: readonly Allow[],
): string {
  const rules = sources.map(({ rule }) => rule);
  const document = new Document(
    { provider, ...(allow.length > 0 && { allow }), rules },
    { aliasDuplicateObjects: false },
  );
  document.commentBefore = comment(`Rules of ${basename(importedFrom)}, imported with "vaultlint rules import".`);
  const list = document.get("rules") as YAMLSeq;
  for (const [i, node] of list.items.entries()) {
    const from = sources[i]?.from;
    if (!isMap(node) || !from) continue;
    node.spaceBefore = i > 0;
    node.commentBefore = comment(from.description === "" ? from.id : `${from.id}: ${from.description}`);
  }
  return document.toString({ lineWidth: 0 });
}
