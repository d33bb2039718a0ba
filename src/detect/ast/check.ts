// What a check of JavaScript and TypeScript is made of. It needs a tree and its scopes, not ESLint: `scan` walks the tree itself, the
// ESLint rules hand the same functions to ESLint.
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { RuleInfo } from "../../model/rule.ts";
import type { Secret } from "../../model/secret.ts";
import type { Confidence, Severity } from "../../model/severity.ts";
import type { Tokens } from "./glance/tokens.ts";

/** One parsed file. Ranges in the tree count UTF-16 units of `text`. */
export interface AstFile {
  readonly path: string;
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly scopes: TSESLint.Scope.ScopeManager;
}

/** What a check found. */
export interface AstProblem {
  /** Range of the value without quotes, or of the expression. */
  readonly range: TSESTree.Range;
  /** The expression that a reference would replace. */
  readonly node: TSESTree.Node;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly reasons: readonly string[];
  /** One sentence without full stop that never quotes the value. */
  readonly message: string;
  readonly name?: string;
  /** False where the range is an expression through which a secret passes. */
  readonly holdsValue?: false;
  /** The value, where the range's text only builds it. */
  readonly built?: Secret;
}

/** Called for nodes of these types, in the order of the text. */
export interface AstVisitor {
  readonly CallExpression?: (node: TSESTree.CallExpression) => void;
  readonly NewExpression?: (node: TSESTree.NewExpression) => void;
}

/** What must stand in a file's bytes before it is worth the price of parsing. */
export interface Trigger {
  /** Rare pieces of text, in any case; they are searched in the same pass as everything else. */
  readonly literals: readonly string[];
  /** `word`: not behind a letter, digit or underscore. `part`: where a part of a name begins. */
  readonly begins: "word" | "part";
  /** Looks closer at a literal that ends at `end`. `asked` holds the packages that were asked for in this file. */
  readonly meets: (bytes: Buffer, end: number, asked: Set<string>) => boolean;
}

export interface AstCheck {
  readonly info: RuleInfo;
  readonly triggers: readonly Trigger[];
  /** False where it reports nothing in the program with these tokens, which cost far less than its tree. True where that is not certain. */
  readonly mayReport: (tokens: Tokens) => boolean;
  create(file: AstFile, report: (problem: AstProblem) => void): AstVisitor;
}
