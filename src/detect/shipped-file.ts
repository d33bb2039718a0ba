import { join } from "node:path";

/** Where a file lies that tools/generate.js writes. In a bundle this module is replaced by one that looks beside itself: see tsdown.config.js. */
export function shippedFile(name: "rules.txt" | "rule-texts.txt" | "tables.bin"): string {
  return join(import.meta.dirname, "generated", name);
}
