/** What the tables of texts have in common: a header that says what its column holds, and cells of it that may be secrets. */
import type { Span } from "../../model/text.ts";
import { type NameKind, secretName } from "../judge/names.ts";
import type { Sighting, TextContext } from "./text-detector.ts";
import { sightingOf, type Window } from "./window.ts";

const isDrawn = /^(?=.*\d)[^\s|<>()`*]{5,200}$/u;
// What a database keeps of passwords.
const hash = /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64}|[\da-f]{96}|[\da-f]{128})$/iu;

/** What the cells below a header are called, where they are secrets. */
export interface Column {
  readonly name: string;
  readonly nameKind: NameKind;
}

/** What a header promises; a lone `key` is one of anything. */
export function columnOf(header: string): Column | undefined {
  const name = header.replaceAll(/[*`"]/gu, "").trim().replaceAll(/\W+/gu, "_");
  const nameKind = name.length > 60 ? undefined : secretName(name);
  return nameKind && nameKind !== "some-key" ? { name, nameKind } : undefined;
}

/** The value in a cell, without marks around it; nothing where words stand there. */
export function drawnIn(text: string, { start, end }: Span): Span | undefined {
  const cell = text.slice(start, end);
  const value = cell
    .trim()
    .replace(/^(?<mark>`{1,2}|"|\*{1,2})(?<content>[^`"*]+)\k<mark>$/u, "$<content>")
    .trim();
  if (!isDrawn.test(value)) return undefined;
  const at = start + cell.indexOf(value);
  return { start: at, end: at + value.length };
}

/** A cell's value as a secret. */
export function cellSighting(
  window: Window,
  row: number,
  cell: Span,
  { name, nameKind }: Column,
  context: TextContext,
): Sighting | undefined {
  const ruleId = nameKind === "password" ? "generic/password" : "generic/secret";
  const found = { ruleId, ...cell, name, nameKind, syntax: "list", quoted: false } as const;
  const sighting = sightingOf({ ...window, at: row }, found, context);
  const isHash = nameKind === "password" && hash.test(window.text.slice(cell.start, cell.end));
  return sighting && isHash ? { ...sighting, doubt: "but the length of a hash" } : sighting;
}
