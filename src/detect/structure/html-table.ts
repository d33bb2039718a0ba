/** Tables of HTML with a column of secrets: `<th>User</th><th>Password</th>`, then a row for each account. What a header has beside it in its own row the detector of names reads. */
import type { SourceText, Span } from "../../model/text.ts";
import { genericRules } from "../generic/generic.ts";
import { cellSighting, columnOf, drawnIn } from "./table-cells.ts";
import { judged, type Sighting, type TextContext, type TextDetector } from "./text-detector.ts";
import { windowAt } from "./window.ts";

const before = 1600;
const behind = 8000;
const mostRows = 64;
const cellTag = /<t[dh](?:\s[^<>]{0,200})?>/giu;
const tag = /<\/?[a-z][^<>]{0,200}>/giu;

/** The contents of the cells of the row from `start` to `end`; nothing where one of them takes the place of several. */
function cellsOf(text: string, start: number, end: number): Span[] {
  const row = text.slice(start, end);
  if (/\scolspan/iu.test(row)) return [];
  const tags = Array.from(row.matchAll(cellTag), ({ index, 0: { length } }) => ({ index, next: index + length }));
  return tags.map(({ next }, number) => ({
    start: start + next,
    end: start + (tags[number + 1]?.index ?? row.length),
  }));
}

/** A cell's content by its place, where tags around it say no more than how it looks. */
function contentOf(text: string, { start, end }: Span): Span {
  // As long as before, so that places stay.
  const plain = text.slice(start, end).replaceAll(tag, ({ length }) => " ".repeat(length));
  const first = plain.search(/\S/u);
  return first < 0 ? { start, end: start } : { start: start + first, end: start + plain.trimEnd().length };
}

function* sightings(source: SourceText, at: number, context: TextContext): Generator<Sighting, undefined> {
  const window = windowAt(source, at, before, behind);
  const { text } = window;
  const lower = text.toLowerCase();
  const open = lower.lastIndexOf("<tr", window.at);
  const close = lower.indexOf("</tr", window.at);
  if (open < 0 || close < 0 || lower.slice(open, close).includes("<td")) return undefined;
  const header = cellsOf(text, open, close);
  const index = header.findIndex(({ start, end }) => start <= window.at && window.at < end);
  const own = header[index];
  const titled = own && contentOf(text, own);
  const column = titled && columnOf(text.slice(titled.start, titled.end));
  if (!column) return undefined;
  const tableEnd = lower.indexOf("</table", close);
  const last = tableEnd < 0 ? text.length : tableEnd;
  let row = lower.indexOf("<tr", close + 1);
  for (let rows = 0; rows < mostRows && row >= 0 && row < last; rows++) {
    const next = lower.indexOf("<tr", row + 1);
    const rowEnd = Math.min(next < 0 ? last : next, last);
    // The rows below another header are for its own hit to read.
    const content = lower.slice(row, rowEnd);
    if (content.includes("<th") && !content.includes("<td")) break;
    const cells = cellsOf(text, row, rowEnd);
    const cell = cells.length === header.length ? cells[index] : undefined;
    const value = cell && drawnIn(text, contentOf(text, cell));
    const sighting = value && cellSighting(window, row, value, column, context);
    if (sighting) yield sighting;
    row = next;
  }
  return undefined;
}

export const htmlTableDetector: TextDetector = judged(
  genericRules,
  ["password", "passwd", "passwort", "passphrase", "secret", "token", "key"].map((word) => `${word}</th>`),
  (source, at, context) => sightings(source, at, context).next().value,
  { begins: "part", reach: behind, others: (source, at, context) => [...sightings(source, at, context)] },
);
