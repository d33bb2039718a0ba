/** One way to write "take it from the vault". Every file of this directory holds the syntaxes of one platform, as data. */
export interface ReferenceSyntax {
  /** Stable name, for tests and messages: `appservice-uri`, `github-secret`. */
  readonly id: string;
  /**
   * `whole`: the scalar is the reference and nothing else, so the pattern is anchored.
   * `inside`: it may stand in a longer text (`postgres://app:${{ secrets.PW }}@db/x`).
   */
  readonly extent: "whole" | "inside";
  /** Lower-case text that every value of this syntax holds: looked for before the pattern runs. */
  readonly literal: string;
  readonly pattern: RegExp;
  /** Refuses a match that carries a credential itself: a fallback value, a token among the parameters. */
  readonly accepts?: (groups: Readonly<Record<string, string | undefined>>) => boolean;
}
