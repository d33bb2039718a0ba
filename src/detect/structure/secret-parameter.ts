/**
 * Defaults of parameters that a template declares to be secret, whatever their names are: `NoEcho` of CloudFormation, `securestring` of
 * Azure Resource Manager, `@secure()` of Bicep; and those of any parameter of the first two whose name says so.
 */
import { genericRules } from "../generic/generic.ts";
import { isBlank, isQuote, lineEnds, literal, skip, trimmedLine, unquotedEnd } from "../generic/literal.ts";
import { secretName } from "../judge/names.ts";
import type { Span } from "../../model/text.ts";
import { objectEdge } from "./object.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { sightingOf, type Window, windowAt } from "./window.ts";

const reach = 1200;
const mostLines = 16;

/** The default of a parameter, by its offsets in the window. */
interface Default extends Span {
  readonly name: string;
  readonly quoted: boolean;
}

const bicep =
  /@secure\(\)\s{1,20}(?:@[\w.]{1,40}\([^\n]{0,200}\)\s{1,20}){0,4}param\s{1,4}(?<name>\w{1,60})\s{1,4}\w{1,20}\s{0,4}=\s{0,4}'(?<value>(?:[^'\\\n]|\\.){1,400})'/uy;

function inBicep({ text, at }: Window): Default | undefined {
  bicep.lastIndex = at;
  const { name, value } = bicep.exec(text)?.groups ?? {};
  const end = bicep.lastIndex - 1;
  return name === undefined || value === undefined ? undefined : { name, start: end - value.length, end, quoted: true };
}

const member = /"default(?:Value)?"\s{0,20}:\s{0,20}"(?<value>(?:[^"\\\n]|\\.){1,400})"/iu;
const keyBefore = /"(?<name>[\w-]{1,100})"\s{0,20}:\s{0,20}$/u;

/** In the JSON object that holds `at`. */
function inObject({ text, at }: Window): Default | undefined {
  const from = objectEdge(text, at, -1);
  const name = keyBefore.exec(text.slice(Math.max(0, from - 160), Math.max(0, from)))?.groups?.["name"];
  const match = member.exec(text.slice(Math.max(0, from), objectEdge(text, at, 1)));
  const value = match?.groups?.["value"];
  if (!match || value === undefined || name === undefined) return undefined;
  const end = from + match.index + match[0].length - 1;
  // What stands in brackets is computed.
  return /^\[.*\]$/su.test(value) ? undefined : { name, start: end - value.length, end, quoted: true };
}

const defaultKey = /^default:[ \t]{1,8}/iu;
const parentKey = /^[ \t]{0,40}(?<name>[\w-]{1,100}):[ \t]{0,8}\r?$/u;

/** In the YAML mapping whose key stands at `at`: among the lines of its column. */
function onLines({ text, at }: Window): Default | undefined {
  const own = text.lastIndexOf("\n", at - 1) + 1;
  const column = at - own;
  if (skip(text, own, isBlank, column) !== at) return undefined;
  let first = own;
  let name: string | undefined;
  for (let count = 0; name === undefined && count < mostLines && first > 0; count++) {
    const above = text.lastIndexOf("\n", first - 2) + 1;
    if (skip(text, above, isBlank, column) < above + column)
      name = parentKey.exec(text.slice(above, first - 1))?.groups?.["name"] ?? "";
    else first = above;
  }
  if (name === undefined || name === "") return undefined;
  for (let line = first, count = 0; count < 2 * mostLines; count++) {
    if (skip(text, line, isBlank, column) < line + column) break;
    const key = defaultKey.exec(text.slice(line + column, line + column + 20))?.[0];
    if (key !== undefined) {
      const start = line + column + key.length;
      const value = isQuote(text[start])
        ? literal(text, start, undefined)
        : { start, end: trimmedLine(text, start, unquotedEnd(text, start, lineEnds)) };
      return value && { name, ...value, quoted: isQuote(text[start]) };
    }
    line = text.indexOf("\n", line) + 1;
    if (line === 0) break;
  }
  return undefined;
}

function defaultAt(window: Window): Default | undefined {
  const { text, at } = window;
  if (text[at] === "@") return inBicep(window);
  return isQuote(text[at]) ? inObject(window) : onLines(window);
}

const template = /\.(?:ya?ml|json|template|bicep)$/iu;
// What says that the parameter is secret, and no more than that it is one.
const declares = /^(?:"?noecho|"securestring|@secure)/iu;

export const secretParameterDetector: TextDetector = judged(
  genericRules,
  ["noecho:", '"noecho"', '"securestring"', "@secure()", '"defaultvalue":'],
  (source, at, context) => {
    const isDeclared = declares.test(source.bytes.toString("latin1", at, at + 16));
    if (!isDeclared && !template.test(source.path)) return undefined;
    const window = windowAt(source, at, reach, reach);
    const found = defaultAt(window);
    if (!found) return undefined;
    const promised = secretName(found.name);
    if (!isDeclared && (promised === undefined || promised === "some-key")) return undefined;
    const nameKind = promised ?? "token";
    const isPassword = nameKind === "password";
    const sighting = sightingOf(
      window,
      {
        ruleId: isPassword ? "generic/password" : "generic/secret",
        start: found.start,
        end: found.end,
        name: found.name,
        nameKind,
        syntax: "colon",
        quoted: found.quoted,
        reason: "the default of a secret parameter",
      },
      context,
    );
    return sighting && { ...sighting, sure: isPassword };
  },
  { cased: ["Type: String", "Type: 'String'", 'Type: "String"', '"Type": "String"', '"Type" : "String"'] },
);
