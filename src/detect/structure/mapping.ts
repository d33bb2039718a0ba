import { isBlank, skip } from "../generic/literal.ts";

const mostLines = 40;

/** A YAML file. */
export function isYaml(path: string): boolean {
  return /\.ya?ml$/iu.test(path);
}

/** True where nothing but blanks, the dash of an item and a quote stand before `at` on its line, as before a key of a block mapping. */
export function beginsEntry(text: string, at: number): boolean {
  return /(?:^|\n)[ \t]{0,60}(?:-[ \t]{1,8}){0,3}["']?$/u.test(text.slice(Math.max(0, at - 90), at));
}

/** Where the lines of a YAML mapping begin that has a key at `at`: each behind its indentation, those further in left out. */
export function entriesAround(text: string, at: number): number[] {
  const own = text.lastIndexOf("\n", at - 1) + 1;
  const isQuoted = text[at - 1] === '"' || text[at - 1] === "'";
  const column = at - (isQuoted ? 1 : 0) - own;
  const margin = (line: number): string => text.slice(line, line + column);
  const beginsItem = (line: number): boolean => /-[ \t]*$/u.test(margin(line));
  const isOutside = (line: number): boolean => !/^[ \t]*$/u.test(margin(line)) || margin(line).length < column;
  let first = own;
  for (let count = 0; count < mostLines && first > 0 && !beginsItem(first); count++) {
    const above = text.lastIndexOf("\n", first - 2) + 1;
    if (isOutside(above) && !beginsItem(above)) break;
    first = above;
  }
  const found: number[] = [];
  for (let line = first, count = 0; count < 2 * mostLines; count++) {
    if (line !== first && isOutside(line)) break;
    if (skip(text, line + column, isBlank, 1) === line + column) found.push(line + column);
    line = text.indexOf("\n", line) + 1;
    if (line === 0) break;
  }
  return found;
}
