import { readTables, type Tables } from "./compile/table-file.ts";
import { readShipped } from "./read-shipped.ts";

let tables: Tables | undefined;

/** The tables of the shipped rules and the detectors. */
export function shippedTables(): Tables {
  return (tables ??= readTables(readShipped("tables.bin")));
}
