/** Rows that SQL inserts under named columns: `INSERT INTO users (name, password) VALUES ('a', 'x'), ('b', 'y')`. */
import type { Span } from "../../model/text.ts";
import { secretName } from "../judge/names.ts";

const insert = /(?:insert|replace)\s{1,4}(?:\w{1,12}\s{1,4}){0,2}into\s{1,4}[\w.`"[\]]{1,100}\s{0,4}\(/iuy;
const values = /\)\s{0,8}values?\s{0,8}\(/iuy;
const nextRow = /\s{0,8},\s{0,8}\(/uy;
// A function that hashes what stands between its quotes.
const hashed =
  /^(?:md5|sha[12]?|sha2?_?\d{3}|password|crypt|encrypt|hashbytes|pwdencrypt|old_password)\s{0,2}\((?:[^'(),]{0,20},\s{0,2})?$/iu;
const mostRows = 256;

interface Row {
  readonly cells: readonly Span[];
  /** Offset of the bracket that ends it. */
  readonly end: number;
}

/** The end of the string whose content begins at `from`: quotes in it are doubled or escaped. */
function stringEnd(text: string, from: number, quote: string): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === quote) {
      if (text[i + 1] !== quote) return i;
      i++;
    }
  }
  return text.length;
}

/** The cells from behind a bracket to the one that closes it; nothing where none does. */
function rowAt(text: string, from: number): Row | undefined {
  const cells: Span[] = [];
  let start = from;
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === "'" || char === '"' || char === "`") i = stringEnd(text, i + 1, char);
    else if (char === "(") depth++;
    else if (char === ";" || (char === ")" && depth-- === 0)) {
      cells.push({ start, end: i });
      return char === ")" ? { cells, end: i } : undefined;
    } else if (char === "," && depth === 0) {
      cells.push({ start, end: i });
      start = i + 1;
    }
  }
  return undefined;
}

/** The string that a cell holds: `'x'`, `N'x'`, `MD5('x')`. */
function stringIn(text: string, cell: Span | undefined): Span | undefined {
  if (!cell) return undefined;
  const content = text.slice(cell.start, cell.end);
  const open = content.indexOf("'");
  const lead = content.slice(0, Math.max(0, open)).trim();
  if (open < 0 || !(/^[NE]?$/iu.test(lead) || hashed.test(lead))) return undefined;
  const start = cell.start + open + 1;
  const end = stringEnd(text, start, "'");
  return end <= cell.end && /^[\s)]*$/u.test(text.slice(end + 1, cell.end)) ? { start, end } : undefined;
}

/** True where a statement begins at `at` that inserts under named columns. */
export function insertsAt(text: string, at: number): boolean {
  insert.lastIndex = at;
  return insert.test(text);
}

/** Offsets of the passwords of all rows of the statement at `at`, each standing where its column does. */
export function insertedPasswords(text: string, at: number): Span[] {
  if (!insertsAt(text, at)) return [];
  const head = rowAt(text, insert.lastIndex);
  const index = head?.cells.findIndex(({ start, end }) => secretName(text.slice(start, end)) === "password") ?? -1;
  if (!head || index < 0) return [];
  values.lastIndex = head.end;
  if (!values.test(text)) return [];
  const found: Span[] = [];
  let from = values.lastIndex;
  for (let rows = 0; rows < mostRows; rows++) {
    const row = rowAt(text, from);
    if (!row) break;
    const value = stringIn(text, row.cells[index]);
    if (value) found.push(value);
    nextRow.lastIndex = row.end + 1;
    if (!nextRow.test(text)) break;
    from = nextRow.lastIndex;
  }
  return found;
}
