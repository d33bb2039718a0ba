import { join } from "node:path";

export type ShippedFile = "rules.txt" | "rule-texts.txt" | "tables.bin";

/** Where a file lies that tools/generate.js writes. In a bundle this module is replaced by one that looks beside itself: see tsdown.config.js. */
export function shippedFile(name: ShippedFile): string {
  return join(import.meta.dirname, "generated", name);
}
