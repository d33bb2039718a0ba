// What a project can ask of the things that hide findings.

/** A field of a baseline entry that people fill in. */
export type EntryField = "owner" | "reason" | "expires";

/** What a baseline entry must say to cover a finding. */
export interface BaselinePolicy {
  readonly require: readonly EntryField[];
  /** The most days from today on which an entry may expire. */
  readonly maxDays?: number;
}

/** A scanner whose inline comments can be made to count. */
export type ForeignComment = "gitleaks" | "detect-secrets" | "nosec";
