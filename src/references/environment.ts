// Variables and templates: the value is put there by the shell, the deployment tool or the framework.
import { harmlessFallback, harmlessLiterals, isChosenName } from "./credential.ts";
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
    pattern: /<\+(?:secrets\.getValue\((?:"[^"\n]{1,200}"|'[^'\n]{1,200}')\)|(?<name>[A-Za-z][\w.]{0,200}))>/gu,
    accepts: ({ name = "" }) => isChosenName(name),
  },
  {
    id: "template",
    extent: "inside",
    literal: "{{",
    pattern: /\{\{(?<expression>[^{}\n]{1,300})\}\}/gu,
    // `{{ "literal" }}` and `default "literal"` bring their own value along.
    accepts: ({ expression = "" }) => {
      const code = expression.trim();
      const isToken = !/\s/u.test(code) && !/^[-~#^/>&]?[\w.$@|()[\]'",\0-]*$/u.test(code);
      return !isToken && !code.startsWith("resolve:") && harmlessLiterals(code) && isChosenName(code);
    },
  },
  {
    id: "placeholder",
    extent: "inside",
    literal: "${",
    pattern:
      /\$\{(?:(?:env|sys|secrets?|vars?|input|config|self|opt|param|file|cf):)?(?<name>[A-Za-z_][\w.\-[\]]{0,100}?)(?<operator>:?[-=+?]|:)?(?<fallback>(?<=[:=+?-])[^{}\n]{0,200})?\}/gu,
    accepts: ({ name = "", operator = "", fallback = "" }) => {
      if (!isChosenName(name)) return false;
      // What stands after `?` is a message to print. Spring's names have hyphens, which for a shell begin a fallback.
      if (operator.endsWith("?")) return true;
      if (operator === "-" && /^[a-z][a-z\d.]*(?:-[a-z]+\d*)+$/u.test(`${name}-${fallback}`)) return true;
      return harmlessFallback(fallback);
    },
  },
  {
    id: "shell-variable",
    extent: "whole",
    literal: "$",
    pattern: /^\$(?:env:)?(?<name>[A-Za-z_]\w{0,100})$/u,
    // A password may begin with the sign: `$ecretP4ssw0rd` is no name.
    accepts: ({ name = "" }) => isChosenName(name) && !/[a-z]\d{1,3}[a-z]/u.test(name),
  },
  {
    id: "windows-variable",
    extent: "inside",
    literal: "%",
    pattern: /%(?<name>[A-Z_]\w{2,100})%/gu,
    accepts: ({ name = "" }) => isChosenName(name),
  },
  {
    id: "javascript-env",
    extent: "whole",
    literal: ".env",
    pattern: /^(?:process|import\.meta)\.env(?:\.[A-Za-z_]\w{0,100}|\[["'][A-Za-z_]\w{0,100}["']\])$/u,
  },
];

/** How a program reads a variable that the platform sets. */
export function processEnv(name: string): string {
  return `process.env.${name}`;
}
