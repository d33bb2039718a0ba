// Program code reads the value from a variable that the platform sets: `process.env.STORAGE_KEY`, in place of the literal or inside it.
import { processEnv } from "../references/environment.ts";
import { appServiceReference } from "../references/azure.ts";
import type { Edit } from "../model/finding.ts";
import { codeAt, type CodePlace } from "./code-place.ts";
import type { Answer, Place, Wanted } from "./place.ts";
import { positionsOf, type Positions } from "./positions.ts";
import { templateOf } from "./template-literal.ts";
import { isCommented } from "./within.ts";

/** A replacement in UTF-16 units. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

const identifierEnd = /[\w$]$/u;
const identifierStart = /^[\w$]/u;

/** An expression in place of another one; a space keeps it apart from a keyword that touched the quote. */
function expression(text: string, start: number, end: number, newText: string): Change {
  const before = identifierEnd.test(text.slice(Math.max(0, start - 1), start)) ? " " : "";
  const after = identifierStart.test(text.slice(end, end + 1)) ? " " : "";
  return { start, end, newText: before + newText + after };
}

/** `process.env.X ?? "value"`: what reads the variable stands there already, so the fallback goes. */
function fallback(text: string, { node, parent }: CodePlace): Change | undefined {
  if (parent.type !== "LogicalExpression" || parent.right !== node || parent.operator === "&&") return undefined;
  const read = text.slice(parent.left.range[0], parent.left.range[1]);
  if (!/^process\.env(?:\.\w{1,100}|\[["']\w{1,100}["']\])$/u.test(read)) return undefined;
  return { start: parent.left.range[1], end: node.range[1], newText: "" };
}

function changes(text: string, place: CodePlace, start: number, end: number, reference: string): readonly Change[] {
  const { node, parent } = place;
  const [from, to] = node.range;
  const inBraces = (newText: string): string => (parent.type === "JSXAttribute" ? `{${newText}}` : newText);
  if (place.kind === "built") return [expression(text, from, to, reference)];
  const isWhole = start === from + 1 && end === to - 1;
  if (isWhole && !place.tagged) {
    const shorter = fallback(text, place);
    return [shorter ?? expression(text, from, to, inBraces(reference))];
  }
  if (place.kind === "template") {
    const inside = templateOf(text.slice(start, end), 0, end - start);
    return inside === undefined || place.tagged ? [] : [{ start, end, newText: `\${${reference}}` }];
  }
  const pieces = templateOf(text.slice(from + 1, to - 1), start - from - 1, end - from - 1);
  if (!pieces || !place.startsNoStatement) return [];
  const [open, close] = parent.type === "JSXAttribute" ? ["{`", "`}"] : ["`", "`"];
  return [
    { start: from, end: from + 1, newText: open },
    ...pieces.map((at) => ({ start: from + 1 + at, end: from + 1 + at, newText: "\\" })),
    { start, end, newText: `\${${reference}}` },
    { start: to - 1, end: to, newText: close },
  ].sort((a, b) => a.start - b.start);
}

async function editsFor(positions: Positions, wanted: Wanted, reference: string): Promise<Edit[]> {
  const { span, built } = wanted.finding;
  const start = positions.index(span.start);
  const end = positions.index(span.end);
  const place = await codeAt(positions, wanted.text.path, start, end, built !== undefined);
  if (!place) return [];
  return changes(positions.string, place, start, end, reference).map((change) => ({
    span: positions.span(change.start, change.end),
    newText: change.newText,
  }));
}

async function suggest(wanted: Wanted): Promise<Answer | undefined> {
  const { text, azure, secretName, variable, asIs } = wanted;
  if (isCommented(wanted)) return undefined;
  const reference = processEnv(variable);
  const positions = asIs ? positionsOf(text) : undefined;
  return {
    use: reference,
    ...(azure && { fedBy: appServiceReference(azure.uri, secretName) }),
    edits: positions ? await editsFor(positions, wanted, reference) : [],
    then: [
      azure
        ? `set ${variable} to that reference in the app's settings`
        : `set ${variable} from the vault where the app is deployed`,
    ],
  };
}

export const javascript: Place = {
  syntax: "javascript",
  matches: ({ path }) => /\.[cm]?[jt]sx?$/u.test(path) && !/\.d\.[cm]?ts$/u.test(path),
  suggest,
};
