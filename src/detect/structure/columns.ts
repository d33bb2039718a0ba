/**
 * Tables in text (CSV, TSV) with a header that names a column of secrets: `name,password`, then a row for each account; or one of names
 * and one of values: `key,value`, then a row for each setting.
 */
import { genericRules } from "../generic/generic.ts";
import { type NameKind, secretName } from "../judge/names.ts";
import type { SourceText, Span } from "../../model/text.ts";
import { judged, type Sighting, type TextContext, type TextDetector } from "./text-detector.ts";
import { sightingOf, windowAt } from "./window.ts";

/** A file of separated values. */
export function isTable(path: string): boolean {
  return /\.(?:csv|tsv)$/iu.test(path);
}

const longestHeader = 4096;
const longestTable = 1_000_000;
const mostRows = 1000;
const separators = [",", ";", "\t", "|"] as const;
// What a server stores instead of a password: hashes of the usual lengths.
const stored = /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64}|[\da-f]{128})$/iu;

interface Row {
  readonly start: number;
  readonly cells: readonly Span[];
  /** Offset of the next row. */
  readonly next: number;
}

/** The cells of the row that begins at `start`, without their quotes; one in quotes may hold separators and line ends. */
function rowAt(text: string, start: number, separator: string): Row {
  const cells: Span[] = [];
  let i = start;
  for (;;) {
    let cell: Span;
    if (text[i] === '"') {
      let end = i + 1;
      while (end < text.length && (text[end] !== '"' || text[end + 1] === '"')) end += text[end] === '"' ? 2 : 1;
      cell = { start: i + 1, end: Math.min(end, text.length) };
      i = end + 1;
    } else {
      let end = i;
      while (end < text.length && text[end] !== separator && text[end] !== "\n") end++;
      cell = { start: i, end: text[end - 1] === "\r" ? Math.max(i, end - 1) : end };
      i = end;
    }
    cells.push(cell);
    while (i < text.length && text[i] !== separator && text[i] !== "\n") i++;
    if (text[i] !== separator) return { start, cells, next: i + 1 };
    i++;
  }
}

/** The header row of a table, and what separates its cells; nothing where the first line is none. */
function headerOf(text: string): { header: Row; separator: string } | undefined {
  const line = text.slice(0, text.indexOf("\n"));
  const counts = separators.map((separator) => line.split(separator).length);
  const separator = separators[counts.indexOf(Math.max(...counts))] ?? ",";
  const header = rowAt(text, text.startsWith("\xef\xbb\xbf") ? 3 : 0, separator);
  const isName = ({ start, end }: Span): boolean => end - start <= 60 && !text.slice(start, end).includes("\n");
  return header.cells.length > 1 && header.cells.every(isName) ? { header, separator } : undefined;
}

interface Name {
  readonly name: string;
  readonly nameKind: NameKind;
}

/** A column of secrets, and what it is called; or the column of the same row that says so. */
interface Column {
  readonly index: number;
  readonly named: Name | number;
}

const nameColumn = /^(?:key|name|setting|variable|parameter|property|option)$/iu;

function promisedBy(cell: string): Name | undefined {
  const name = cell.trim().replaceAll(/\W+/gu, "_");
  const nameKind = secretName(name);
  return nameKind && { name, nameKind };
}

/** The columns that hold secrets by their names, or else the one of values beside their names. */
function secretColumns(text: string, { cells }: Row): Column[] {
  const headers = cells.map(({ start, end }) => text.slice(start, end).trim());
  const columns = headers.flatMap((header, index) => {
    const named = promisedBy(header);
    return named ? [{ index, named }] : [];
  });
  if (columns.length > 0) return columns;
  const index = headers.findIndex((header) => /^value$/iu.test(header));
  const named = headers.findIndex((header) => nameColumn.test(header));
  return index < 0 || named < 0 ? [] : [{ index, named }];
}

/** What the column's cell of a row is called. */
function nameIn(text: string, { cells }: Row, { named }: Column): Name | undefined {
  if (typeof named !== "number") return named;
  const cell = cells[named];
  return cell && promisedBy(text.slice(cell.start, cell.end));
}

/** The secrets of the table, row by row, where the first of their columns is named at `at`. */
function* sightings(source: SourceText, at: number, context: TextContext): Generator<Sighting, undefined> {
  if (!isTable(source.path) || at > longestHeader || source.bytes.subarray(0, at).includes(10)) return undefined;
  const head = windowAt(source, 0, 0, longestHeader).text;
  const { header, separator } = headerOf(head) ?? {};
  if (!header || separator === undefined) return undefined;
  const columns = secretColumns(head, header);
  const first = header.cells[columns[0]?.index ?? -1];
  if (!first || at < first.start || at >= first.end) return undefined;
  const window = windowAt(source, 0, 0, longestTable);
  const { text } = window;
  let { next } = header;
  for (let rows = 0; rows < mostRows && next < text.length; rows++) {
    const row = rowAt(text, next, separator);
    next = row.next;
    if (row.cells.length !== header.cells.length) continue;
    for (const column of columns) {
      const cell = row.cells[column.index];
      const promised = nameIn(text, row, column);
      const isPassword = promised?.nameKind === "password";
      if (!cell || !promised || (isPassword && stored.test(text.slice(cell.start, cell.end)))) continue;
      const sighting = sightingOf(
        { ...window, at: row.start },
        {
          ruleId: isPassword ? "generic/password" : "generic/secret",
          ...cell,
          ...promised,
          syntax: "list",
          quoted: true,
          reason: "a column of secrets",
        },
        context,
      );
      if (sighting) yield { ...sighting, sure: isPassword };
    }
  }
  return undefined;
}

export const columnsDetector: TextDetector = judged(
  genericRules,
  ["pass", "pwd", "kennwort", "senha", "secret", "token", "key", "value"],
  (source, at, context) => sightings(source, at, context).next().value,
  { files: "tables", others: (source, at, context) => [...sightings(source, at, context)] },
);
