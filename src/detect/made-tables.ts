import type { DetectorRule } from "../model/rule.ts";
import { tableFile } from "./compile/table-file.ts";
import { compileTables } from "./compile/tables.ts";
import { literalOwners } from "./literals.ts";
import type { TextDetector } from "./structure/text-detector.ts";

/** The file of the tables that these rules and detectors are found by. */
export function madeTables(rules: readonly DetectorRule[], detectors: readonly TextDetector[]): Buffer {
  const all = literalOwners(rules, detectors);
  return tableFile(
    compileTables(all.map(({ literal }) => literal)),
    all.map(({ literal, owners }) => [literal.text.length, ...owners]),
  );
}
