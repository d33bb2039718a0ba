import { readFileSync } from "node:fs";
import { readTables, type Tables } from "./compile/table-file.ts";
import { shippedFile } from "./shipped-file.ts";

let tables: Tables | undefined;

/** The tables of the shipped rules and the detectors. */
export function shippedTables(): Tables {
  return (tables ??= readTables(readFileSync(shippedFile("tables.bin"))));
}
