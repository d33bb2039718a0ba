/** Output of the `vault` commands: aligned columns on standard output, warnings on standard error, control characters escaped. */
import { escapeText } from "../../reports/escape.ts";

/** Prints rows as columns that are as wide as their widest cell. */
export function printColumns(rows: readonly (readonly string[])[]): void {
  const cells = rows.map((row) => row.map((cell) => escapeText(cell)));
  const widths: number[] = [];
  for (const row of cells)
    for (const [column, { length }] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, length);
  for (const row of cells) {
    const line = row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
    process.stdout.write(`${line.trimEnd()}\n`);
  }
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** Something the user should know though the command goes on. */
export function warn(message: string): void {
  process.stderr.write(`vaultlint: warning: ${escapeText(message)}\n`);
}

/** A point in time without the fractions of a second. */
export function moment(iso: string): string {
  return iso.replace(/\.\d+Z$/u, "Z");
}

export function tagList(tags: Readonly<Record<string, string>>): string {
  return Object.entries(tags)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ");
}
