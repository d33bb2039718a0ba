import { detectorAnchors } from "./compile/rule-literals.ts";
import { readTables, type Tables } from "./compile/table-file.ts";
import { anchors } from "./generated/anchors.ts";
import { madeTables } from "./made-tables.ts";
import { searched } from "./searched.ts";
import { shippedRules } from "./shipped-rules.ts";

let isChanged: boolean | undefined;
let tables: Tables | undefined;

/**
 * Tables of the detectors as they are, where these were changed since the shipped tables were made. Every build makes them anew, so in a
 * bundle there are none: see tsdown.config.js.
 */
export function changedTables(): Tables | undefined {
  isChanged ??= anchors !== detectorAnchors(searched);
  if (!isChanged) return undefined;
  return (tables ??= readTables(madeTables(shippedRules(), searched)));
}
