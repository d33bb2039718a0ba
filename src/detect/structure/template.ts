/**
 * Literals that a template falls back to, or gives: `db_password: "{{ db_password | default('x') }}"` of Jinja,
 * `{{ .Values.password | default "x" }}` and `{{ default "x" .Values.password }}` of Go, `<%= "x" %>` of ERB; those that it chooses from,
 * `{{ 'x' if a else 'y' }}` of Jinja; and `${env:PASSWORD, 'x'}` of Serverless. The name is the key in front, or the variable.
 */
import { genericRules } from "../generic/generic.ts";
import { literal, skip, isBlank, type Literal } from "../generic/literal.ts";
import { type NameKind, secretName } from "../judge/names.ts";
import type { SourceText } from "../../model/text.ts";
import { latin1 } from "../../model/slice.ts";
import { judged, type Sighting, type TextContext, type TextDetector } from "./text-detector.ts";
import { sightingOf, type Window, windowAt } from "./window.ts";

const longestLead = 240;
const key = /^(?:.*[\s"',{;-])?(?<name>[A-Za-z_][\w.-]{0,60})["']?\s{0,4}[:=]\s{0,4}(?:\\?["'])?[^\s{}]{0,40}$/u;
// Also behind the name of the filter, which Go writes before its arguments.
const variable = /^-?\s{0,4}(?:default\s)?[$.(]{0,3}(?<name>[A-Za-z_][\w.]{0,80})/u;
const variableBehind = /^\\?["']\s{1,4}[$.]{1,2}(?<name>[A-Za-z_][\w.]{0,80})/u;
const filter = /\|?\s?(?:default|d)\b\s{0,2}\(?\s{0,4}/uy;
// Of the conditional's two sides, each of which may be a literal.
const conditional =
  /\{\{-?\s{1,4}(?:\\?(?<quote>["'])(?<first>[^"'{}\n\\]{1,200})\\?\k<quote>|[^"'{}\n]{1,80}?)\s{1,4}if\s[^{}\n]{1,120}?\selse\s{1,4}(?:\\?(?<other>["'])(?<second>[^"'{}\n\\]{1,200})\\?\k<other>|[^"'{}\n]{1,80}?)\s{0,4}(?:\|[^{}\n]{0,60})?-?\}\}/duy;
const serverless = /\$\{(?:env|opt):(?<name>[\w.-]{1,60}),\s{0,4}\\?["'](?<value>[^"'{}\n\\]{1,200})\\?["']\}/duy;
const opens = /\{\{|<%=/gu;

interface Name {
  readonly name: string;
  readonly nameKind: NameKind;
}

/** The first of the names that promises a secret. */
export function promising(...names: readonly (string | undefined)[]): Name | undefined {
  for (const name of names) {
    const nameKind = name === undefined ? undefined : secretName(name);
    if (name !== undefined && nameKind) return { name, nameKind };
  }
  return undefined;
}

/** Where the template begins that is open at `at`, on the same line. */
export function openBefore(text: string, at: number): number | undefined {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const last = [...text.slice(lineStart, at).matchAll(opens)].at(-1);
  if (!last || /\}\}|%>/u.test(text.slice(lineStart + last.index, at))) return undefined;
  return lineStart + last.index;
}

/** The literal that a filter at `at` takes alone, or with a flag. */
function fallback(text: string, at: number): Literal | undefined {
  filter.lastIndex = at;
  if (!filter.test(text)) return undefined;
  const value = literal(text, filter.lastIndex, undefined);
  return value && /^\\?["'](?:\s{0,4}[,)|]|\s{1,4}[$.][\w.]|\s{0,4}-?\}\})/u.test(text.slice(value.end, value.end + 12))
    ? value
    : undefined;
}

/** The literal that ERB writes at `at` and nothing else. */
function whole(text: string, at: number): Literal | undefined {
  const value = literal(text, skip(text, at + 3, isBlank, 4), undefined);
  return value && /^["']\s{0,4}-?%>/u.test(text.slice(value.end, value.end + 10)) ? value : undefined;
}

/** The key on the line in front of the template that begins at `open`. */
export function keyIn(text: string, open: number): string | undefined {
  return key.exec(text.slice(text.lastIndexOf("\n", open - 1) + 1, open))?.groups?.["name"];
}

export function sightingOfLiteral(
  window: Window,
  value: Literal,
  promised: Name,
  context: TextContext,
): Sighting | undefined {
  return sightingOf(
    window,
    {
      ruleId: promised.nameKind === "password" ? "generic/password" : "generic/secret",
      ...value,
      ...promised,
      syntax: "fallback",
      quoted: true,
      reason: "a literal in a template",
    },
    context,
  );
}

/** The literals of the match of `pattern` at the hit, under the name in front or the one in it. */
function* literalsOf(pattern: RegExp, window: Window, context: TextContext): Generator<Sighting, undefined> {
  const { text, at } = window;
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (!match) return undefined;
  const groups: Readonly<Record<string, readonly [number, number] | undefined>> = match.indices?.groups ?? {};
  const promised = promising(keyIn(text, at), match.groups?.["name"]);
  if (!promised) return undefined;
  for (const group of ["first", "second", "value"]) {
    const [start, end] = groups[group] ?? [0, 0];
    const sighting = end > start ? sightingOfLiteral(window, { start, end }, promised, context) : undefined;
    if (sighting) yield sighting;
  }
  return undefined;
}

const conditionalReach = 600;

/** A quick look: what stands in braces at `at` has another side to choose. Most templates are no conditionals. */
function mayChoose({ bytes }: SourceText, at: number): boolean {
  const text = latin1(bytes, at, at + conditionalReach);
  return text.startsWith("$") || text.slice(0, Math.max(0, text.indexOf("}}"))).includes("else");
}

function conditionalSightings(source: SourceText, at: number, context: TextContext): Generator<Sighting, undefined> {
  const window = windowAt(source, at, longestLead, conditionalReach);
  return literalsOf(window.text[window.at] === "$" ? serverless : conditional, window, context);
}

const conditionals = ["{{ ", "{{- "];
const variables = ["${env:", "${opt:"];

/** What a template chooses from, and what a variable of Serverless falls back to. */
export const conditionalDetector: TextDetector = judged(
  genericRules,
  [...conditionals, ...variables],
  (source, at, context) => (mayChoose(source, at) ? conditionalSightings(source, at, context).next().value : undefined),
  {
    reach: conditionalReach,
    where: (anchor) => ({ what: "look", look: variables.includes(anchor) ? "ends-quoted" : "choice" }),
    others: (source, at, context) => [...conditionalSightings(source, at, context)],
  },
);

const filters = ["| default(", "|default(", "| d("];

export const templateDetector: TextDetector = judged(
  genericRules,
  [...filters, '| default "', '{{ default "', '{{- default "', '<%= "', "<%= '"],
  (source, at, context) => {
    const window = windowAt(source, at, longestLead, 440);
    const { text } = window;
    const isErb = text.startsWith("<%", window.at);
    const isFirst = isErb || text[window.at] === "{";
    const open = isFirst ? window.at : openBefore(text, window.at);
    if (open === undefined) return undefined;
    const filterAt = isFirst ? text.indexOf("d", window.at) : window.at;
    const value = isErb ? whole(text, window.at) : fallback(text, filterAt);
    if (!value) return undefined;
    const given = isErb ? undefined : text.slice(open + 2, filterAt);
    const promised = promising(
      keyIn(text, open),
      given === undefined ? undefined : variable.exec(given)?.groups?.["name"],
      variableBehind.exec(text.slice(value.end, value.end + 100))?.groups?.["name"],
    );
    if (!promised) return undefined;
    return sightingOfLiteral(window, value, promised, context);
  },
  {
    reach: 440,
    where: (anchor) => (filters.includes(anchor) ? { what: "look", look: "quoted-argument" } : undefined),
  },
);
