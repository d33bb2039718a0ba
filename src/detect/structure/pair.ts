/**
 * A value in a mapping that says its name beside it, before or behind, also with other keys between: `value: x`, `type: plain`,
 * `name: DB_PASSWORD` of YAML, the same in JSON, `ParameterKey` and `ParameterValue`. Where the name stands right before the value,
 * the generic detector reads both.
 */
import type { Span } from "../../model/text.ts";
import { fileKind } from "../generic/file-kind.ts";
import { genericRules } from "../generic/generic.ts";
import { isBlank, isQuote, lineEnds, literal, skip, trimmedLine, unquotedEnd } from "../generic/literal.ts";
import { secretName } from "../judge/names.ts";
import { candidateOf, type Sighting, type TextContext, type TextDetector } from "./text-detector.ts";
import type { SourceText } from "../../model/text.ts";
import { sightingOf, type Window, windowAt } from "./window.ts";
import { latin1 } from "../../model/slice.ts";

const reach = 400;
const mostLines = 4;
// The key of a name, and what may be left of the line in front of it.
const nameKey =
  /^["']?(?:parameter_?|option_?|variable_?|env_?|var_?)?(?:name|key)["']?[ \t]{0,3}[:=][ \t]{0,4}(?<name>["']?[A-Z_][\w.-]{0,60}["']?)[ \t]{0,4},?$/iu;
const nameMember =
  /["'](?:parameter_?|option_?|variable_?|env_?|var_?)?(?:name|key)["']\s{0,3}:\s{0,3}["'](?<name>[A-Z_][\w.-]{0,60})["']/iu;
const lead = /^(?<indent>[ \t]{0,60}(?:-[ \t]{1,8})?)(?:parameter_?|option_?|variable_?|env_?|var_?)?$/iu;
const memberLead = /[{,]\s{0,60}["'](?:parameter_?|option_?|variable_?|env_?|var_?)?$/iu;
const longestLead = 90;
const memberValue = /^value["']\s{0,3}:\s{0,4}/iu;

function unquoted(name: string): string {
  return name.replaceAll(/["']/gu, "");
}

/** The name among the keys of the same mapping, each on a line in one column: those above until the item begins, those below until it ends. */
function nameOnLines(text: string, lineStart: number, indent: string): string | undefined {
  const column = indent.length;
  const isFirst = indent.includes("-");
  const nameOf = (from: number): string | undefined => {
    const end = text.indexOf("\n", from);
    return nameKey.exec(text.slice(from, end < 0 ? text.length : end).trimEnd())?.groups?.["name"];
  };
  let line = lineStart;
  for (let count = 0; !isFirst && count < mostLines && line > 0; count++) {
    const above = text.lastIndexOf("\n", line - 2) + 1;
    const margin = text.slice(above, above + column);
    if (margin.length < column || !/^[ \t]*(?:-[ \t]+)?$/u.test(margin) || isBlank(text[above + column])) break;
    const name = nameOf(above + column);
    if (name !== undefined) return unquoted(name);
    if (margin.includes("-")) break;
    line = above;
  }
  line = lineStart;
  for (let count = 0; count < mostLines; count++) {
    line = text.indexOf("\n", line) + 1;
    if (line === 0 || skip(text, line, isBlank, column) !== line + column || isBlank(text[line + column])) break;
    const name = nameOf(line + column);
    if (name !== undefined) return unquoted(name);
  }
  return undefined;
}

/** The same between the braces of one JSON object that holds no other. */
function nameInBraces(text: string, at: number, end: number): string | undefined {
  const open = text.lastIndexOf("{", at);
  const close = text.indexOf("}", end);
  if (open < 0 || text.lastIndexOf("}", at) > open) return undefined;
  const behind = text.slice(end, close < 0 ? text.length : close);
  const name = nameMember.exec(text.slice(open, at)) ?? nameMember.exec(behind.slice(0, (behind + "{").indexOf("{")));
  return name?.groups?.["name"];
}

interface Pair {
  readonly name: string;
  readonly value: Span;
  readonly quoted: boolean;
}

function pairOnLines({ text, at }: Window): Pair | undefined {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const indent = lead.exec(text.slice(lineStart, at))?.groups?.["indent"];
  if (indent === undefined) return undefined;
  const start = skip(text, text.indexOf(":", at) + 1, isBlank, 40);
  const quoted = isQuote(text[start]);
  if (quoted) {
    const value = literal(text, start, undefined);
    const name = value && nameOnLines(text, lineStart, indent);
    return value && name !== undefined ? { name, value, quoted } : undefined;
  }
  if (/[\s{}[\]&*!|>%@`#]/u.test(text.charAt(start))) return undefined;
  const end = trimmedLine(text, start, unquotedEnd(text, start, lineEnds));
  const name = nameOnLines(text, lineStart, indent);
  return end > start && name !== undefined ? { name, value: { start, end }, quoted } : undefined;
}

function pairInBraces({ text, at }: Window): Pair | undefined {
  const sign = memberValue.exec(text.slice(at, at + 20))?.[0];
  const value = sign === undefined ? undefined : literal(text, at + sign.length, undefined);
  const name = value && nameInBraces(text, at, value.end);
  return value && name !== undefined ? { name, value, quoted: true } : undefined;
}

function sight(source: SourceText, at: number, context: TextContext): Sighting | undefined {
  const file = fileKind(source.path);
  if (file.generated) return undefined;
  const isMember = isQuote(String.fromCharCode(source.bytes[at + 5] ?? 0));
  if (!isMember && file.unquoted !== "line") return undefined;
  // Most stand elsewhere, and a window costs more.
  const before = latin1(source.bytes, Math.max(0, at - longestLead), at);
  if (!(isMember ? memberLead.test(before) : lead.test(before.slice(before.lastIndexOf("\n") + 1)))) return undefined;
  const window = windowAt(source, at, reach, reach);
  const pair = isMember ? pairInBraces(window) : pairOnLines(window);
  const nameKind = pair && secretName(pair.name);
  if (!pair || !nameKind) return undefined;
  return sightingOf(
    window,
    {
      ruleId: nameKind === "password" ? "generic/password" : "generic/secret",
      ...pair.value,
      name: pair.name,
      nameKind,
      syntax: "pair",
      quoted: pair.quoted,
    },
    context,
  );
}

export const pairDetector: TextDetector = {
  // Those of the generic detector, which finds most pairs.
  rules: [],
  anchors: ["value:", 'value":'],
  format: false,
  where: { what: "named-beside" },
  reach,
  sight,
  confirm(text, at, context) {
    const sighting = sight(text, at, context);
    return sighting && candidateOf(sighting, genericRules, context);
  },
};
