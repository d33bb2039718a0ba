/** The record that a value stands in: lines without a blank one between, or those between the brackets around it. */
import type { Span } from "../../model/text.ts";

/** More on either side of one value are not read, so that thousands in a text take no longer than they must. */
const reach = 1500;

export interface Block {
  /** In front of the value, its own line included. */
  readonly before: string;
  /** Behind it. */
  readonly after: string;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** True for a line that parts one record from the next, seen from one that is indented so far. */
function isBorder(line: string, indent: number): boolean {
  if (line.trim() === "") return true;
  return indentOf(line) < indent && /^\s*[)\]}]/u.test(line);
}

/** The lines from `first` on, in steps of `step`, up to a border. */
function untilBorder(lines: readonly string[], indent: number): string[] {
  const border = lines.findIndex((line) => isBorder(line, indent));
  return border < 0 ? [...lines] : lines.slice(0, border);
}

export function blockAround(bytes: Buffer, { start, end }: Span): Block {
  const above = bytes.toString("latin1", Math.max(0, start - reach), start).split(/\r?\n/u);
  const below = bytes.toString("latin1", end, Math.min(bytes.length, end + reach)).split(/\r?\n/u);
  const lead = above.pop() ?? "";
  const rest = below.shift() ?? "";
  const indent = indentOf(lead);
  const closed = lead.lastIndexOf("}") + 1;
  const closing = rest.indexOf("}");
  const before = closed > 0 ? [] : untilBorder(above.reverse(), indent).reverse();
  const after = closing < 0 ? untilBorder(below, indent) : [];
  return {
    before: [...before, lead.slice(closed)].join("\n"),
    after: [closing < 0 ? rest : rest.slice(0, closing), ...after].join("\n"),
  };
}
