import type { PartRole, RuleKind } from "./rule.ts";
import type { Secret } from "./secret.ts";
import type { Confidence, Severity } from "./severity.ts";
import type { Span } from "./text.ts";

/** One signal that the judge weighed. */
export interface Signal {
  /** As in weights.json. */
  readonly name: string;
  /** Noun phrase. */
  readonly phrase: string;
  readonly weight: number;
  /** What it adds to the sum: the weight times its strength here, in quarters, so that no guess can be confirmed by it. */
  readonly contribution: number;
}

/** How the judge came to its verdict. */
export interface Judged {
  /** Probability that it is a secret, 0..1. */
  readonly score: number;
  /** What the sum begins with. */
  readonly bias: number;
  /** Those that count here, the strongest first. */
  readonly signals: readonly Signal[];
}

/** Another part of the credential that a secret belongs to. */
export interface Part {
  readonly role: PartRole;
  readonly span: Span;
  /** The rule that finds it, where one does. */
  readonly ruleId?: string;
}

/** A span that a detector or AST check takes for a secret. It holds offsets, never the value. */
export interface Candidate {
  readonly ruleId: string;
  readonly kind: RuleKind;
  /** The secret value's bytes only: no quotes, key or prefix that is not part of it. */
  readonly span: Span;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** The name it is assigned to (`DB_PASSWORD`, `storage.key`), if one stands there. */
  readonly name?: string;
  /** Result of the rule's checksum, where the format has one. */
  readonly checksum?: "valid" | "invalid";
  /** The provider is known by the name alone: the value is not quite of its format. */
  readonly near?: true;
  /** Why the judge thinks so; short noun phrases without the value. */
  readonly reasons: readonly string[];
  /** Only where the scan is to explain. */
  readonly judged?: Judged;
  /** One sentence in place of the rule's title, where the check knows more (AST checks); never quotes the value. */
  readonly message?: string;
  /**
   * False where the span is an expression through which a secret passes (`console.log(password)`), or stands for the whole file: no
   * value stands there to compare, to store or to replace.
   */
  readonly holdsValue?: false;
  /**
   * The value, where the span's text only builds it (`"ab" + "cd"`): this is compared with vaults, not the text. Of a whole file that
   * holds no value its SHA-256, by which two of them are told apart.
   */
  readonly built?: Secret;
  /** How the value is written in the span, where not as itself: `base64`, `gzip in base64`, `HTML entities`. `built` holds it then. */
  readonly encoding?: string;
  /** The parts that stand beside it, in the order of the text. */
  readonly related?: readonly Part[];
  /** Other rules that saw the same value (filled by the merge). */
  readonly also: readonly string[];
}
