// Variables and templates: the value is put there by the shell, the deployment tool or the framework.
import { harmlessFallback } from "./credential.ts";
import type { ReferenceSyntax } from "./syntax.ts";

export const environmentSyntaxes: readonly ReferenceSyntax[] = [
  {
    id: "varlock",
    extent: "whole",
    literal: "(",
    pattern:
      /^(?:azureSecret\((?:[A-Za-z_]\w{0,60}(?:,\s{0,9}|(?=\))))?(?:"[\dA-Za-z-]{1,127}(?:@[^"#]{1,60})?(?:#[^"]{1,127})?")?|aws(?:Secret|Param)\((?:[A-Za-z_]\w{0,60}(?:,\s{0,9}|(?=\))))?(?:"[^"]{1,512}")?|gsm\((?:[A-Za-z_]\w{0,60}(?:,\s{0,9}|(?=\))))?(?:"[^"@]{1,300}(?:@(?:latest|\d{1,10}))?")?|vaultSecret\((?:[A-Za-z_]\w{0,60}(?:,\s{0,9}|(?=\))))?(?:"[^"#]{0,300}(?:#[^"]{1,127})?")?)(?:,\s{0,9}(?:version|key|raw)=[^,()]{1,127}){0,3}\s{0,9}\)$/u,
  },
  {
    id: "harness",
    extent: "inside",
    literal: "<+",
    pattern: /<\+(?:secrets\.getValue\((?:"[^"\n]{1,200}"|'[^'\n]{1,200}')\)|[A-Za-z][\w.]{0,200})>/gu,
  },
  {
    id: "template",
    extent: "inside",
    literal: "{{",
    pattern: /\{\{(?<expression>[^{}\n]{1,300})\}\}/gu,
    // `{{ "literal" }}` and `default "literal"` bring their own value along.
    accepts: ({ expression = "" }) =>
      !expression.trim().startsWith("resolve:") && !/(["'`])[^"'`\n]{8,200}\1/u.test(expression),
  },
  {
    id: "placeholder",
    extent: "inside",
    literal: "${",
    pattern:
      /\$\{(?:[a-z]{2,10}:)?(?<name>[A-Za-z_][\w.\-[\]]{0,100}?)(?::?[-=+?]|:)?(?<fallback>(?<=[:=+?-])[^{}\n]{0,200})?\}/gu,
    accepts: ({ fallback }) => harmlessFallback(fallback),
  },
  {
    id: "shell-variable",
    extent: "whole",
    literal: "$",
    pattern: /^\$(?:env:)?[A-Za-z_]\w{0,100}$/u,
  },
  {
    id: "windows-variable",
    extent: "inside",
    literal: "%",
    pattern: /%[A-Z_]\w{2,100}%/gu,
  },
  {
    id: "javascript-env",
    extent: "whole",
    literal: "process.env",
    pattern: /^process\.env(?:\.[A-Za-z_]\w{0,100}|\[["'][A-Za-z_]\w{0,100}["']\])$/u,
  },
];

/** How a program reads a variable that the platform sets. */
export function processEnv(name: string): string {
  return `process.env.${name}`;
}
