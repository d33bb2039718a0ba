// GitHub Actions expressions. Grammar: https://docs.github.com/actions/reference/workflows-and-actions/expressions
import { harmlessLiterals } from "./credential.ts";
import type { ReferenceSyntax } from "./syntax.ts";

export const githubSyntaxes: readonly ReferenceSyntax[] = [
  {
    id: "github-secret",
    extent: "inside",
    literal: "${{",
    pattern:
      /\$\{\{(?<before>(?:[^{}]|\{\d\}){0,200})\bsecrets(?:\.[A-Z_][\w-]{0,100}|\[\s{0,9}'[^'\n]{1,100}'\s{0,9}\])(?<after>(?:[^{}]|\{\d\}){0,200})\}\}/giu,
    // `secrets.X || 'literal'` brings its own value along.
    accepts: ({ before = "", after = "" }) => harmlessLiterals(before) && harmlessLiterals(after),
  },
  {
    id: "github-expression",
    extent: "inside",
    literal: "${{",
    pattern: /\$\{\{\s{0,9}(?:vars|env|inputs|github|steps|needs|matrix|job)\.[\w.-]{1,200}\s{0,9}\}\}/gu,
  },
];

/** A repository, environment or organisation secret in a workflow. */
export function githubSecret(name: string): string {
  return `\${{ secrets.${name} }}`;
}
