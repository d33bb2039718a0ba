import type { CharacterSet } from "./characters.ts";

/** A piece of a Go regex, its flags already applied to it. */
export type GoNode =
  | { readonly type: "set"; readonly set: CharacterSet }
  | { readonly type: "assertion"; readonly what: Assertion }
  | { readonly type: "sequence"; readonly items: readonly GoNode[] }
  | { readonly type: "either"; readonly options: readonly GoNode[] }
  | {
      readonly type: "repeat";
      readonly item: GoNode;
      readonly least: number;
      /** Can be infinite. */
      readonly most: number;
      readonly lazy: boolean;
    }
  | { readonly type: "group"; readonly number: number; readonly item: GoNode };

export type Assertion = "text-begin" | "text-end" | "line-begin" | "line-end" | "word-edge" | "no-word-edge";

/** A whole regex. */
export interface GoRegex {
  readonly node: GoNode;
  /** Capturing groups. */
  readonly groups: number;
}
