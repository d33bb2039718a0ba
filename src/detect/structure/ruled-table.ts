/**
 * Simple tables of reStructuredText with a column of secrets: lines of equals signs above the names of the columns, below them, and at
 * the end. Those with bars the detector of names reads.
 */
import { genericRules } from "../generic/generic.ts";
import type { SourceText, Span } from "../../model/text.ts";
import { cellSighting, type Column as Named, columnOf, drawnIn } from "./table-cells.ts";
import { judged, type Sighting, type TextContext, type TextDetector } from "./text-detector.ts";
import { windowAt } from "./window.ts";

const before = 600;
const behind = 8000;
const mostRows = 64;
const rule = /^[ \t]{0,20}={2,120}(?: {1,8}={2,120}){1,12}[ \t]*$/u;

interface Line extends Span {
  readonly text: string;
}

function lineAt(text: string, start: number): Line {
  const found = text.indexOf("\n", start);
  const end = found < 0 ? text.length : found;
  return { start, end, text: text.slice(start, end).replace(/\r$/u, "") };
}

/** A column by its offsets in a line; the last one goes on to the line's end. */
interface Column extends Named {
  readonly from: number;
  readonly to: number;
}

/** The columns that hold secrets by their names. */
function secretColumns(line: string, header: string): Column[] {
  const starts = Array.from(line.matchAll(/=+/gu), ({ index }) => index);
  return starts.flatMap((from, number) => {
    const to = starts[number + 1] ?? Number.MAX_SAFE_INTEGER;
    const named = columnOf(header.slice(from, to));
    return named ? [{ from, to, ...named }] : [];
  });
}

/** The secret that a row has in a column, without marks. */
function cellIn({ text, start }: Line, { from, to }: Column): Span | undefined {
  // What runs over its column belongs to no simple table.
  if (text.length >= to && text[to - 1] !== " ") return undefined;
  const cell = drawnIn(text, { start: from, end: Math.min(to, text.length) });
  return cell && { start: start + cell.start, end: start + cell.end };
}

/** The secrets of the table below whose head the line with the hit is. */
function* sightings(source: SourceText, at: number, context: TextContext): Generator<Sighting, undefined> {
  const window = windowAt(source, at, before, behind);
  const { text } = window;
  const own = lineAt(text, text.lastIndexOf("\n", window.at) + 1);
  if (!rule.test(own.text) || own.start === 0) return undefined;
  const header = lineAt(text, text.lastIndexOf("\n", own.start - 2) + 1);
  const top = lineAt(text, text.lastIndexOf("\n", header.start - 2) + 1);
  if (header.start === 0 || top.text.trimEnd() !== own.text.trimEnd()) return undefined;
  const columns = secretColumns(own.text, header.text);
  let row = lineAt(text, own.end + 1);
  for (let rows = 0; rows < mostRows && columns.length > 0 && row.start < text.length; rows++) {
    if (rule.test(row.text)) break;
    for (const column of columns) {
      const cell = cellIn(row, column);
      if (!cell) continue;
      const sighting = cellSighting(window, row.start, cell, column, context);
      if (sighting) yield sighting;
    }
    row = lineAt(text, row.end + 1);
  }
  return undefined;
}

export const ruledTableDetector: TextDetector = judged(
  genericRules,
  ["==  ==", "== =="],
  (source, at, context) => sightings(source, at, context).next().value,
  { reach: behind, others: (source, at, context) => [...sightings(source, at, context)] },
);
