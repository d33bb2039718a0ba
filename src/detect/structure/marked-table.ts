/**
 * Tables of reStructuredText and AsciiDoc with a column of secrets that are written as lists: `list-table::`, `csv-table::`, and cells
 * between `|===`.
 */
import type { SourceText, Span } from "../../model/text.ts";
import { genericRules } from "../generic/generic.ts";
import { cellSighting, columnOf, drawnIn } from "./table-cells.ts";
import { judged, type Sighting, type TextContext, type TextDetector } from "./text-detector.ts";
import { windowAt } from "./window.ts";

const behind = 8000;
const mostLines = 400;

interface Line extends Span {
  readonly text: string;
}

/** The lines behind the one that holds `at`. */
function* linesBelow(text: string, at: number): Generator<Line, undefined> {
  let start = text.indexOf("\n", at) + 1;
  for (let count = 0; start > 0 && count < mostLines; count++) {
    const found = text.indexOf("\n", start);
    const end = found < 0 ? text.length : found;
    yield { start, end, text: text.slice(start, end).replace(/\r$/u, "") };
    start = found + 1;
  }
  return undefined;
}

const item = /^[ \t]{1,20}(?<row>\*[ \t]{1,4})?-(?:[ \t]{1,4}|$)/u;

const headed = /^[ \t]{1,20}:header-rows:[ \t]{1,8}1/u;

/** Rows of `* - x` and `- y`, where the first one is a header. */
function* listRows(text: string, at: number): Generator<Span[], undefined> {
  let row: Span[] = [];
  let isHeaded = false;
  for (const line of linesBelow(text, at)) {
    if (/^\S/u.test(line.text)) break;
    isHeaded ||= headed.test(line.text);
    const match = item.exec(line.text);
    if (!match) continue;
    if (!isHeaded) return undefined;
    if (match.groups?.["row"] !== undefined && row.length > 0) {
      yield row;
      row = [];
    }
    row.push({ start: line.start + match[0].length, end: line.start + line.text.length });
  }
  yield row;
  return undefined;
}

/** The cells that commas part, some of them in quotes. */
function separated({ text, start }: Line, from: number): Span[] {
  const cells: Span[] = [];
  let first = from;
  let isQuoted = false;
  for (let i = from; i <= text.length; i++) {
    if (text[i] === '"') isQuoted = !isQuoted;
    if (i < text.length && (isQuoted || text[i] !== ",")) continue;
    cells.push({ start: start + first, end: start + i });
    first = i + 1;
  }
  return cells;
}

const option = /^[ \t]{1,20}:[\w-]{1,30}:/u;
const headerOption = /^[ \t]{1,20}:header:[ \t]{0,8}/u;

/** The header, an option or the first row, and rows of values. */
function* csvRows(text: string, at: number): Generator<Span[], undefined> {
  let isHeaded = false;
  for (const line of linesBelow(text, at)) {
    if (/^\S/u.test(line.text)) break;
    const header = headerOption.exec(line.text)?.[0];
    // Of another table.
    if (header !== undefined && isHeaded) return undefined;
    isHeaded ||= header !== undefined || headed.test(line.text);
    if (header !== undefined) yield separated(line, header.length);
    else if (isHeaded && line.text.trim() !== "" && !option.test(line.text)) yield separated(line, 0);
  }
  return undefined;
}

/** Cells that bars begin, as many in a row as the first line has. */
function* barredRows(text: string, at: number): Generator<Span[], undefined> {
  let columns = 0;
  let row: Span[] = [];
  for (const line of linesBelow(text, at)) {
    // What ends the table, or takes the place of several cells.
    if (line.text.startsWith("|===") || /\d[+*]\|/u.test(line.text)) break;
    if (line.text.trim() === "") continue;
    if (!line.text.trimStart().startsWith("|")) break;
    const bars = Array.from(line.text.matchAll(/\|/gu), ({ index }) => index);
    for (const [number, bar] of bars.entries())
      row.push({ start: line.start + bar + 1, end: line.start + (bars[number + 1] ?? line.text.length) });
    if (columns === 0) columns = row.length;
    while (row.length >= columns) {
      yield row.slice(0, columns);
      row = row.slice(columns);
    }
  }
  return undefined;
}

const readers = { "list-table": listRows, "csv-table": csvRows, "|===": barredRows } as const;

function* sightings(source: SourceText, at: number, context: TextContext): Generator<Sighting, undefined> {
  const window = windowAt(source, at, 120, behind);
  const { text } = window;
  const kind = (["list-table", "csv-table", "|==="] as const).find((each) => text.startsWith(each, window.at));
  if (!kind) return undefined;
  const rows = readers[kind](text, window.at);
  // The rows are read only where the header asks for it.
  const header = rows.next().value ?? [];
  const columns = header.map(({ start, end }) => columnOf(text.slice(start, end)));
  if (columns.length < 2 || columns.every((column) => column === undefined)) return undefined;
  for (const row of rows) {
    if (row.length !== columns.length) continue;
    for (const [index, column] of columns.entries()) {
      const cell = row[index];
      const value = column && cell && drawnIn(text, cell);
      const sighting = value && cellSighting(window, row[0]?.start ?? value.start, value, column, context);
      if (sighting) yield sighting;
    }
  }
  return undefined;
}

export const markedTableDetector: TextDetector = judged(
  genericRules,
  ["list-table::", "csv-table::", "|===\n", "|===\r\n"],
  (source, at, context) => sightings(source, at, context).next().value,
  { reach: behind, others: (source, at, context) => [...sightings(source, at, context)] },
);
