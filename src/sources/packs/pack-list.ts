// Which packs a repository has.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** The names of the packs of a directory; nothing where some of them, or other places of objects, can only be read by git. */
export function packsIn(directory: string): readonly string[] | undefined {
  if (existsSync(join(dirname(directory), "info", "alternates"))) return undefined;
  const files = new Set(readdirSync(directory));
  const names = [...files].filter((name) => name.endsWith(".idx")).map((name) => name.slice(0, -4));
  // An index of several packs may say something else than theirs.
  const isPlain = ![...files].some((name) => name.startsWith("multi-pack-index"));
  return isPlain && names.every((name) => files.has(`${name}.pack`)) ? names : undefined;
}
