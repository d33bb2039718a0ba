/**
 * Literals that an expression of a template falls back to, or chooses, with operators: `{{ password or 'x' }}` of Jinja,
 * `${{ secrets.PASSWORD || 'x' }}` and `${{ a == b && 'x' || 'y' }}` of GitHub, `{{ or .Values.password "x" }}` of Go, and
 * `{{ if .Values.password }}...{{ else }}x{{ end }}`. The name is the key in front, or the variable.
 */
import { genericRules } from "../generic/generic.ts";
import { isBlank, isQuote, type Literal, literal, skip } from "../generic/literal.ts";
import { keyIn, openBefore, promising, sightingOfLiteral } from "./template.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { windowAt } from "./window.ts";

const longestLead = 240;
const reach = 440;
// Objects of JSX begin with two braces too.
const program = /\.[cm]?[jt]sx?$/iu;
const nameBefore = /(?<name>[A-Za-z_][\w.-]{0,80})["'\])]{0,3}\s{0,4}$/u;
const goesOn = /^\\?["']\s{0,4}(?:\)|\||&&|-?\}\}|or\s|and\s)/u;
const ofGo = /(?:or|coalesce)\s(?<names>(?:\$?\.[\w.]{1,80}\s){1,4})/uy;
const otherwise = /\{[{%]-?\s{0,4}else\s{0,4}-?[%}]\}(?<value>[^\s{}"'<>]{3,200})\{[{%]-?\s{0,4}end/uy;

interface Choice {
  readonly value: Literal;
  /** Where the template begins. */
  readonly open: number;
  readonly variable: string | undefined;
}

/** The literal behind an operator at `at`. */
function behindOperator(text: string, at: number): Choice | undefined {
  const open = openBefore(text, at);
  if (open === undefined) return undefined;
  let start = at;
  while (!isQuote(text[start])) start++;
  if (text[start - 1] === "\\") start--;
  const value = literal(text, start, undefined);
  if (!value || !goesOn.test(text.slice(value.end, value.end + 12))) return undefined;
  return { value, open, variable: nameBefore.exec(text.slice(open + 2, at))?.groups?.["name"] };
}

/** The literal among the arguments of the function at `at`, behind variables. */
function inArguments(text: string, at: number): Choice | undefined {
  ofGo.lastIndex = at;
  const names = ofGo.exec(text)?.groups?.["names"];
  const open = names === undefined ? undefined : openBefore(text, at);
  const value = open === undefined ? undefined : literal(text, skip(text, ofGo.lastIndex, isBlank, 4), undefined);
  return value && open !== undefined ? { value, open, variable: names?.trim().split(" ").at(-1) } : undefined;
}

/** What stands for the other case of a condition that begins on the same line. */
function behindElse(text: string, at: number): Choice | undefined {
  otherwise.lastIndex = at;
  const value = otherwise.exec(text)?.groups?.["value"];
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const open = /\{[{%]/u.exec(text.slice(lineStart, at));
  if (value === undefined || !open) return undefined;
  const start = text.indexOf("}", at) + (text[text.indexOf("}", at) + 1] === "}" ? 2 : 1);
  return { value: { start, end: start + value.length }, open: lineStart + open.index, variable: undefined };
}

const operators = ["or", "||", "&&"].flatMap((sign) =>
  ["'", '"'].flatMap((quote) => (sign === "or" ? [` or ${quote}`] : [`${sign} ${quote}`, `${sign}${quote}`])),
);
const functions = ["{{ or ", "{{- or ", "(or ", "coalesce ."];
const others = ["{{ else", "{{- else", "{% else", "{%- else"];

export const templateOrDetector: TextDetector = judged(
  genericRules,
  [...operators, ...functions, ...others],
  (source, at, context) => {
    if (program.test(source.path)) return undefined;
    const window = windowAt(source, at, longestLead, reach);
    const { text } = window;
    const rest = text.slice(window.at, window.at + 12);
    const read = /^\{[{%]-? else/u.test(rest)
      ? behindElse
      : /^(?:\{\{-? |\()or |^coalesce/iu.test(rest)
        ? inArguments
        : behindOperator;
    const found = read(text, read === inArguments ? window.at + rest.search(/or |coal/iu) : window.at);
    if (!found) return undefined;
    const promised = promising(keyIn(text, found.open), found.variable);
    if (!promised) return undefined;
    // Which of several is used: `TOKEN_CACHE: ${{ matrix.os == 'windows' && 'local' || 'shared' }}`.
    if (promised.nameKind !== "password" && !/\d/u.test(text.slice(found.value.start, found.value.end)))
      return undefined;
    return sightingOfLiteral(window, found.value, promised, context);
  },
  { reach, where: (anchor) => ({ what: "sign", sign: anchor.startsWith("{%") ? "%}" : "}}", within: 240 }) },
);
