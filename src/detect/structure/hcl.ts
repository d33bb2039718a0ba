import { genericRules } from "../generic/generic.ts";
import { secretName } from "../judge/names.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { isWordAt, sightingOf, windowAt } from "./window.ts";

/** Defaults of Terraform variables, whose name is the block's label: `variable "db_password" { default = "x" }`. */
const head = /variable\s{1,4}"(?<name>[\w-]{1,60})"\s{0,4}\{/uy;
const preset = /(?:^|\n|\{)\s{0,40}default\s{0,40}=\s{0,4}"(?<value>(?:[^"\\\n]|\\.){1,400})"/u;

/** What the block that begins at `at` holds, without nested blocks' ends cutting it short. */
function blockAt(text: string, at: number): string {
  let depth = 1;
  for (let i = at; i < text.length; i++) {
    if (text[i] === "{") depth++;
    else if (text[i] === "}" && --depth === 0) return text.slice(at, i);
  }
  return text.slice(at);
}

export const hclDetector: TextDetector = judged(
  genericRules,
  ['variable "'],
  (text, at, context) => {
    if (!/\.(?:tf|hcl)$/u.test(text.path)) return undefined;
    const window = windowAt(text, at, 40, 1400);
    if (isWordAt(window.text, window.at - 1)) return undefined;
    head.lastIndex = window.at;
    const name = head.exec(window.text)?.groups?.["name"];
    const nameKind = name === undefined ? undefined : secretName(name);
    if (name === undefined || !nameKind) return undefined;
    const from = head.lastIndex;
    const match = preset.exec(`\n${blockAt(window.text, from)}`);
    const value = match?.groups?.["value"];
    if (!match || value === undefined) return undefined;
    // The line end in front is none of the text's.
    const end = from + match.index + match[0].length - 2;
    return sightingOf(
      window,
      {
        ruleId: nameKind === "password" ? "generic/password" : "generic/secret",
        start: end - value.length,
        end,
        name,
        nameKind,
        syntax: "equals",
        quoted: true,
        reason: "the default of a variable",
      },
      context,
    );
  },
  { begins: "word", reach: 1400, where: { what: "look", look: "variable" } },
);
