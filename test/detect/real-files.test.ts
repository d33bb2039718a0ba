// The engine finds what the plain reference finds in files that nobody wrote for that: those of the installed packages.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compare } from "./agreement.ts";

const root = fileURLToPath(new URL("../../node_modules/", import.meta.url));
/** The reference takes a second for a megabyte or less. */
const largest = 60_000;
const wanted = 4000;

/** So many files of all packages, the same for the same packages. */
function sample(): string[] {
  const all = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => statSync(file).size <= largest)
    .sort();
  const step = all.length / wanted;
  return Array.from({ length: wanted }, (_, index) => all[Math.floor(index * step)] ?? "");
}

describe("the engine and the plain reference agree", () => {
  it("on several thousand files as they are", { timeout: 900_000 }, () => {
    const files = new Set(sample());
    expect(files.size).toBe(wanted);
    let found = 0;
    for (const file of files) found += compare(relative(root, file), readFileSync(file)).length;
    expect(found).toBeGreaterThan(10);
  });
});
