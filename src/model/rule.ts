import type { Confidence, Severity } from "./severity.ts";

/** What kind of evidence a rule rests on; decides which of two overlapping findings wins. */
export type RuleKind = "provider" | "structural" | "ast" | "generic" | "vault" | "policy";

/** What another part of a credential is to its secret. A `key` is a secret of its own, the others only name something. */
export type PartRole = "id" | "user" | "tenant" | "account" | "host" | "key";

/** What stands beside a secret and belongs to it: what other rules find, or what is given to one of some names. */
export interface PartRule {
  readonly role: PartRole;
  /** Ids of rules. */
  readonly rules?: readonly string[];
  /** Ends of names: `client_id` is also `AZURE_CLIENT_ID` and `clientId`. */
  readonly names?: readonly string[];
  /** So many lines apart at most; default 6. */
  readonly within?: number;
}

/** What a finding says of its rule, and what belongs to it. */
export interface RuleName {
  /** `provider/kind` for detectors, the ESLint rule name for AST checks, `vault/...` for vault values. Never changes once released. */
  readonly id: string;
  /** Noun phrase that starts a finding: `Azure Storage account key`. */
  readonly title: string;
  readonly kind: RuleKind;
  readonly severity: Severity;
  /** How sure a match is before validators and judge look at it, where the rule says so. */
  readonly confidence?: Confidence;
  /** The other parts of a credential whose secret this is. */
  readonly with?: readonly PartRule[];
}

/** What a report needs to know of any rule, be it a detector (data) or an AST check (code). */
export interface RuleInfo extends RuleName {
  /** What an attacker can do with it, as one sentence without a full stop. */
  readonly opens: string;
  /** How to rotate or repair it: one or two sentences. */
  readonly rotate: string;
  /** CWE numbers, e.g. 798. */
  readonly cwe: readonly number[];
  /** Where the format is described. */
  readonly source?: string;
}

/** A detector as data, without what is said of it: rules/*.yml after compilation. Field meanings stand in rules/schema.json. */
export interface DetectorRule extends RuleName {
  readonly provider: string;
  readonly kind: "provider" | "structural";
  readonly confidence: Confidence;
  readonly anchors?: readonly string[];
  /** Anchors are searched for in any letter case, also where the pattern seems to say one: they were worked out without case. */
  readonly anyCase?: true;
  readonly pattern?: string;
  readonly ignoreCase: boolean;
  readonly before: number;
  readonly length: number;
  readonly boundary: "word" | "base64" | "none";
  readonly names?: readonly string[];
  readonly value?: string;
  /** A regex for values that are almost of the format: enough, where the name also says key, token or secret. */
  readonly near?: string;
  /** Nobody else writes such values: what is a secret by other signs is one of this rule, whatever it is given to. */
  readonly distinctive?: true;
  readonly checksum?: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly entropy: number;
  /** Set by the compiler: every value holds a run of token characters, by which the scan finds it. */
  readonly run?: boolean;
}
