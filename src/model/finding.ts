import type { Candidate, Part } from "./candidate.ts";
import type { RuleInfo } from "./rule.ts";
import type { Secret } from "./secret.ts";
import type { InArchive, Region, Span } from "./text.ts";
import type { EntryKind } from "./vault.ts";

/** What the vaults say of a value. */
export type Verification =
  | {
      readonly state: "in-vault";
      readonly vault: string;
      readonly uri: string;
      readonly kind: EntryKind;
      readonly name: string;
      readonly version: string;
      readonly standing: "current" | "older" | "disabled" | "expired";
      /** How the value is written here when not as itself: `base64`, `hex`, `percent` ... */
      readonly encoding?: string;
      /** Who reads this may know that a vault holds it, and no more: the other fields are empty. */
      readonly undisclosed?: true;
    }
  | {
      readonly state: "same-name";
      readonly vault: string;
      readonly uri: string;
      readonly kind: EntryKind;
      readonly name: string;
      readonly version: string;
    }
  | { readonly state: "not-in-vault" }
  | { readonly state: "unverified"; readonly reason: string };

/** A candidate with what the vaults say of it. */
export interface Verified {
  readonly candidate: Candidate;
  readonly verification: Verification;
  /** The value stands in so many files that it is not reported in this one. */
  readonly repeated?: true;
}

/** A replacement in one file. Offsets are bytes of its UTF-8 text. */
export interface Edit {
  readonly span: Span;
  readonly newText: string;
  /** The span's lines and columns, filled in once the suggestion is made. */
  readonly region?: Region;
}

/** What should stand here instead, and what else the user must do. */
export interface Suggestion {
  /** Which reference syntax: `env`, `appsettings`, `javascript`, `github-actions`, `kubernetes`. */
  readonly syntax: string;
  /** The reference to write here: `process.env.STORAGE_KEY`. */
  readonly use: string;
  /** What feeds it at deploy time, where the place itself resolves nothing: `@Microsoft.KeyVault(...)`. */
  readonly fedBy?: string;
  /** The edits that put it there; none when no safe edit exists (`use` then is advice). All within the finding's file, not overlapping. */
  readonly edits: readonly Edit[];
  /** What else to do, in order: store it, grant a role, rotate. Sentences without full stop. */
  readonly then: readonly string[];
}

/** Since when a value can be read in a repository's history. */
export interface History {
  /** The first commit that holds the value, in any file; its full id. */
  readonly commit: string;
  /** When its author made it, as the author's clock said: ISO 8601. */
  readonly date: string;
  /** The value still stands at this path in the commit that is checked out. */
  readonly inHead: boolean;
}

/** What kind of detector found something. */
export type FoundBy =
  | "provider pattern"
  | "provider name"
  | "structure"
  | "assignment"
  | "syntax tree"
  | "vault value"
  | "own rule"
  | "policy";

/** Another part of a finding's credential. It is shown by its place only: who reports it knows what stands there. */
export interface Related extends Part {
  readonly region: Region;
  /** Of a part that a rule finds, by which its own finding is known. */
  readonly secret?: Secret;
  /** Its own finding, where it is reported as a part of this one. */
  readonly finding?: Finding;
}

/** A candidate that survived judgement, placed, verified and answered. */
export interface Finding extends Candidate {
  readonly title: string;
  readonly region: Region;
  /** Where it stands in an archive: the region is that of the entry, its path (`lib.jar!/app.yml`) names both. */
  readonly archive?: InArchive;
  readonly secret: Secret;
  /** The line (or lines) with every secret replaced by `*` and white space removed; input of fingerprints, never printed. */
  readonly maskedLine: string;
  readonly verification: Verification;
  readonly related?: readonly Related[];
  readonly suggestion?: Suggestion;
  /**
   * Only where commits were scanned. The region is that of HEAD's version or, where it is not in there, of the newest that holds the value;
   * of a change, of the first.
   */
  readonly history?: History;
  /** How it was found. Only where the scan is to explain. */
  readonly foundBy?: FoundBy;
  /** Stable across line moves; holds no hash of the value. */
  readonly fingerprint: string;
  /** CodeQL's `primaryLocationLineHash` over the masked text. */
  readonly lineHash: string;
}

/** Something the report must say besides findings. */
export interface Notice {
  /** `not-scanned`: a limit or binary format; `incomplete`: makes the exit code 2; `warning`: worth knowing. */
  readonly kind: "not-scanned" | "incomplete" | "warning";
  readonly path?: string;
  /** One sentence without the value and without full stop at its end. */
  readonly message: string;
}

/** What a scan found: the input of every report format. */
export interface Report {
  readonly version: string;
  /** Sorted by path, line, column, rule. */
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
  /** The rules that findings name, sorted by id. */
  readonly rules: readonly RuleInfo[];
  readonly vaults: readonly {
    readonly uri: string;
    readonly label: string;
    readonly mode: string;
    readonly entries: number;
  }[];
  readonly stats: {
    readonly files: number;
    readonly bytes: number;
    /** Findings left out because a baseline, an inline comment or the config covers them. */
    readonly suppressed: number;
    /** Findings left out because they are below the minimum confidence. */
    readonly belowConfidence: number;
  };
}
