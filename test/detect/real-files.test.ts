// The engine finds what the plain reference finds in files that nobody wrote for that: those of the installed packages.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { compare, engine } from "./agreement.ts";
import { sourceText } from "./source-text.ts";

const root = fileURLToPath(new URL("../../node_modules/", import.meta.url));
/** The reference takes a second for a megabyte or less. */
const largest = 60_000;
const wanted = 4000;

/** All files of the packages; what tools keep beside them (`.vite` and such) is theirs of the moment. */
function filesOfPackages(): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(root, file).startsWith(".") && statSync(file).size <= largest)
    .sort();
}

/** So many of the files, taken evenly. */
function sample(files: readonly string[]): string[] {
  const step = files.length / wanted;
  return Array.from({ length: wanted }, (_, index) => files[Math.floor(index * step)] ?? "");
}

/** Those in which the engine finds something: few are among so many, and where a sample falls is the packages' matter. */
function withFindings(files: readonly string[]): string[] {
  return files.filter((file) => engine.detect(sourceText(relative(root, file), readFileSync(file))).length > 0);
}

describe("the engine and the plain reference agree", () => {
  it("on several thousand files as they are", { timeout: 900_000 }, () => {
    const all = filesOfPackages();
    const telling = withFindings(all);
    expect(telling.length).toBeGreaterThan(5);
    const files = new Set([...telling, ...sample(all)]);
    expect(files.size).toBeGreaterThanOrEqual(wanted);
    for (const file of files) compare(relative(root, file).replaceAll(sep, "/"), readFileSync(file));
  });
});
