// A rule that a user wrote or imported: what the file says, and what it is compiled to.
import type { DetectorRule, RuleInfo } from "../../model/rule.ts";
import type { Confidence } from "../../model/severity.ts";

/** When a match is no finding. All patterns are JavaScript regexes that are searched for, not anchored. */
export interface Allow {
  /** Of the file's path, as reports print it. */
  readonly paths?: readonly string[];
  /** Of the value. */
  readonly values?: readonly string[];
  /** Of the whole match. */
  readonly matches?: readonly string[];
  /** Of the line (or lines) of the match. */
  readonly lines?: readonly string[];
  /** Texts that the value holds, compared without case. */
  readonly words?: readonly string[];
  /** `any`: one hit is enough. `all`: each of the lists above that is given needs one. */
  readonly when?: "any" | "all";
}

/** A text with `${value}` and `${class:n}`, and the path of the file that holds it, where the rule asks for one. */
export type Example = string | { readonly path: string; readonly text: string };

/** Texts that must give a rule, and texts that must not. */
export interface RuleTests {
  readonly positive?: readonly Example[];
  readonly negative?: readonly Example[];
}

/** One rule as a rule file says it, defaults filled in. */
export interface UserRuleData extends Omit<RuleInfo, "kind"> {
  readonly kind: "provider" | "structural";
  readonly provider: string;
  readonly confidence: Confidence;
  readonly anchors?: readonly string[];
  readonly pattern?: string;
  readonly ignoreCase: boolean;
  readonly before?: number;
  readonly length?: number;
  readonly boundary: "word" | "base64" | "none";
  readonly names?: readonly string[];
  readonly value?: string;
  readonly checksum?: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly entropy: number;
  /** Texts one of which the file must hold, compared without case. */
  readonly keywords?: readonly string[];
  /** Regex of the paths that the rule looks at; alone, it reports the file. */
  readonly path?: string;
  readonly allow: readonly Allow[];
  readonly generate?: string;
  readonly tests?: RuleTests;
}

/** A rule that was checked, as the worker takes it: plain data. */
export interface UserRule extends RuleInfo {
  readonly kind: "provider" | "structural";
  /** How its matches are found: at a literal, behind a name, by its pattern alone, or by the file's path. */
  readonly lane: "anchor" | "name" | "text" | "path";
  readonly detector: DetectorRule;
  readonly keywords: readonly string[];
  readonly path?: string;
  readonly allow: readonly Allow[];
  readonly generate?: string;
  readonly tests?: RuleTests;
}
