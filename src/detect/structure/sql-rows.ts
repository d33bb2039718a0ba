/**
 * Rows that SQL inserts under named columns: `INSERT INTO users (name, password) VALUES ('a', 'x'), ('b', 'y')`; also where one column
 * holds the name of a setting and another its value.
 */
import type { Span } from "../../model/text.ts";
import { type NameKind, secretName } from "../judge/names.ts";
import type { Setting } from "./sql-update.ts";

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

// Of PostgreSQL: `$$x$$`, `$tag$x$tag$`.
const betweenDollars = /^\s{0,40}(?<dollars>\$\w{0,20}\$)(?<value>[^$]{1,200})\k<dollars>\s{0,40}$/u;

/** The string that a cell holds: `'x'`, `N'x'`, `MD5('x')`, `$$x$$`. */
function stringIn(text: string, cell: Span | undefined): Span | undefined {
  if (!cell) return undefined;
  const content = text.slice(cell.start, cell.end);
  const { dollars, value } = betweenDollars.exec(content)?.groups ?? {};
  if (dollars !== undefined && value !== undefined) {
    const start = cell.start + content.indexOf(dollars) + dollars.length;
    return { start, end: start + value.length };
  }
  const open = content.indexOf("'");
  const lead = content.slice(0, Math.max(0, open)).trim();
  if (open < 0 || !(/^(?:[NE]|U&)?$/iu.test(lead) || hashed.test(lead))) return undefined;
  const start = cell.start + open + 1;
  const end = stringEnd(text, start, "'");
  return end <= cell.end && /^[\s)]*$/u.test(text.slice(end + 1, cell.end)) ? { start, end } : undefined;
}

/** True where a statement begins at `at` that inserts under named columns. */
export function insertsAt(text: string, at: number): boolean {
  insert.lastIndex = at;
  return insert.test(text);
}

const nameColumn = /^\s*[`"[]?(?:[a-z]{1,20}_)?(?:name|key)[`"\]]?\s*$/iu;
const valueColumn = /^\s*[`"[]?(?:[a-z]{1,20}_)?value[`"\]]?\s*$/iu;

/** The column that is secret, and what says so: its own name, or what stands in another column. */
interface Column {
  readonly index: number;
  readonly named: { readonly name: string; readonly nameKind: NameKind } | number;
}

/** The first of the columns that holds a password, else one of keys or tokens, else one of values that have their name beside them. */
function secretColumn(columns: readonly string[]): Column | undefined {
  const kinds = columns.map((column) => secretName(column));
  for (const nameKind of ["password", "key", "token"] as const) {
    const index = kinds.indexOf(nameKind);
    if (index >= 0) return { index, named: { name: (columns[index] ?? "").replaceAll(/\W/gu, ""), nameKind } };
  }
  const index = columns.findIndex((column) => valueColumn.test(column));
  const named = columns.findIndex((column) => nameColumn.test(column));
  return index < 0 || named < 0 ? undefined : { index, named };
}

/** What the row's secret is called; nothing where that promises none. */
function promisedIn(text: string, row: Row, { named }: Column): Omit<Setting, keyof Span> | undefined {
  if (typeof named !== "number") return named;
  const cell = stringIn(text, row.cells[named]);
  const name = cell && text.slice(cell.start, cell.end);
  const nameKind = name === undefined || !/^[\w.-]{1,80}$/u.test(name) ? undefined : secretName(name);
  return name !== undefined && nameKind ? { name, nameKind } : undefined;
}

/** The secrets of all rows of the statement at `at`, each standing where its column does. */
export function insertedSecrets(text: string, at: number): Setting[] {
  if (!insertsAt(text, at)) return [];
  const head = rowAt(text, insert.lastIndex);
  const column = head && secretColumn(head.cells.map(({ start, end }) => text.slice(start, end)));
  if (!column) return [];
  values.lastIndex = head.end;
  if (!values.test(text)) return [];
  const found: Setting[] = [];
  let from = values.lastIndex;
  for (let rows = 0; rows < mostRows; rows++) {
    const row = rowAt(text, from);
    if (!row) break;
    const value = stringIn(text, row.cells[column.index]);
    const promised = value && promisedIn(text, row, column);
    if (promised) found.push({ ...value, ...promised });
    nextRow.lastIndex = row.end + 1;
    if (!nextRow.test(text)) break;
    from = nextRow.lastIndex;
  }
  return found;
}
