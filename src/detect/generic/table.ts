/**
 * Columns of a table in a text that are headed by the name of a secret: `| User | Password |`, the row of dashes, then a row for each
 * account; also of tables with lines between the rows, as reStructuredText has them and clients of databases print them.
 */
import { secretName } from "../judge/names.ts";
import { isBlank, type Literal, skip } from "./literal.ts";

const dashes = /^[ \t]{0,8}\|?(?:[ \t]{0,8}:?-{1,60}:?[ \t]{0,8}(?:\||$)){1,20}[ \t]*$/u;
const border = /^[ \t]{0,20}\+(?:[-=]{1,120}\+){1,20}[ \t]*$/u;
const mostRows = 64;

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end - (text[end - 1] === "\r" ? 1 : 0);
}

/** The content of the cell behind the bar number `bar` of the row from `start` to `end`, without blanks and backticks. No bar need end the row. */
function cellOf(text: string, start: number, end: number, bar: number): Literal | undefined {
  let from = start - 1;
  for (let count = 0; count < bar; count++) {
    from = text.indexOf("|", from + 1);
    if (from < 0 || from >= end) return undefined;
  }
  const next = text.indexOf("|", from + 1);
  // No bar stands in front of the first cell, but one behind it.
  if (bar === 0 && (next < 0 || next > end)) return undefined;
  const close = next < 0 || next > end ? end : next;
  let first = Math.min(close, skip(text, from + 1, isBlank, 120));
  let last = close;
  while (last > first && isBlank(text[last - 1])) last--;
  if (text[first] === "`" && text[last - 1] === "`" && last - first > 2) [first, last] = [first + 1, last - 1];
  return { start: first, end: last };
}

/** True for what may be a secret among words and marks: one word, not of letters alone. */
function isDrawn(cell: string): boolean {
  return /^(?=.*\d)[^\s|<>()`*]{5,200}$/u.test(cell);
}

/** The cells of the column behind the bar number `bar`, from the row at `at` on. */
function column(text: string, at: number, bar: number): Literal[] {
  const found: Literal[] = [];
  for (let row = at, count = 0; count < mostRows; count++) {
    const end = lineEnd(text, row);
    const cell = cellOf(text, row, end, bar);
    const isBetween = !cell && border.test(text.slice(row, end));
    if (!cell && !isBetween) break;
    if (cell && isDrawn(text.slice(cell.start, cell.end))) found.push(cell);
    row = text.indexOf("\n", end) + 1;
    if (row === 0) break;
  }
  return found;
}

// A name of parts: `ldap.bind.password`, `max_size`.
const setting = /^[a-z]\w{0,60}(?:[._-][\w-]{1,60}){1,12}$/iu;

/** True where the first cell of the row from `lineStart` names the setting that the row is about, and the one at `at` is another. */
export function describesOther(text: string, lineStart: number, at: number): boolean {
  if (text[lineStart] !== "|" || !text.slice(lineStart + 1, at).includes("|")) return false;
  const cell = cellOf(text, lineStart, lineEnd(text, lineStart), 1);
  return cell !== undefined && setting.test(text.slice(cell.start, cell.end));
}

const bars = (text: string): number => text.split("|").length - 1;

/** True where the line from `lineStart` is the first of a table: dashes stand below it. */
export function headsTable(text: string, lineStart: number): boolean {
  const next = text.indexOf("\n", lineStart) + 1;
  if (next === 0 || !"|-: +".includes(text.charAt(lineEnd(text, next) - 1))) return false;
  const below = text.slice(next, lineEnd(text, next));
  // Dashes alone stand below a title.
  if (below.includes("|") && dashes.test(below)) return true;
  return border.test(below) && (below.includes("=") || isFirstRow(text, lineStart));
}

/** True for a row between lines that is the first of its table. */
function isFirstRow(text: string, lineStart: number): boolean {
  const above = text.lastIndexOf("\n", lineStart - 2) + 1;
  if (lineStart === 0 || !border.test(text.slice(above, lineEnd(text, above)))) return false;
  return above === 0 || !text.slice(text.lastIndexOf("\n", above - 2) + 1, above).includes("|");
}

/** True where the cell of a header says that its column holds secrets. */
function promises(header: string): boolean {
  const name = header.replaceAll(/[*`]/gu, "").trim().replaceAll(/\W+/gu, "_");
  const kind = secretName(name);
  return kind !== undefined && kind !== "some-key";
}

/** The first secret below the name at `nameStart`, in a header that begins at `lineStart`. */
export function belowHeader(text: string, lineStart: number, nameStart: number): Literal | undefined {
  const bar = bars(text.slice(lineStart, nameStart));
  const header = cellOf(text, lineStart, lineEnd(text, lineStart), bar);
  if (!header || !promises(text.slice(header.start, header.end))) return undefined;
  const rows = text.indexOf("\n", text.indexOf("\n", lineStart) + 1) + 1;
  return rows === 0 ? undefined : column(text, rows, bar)[0];
}

/** The cells below the one at `at` of a table whose header, in the text before it, says that the column holds secrets. */
export function laterCells(text: string, at: number): Literal[] {
  const own = text.lastIndexOf("\n", at - 1) + 1;
  const bar = bars(text.slice(own, at));
  for (let row = own, count = 0; row > 0 && count < mostRows; count++) {
    const above = text.lastIndexOf("\n", row - 2) + 1;
    if (headsTable(text, above)) {
      const header = cellOf(text, above, lineEnd(text, above), bar);
      if (!header || !promises(text.slice(header.start, header.end))) return [];
      const next = text.indexOf("\n", at) + 1;
      return next === 0 ? [] : column(text, next, bar);
    }
    if (!text.slice(above, row).includes("|") && !border.test(text.slice(above, row - 1).trimEnd())) return [];
    row = above;
  }
  return [];
}
