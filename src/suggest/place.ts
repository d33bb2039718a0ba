import type { Edit, Finding, Verification } from "../model/finding.ts";
import type { SourceText } from "../model/text.ts";

/** What every place is told of one finding. */
export interface Wanted {
  readonly text: SourceText;
  readonly finding: Finding;
  readonly verification: Verification;
  /** Name of the secret in the vault: the entry that was found, else made from the assigned name. */
  readonly secretName: string;
  /** Name of the variable that carries it at run time. */
  readonly variable: string;
  /** Azure vault that references point to: its address and its name. */
  readonly azure?: { readonly uri: string; readonly name: string };
  /** The value stands here as the vault holds it, so that a reference may take its place. */
  readonly asIs: boolean;
}

/** What a place answers; the steps that are the same everywhere come after `then`. */
export interface Answer {
  readonly use: string;
  readonly fedBy?: string;
  /** None where no edit is sure to leave a file that works. */
  readonly edits: readonly Edit[];
  readonly then?: readonly string[];
  /** Name under which the platform looks in the vault, where it is not `secretName`. */
  readonly storeAs?: string;
  /** Command that stores the value, where the reference reads another kind of vault. */
  readonly storeWith?: string;
  /** Who reads the vault at run time, when it is not the app; `null` for the person at the keyboard. */
  readonly reader?: string | null;
  /** Says that the whole text around the value belongs into the vault, not the value alone. */
  readonly wholeValue?: boolean;
}

/** A kind of file with its own way to take a secret from a vault. Every file of this directory that is named after one exports this. */
export interface Place {
  /** `Suggestion.syntax`. */
  readonly syntax: string;
  readonly matches: (text: SourceText) => boolean;
  readonly suggest: (wanted: Wanted) => Answer | undefined | Promise<Answer | undefined>;
}
